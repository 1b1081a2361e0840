"""The ground floor: the model, facts and their fold, time, answers, and the door to the store. Imports nothing of ours.

`model/` declares every name, once. `facts.py` says what is stored, `fold.py` how it follows from what sources say, `editions.py` which rows
of a source count, `timeline.py` what holds at a date. `answer.py` and `tables.py` are what a command prints. `store.py` is the door,
`engines/` stands behind it, `cypher.py` holds the texts that write, `settings.py` says which store; `files.py` and `errors.py` serve all.
"""
