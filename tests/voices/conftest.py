"""Proefstad with wijken and without figures, as a resident meets it."""

from tests.publication.conftest import _no_page_from_another_test, empty_city  # noqa: F401
