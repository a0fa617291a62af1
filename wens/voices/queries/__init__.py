"""Shared reads on contributions; all of them inside ``acting``."""
