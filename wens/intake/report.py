"""What an import says afterwards, to a person and to a machine. The sum of placed and not placed rows is the file."""

from dataclasses import asdict, dataclass, field
from typing import Any, Literal

import pyarrow.compute as pc

from wens.intake.cells import Finding, Parsed
from wens.intake.placing import ELSEWHERE, LEFT_OUT, NATIONAL, NOT_DATED, PLACED, UNKNOWN

Status = Literal["loaded", "dry_run", "unchanged", "refused", "nothing"]


@dataclass
class Share:
    """What one gemeente gets of a delivery."""

    gemeente: str
    division: int | None = None
    rows: int = 0
    cells: int = 0
    crosswalked: int = 0
    slices: int = 0
    replaced: int = 0
    snapshot: int | None = None
    unchanged: bool = False


@dataclass
class Report:
    """The outcome of an import. `placed` and `not_placed` count rows and add up to `rows`.

    `not_placed` is made up of `other_gemeenten`, `unknown_place`, `not_dated`, `left_out` (areas of a level that is not
    loaded) and `without_figure`; `national` is the part of `placed` that is about the whole country.
    """

    source: str
    file: str
    sha256: str
    status: Status = "dry_run"
    layout: str = ""
    rows: int = 0
    cells: int = 0
    placed: int = 0
    not_placed: int = 0
    national: int = 0
    other_gemeenten: int = 0
    unknown_place: int = 0
    not_dated: int = 0
    left_out: int = 0
    without_figure: int = 0
    provisional: int = 0
    crosswalked: int = 0
    shares: list[Share] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    corrections: list[dict[str, Any]] = field(default_factory=list)
    kept: str = ""

    def describe(self, parsed: Parsed, corrections: list[dict[str, Any]]) -> None:
        """Take over what the parser counted and which corrections were applied."""
        self.layout, self.rows, self.cells = parsed.layout, parsed.rows, parsed.cells.num_rows
        self.provisional = int(pc.sum(parsed.cells.column("provisional")).as_py() or 0)
        self.corrections = corrections

    def count_fates(self, rows: dict[int, int]) -> None:
        """Take over what became of the rows (`wens.intake.placing`); rows without any cell had no figure."""
        self.national, self.other_gemeenten = rows.get(NATIONAL, 0), rows.get(ELSEWHERE, 0)
        self.unknown_place, self.not_dated = rows.get(UNKNOWN, 0), rows.get(NOT_DATED, 0)
        self.left_out = rows.get(LEFT_OUT, 0)
        self.placed = rows.get(PLACED, 0) + self.national
        self.without_figure = self.rows - sum(rows.values())
        self.not_placed = self.rows - self.placed

    def recall(self, layout: str, counts: dict[str, Any]) -> None:
        """Take over what was counted when these very bytes were loaded before."""
        self.layout = layout
        for name in self.counts():
            setattr(self, name, counts[name])

    def counts(self) -> dict[str, int]:
        """Return the numbers of the report, as they are stored with the snapshot."""
        return {name: value for name, value in vars(self).items() if isinstance(value, int)}

    @property
    def exit_code(self) -> int:
        """0: done (or it would be); 1: the data said no."""
        return 1 if self.status == "refused" else 0

    def count(self, severity: str) -> int:
        """Return how many findings there are of a severity."""
        return sum(finding.severity == severity for finding in self.findings)

    def as_dict(self) -> dict[str, Any]:
        """Return the report for JSON."""
        whole = asdict(self)
        whole["gemeenten"] = whole.pop("shares")
        divisions = sorted({share.division for share in self.shares if share.division is not None})
        whole["division"] = divisions[0] if len(divisions) == 1 else None
        return {**whole, "errors": self.count("error"), "notices": self.count("notice")}

    def lines(self) -> list[str]:
        """Return the report for a person, line by line."""
        heads = {
            "loaded": "Loaded.",
            "dry_run": "Dry run: nothing was written. Add --commit to load it.",
            "unchanged": "Unchanged: these very bytes were loaded before. Nothing was written.",
            "refused": "Refused: nothing was loaded.",
            "nothing": "Nothing in this file is about a gemeente of this installation. Nothing was written.",
        }
        counts = [
            ("layout", self.layout),
            ("rows", self.rows),
            ("  placed", self.placed),
            ("    of the whole country", self.national),
            ("  not placed", self.not_placed),
            ("    in other gemeenten", self.other_gemeenten),
            ("    place unknown", self.unknown_place),
            ("    without a date", self.not_dated),
            ("    of areas that are not loaded", self.left_out),
            ("    without a figure", self.without_figure),
            ("cells", self.cells),
            ("  provisional", self.provisional),
            ("  crosswalked", self.crosswalked),
            ("corrections applied", len(self.corrections)),
        ]
        body = [f"{name}: {value}" for name, value in counts if self.status != "unchanged"]
        shares = [_share_line(share) for share in self.shares if self.status != "unchanged"]
        kept = [f"kept: {self.kept}"] if self.kept else []
        return [*map(str, self.findings), *body, *shares, *kept, f"{self.source} {self.file}: {heads[self.status]}"]


def _share_line(share: Share) -> str:
    state = " (loaded before)" if share.unchanged else ""
    number = f", snapshot {share.snapshot}" if share.snapshot else ""
    return (
        f"{share.gemeente}: {share.rows} rows, {share.cells} cells in division {share.division}, {share.slices} slices "
        f"of which {share.replaced} replace an older release{number}{state}"
    )
