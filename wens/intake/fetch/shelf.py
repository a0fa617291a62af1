"""Answers of a publisher kept on disk until the whole table is there, so that a killed fetch goes on where it was.

    <home>/fetch/<hash of the question>/stamp.json       what the table was when the first page came
    <home>/fetch/<hash of the question>/<hash>.json.gz   one answer, whole

A table with another stamp (day of change, number of rows) starts again, and so does one that was left for a day.
"""

import fcntl
import gzip
import hashlib
import json
import os
import shutil
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from wens.intake.fetch.client import Publisher
from wens.intake.fetch.errors import ChangedError

KEPT_FOR_S = 24 * 3600
STAMP = "stamp.json"


@dataclass
class Shelf:
    """A publisher of which the answers to one question are kept."""

    publisher: Publisher
    folder: Path

    @classmethod
    @contextmanager
    def open(cls, publisher: Publisher, home: Path, question: object, stamp: Mapping[str, object]) -> Iterator["Shelf"]:
        """Open the shelf of a question, emptied when what stands there is of an earlier table or too old.

        It is cleared at the end, and when the answers do not make one table; after any other failure they stay. Waits
        while another process of this installation fetches: publishers are asked one thing at a time.
        """
        with (home / "fetch.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            shelf = cls(publisher, _folder(home / "fetch", question, stamp))
            try:
                yield shelf
            except ChangedError:
                shelf.clear()
                raise
            shelf.clear()

    def get_json(self, url: str, params: Mapping[str, str] | None = None) -> dict[str, Any]:
        """Return a kept answer, else ask the publisher for it and keep it. Raises PublisherError."""
        path = self.folder / f"{_hash(json.dumps([url, dict(params or {})], sort_keys=True))}.json.gz"
        kept = _kept(path)
        if kept is not None:
            return kept
        answer = self.publisher.get_json(url, params)
        _write(path, gzip.compress(json.dumps(answer).encode(), compresslevel=1))
        return answer

    def clear(self) -> None:
        """Forget the answers: the table is whole, or they do not make one."""
        shutil.rmtree(self.folder, ignore_errors=True)


def _kept(path: Path) -> dict[str, Any] | None:
    try:
        kept: dict[str, Any] = json.loads(gzip.decompress(path.read_bytes()))
    except (OSError, EOFError, ValueError):  # not there, or a power cut left it empty
        return None
    return kept


def _folder(root: Path, question: object, stamp: Mapping[str, object]) -> Path:
    folder = root / _hash(json.dumps(question, sort_keys=True, default=str))
    _sweep(root)
    said = json.dumps(stamp, sort_keys=True, default=str)
    if folder.is_dir() and _text(folder / STAMP) != said:
        shutil.rmtree(folder)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not (folder / STAMP).exists():
        _write(folder / STAMP, said.encode())
    return folder


def _sweep(root: Path) -> None:
    if not root.is_dir():
        return
    for folder in root.iterdir():
        if folder.is_dir() and time.time() - folder.stat().st_mtime > KEPT_FOR_S:
            shutil.rmtree(folder, ignore_errors=True)


def _write(path: Path, data: bytes) -> None:
    """Write whole or not at all: a kill in between leaves a file that nobody looks at."""
    unfinished = path.with_name(f"{path.name}.{os.getpid()}.tmp")
    unfinished.write_bytes(data)
    unfinished.replace(path)


def _text(path: Path) -> str:
    return path.read_text("utf-8") if path.exists() else ""


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:32]
