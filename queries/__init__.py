"""Questions and their answers.

`questions/` holds one Cypher file a question, `shapes/` the function of its name that makes its rows; `catalogue.py` reads the files,
`subjects.py` finds what a word means, `run.py` answers. `slice.py` is what a text reads at a date, `lookups.py` find, show, evidence,
schema and cypher, `whole.py` what a map is drawn from. `exports.py`, `lines.py` and `restore.py` take the landscape out and back.
"""
