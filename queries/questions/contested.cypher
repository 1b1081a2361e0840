// question: contested
// asks: what has several accountable owners, and where papers contradict each other; of one entity, its parts and what it owns, or of all
// subjects: 0..1
// options: all-plans = finished and superseded plans too
// columns: finding, entity, entity_id, detail
// notes: not-stated, denied, contradicted, stale, superseded
// example: landscape ask contested --as-of 2018-10
// reads: all
