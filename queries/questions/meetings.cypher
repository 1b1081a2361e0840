// question: meetings
// asks: what a board considered or will consider, and when
// subjects: 0..1
// columns: board, board_id, date, item, item_id, state
// notes: not-stated, lost, denied, by-class, stale, superseded, contradicted, cut
// example: landscape ask meetings "Cambridgeshire Police and Crime Panel"
// reads: facts
UNWIND $ids AS id
MATCH (n:Entity {id: id})-[r:CONSIDERED_AT|MEETING_OF|DECIDED|INSTANCE_OF|STATED_IN]-(:Entity)
WHERE r.seen_from_latest <= $as_of AND (type(r) <> 'STATED_IN' OR r.property IN ['date', 'state', 'name'])
WITH DISTINCT r
