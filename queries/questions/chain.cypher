// question: chain
// asks: the way up from a body, post, action or fund: who answers for it, to whom, and under which law
// subjects: 1
// columns: step, from, from_id, relation, to, to_id, provision
// notes: not-stated, by-class, stale, contradicted, cut
// example: landscape ask chain "Mental Health Delivery Group"
// reads: facts
UNWIND $ids AS id
MATCH (n:Entity {id: id})-[r:ACCOUNTABLE_FOR|LEADS|OVERSEES|HOLDS_TO_ACCOUNT|SCRUTINISES|REPORTS_TO|ESCALATES_TO|CHAIRS|CONVENES|POST_IN|PART_OF|PRODUCES|INSTANCE_OF|HAS_DUTY|HAS_POWER|IMPOSED_BY]-(:Entity)
WHERE r.seen_from_latest <= $as_of
WITH DISTINCT r
