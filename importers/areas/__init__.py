"""Reads the lookups that the Office for National Statistics publishes: districts, partnerships, force areas and what else covers them."""
