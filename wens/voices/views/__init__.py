"""Screens of voices: residents tell, staff read."""
