"""Screens: the register for everybody and for the privacy officer, retention, and requests."""
