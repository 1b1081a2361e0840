"""Answers to pictures: maps and pages."""
