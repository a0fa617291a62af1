"""Screens: for everybody, for the raad, for who votes."""
