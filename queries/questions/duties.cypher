// question: duties
// asks: duties and powers, on whom, by which provision
// subjects: 0..1
// columns: holder, holder_id, duty, duty_id, kind, statute, statute_id, provision
// notes: not-stated, lost, denied, by-class, stale, superseded, contradicted, cut
// example: landscape ask duties "Community Safety Partnerships"
// reads: facts
UNWIND $ids AS id
MATCH (n:Entity {id: id})-[r:HAS_DUTY|HAS_POWER|LACKS_POWER|NOT_SUBJECT_TO|IMPOSED_BY|HOLDS|POST_IN|INSTANCE_OF]-(:Entity)
WHERE r.seen_from_latest <= $as_of
WITH DISTINCT r
