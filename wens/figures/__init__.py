"""Indicators and editions: from facts to figures that anyone can defend."""
