"""Reads grants published to the 360Giving Data Standard: JSON, CSV or a workbook, to facts that know the cell they came from."""
