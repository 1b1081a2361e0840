// question: changes
// asks: what was added, ended, re-owned, re-stated, renamed, succeeded, split or merged between two dates, and what is no longer mentioned
// subjects: 0..1
// dates: from, to
// options: change = only changes of this kind
// columns: change, entity, entity_id, before, after
// notes: not-stated, lost, contradicted, cut
// example: landscape ask changes 2018-10 2020-11
// reads: all
