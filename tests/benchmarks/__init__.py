"""Speeds beside those of peers, as ratios of one run: `python -m tests.benchmarks`. No test fails on a clock; wrong results do."""
