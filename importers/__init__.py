"""Importers: get, transform, load."""
