// question: critical
// asks: the bodies, funds and systems whose loss touches most
// subjects: 0
// columns: entity, entity_id, kind, touched, betweenness, cut_point
// notes: not-stated, by-class, stale, contradicted, cut
// example: landscape ask critical
// reads: all
