// question: overlap
// asks: which members, subjects and work two bodies share; without subjects, any two bodies
// subjects: 0 or 2
// columns: body_a, body_a_id, body_b, body_b_id, shared, shared_id, relation
// notes: not-stated, denied, by-class, stale, contradicted, cut
// example: landscape ask overlap "Safer Peterborough Partnership" "Vision Zero Partnership"
// reads: facts
UNWIND $ids AS id
MATCH (n:Entity {id: id})-[r:MEMBER_OF|CHAIRS|CONCERNS|LEADS|PART_OF|INSTANCE_OF]-(:Entity)
WHERE r.seen_from_latest <= $as_of
WITH DISTINCT r
