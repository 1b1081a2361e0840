// question: actions
// asks: priority actions and deliverables with leads, state, direction of travel and due date
// subjects: 0
// options: theme = only what stands under this theme; owner = only what this body, post or person is accountable for or leads; state = only what is in this printed state; direction = only what travels this way: improved, no change or deteriorated; due-before = only what is due before this date; all-plans = finished and superseded plans too
// columns: code, title, title_id, theme, theme_id, accountable, accountable_id, leads, leads_id, state, direction, due
// notes: not-stated, lost, by-class, stale, superseded, contradicted
// example: landscape ask actions --theme Victims --as-of 2018-10
// reads: facts
MATCH (:Entity)-[r:ACCOUNTABLE_FOR|LEADS|PART_OF|SUCCEEDS|INSTANCE_OF|HOLDS|STATED_IN]->(:Entity)
WHERE r.seen_from_latest <= $as_of
  AND (type(r) <> 'STATED_IN' OR r.property IN ['state', 'listed_as', 'direction', 'due', 'cell', 'duration', 'date'])
WITH r
