"""Knelpunten: weighing three sources, deciding with a reason, and the approach of a place above the norm."""
