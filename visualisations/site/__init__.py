"""The landscape at a date as many pages that link to each other: a static site for a file share or any web server.

`landscape.py` holds the rows and knows where each page is, `names.py` makes file names and anchors, `words.py` puts a fact into words,
`around.py` draws what stands around an entity. `entities.py`, `papers.py`, `answers.py` and `front.py` say what is on each kind of page,
`search.py` makes the index, `build.py` makes all files of a site and `folder.py` puts them into a folder.
"""
