// question: references
// asks: cross references of an action, a plan or a paper, both ways
// subjects: 1
// columns: from, from_id, to, to_id, text
// notes: not-stated, lost, denied, stale, superseded, contradicted
// example: landscape ask references C6
// reads: facts
UNWIND $ids AS id
MATCH (n:Entity {id: id})-[r:REFERS_TO|PART_OF]-(:Entity)
WHERE r.seen_from_latest <= $as_of
WITH DISTINCT r
