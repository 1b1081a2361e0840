// question: reports
// asks: what reports or escalates to a board, what it oversees, what is due to it, and which risks reach it
// subjects: 1
// columns: entity, entity_id, relation, frequency, due
// notes: not-stated, lost, denied, by-class, stale, superseded, contradicted
// example: landscape ask reports "Countywide Community Safety Strategic Board"
// reads: facts
UNWIND $ids AS id
MATCH (n:Entity {id: id})-[r:REPORTS_TO|ESCALATES_TO|OVERSEES|HOLDS_TO_ACCOUNT|SCRUTINISES|CONSIDERED_AT|MEETING_OF|INSTANCE_OF|STATED_IN]-(:Entity)
WHERE r.seen_from_latest <= $as_of AND (type(r) <> 'STATED_IN' OR r.property IN ['due', 'date'])
WITH DISTINCT r
