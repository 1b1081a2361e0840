// question: members
// asks: who sits on a board, partnership or group, and who chairs it
// subjects: 1
// columns: member, member_id, role, since, until
// notes: not-stated, lost, denied, by-class, stale, superseded, contradicted
// example: landscape ask members "Cambridgeshire Police and Crime Panel"
// reads: facts
UNWIND $ids AS id
MATCH (n:Entity {id: id})-[r:MEMBER_OF|CHAIRS|HOLDS|INSTANCE_OF]-(:Entity)
WHERE r.seen_from_latest <= $as_of
WITH DISTINCT r
