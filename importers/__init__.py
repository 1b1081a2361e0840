"""What comes in: reads a source, turns its rows into claims and statings, loads them in one transaction, takes a run back.

`register/` reads and writes registers, `papers/` cuts papers into passages, `datasets/` holds what ships with the tool. Each reader hands
over a `Batch` (`batch.py`); `merge.py` decides what must change, `touched.py` reads what that depends on, `load.py` writes it and takes
it back. `copies.py` finds the user's own copies of the papers and verifies each locator in them.
"""
