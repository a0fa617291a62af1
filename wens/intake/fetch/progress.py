"""How a fetch tells how far it is: called with the rows so far and, when the server says it, with all there are."""

from collections.abc import Callable

Progress = Callable[[int, int | None], None]


def silent(_rows: int, _total: int | None) -> None:
    """Tell nobody."""
