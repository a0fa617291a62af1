"""Unpacks .gz and .zip, and refuses what would grow beyond all measure (a decompression bomb)."""

from __future__ import annotations

import io
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import PurePosixPath

from wens.intake.cells import Finding, Refused

LIMIT_BYTES = 2 * 1024**3
"""The national police file of twelve years is about 1.5 GB; beyond 2 GiB a delivery is refused."""

SUSPECT_BYTES = 64 * 1024**2
SUSPECT_RATIO = 200
"""Text tables shrink 5 to 60 times; more than 200 times, beyond 64 MiB, is no delivery but a bomb."""

_CHUNK = 8 * 1024**2
_DEPTH = 3


@dataclass(frozen=True)
class Part:
    """One file inside a delivery: its name as shown in messages, and its bytes."""

    name: str
    data: bytes

    @property
    def suffix(self) -> str:
        return PurePosixPath(self.name).suffix.lower()


def unpack(data: bytes, name: str, depth: int = 0) -> list[Part]:
    """Return the files in a delivery, unpacked; a spreadsheet (a zip by nature) stays whole. Raises Refused."""
    if depth > _DEPTH:
        raise Refused(_broken(name, "Archives are packed inside archives.", "Deliver the table itself."))
    if data[:2] == b"\x1f\x8b":
        return unpack(_gunzip(data, name), name.removesuffix(".gz"), depth + 1)
    if data[:4] == b"PK\x03\x04":
        return _unzip(data, name, depth)
    return [Part(name, data)]


def _gunzip(data: bytes, name: str) -> bytes:
    out = bytearray()
    rest = data
    try:
        while rest[:2] == b"\x1f\x8b":  # a .gz may consist of several members
            engine = zlib.decompressobj(zlib.MAX_WBITS | 16)
            while not engine.eof:
                piece = engine.decompress(rest, _CHUNK)
                rest = engine.unconsumed_tail
                out += piece
                _refuse_bomb(len(out), len(data), name)
                if not piece and not rest:
                    raise zlib.error("incomplete")
            rest = engine.unused_data
    except zlib.error as error:
        raise Refused(
            _broken(name, f"The compressed file is damaged ({error}).", "Download or send it again.")
        ) from error
    return bytes(out)


def _unzip(data: bytes, name: str, depth: int) -> list[Part]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = [m for m in archive.infolist() if not m.is_dir() and not m.filename.startswith("__MACOSX/")]
            _refuse_bomb(sum(m.file_size for m in members), len(data), name)
            if _is_spreadsheet([m.filename for m in members]):
                return [Part(name, data)]
            packed = [(m.filename, archive.read(m)) for m in members]
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, ValueError, OSError) as error:
        raise Refused(_broken(name, f"The zip file is damaged ({error}).", "Download or send it again.")) from error
    except RuntimeError as error:
        raise Refused(_broken(name, "The zip file is locked with a password.", "Deliver it without one.")) from error
    return [part for inner, content in packed for part in unpack(content, f"{name}/{inner}", depth + 1)]


def _is_spreadsheet(names: list[str]) -> bool:
    return "[Content_Types].xml" in names or "mimetype" in names


def _refuse_bomb(size: int, packed: int, name: str) -> None:
    if size > LIMIT_BYTES or (size > SUSPECT_BYTES and size > SUSPECT_RATIO * packed):
        problem = f"Unpacked, the file grows to more than {size // 1024**2} MB from {packed // 1024} kB."
        raise Refused(
            Finding("too_large", problem, "Deliver a selection: fewer years or areas.", name, severity="error")
        )


def _broken(name: str, problem: str, remedy: str) -> Finding:
    return Finding("unreadable", problem, remedy, name, severity="error")
