"""Turns a refusal anywhere in a parser into its result: parsers never raise because of what stands in a file."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

from wens.intake.cells import Parsed, Refused, empty

P = ParamSpec("P")


def outcome(parser: Callable[P, Parsed]) -> Callable[P, Parsed]:
    """Return the parser, answering with the findings of a refusal and no cells."""

    @wraps(parser)
    def parse(*args: P.args, **kwargs: P.kwargs) -> Parsed:
        try:
            return parser(*args, **kwargs)
        except Refused as refusal:
            return Parsed(cells=empty(), findings=refusal.findings)

    return parse
