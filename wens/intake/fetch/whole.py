"""Do the pages make one table: every row once, all with the same columns, and as many as the server counts."""

import json
from typing import Any

from wens.intake.fetch.errors import ChangedError
from wens.intake.fetch.progress import Progress

AGAIN = "Nothing was loaded; the same command starts this table anew."


class Whole:
    """Rows of a table as its pages come in; `total` is what the server counted before, None when it does not count."""

    def __init__(self, table: str, total: int | None, progress: Progress) -> None:
        self.table, self.total, self.progress = table, total, progress
        self._rows: dict[object, dict[str, Any]] = {}
        self._columns: set[str] = set()
        self._twice = 0

    def add(self, page: list[dict[str, Any]]) -> None:
        """Take a page over. Raises ChangedError when it is not of the same table as the pages before."""
        for row in page:
            columns = set(row)
            if self._columns and columns != self._columns:
                names = ", ".join(sorted(columns ^ self._columns))
                raise ChangedError(f"{self.table}: the columns changed halfway ({names}). {AGAIN}")
            self._columns = columns
            self._take(row)
        self.progress(len(self._rows), self.total)

    def rows(self) -> list[dict[str, Any]]:
        """Return all rows in order. Raises ChangedError when they are not all there."""
        if self.total is None and self._twice:
            raise ChangedError(f"{self.table}: {self._twice} rows came twice, so others may be missing. {AGAIN}")
        if self.total is not None and len(self._rows) != self.total:
            raise ChangedError(f"{self.table}: the server counts {self.total} rows and gave {len(self._rows)}. {AGAIN}")
        return list(self._rows.values())

    def _take(self, row: dict[str, Any]) -> None:
        number = row.get("ID", row.get("Id"))
        key = number if number is not None else json.dumps(row, sort_keys=True)
        before = self._rows.setdefault(key, row)
        if before is row:
            return
        if before != row:
            raise ChangedError(f"{self.table}: row {key} came twice and differs: it changed halfway. {AGAIN}")
        self._twice += 1
