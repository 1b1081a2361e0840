// question: impact
// asks: what is touched if it ends: left without an owner, a chair, oversight, money, a host or a holder of its duties, or waiting
// subjects: 1
// columns: effect, entity, entity_id, kind, steps, path
// notes: not-stated, by-class, stale, contradicted, cut
// example: landscape ask impact "Safer Communities Fund"
// reads: facts
UNWIND $ids AS id
MATCH (n:Entity {id: id})-[r:ACCOUNTABLE_FOR|LEADS|CHAIRS|OVERSEES|HOLDS_TO_ACCOUNT|SCRUTINISES|FUNDS|AWARDS|PAID_TO|HOSTS|HAS_DUTY|HAS_POWER|DEPENDS_ON|USES|PART_OF|POST_IN|INSTANCE_OF]-(:Entity)
WHERE r.seen_from_latest <= $as_of
WITH DISTINCT r
