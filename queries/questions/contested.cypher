// question: contested
// asks: what has several accountable owners, and where papers contradict each other
// subjects: 0
// options: all-plans = finished and superseded plans too
// columns: finding, entity, entity_id, detail
// notes: not-stated, denied, contradicted, stale, superseded
// example: landscape ask contested --as-of 2018-10
// reads: all
