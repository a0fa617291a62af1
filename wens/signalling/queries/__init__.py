"""Shared reads on signals; all of them inside `acting`, for the acting gemeente and who acts."""

from wens.signalling.queries.worries import worries

__all__ = ["worries"]
