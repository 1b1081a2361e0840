"""Questions and answers over the graph."""
