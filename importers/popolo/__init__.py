"""Reads persons, posts, organisations and memberships in the Popolo form."""
