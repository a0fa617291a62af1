"""Counts of any supplier per area and period, read as a mapping file tells."""
