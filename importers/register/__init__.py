"""The curated register: a workbook, or a folder of CSV files, that a person who knows Excel fills in.

`columns.py` says what its sheets hold, `read.py` reads one into tables of cells, `rows.py` turns the cells into claims and statings,
`write.py` writes the empty template and the register of what is stored.
"""
