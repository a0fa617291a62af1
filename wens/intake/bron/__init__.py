"""Registered road accidents of Rijkswaterstaat (BRON)."""
