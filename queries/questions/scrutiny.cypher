// question: scrutiny
// asks: who scrutinises whom, how often, by which provision
// subjects: 0..1
// columns: scrutineer, scrutineer_id, scrutinised, scrutinised_id, frequency, provision
// notes: not-stated, lost, denied, by-class, stale, superseded, contradicted, cut
// example: landscape ask scrutiny "Community Safety Partnerships"
// reads: facts
UNWIND $ids AS id
MATCH (n:Entity {id: id})-[r:SCRUTINISES|HOLDS|POST_IN|INSTANCE_OF]-(:Entity)
WHERE r.seen_from_latest <= $as_of
WITH DISTINCT r
