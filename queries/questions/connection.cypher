// question: connection
// asks: the shortest chain of facts between two entities, and how many others are as short
// subjects: 2
// columns: step, from, from_id, relation, to, to_id
// notes: not-stated, by-class, stale, contradicted, cut
// example: landscape ask connection "Police and Crime Panel" "Safer Streets Fund"
// reads: facts
UNWIND $ids AS id
MATCH (n:Entity {id: id})-[r]-(:Entity)
WHERE r.seen_from_latest <= $as_of AND NOT type(r) IN ['STATED_IN', 'MENTIONED_IN', 'FROM_DOCUMENT', 'POSSIBLY_SAME_AS', 'DOES_NOT_HOLD_TO_ACCOUNT', 'NOT_SUBJECT_TO', 'LACKS_POWER']
WITH DISTINCT r
