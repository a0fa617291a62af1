"""Proefstad of the publication tests."""

from tests.publication.conftest import city, empty_city

__all__ = ["city", "empty_city"]
