// question: gaps
// asks: what has no accountable owner, no lead, no reporting line, an owner that ended, no giver, no scrutiny, or not its expected products; of one entity, its parts and what it owns, or of all
// subjects: 0..1
// options: all-plans = finished and superseded plans, and finished work, too
// columns: finding, entity, entity_id, kind, detail
// notes: not-stated, lost, denied, by-class, stale, superseded
// example: landscape ask gaps --as-of 2018-10
// reads: all
