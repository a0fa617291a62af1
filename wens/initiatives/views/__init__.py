"""Screens of initiatives: for everybody, for who brings one, for staff."""
