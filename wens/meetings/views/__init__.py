"""Screens of meetings: of who leads, of who takes part, of everybody."""
