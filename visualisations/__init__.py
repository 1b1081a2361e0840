"""What holds at a date, as one HTML page.

`maps.py` has one function a map: rows in (`rows.py` converts them), a `MapSpec` out (`spec.py`). `views.py` decides what of it shows,
`bands.py` and `cards.py` where and how large, `style.py` how it looks; `listing.py` and `drawing.py` are its text and its still picture.
`page.py` joins them with `templates/` into a file, and alone knows pyvis.
"""
