"""Incidents of any supplier, one per row, read as a mapping file tells."""
