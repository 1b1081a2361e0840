// question: systems
// asks: what uses an IT system or waits on it
// subjects: 0..1
// columns: system, system_id, entity, entity_id, relation
// notes: not-stated, lost, denied, by-class, stale, superseded, contradicted, cut
// example: landscape ask systems Athena
// reads: facts
UNWIND $ids AS id
MATCH (n:Entity {id: id})-[r:USES|DEPENDS_ON|HOLDS|POST_IN|INSTANCE_OF]-(:Entity)
WHERE r.seen_from_latest <= $as_of
WITH DISTINCT r
