"""One table of text as it stands in a file: header, columns of strings, and the row number of each record."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import TypeVar

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from wens.intake.cells import Finding, Refused

T = TypeVar("T")
Mask = npt.NDArray[np.bool_]

MANY = 1_000
"""So many findings of one kind are listed one by one; the rest is counted in a last one."""


@dataclass(frozen=True)
class Coded:
    """A text column as codes into its distinct values (trimmed), so that work is done once per distinct value.

    codes: int32 per row. values: the distinct texts without surrounding blanks. written: the same, as in the file.
    """

    codes: npt.NDArray[np.int32]
    values: list[str]
    written: list[str]

    def spread(self, values: Sequence[T | None], kind: pa.DataType) -> pa.Array:
        """Return one value per row from one value per distinct text."""
        distinct = pa.array(values, type=kind)
        if pa.types.is_string(kind):
            return pa.DictionaryArray.from_arrays(pa.array(self.codes), distinct).cast(kind)
        return distinct.take(pa.array(self.codes))

    def mask(self, flags: Iterable[bool]) -> Mask:
        """Return one truth value per row from one per distinct text."""
        return np.fromiter(flags, bool, len(self.values))[self.codes]


@dataclass(frozen=True)
class Sheet:
    """A table of text. `first_row` is the row number of the first record, `rows` all numbers when there are gaps."""

    name: str
    header: list[str]
    columns: list[pa.ChunkedArray]
    first_row: int = 2
    rows: npt.NDArray[np.int64] | None = None
    findings: list[Finding] = field(default_factory=list)
    separator: str | None = None
    date_columns: frozenset[int] = frozenset()  # spreadsheet columns that hold date cells
    has_at_sign: bool = True  # False: an e-mail address is nowhere in the file
    _coded: dict[int, Coded] = field(default_factory=dict, repr=False, compare=False)

    def __len__(self) -> int:
        return len(self.columns[0]) if self.columns else 0

    @cached_property
    def numbers(self) -> npt.NDArray[np.int64]:
        """Row number of each record, as a person sees it in the file."""
        return (
            self.rows
            if self.rows is not None
            else np.arange(self.first_row, self.first_row + len(self), dtype=np.int64)
        )

    def find(self, *names: str) -> int | None:
        """Return the place of the first of `names` that the header holds, or None.

        A name fits when it is the same but for capitals, else when its `base_name` is. Raises Refused when a name
        stands in the header twice: guessing between two columns would be a lie.
        """
        bases = [base_name(title) for title in self.header]
        written = [title.casefold() for title in self.header]
        for name in names:
            places = [i for i, title in enumerate(written) if title == name.casefold()]
            places = places or [i for i, base in enumerate(bases) if base == base_name(name)]
            if len(places) > 1:
                raise Refused(self._twice(places))
            if places:
                return places[0]
        return None

    def exact(self, title: str) -> int | None:
        """Return the place of the column with this very header (blanks around it and capitals aside), or None."""
        bare = [clean(written) for written in self.header]
        for titles, wanted in ((bare, clean(title)), ([t.casefold() for t in bare], clean(title).casefold())):
            places = [i for i, written in enumerate(titles) if written == wanted]
            if len(places) > 1:
                raise Refused(self._twice(places))
            if places:
                return places[0]
        return None

    def coded(self, place: int) -> Coded:
        """Return a column as codes into its distinct values (worked out once)."""
        if place not in self._coded:
            self._coded[place] = self._encode(place)
        return self._coded[place]

    def _encode(self, place: int) -> Coded:
        column = self.columns[place]
        if not pa.types.is_dictionary(column.type):
            column = column.dictionary_encode()
        array = column.unify_dictionaries().combine_chunks() if isinstance(column, pa.ChunkedArray) else column
        if isinstance(array, pa.ChunkedArray):  # combine_chunks of zero chunks
            array = array.chunk(0) if array.num_chunks else pa.array([], pa.string()).dictionary_encode()
        written = array.dictionary.to_pylist()
        return Coded(
            array.indices.to_numpy(zero_copy_only=False).astype(np.int32), [clean(v) for v in written], written
        )

    def text_at(self, place: int, index: int) -> str:
        """Return one value as it is written in the file."""
        return str(self.columns[place][index].as_py())

    def report(
        self, mask: Mask, place: int, code: str, problem: str, remedy: str, severity: str = "finding"
    ) -> list[Finding]:
        """Return one finding per record of `mask`, with row, column and the value as written; beyond MANY a count."""
        indices = np.flatnonzero(mask)
        found = [
            Finding(
                code,
                problem,
                remedy,
                self.name,
                int(self.numbers[i]),
                self.header[place],
                self.text_at(place, int(i)),
                severity,  # type: ignore[arg-type]
            )
            for i in indices[:MANY]
        ]
        if len(indices) > MANY:
            rest = f"{len(indices) - MANY} more rows have the same problem: {problem}"
            found.append(Finding(code, rest, remedy, self.name, None, self.header[place], None, severity))  # type: ignore[arg-type]
        return found

    def _twice(self, places: list[int]) -> Finding:
        return Finding(
            "double_column",
            f"The column stands in the file {len(places)} times.",
            "Remove or rename one of them.",
            self.name,
            self.first_row - 1,
            self.header[places[0]],
            severity="error",
        )


def clean(text: str) -> str:
    """Return text without blanks around it (also the no-break space and the byte order mark)."""
    return text.strip(" \t\r\n\u00a0\u202f\ufeff\x00")


@lru_cache(maxsize=4096)
def base_name(title: str) -> str:
    """Return what stays the same of a column name over the years, tables and ways of exporting.

    `AantalInwoners_5` (topic number), `Bevolking/Aantal inwoners (aantal)` (path and unit) and ` aantal_inwoners `
    all become `aantalinwoners`; `k_0Tot15Jaar_8` becomes `0tot15jaar`.
    """
    text = clean(title).strip('"').rsplit("/", 1)[-1] if "(" in title else clean(title).strip('"')
    text = re.sub(r"\s*\([^()]*\)\s*$", "", text)
    text = re.sub(r"_\d+$", "", text)
    text = re.sub(r"^k_(?=\d)", "", text)
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]", "", plain.lower())


def as_column(values: Sequence[str]) -> pa.ChunkedArray:
    """Return Python texts as a column."""
    return pa.chunked_array([pa.array(values, pa.string())])


def is_blank(column: pa.ChunkedArray) -> Mask:
    """Return per row whether the text is empty or only blanks."""
    blank = pc.equal(pc.utf8_length(pc.utf8_trim_whitespace(column)), 0)
    return np.asarray(blank.to_numpy(), dtype=bool)
