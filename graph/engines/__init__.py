"""The two engines behind the door; the only files that import an engine."""
