"""Documents that people take away: one neutral description, written as Word, a workbook, a page, CSV or Markdown."""
