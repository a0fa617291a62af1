"""What is worth telling about a file, and the error of a file of areas that cannot be used."""

from dataclasses import asdict, dataclass
from typing import Any, Literal, TypedDict, Unpack

Severity = Literal["error", "finding", "notice"]


@dataclass(frozen=True)
class Finding:
    """One thing about a file, with the place where it stands and what to do about it.

    error: the file cannot be used. finding: needs a person who accepts it. notice: counted and reported.
    """

    code: str
    problem: str
    remedy: str
    file: str = ""
    row: int | None = None
    column: str | None = None
    value: str | None = None
    severity: Severity = "error"

    def __str__(self) -> str:
        place = [self.file] if self.file else []
        place += [f"row {self.row}"] if self.row is not None else []
        place += [f"column {self.column!r}"] if self.column is not None else []
        place += [f"value {self.value!r}"] if self.value is not None else []
        return f"{', '.join(place)}: {self.problem} {self.remedy}".removeprefix(": ").strip()

    def as_dict(self) -> dict[str, Any]:
        """Return the finding for JSON."""
        return asdict(self)


class AreasError(Exception):
    """A file, or what was asked with it, cannot be used; ``findings`` says why, all of it."""

    def __init__(self, *findings: Finding) -> None:
        super().__init__("\n".join(map(str, findings)))
        self.findings = list(findings)


class Place(TypedDict, total=False):
    """Where in which file something stands."""

    file: str
    row: int
    column: str
    value: str


def refuse(code: str, problem: str, remedy: str, **place: Unpack[Place]) -> AreasError:
    """Return an :class:`AreasError` with one finding, to be raised."""
    return AreasError(Finding(code, problem, remedy, **place))
