"""The embedded server in ordinary life: sharing, roles, places."""

import os
import shutil
import stat
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg
import pytest

from tests.site.database_helpers import (
    AS_OTHER,
    GRACE_S,
    OTHER,
    PROJECT,
    answers,
    first_line,
    processes_of,
    python_for_others,
    runs,
    server_at,
    start_user,
    wait_for,
)
from wens.site.postgres import EmbeddedServer, PostgresError
from wens.site.postgres.errors import NotStartedError, PlaceError, WrongMajorError
from wens.site.postgres.roles import key_file

pytestmark = pytest.mark.slow  # each begins with a server of its own; every fast test uses one

NewHome = Callable[[], Path]
as_root = pytest.mark.skipif(os.geteuid() != 0, reason="needs root to become another account")


@pytest.fixture(scope="module")
def shared() -> Iterator[EmbeddedServer]:
    """One running server for what needs no home of its own."""
    home = Path(tempfile.mkdtemp(prefix="wens-home-"))
    server = server_at(home)
    server.hold()
    yield server
    server.destroy()
    shutil.rmtree(home)


def test_a_held_server_answers_and_a_released_one_ends(new_home: NewHome) -> None:
    home = new_home()
    server = server_at(home)
    with psycopg.connect(**server.hold()) as connection:
        assert connection.execute("SHOW server_encoding").fetchone() == ("UTF8",)
        assert connection.execute("SHOW timezone").fetchone() == ("UTC",)
        assert connection.execute("SHOW listen_addresses").fetchone() == ("",)
    process = server.status().process
    assert process
    server.release()
    wait_for(lambda: not runs(process), GRACE_S + 5, "the server ended after its last user")
    assert not server.status().running
    assert answers(server) is False


def test_the_data_stay_between_two_starts(new_home: NewHome) -> None:
    server = server_at(new_home())
    server.hold()
    with psycopg.connect(**server.parameters("owner")) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 42 AS answer")
    server.stop()
    server.hold()
    with psycopg.connect(**server.parameters("owner")) as connection:
        assert connection.execute("SELECT answer FROM kept").fetchone() == (42,)


def test_a_hold_starts_again_a_server_that_was_stopped(new_home: NewHome) -> None:
    home = new_home()
    server = server_at(home)
    server.hold()
    server_at(home).stop()
    assert not server.status().running
    server.hold()
    assert answers(server)


def test_eight_processes_that_start_at_once_share_one_server(new_home: NewHome) -> None:
    home = new_home()
    users = [start_user(home) for _ in range(8)]
    try:
        assert len({first_line(user) for user in users} - {""}) == 1
    finally:
        for user in users:
            user.kill()
            user.wait()


def test_threads_of_one_process_share_one_hold(shared: EmbeddedServer) -> None:
    with ThreadPoolExecutor(4) as pool:
        hosts = {found["host"] for found in pool.map(lambda _: shared.hold(), range(8))}
    assert len(hosts) == 1


def test_two_homes_side_by_side_never_meet(new_home: NewHome) -> None:
    one, other = server_at(new_home()), server_at(new_home())
    with psycopg.connect(**one.hold()) as first, psycopg.connect(**other.hold()) as second:
        systems = {c.execute("SELECT system_identifier FROM pg_control_system()").fetchone() for c in (first, second)}
    assert len(systems) == 2
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(**{**other.parameters(), "password": one.parameters()["password"]})


def test_a_pipe_that_reads_the_starter_ends_with_the_starter(new_home: NewHome) -> None:
    home = new_home()
    with start_user(home, seconds=0) as user:
        output, _ = user.communicate(timeout=30)
    assert runs(int(output)), "the server outlives its starter by the grace time, without holding the pipe"


def test_nobody_gets_in_without_a_password(shared: EmbeddedServer) -> None:
    for role in ("app", "owner", "superuser"):
        with pytest.raises(psycopg.OperationalError, match=r"password"):
            psycopg.connect(**{**shared.parameters(role), "password": ""})


def test_passwords_are_readable_by_their_owner_only_and_made_again_when_lost(new_home: NewHome) -> None:
    home = new_home()
    server = server_at(home)
    server.hold()
    lost = key_file(home / "keys", "app")
    assert stat.S_IMODE(lost.stat().st_mode) == 0o600
    assert stat.S_IMODE(lost.parent.stat().st_mode) == 0o700
    server.stop()
    before = lost.read_text()
    lost.unlink()
    with pytest.raises(NotStartedError, match="wens_app"):
        server.parameters()
    server.hold()
    assert lost.read_text() != before
    assert answers(server)


def test_the_application_cannot_go_round_row_level_security(shared: EmbeddedServer) -> None:
    with psycopg.connect(**shared.parameters("owner")) as owner:
        owner.execute("CREATE TABLE secret (gemeente text)")
        owner.execute("ALTER TABLE secret ENABLE ROW LEVEL SECURITY")
        owner.execute("ALTER TABLE secret FORCE ROW LEVEL SECURITY")
        owner.execute(
            "CREATE POLICY own ON secret TO wens_app USING (gemeente = current_setting('wens.gemeente', true))"
        )
        owner.execute("CREATE POLICY all_rows ON secret TO wens_owner USING (true)")
        owner.execute("GRANT SELECT ON secret TO wens_app")
        owner.execute("INSERT INTO secret VALUES ('GM0153'), ('GM0363')")
    with psycopg.connect(**shared.parameters(), autocommit=True) as app:
        rights = "SELECT rolsuper, rolbypassrls, rolcreaterole, rolcreatedb FROM pg_roles WHERE rolname = current_user"
        assert app.execute(rights).fetchone() == (False, False, False, False)
        assert app.execute("SELECT * FROM secret").fetchall() == []
        app.execute("SELECT set_config('wens.gemeente', 'GM0153', false)")
        assert app.execute("SELECT * FROM secret").fetchall() == [("GM0153",)]
        for attempt in (
            "SET ROLE wens_owner",
            "SET SESSION AUTHORIZATION postgres",
            "ALTER TABLE secret DISABLE ROW LEVEL SECURITY",
            "ALTER ROLE wens_app BYPASSRLS",
            "CREATE TABLE mine (x int)",
            "CREATE SCHEMA mine",
            "COPY secret TO PROGRAM 'cat'",
            "SELECT pg_read_file('postgresql.conf')",
        ):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                app.execute(attempt)
        app.execute("SET row_security = off")
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            app.execute("SELECT * FROM secret")


def test_the_owner_is_no_superuser_and_may_make_test_databases(shared: EmbeddedServer) -> None:
    with psycopg.connect(**shared.parameters("owner", database="postgres"), autocommit=True) as owner:
        rights = "SELECT rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user"
        assert owner.execute(rights).fetchone() == (False, False)
        owner.execute("CREATE DATABASE test_wens")
        with psycopg.connect(**shared.parameters("owner", database="test_wens")) as inside:
            inside.execute("CREATE TABLE anything (x int)")
        owner.execute("DROP DATABASE test_wens")


def test_a_home_with_a_long_path_gets_a_short_socket(new_home: NewHome) -> None:
    home = new_home().joinpath(*["a-folder-with-quite-a-long-name-é"] * 8)
    server = server_at(home)
    try:
        assert len(os.fsencode(home)) > 200
        assert len(os.fsencode(server.hold()["host"])) < 60
        assert stat.S_IMODE(Path(server.hold()["host"]).stat().st_mode) == 0o700
        assert answers(server)
    finally:
        server.destroy()


def test_a_server_of_another_major_version_is_refused_with_the_command_that_mends_it(new_home: NewHome) -> None:
    home = new_home()
    server = server_at(home)
    server.hold()
    data = Path(server.status().data or "")
    server.stop()
    (data / "PG_VERSION").write_text("16\n")
    with pytest.raises(WrongMajorError, match=r"PostgreSQL 16 .* PostgreSQL 18; run: wens db upgrade"):
        server.hold()
    (data / "PG_VERSION").write_text("18\n")


def test_a_copied_home_does_not_share_the_data_of_the_first(new_home: NewHome) -> None:
    home, copy = new_home(), new_home()
    first = server_at(home)
    first.hold()
    first.stop()
    subprocess.run(["cp", "-a", str(home), str(copy)], check=True)
    second = server_at(copy)
    first.hold()
    if Path(first.status().data or "").is_relative_to(home):
        second.hold()
        assert second.status().data != first.status().data
        assert second.parameters()["host"] != first.parameters()["host"]
    else:
        with pytest.raises(PlaceError, match="wens backup"):
            second.hold()
        (copy / "postgres" / "place.json").unlink()


def test_a_home_that_is_removed_while_it_runs_ends_its_server(new_home: NewHome) -> None:
    home = new_home()
    server = server_at(home)
    server.hold()
    status = server.status()
    assert status.process
    (home / "postgres").rename(home / "gone")
    wait_for(lambda: not runs(status.process or 0), 10, "the server of a removed home ended")
    (home / "gone").rename(home / "postgres")
    server.release()


def test_the_log_holds_no_values_of_people(shared: EmbeddedServer) -> None:
    with psycopg.connect(**shared.parameters("owner"), autocommit=True) as owner:
        owner.execute("CREATE TABLE person (email text PRIMARY KEY)")
        for _ in range(2):
            try:
                owner.execute("INSERT INTO person VALUES ('jan@example.nl')")
            except psycopg.errors.UniqueViolation:
                continue
    log = (shared.home / "postgres" / "server.log").read_text()
    assert "duplicate key" in log
    assert "jan@example.nl" not in log


@as_root
def test_started_as_root_the_server_runs_as_another_account_that_cannot_enter_the_home(new_home: NewHome) -> None:
    closed = new_home()
    closed.mkdir(mode=0o700)
    home = closed / "inside"
    server = server_at(home)
    server.hold()
    status = server.status()
    assert Path(f"/proc/{status.process}").stat().st_uid != 0
    assert not Path(status.data or "").is_relative_to(closed)
    assert answers(server)
    server.destroy()
    assert not Path(status.data or "").exists()


@as_root
def test_root_in_the_home_of_somebody_else_runs_the_server_as_that_person(new_home: NewHome) -> None:
    home = new_home()
    home.mkdir(mode=0o700)
    os.chown(home, OTHER, OTHER)
    server = server_at(home)
    server.hold()
    assert Path(f"/proc/{server.status().process}").stat().st_uid == OTHER
    server.stop()
    made = [path for path in (home, *home.rglob("*")) if "binaries" not in path.parts]
    assert [path for path in made if path.stat().st_uid != OTHER] == [], "its owner can use everything that root made"
    user = start_user(home, prefix=AS_OTHER, python=python_for_others())
    try:
        assert runs(int(first_line(user)))
    finally:
        user.kill()
        user.wait()


@as_root
def test_an_ordinary_account_runs_its_own_server(new_home: NewHome) -> None:
    root = Path(tempfile.mkdtemp(prefix="wens-user-"))
    os.chown(root, OTHER, OTHER)
    home = root / "home"
    user = start_user(home, prefix=AS_OTHER, python=python_for_others())
    try:
        process = int(first_line(user))
        assert Path(f"/proc/{process}").stat().st_uid == OTHER
        assert (home / "postgres" / "cluster" / "data" / "PG_VERSION").exists()
    finally:
        user.kill()
        user.wait()
    wait_for(lambda: not runs(process) and not processes_of(home), 30, "the server of the ordinary account ended")
    subprocess.run(["rm", "-rf", str(root)], check=True)


def test_the_package_needs_no_django() -> None:
    code = "import sys, wens.site.postgres; print([m for m in sys.modules if m.split('.')[0] in ('django', 'psycopg')])"
    done = subprocess.run([sys.executable, "-c", code], cwd=PROJECT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_every_error_is_one_family() -> None:
    assert issubclass(WrongMajorError, PostgresError)
    assert EmbeddedServer(Path("~/somewhere")).home == Path.home() / "somewhere"
