"""Fires of a fire brigade (veiligheidsregio)."""
