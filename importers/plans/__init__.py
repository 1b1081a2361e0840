"""Delivery plans, action plans and matrices of any layout: their action tables found, read and turned into claims and statings."""
