// question: funding
// asks: who gives what to whom for what, and when; caps, bids and awards told apart, and never added up
// subjects: 0..1
// columns: giver, giver_id, fund, fund_id, recipient, recipient_id, purpose, purpose_id, amount_text, amount, qualifier, since, until, relation
// notes: not-stated, lost, denied, by-class, stale, superseded, contradicted, cut
// example: landscape ask funding "Safer Streets Fund"
// reads: facts
UNWIND $ids AS id
MATCH (n:Entity {id: id})-[r:AWARDS|FUNDS|PAID_TO|BIDS_TO|SPENT_IN|PART_OF|HOLDS|POST_IN|INSTANCE_OF|STATED_IN]-(:Entity)
WHERE r.seen_from_latest <= $as_of AND (type(r) <> 'STATED_IN' OR r.property IN ['amount', 'cap', 'size', 'cost'])
WITH DISTINCT r
