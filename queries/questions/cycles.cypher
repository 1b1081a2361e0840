// question: cycles
// asks: circular reporting (who answers to somebody who in the end answers to them) and circular dependence
// subjects: 0
// columns: cycle, cycle_id, kind
// notes: not-stated, by-class, stale, contradicted, cut
// example: landscape ask cycles
// reads: all
