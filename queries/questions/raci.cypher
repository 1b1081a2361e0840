// question: raci
// asks: the actions of a plan, theme or board against bodies: responsible (R), accountable (A), consulted (C), informed (I)
// subjects: 1
// columns: action, action_id
// notes: not-stated, lost, denied, by-class, stale, contradicted, cut
// example: landscape ask raci "Police and Crime Plan 2017"
// reads: facts
UNWIND $ids AS id
MATCH (n:Entity {id: id})-[r:PART_OF|LEADS|ACCOUNTABLE_FOR|CONTRIBUTES_TO|OVERSEES|REPORTS_TO|ESCALATES_TO|INFORMS|CONSIDERED_AT|MEETING_OF|INSTANCE_OF|STATED_IN]-(:Entity)
WHERE r.seen_from_latest <= $as_of AND (type(r) <> 'STATED_IN' OR r.property = 'cell')
WITH DISTINCT r
