"""A backup holds everything or does not exist; a restore changes everything or nothing."""

import hashlib
import itertools
import json
import os
import shutil
import signal
import stat
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest

from tests.site.database_helpers import PROJECT, runs, server_at, wait_for
from wens.site.backup import Installation, back_up, interrupted, restore
from wens.site.backup.errors import (
    ArchiveError,
    BackupError,
    BusyError,
    ExpiredError,
    NotEmptyError,
    PassphraseError,
    ReleaseError,
)
from wens.site.postgres import EmbeddedServer, locks
from wens.site.postgres.errors import ClientError

NewInstallation = Callable[[], Installation]
NUMBERS = itertools.count()
FILES = {
    "facts/GM0153/1.parquet": b"PAR1" + bytes(range(256)) * 40,
    "facts/GM0363/2.parquet": b"PAR1 other gemeente",
    "editions/GM0153/1/figures.parquet": b"PAR1 figures",
    "snapshots/0a1b.gz": b"\x1f\x8b delivered",
    "look/GM0153/logo.svg": b'<svg xmlns="http://www.w3.org/2000/svg"/>',
    "keys/signing": b"a-secret-that-signs",
}
SCHEMA = """
CREATE TABLE django_migrations (id int GENERATED ALWAYS AS IDENTITY, app text, name text);
INSERT INTO django_migrations (app, name) VALUES ('areas', '0001_initial'), ('areas', '0002_more');
CREATE TABLE figure (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, gemeente text, value numeric);
INSERT INTO figure (gemeente, value) SELECT 'GM0' || (153 + n % 2 * 210), n / 7.0 FROM generate_series(1, 2000) n;
ALTER TABLE figure ENABLE ROW LEVEL SECURITY;
ALTER TABLE figure FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON figure TO wens_app USING (gemeente = current_setting('wens.gemeente', true));
CREATE POLICY owner ON figure TO wens_owner USING (true) WITH CHECK (true);
GRANT SELECT ON figure TO wens_app;
"""
KNOWN = frozenset({"areas.0001_initial", "areas.0002_more", "areas.0003_later"})
FINGERPRINT = "SELECT md5(string_agg(figure::text, '|' ORDER BY id)) FROM figure"


def _fill(installation: Installation) -> Installation:
    home = installation.home
    for name, content in FILES.items():
        (home / name).parent.mkdir(parents=True, exist_ok=True)
        (home / name).write_bytes(content)
    (home / "facts" / "GM0153" / "3.tmp").write_bytes(b"being written")
    with installation.connect() as connection:
        connection.execute(SCHEMA)
    return installation


def _fingerprint(installation: Installation) -> object:
    with installation.connect() as connection:
        return connection.execute(FINGERPRINT).fetchone()


def _stored(home: Path) -> dict[str, bytes]:
    folders = ("facts", "editions", "snapshots", "look", "keys")
    found = (path for folder in folders for path in (home / folder).rglob("*") if path.is_file())
    kept = (path for path in found if path.suffix not in (".tmp", ".password"))
    return {path.relative_to(home).as_posix(): path.read_bytes() for path in kept}


@pytest.fixture(scope="module")
def server() -> Iterator[EmbeddedServer]:
    """One server for all these tests; each installation is a folder and a database of its own."""
    home = Path(tempfile.mkdtemp(prefix="wens-home-"))
    made = server_at(home)
    made.hold()
    yield made
    made.destroy()
    shutil.rmtree(home)


@pytest.fixture
def installation(server: EmbeddedServer, tmp_path: Path) -> Callable[[], Installation]:
    """Make an empty installation."""

    def make() -> Installation:
        number = next(NUMBERS)
        with psycopg.connect(**server.parameters("owner"), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE backup_{number}")
        home = tmp_path / f"home{number}"
        (home / "keys").mkdir(parents=True)
        return Installation(home, server.parameters("owner", database=f"backup_{number}"), "0.1.0", KNOWN)

    return make


@pytest.fixture
def filled(installation: NewInstallation) -> Installation:
    return _fill(installation())


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    (tmp_path / "archive").mkdir()
    return tmp_path / "archive" / "wens.tar"


@pytest.fixture
def children() -> Iterator[list[subprocess.Popen[str]]]:
    started: list[subprocess.Popen[str]] = []
    yield started
    for child in started:
        child.kill()
        child.wait()


def test_what_was_backed_up_comes_back_byte_for_byte(
    server: EmbeddedServer, filled: Installation, installation: NewInstallation, archive: Path
) -> None:
    made = back_up(filled, archive)
    assert stat.S_IMODE(archive.stat().st_mode) == 0o600
    assert made.schema == ["areas.0001_initial", "areas.0002_more"]
    assert [path.name for path in archive.parent.iterdir()] == ["wens.tar"], "nothing else is left beside it"
    other = installation()
    restore(other, archive)
    assert _stored(other.home) == FILES
    assert _fingerprint(other) == _fingerprint(filled)
    assert not (other.home / "restoring").exists()
    with psycopg.connect(**server.parameters(database=str(other.database["dbname"]))) as app:
        app.execute("SELECT set_config('wens.gemeente', 'GM0153', true)")
        assert app.execute("SELECT count(*), count(*) FILTER (WHERE gemeente <> 'GM0153') FROM figure").fetchone() == (
            1000,
            0,
        ), "policies and rights came along"
    with other.connect() as owner:
        assert owner.execute("INSERT INTO figure (gemeente) VALUES ('GM0153') RETURNING id").fetchone() == (2001,)


def test_the_archive_is_an_ordinary_tar_with_checksums(filled: Installation, archive: Path) -> None:
    made = back_up(filled, archive)
    with tarfile.open(archive) as tar:
        names = tar.getnames()
        facts = tar.extractfile("facts/GM0153/1.parquet")
        assert facts is not None
        digest = hashlib.sha256(facts.read()).hexdigest()
    assert names == ["database.dump", *sorted(FILES, key=_order), "manifest.json", "manifest.json.sha256"]
    assert {member.name: member.sha256 for member in made.members}["facts/GM0153/1.parquet"] == digest


def _order(name: str) -> tuple[int, str]:
    return ("facts", "editions", "snapshots", "look", "keys").index(name.split("/")[0]), name


def test_keys_under_a_passphrase_cannot_be_read_without_it(
    filled: Installation, installation: NewInstallation, archive: Path
) -> None:
    back_up(filled, archive, passphrase="correct horse battery")
    assert b"a-secret-that-signs" not in archive.read_bytes()
    other = installation()
    with pytest.raises(PassphraseError, match="--passphrase-file"):
        restore(other, archive)
    with pytest.raises(PassphraseError, match="does not open the keys"):
        restore(other, archive, passphrase="wrong horse battery")
    assert _stored(other.home) == {}
    restore(other, archive, passphrase="correct horse battery")
    assert _stored(other.home) == FILES


def test_a_home_with_data_is_replaced_only_when_forced(filled: Installation, archive: Path) -> None:
    back_up(filled, archive)
    before = _fingerprint(filled)
    with filled.connect() as connection:
        connection.execute("DELETE FROM figure WHERE id > 10")
    (filled.home / "facts" / "GM0153" / "9.parquet").write_bytes(b"later")
    with pytest.raises(NotEmptyError, match=r"facts/GM0153/1\.parquet.*--force"):
        restore(filled, archive)
    restore(filled, archive, force=True)
    assert _stored(filled.home) == FILES
    assert _fingerprint(filled) == before


def test_an_archive_that_may_no_longer_be_kept_is_put_back_only_when_somebody_says_so(
    filled: Installation, archive: Path
) -> None:
    back_up(filled, archive, keep_days=-1)
    with pytest.raises(ExpiredError, match="--expired"):
        restore(filled, archive, force=True)
    assert restore(filled, archive, force=True, expired=True).expires
    assert back_up(filled, archive, keep_days=35).expires > back_up(filled, archive, keep_days=1).expires


def test_rows_alone_make_a_home_not_empty(filled: Installation, installation: NewInstallation, archive: Path) -> None:
    back_up(filled, archive)
    other = installation()
    with other.connect() as connection:
        connection.execute("CREATE TABLE organisations_gemeente (code text)")
    (other.home / "facts").mkdir()
    assert other.holds_data() is None
    with other.connect() as connection:
        connection.execute("INSERT INTO organisations_gemeente VALUES ('GM0153')")
    with pytest.raises(NotEmptyError, match="rows in the table organisations_gemeente"):
        restore(other, archive)


def _damage(archive: Path, needle: bytes) -> None:
    content = bytearray(archive.read_bytes())
    content[content.index(needle)] ^= 1
    archive.write_bytes(content)


@pytest.mark.parametrize(
    ("needle", "complaint"),
    [
        (b"PAR1 figures", r"editions/GM0153/1/figures\.parquet is damaged"),
        (b"PGDMP", r"database\.dump is damaged"),
        (b"a-secret-that-signs", "keys/signing is damaged"),
        (b'"release"', r"manifest\.json is damaged"),
        (b"facts/GM0363/2.parquet\0", "damaged or cut off|table of contents|missing|no part of a backup"),
    ],
)
def test_one_flipped_bit_is_found_before_anything_is_touched(
    filled: Installation, installation: NewInstallation, archive: Path, needle: bytes, complaint: str
) -> None:
    back_up(filled, archive)
    _damage(archive, needle)
    other = installation()
    with pytest.raises(ArchiveError, match=complaint):
        restore(other, archive)
    assert _stored(other.home) == {}
    assert other.holds_data() is None


def test_an_archive_cut_off_anywhere_is_refused(filled: Installation, archive: Path) -> None:
    back_up(filled, archive)
    whole = archive.read_bytes()
    before = _fingerprint(filled)
    for length in (0, 100, 512, len(whole) // 3, len(whole) // 2, len(whole) - 11_000):
        archive.write_bytes(whole[:length])
        with pytest.raises(ArchiveError, match=r"cut off|damaged"):
            restore(filled, archive, force=True)
    assert _fingerprint(filled) == before
    assert _stored(filled.home) == FILES


def test_a_name_that_leaves_the_home_is_refused(filled: Installation, archive: Path, tmp_path: Path) -> None:
    for name in ("../evil", "/etc/passwd", "facts/../../evil", "keys/..", "postgres/place.json", "facts/./x"):
        with tarfile.open(archive, "w") as tar:
            tar.addfile(tarfile.TarInfo(name))
        with pytest.raises(ArchiveError, match="no part of a backup"):
            restore(filled, archive, force=True)
    assert not (tmp_path / "evil").exists()


def test_an_archive_of_a_newer_release_is_refused(
    filled: Installation, installation: NewInstallation, archive: Path
) -> None:
    back_up(replace(filled, release="9.0"), archive)
    older = replace(installation(), migrations=frozenset({"areas.0001_initial"}))
    with pytest.raises(ReleaseError, match=r"release 9\.0.*areas\.0002_more"):
        restore(older, archive)


def test_a_file_that_retention_removes_meanwhile_is_named(filled: Installation, archive: Path) -> None:
    gone = filled.home / "snapshots" / "0a1b.gz"

    def remove(name: str) -> None:
        if name == "snapshots/0a1b.gz":
            gone.unlink()

    assert back_up(filled, archive, progress=remove).vanished == ["snapshots/0a1b.gz"]


def test_two_backups_to_one_file_do_not_mix(filled: Installation, archive: Path) -> None:
    def again(name: str) -> None:
        if name == "database.dump":
            with pytest.raises(BusyError, match="another backup"):
                back_up(filled, archive)

    back_up(filled, archive, progress=again)
    assert archive.exists()


def test_two_restores_of_one_home_do_not_mix(filled: Installation, archive: Path) -> None:
    back_up(filled, archive)
    with (
        locks.exclusive(filled.home / "restore.lock", timeout_s=1, what="the test"),
        pytest.raises(BusyError, match="another restore"),
    ):
        restore(filled, archive, force=True)


def test_a_folder_that_does_not_exist_is_named(filled: Installation, tmp_path: Path) -> None:
    with pytest.raises(BackupError, match="mkdir -p"):
        back_up(filled, tmp_path / "none" / "wens.tar")


def test_a_database_that_cannot_be_replaced_stays_and_so_do_the_files(filled: Installation, archive: Path) -> None:
    back_up(filled, archive)
    (filled.home / "facts" / "GM0153" / "9.parquet").write_bytes(b"later")
    before = _stored(filled.home), _fingerprint(filled)
    read_only = {**filled.database, "options": "-c default_transaction_read_only=on"}
    with pytest.raises(ClientError, match="psql failed"):
        restore(
            replace(filled, database=read_only),
            archive,
            force=True,
        )
    assert (_stored(filled.home), _fingerprint(filled)) == before
    assert interrupted(filled.home) is None


KILLED = """
import json, os, signal, sys
from pathlib import Path
from wens.site.backup import Installation, back_up, restore, restoring
installation = Installation(Path(sys.argv[1]), json.loads(sys.argv[5]), "0.1.0")
archive, kind, at = Path(sys.argv[2]), sys.argv[3], sys.argv[4]
def die(name):
    if name == at:
        os.kill(os.getpid(), signal.SIGKILL)
if kind == "backup":
    back_up(installation, archive, progress=die)
elif at in ("loaded", "half"):
    rename, switch = Path.rename, restoring._switch
    def renaming(path, target):
        if at == "half" and path.name == "editions":
            die("half")
        return rename(path, target)
    def switching(home):
        die("loaded")
        Path.rename = renaming
        switch(home)
    restoring._switch = switching
    restore(installation, archive, force=True)
else:
    restore(installation, archive, force=True, progress=die)
"""


def _command(installation: Installation, archive: Path, kind: str, at: str) -> list[str]:
    database = json.dumps(dict(installation.database))
    return [sys.executable, "-c", KILLED, str(installation.home), str(archive), kind, at, database]


def _killed(installation: Installation, archive: Path, kind: str, at: str) -> None:
    done = subprocess.run(
        _command(installation, archive, kind, at), cwd=PROJECT, capture_output=True, text=True, check=False
    )
    assert done.returncode == -signal.SIGKILL, done.stderr


@pytest.mark.parametrize("at", ["database.dump", "facts/GM0153/1.parquet", "snapshots/0a1b.gz"])
def test_a_backup_that_is_killed_leaves_the_earlier_one(filled: Installation, archive: Path, at: str) -> None:
    back_up(filled, archive)
    earlier = archive.read_bytes()
    _killed(filled, archive, "backup", at)
    assert archive.read_bytes() == earlier
    back_up(filled, archive)
    assert archive.read_bytes() != earlier
    assert [path.name for path in archive.parent.iterdir()] == ["wens.tar"]


@pytest.mark.parametrize("at", ["checking", "facts/GM0153/1.parquet", "database.dump", "loaded", "half"])
def test_a_restore_that_is_killed_is_finished_by_a_rerun(filled: Installation, archive: Path, at: str) -> None:
    back_up(filled, archive)
    wanted = _fingerprint(filled)
    (filled.home / "facts" / "GM0153" / "9.parquet").write_bytes(b"later")
    with filled.connect() as connection:
        connection.execute("DELETE FROM figure")
    _killed(filled, archive, "restore", at)
    half = interrupted(filled.home)
    if at in ("loaded", "half"):
        assert half is not None
        assert f"wens restore {archive}" in half
        with pytest.raises(BackupError, match="broken off half-way"):
            back_up(filled, archive.with_name("other.tar"))
        restore(filled, archive)
    else:
        assert half is None
        assert (filled.home / "facts" / "GM0153" / "9.parquet").exists(), "nothing was changed yet"
        restore(filled, archive, force=True)
    assert _fingerprint(filled) == wanted
    assert _stored(filled.home) == FILES
    assert not (filled.home / "restoring").exists()


def test_pg_dump_dies_with_a_killed_backup(
    filled: Installation, archive: Path, children: list[subprocess.Popen[str]]
) -> None:
    with filled.connect() as looking, psycopg.connect(**filled.database) as blocker:
        blocker.execute("LOCK TABLE figure IN ACCESS EXCLUSIVE MODE")
        command = _command(filled, archive, "backup", "never")
        children.append(subprocess.Popen(command, cwd=PROJECT, text=True))
        waiting = "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'pg_dump'"
        wait_for(lambda: looking.execute(waiting).fetchone() == (1,), 30, "pg_dump waits for the table")
        tasks = Path(f"/proc/{children[0].pid}/task/{children[0].pid}/children").read_text().split()
        pg_dump = int(tasks[0])
        os.kill(children[0].pid, signal.SIGKILL)
        wait_for(lambda: not runs(pg_dump), 10, "pg_dump is gone")
    assert not archive.exists()
