"""Reads the files that offices have into one neutral form: blocks and tables in reading order, each with its place."""
