"""What a step of a round consists of."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Fact:
    """Something that is done or not: in words, who it waits on, and where this reader sees or does it (a path)."""

    text: str
    done: bool
    waits_on: str = ""
    address: str = ""
