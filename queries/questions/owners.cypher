// question: owners
// asks: who is accountable, who leads, who contributes, which board oversees
// subjects: 1
// columns: role, owner, owner_id, of, of_id
// notes: not-stated, lost, denied, by-class, stale, superseded, contradicted
// example: landscape ask owners V4
// reads: facts
UNWIND $ids AS id
MATCH (n:Entity {id: id})-[r:ACCOUNTABLE_FOR|LEADS|CONTRIBUTES_TO|COMMISSIONS|OVERSEES|HOLDS_TO_ACCOUNT|DOES_NOT_HOLD_TO_ACCOUNT|PART_OF|CONCERNS|INSTANCE_OF|STATED_IN]-(:Entity)
WHERE r.seen_from_latest <= $as_of AND (type(r) <> 'STATED_IN' OR r.property = 'cell')
WITH DISTINCT r
