"""The archive itself: a plain tar, for everything in it is compressed already (pg_dump's format, Parquet, .gz).

Written in one pass, so the manifest with the checksums comes last; an archive that was cut off has none.
"""

import hashlib
import io
import re
import tarfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Protocol

from wens.site.backup.errors import ArchiveError
from wens.site.backup.installation import FOLDERS
from wens.site.backup.manifest import NAME, SUM_NAME, Manifest, Member, decode

CHUNK = 1 << 20
DUMP = "database.dump"
# What may be in an archive: no absolute names, no `..`, no folder of somebody else.
ALLOWED = re.compile(rf"(database\.dump|({'|'.join(FOLDERS)})(/(?!\.\.?(/|$))[^/\0]+)+|keys/(?!\.\.?$)[^/\0]+)")


class Readable(Protocol):
    """What can be read on."""

    def read(self, size: int = -1, /) -> bytes:
        """Return up to `size` bytes; all that is left when negative."""
        ...


Visit = Callable[[Member, Readable], None]


class Writer:
    """Adds files to an archive and remembers their checksums."""

    def __init__(self, sink: IO[bytes]) -> None:
        self._tar = tarfile.open(fileobj=sink, mode="w|", format=tarfile.PAX_FORMAT)  # noqa: SIM115  closed by finish
        self.members: list[Member] = []

    def add_file(self, name: str, path: Path) -> None:
        """Add a file. Raises FileNotFoundError before anything is written, ArchiveError when it changed meanwhile."""
        with path.open("rb") as source:
            size = path.stat().st_size
            reader = _Hashing(source, str(path))
            try:
                self._tar.addfile(_header(name, size), reader)
            except OSError as error:
                if "unexpected end of data" not in str(error):
                    raise
                msg = f"{path} changed while it was copied; stored files never do: run the backup again"
                raise ArchiveError(msg) from error
            self.members.append(Member(name, size, reader.sha256.hexdigest()))

    def add_bytes(self, name: str, content: bytes) -> None:
        """Add a small file from memory."""
        self._tar.addfile(_header(name, len(content)), io.BytesIO(content))
        self.members.append(Member(name, len(content), hashlib.sha256(content).hexdigest()))

    def finish(self, manifest: Manifest) -> None:
        """Write the manifest and its checksum, and close the tar."""
        content = manifest.encode()
        for name, body in ((NAME, content), (SUM_NAME, hashlib.sha256(content).hexdigest().encode())):
            self._tar.addfile(_header(name, len(body)), io.BytesIO(body))
        self._tar.close()


def verify(archive: Path, visit: Visit | None = None) -> Manifest:
    """Read the whole archive and compare every checksum; `visit` sees each member before its checksum is known.

    Raises ArchiveError, which names the damaged member.
    """
    found: dict[str, Member] = {}
    tail: dict[str, bytes] = {}
    for name, size, content in _members(archive):
        if name in (NAME, SUM_NAME):
            tail[name] = content.read()
            continue
        if not ALLOWED.fullmatch(name):
            msg = f"{archive}: holds {name!r}, which is no part of a backup; it was not made by wens backup"
            raise ArchiveError(msg)
        if visit is not None:
            visit(Member(name, size, ""), content)
        while content.read(CHUNK):
            pass
        found[name] = Member(name, content.size, content.sha256.hexdigest())
    return _compare(archive, found, tail)


def _compare(archive: Path, found: dict[str, Member], tail: dict[str, bytes]) -> Manifest:
    if NAME not in tail or SUM_NAME not in tail:
        last = f"; the last member is {next(reversed(found))}" if found else ""
        msg = f"{archive}: is cut off or damaged: its table of contents ({NAME}) is missing{last}"
        raise ArchiveError(msg)
    if hashlib.sha256(tail[NAME]).hexdigest().encode() != tail[SUM_NAME]:
        msg = f"{archive}: {NAME} is damaged (checksum)"
        raise ArchiveError(msg)
    manifest = decode(tail[NAME], archive)
    for member in manifest.members:
        if member.name not in found:
            msg = f"{archive}: {member.name} is missing"
            raise ArchiveError(msg)
        if found.pop(member.name) != member:
            msg = f"{archive}: {member.name} is damaged (checksum or size); use another backup"
            raise ArchiveError(msg)
    for name in found:
        msg = f"{archive}: {name} was added after the backup was made"
        raise ArchiveError(msg)
    return manifest


class _Hashing:
    """Reads on and keeps the checksum of what was read; `where` names the source in an error."""

    def __init__(self, source: IO[bytes], where: str) -> None:
        self._source = source
        self._where = where
        self.sha256 = hashlib.sha256()
        self.size = 0

    def read(self, size: int = -1, /) -> bytes:
        """Read on. Raises ArchiveError when a tar ends inside a member."""
        try:
            content = self._source.read(size)
        except tarfile.ReadError as error:
            msg = f"{self._where} is cut off; use another backup"
            raise ArchiveError(msg) from error
        self.sha256.update(content)
        self.size += len(content)
        return content


def _members(archive: Path) -> Iterator[tuple[str, int, _Hashing]]:
    name = "its beginning"
    try:
        with tarfile.open(archive, mode="r|") as tar:
            for entry in tar:
                name = entry.name
                source = tar.extractfile(entry) if entry.isreg() else None
                if source is None:
                    msg = f"{archive}: {name} is no plain file; it was not made by wens backup"
                    raise ArchiveError(msg)
                yield name, entry.size, _Hashing(source, f"{archive}: {name}")
    except (tarfile.TarError, EOFError) as error:
        msg = f"{archive}: is damaged or cut off at {name} ({error}); use another backup"
        raise ArchiveError(msg) from error


def _header(name: str, size: int) -> tarfile.TarInfo:
    header = tarfile.TarInfo(name)
    header.size, header.mode = size, 0o600
    return header
