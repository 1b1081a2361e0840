// question: portfolio
// asks: everything a body, post or person owns, leads, chairs, sits on, funds and oversees
// subjects: 1
// columns: relation, entity, entity_id, kind, state
// notes: not-stated, lost, by-class, stale, contradicted, superseded
// example: landscape ask portfolio "Office of the Police and Crime Commissioner"
// reads: facts
UNWIND $ids AS id
MATCH (n:Entity {id: id})-[r:ACCOUNTABLE_FOR|LEADS|CONTRIBUTES_TO|COMMISSIONS|PRODUCES|CHAIRS|CONVENES|MEMBER_OF|HOLDS|POST_IN|DEPUTISES_FOR|HOSTS|HOLDS_TO_ACCOUNT|SCRUTINISES|OVERSEES|HAS_DUTY|HAS_POWER|AWARDS|FUNDS|BIDS_TO|PAID_TO|INSTANCE_OF|STATED_IN]-(:Entity)
WHERE r.seen_from_latest <= $as_of AND (type(r) <> 'STATED_IN' OR r.property = 'state')
WITH DISTINCT r
