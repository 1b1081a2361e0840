// question: depends
// asks: what it depends on, itself, as a part of something larger or through its own parts, and through how many steps
// subjects: 1
// columns: step, from, from_id, relation, to, to_id, path
// notes: not-stated, denied, by-class, stale, contradicted, cut
// example: landscape ask depends "Streetsafe Reporting"
// reads: facts
UNWIND $ids AS id
MATCH (n:Entity {id: id})-[r:DEPENDS_ON|USES|PART_OF|INSTANCE_OF]-(:Entity)
WHERE r.seen_from_latest <= $as_of
WITH DISTINCT r
