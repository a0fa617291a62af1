"""Writes of voices: each keyword-only, by whom, one transaction, its audit row."""
