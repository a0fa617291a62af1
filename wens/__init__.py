"""WENS: one shared, honest picture of safety in every wijk, turned into agreed action."""

__version__ = "0.1.0"
