"""Reports: what holds at a date, chosen and put in order for a reader, as a neutral document. One report a module."""
