"""Screens: for everybody, and for who makes and carries out the plan."""
