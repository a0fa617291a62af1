"""Signals of partners, named places, and who reads how much of where."""
