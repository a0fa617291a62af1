"""A server of one's own: the script for its administrator, and a backup there and back between server versions."""

import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from tests.site.database_helpers import server_at
from wens.site.backup import Installation, back_up, restore
from wens.site.postgres import EmbeddedServer, clients, locks
from wens.site.postgres.accounts import account_for
from wens.site.postgres.errors import ClientError
from wens.site.postgres.process import run, running
from wens.site.postgres.roles import administrator_script

OLDEST = Path("/usr/lib/postgresql/15/bin")
PORT = 54329

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not (OLDEST / "postgres").exists(),
        reason="PostgreSQL 15, the oldest version that we support, is not on this machine",
    ),
]


@pytest.fixture(scope="module")
def administrator() -> Iterator[dict[str, Any]]:
    """A PostgreSQL 15 of a system administrator, with nothing of ours in it; yields how its superuser connects."""
    root = Path(tempfile.mkdtemp(prefix="wens-url-"))
    account = account_for(root)
    account.own(root)
    data = root / "data"
    log = root / "log"
    with locks.exclusive(root / "lock", timeout_s=5, what="the server") as lock:
        initdb = [str(OLDEST / "initdb"), "-D", str(data), "-U", "postgres", "--auth=trust", "--no-sync"]
        run([*initdb, "--encoding=UTF8", "--locale=C"], account=account, lock=lock, cwd=root)
        (data / "pg_hba.conf").write_text("local all postgres trust\nlocal all all scram-sha-256\n")
        command = [
            str(OLDEST / "postgres"),
            "-D",
            str(data),
            "-k",
            str(root),
            "-p",
            str(PORT),
            "-c",
            "listen_addresses=",
        ]
        with running([*command, "-c", "fsync=off"], data, account=account, lock=lock, log=log):
            yield {"host": str(root), "port": PORT, "user": "postgres", "dbname": "postgres"}
    shutil.rmtree(root)


@pytest.fixture(scope="module")
def prepared(administrator: dict[str, Any]) -> dict[str, Any]:
    """The server after its administrator ran our script; yields how wens_owner connects."""
    clients.feed(clients.programs_for(15), administrator, administrator_script("owner-pass", "it's app"))
    return {**administrator, "user": "wens_owner", "password": "owner-pass", "dbname": "wens"}


def test_the_script_may_run_again_with_new_passwords(administrator: dict[str, Any], prepared: dict[str, Any]) -> None:
    clients.feed(clients.programs_for(15), administrator, administrator_script("other-pass", "it's app"))
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(**prepared)
    clients.feed(clients.programs_for(15), administrator, administrator_script("owner-pass", "it's app"))
    psycopg.connect(**prepared).close()


def test_the_roles_have_the_rights_they_need_and_no_more(prepared: dict[str, Any]) -> None:
    with psycopg.connect(**prepared) as owner:
        owner.execute("CREATE TABLE secret AS SELECT 1 AS x")
    app = {**prepared, "user": "wens_app", "password": "it's app"}
    with psycopg.connect(**app, autocommit=True) as connection:
        for attempt in ("SELECT * FROM secret", "CREATE TABLE mine (x int)", "SET ROLE wens_owner"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(attempt)
    with psycopg.connect(**prepared) as owner:
        owner.execute("DROP TABLE secret")


def test_a_role_that_goes_round_row_level_security_is_refused(
    administrator: dict[str, Any], prepared: dict[str, Any]
) -> None:
    with psycopg.connect(**administrator, autocommit=True) as superuser:
        superuser.execute("ALTER ROLE wens_app BYPASSRLS")
        with pytest.raises(ClientError, match="row-level security"):
            clients.feed(clients.programs_for(15), administrator, administrator_script("owner-pass", "it's app"))
        superuser.execute("ALTER ROLE wens_app NOBYPASSRLS")


def test_an_installation_moves_from_the_embedded_server_to_an_older_one_and_back(
    prepared: dict[str, Any], tmp_path: Path
) -> None:
    server: EmbeddedServer = server_at(tmp_path / "embedded")
    try:
        server.hold()
        embedded = Installation(tmp_path / "embedded", server.parameters("owner"), "0.1.0")
        with embedded.connect() as connection:
            connection.execute("CREATE TABLE line (id int PRIMARY KEY, text text NOT NULL)")
            connection.execute(
                r"INSERT INTO line VALUES (1, 'SET transaction_timeout = 0;'), (2, E'\\.'), (3, E'a\nb')"
            )
            connection.execute("GRANT SELECT ON line TO wens_app")
        by_url = Installation(tmp_path / "by_url", prepared, "0.1.0")
        assert back_up(embedded, tmp_path / "one.tar").server_major == 18
        restore(by_url, tmp_path / "one.tar")
        assert back_up(by_url, tmp_path / "two.tar").server_major == 15
        restore(embedded, tmp_path / "two.tar", force=True)
        for installation in (embedded, by_url):
            with installation.connect() as connection:
                lines = connection.execute("SELECT text FROM line ORDER BY id").fetchall()
            assert lines == [("SET transaction_timeout = 0;",), ("\\.",), ("a\nb",)]
        with psycopg.connect(**{**prepared, "user": "wens_app", "password": "it's app"}) as app:
            assert app.execute("SELECT count(*) FROM line").fetchone() == (3,)
    finally:
        server.destroy()


def test_a_server_newer_than_our_programs_is_named_with_what_to_install() -> None:
    with pytest.raises(ClientError, match="apt install postgresql-client-99"):
        clients.programs_for(99)


def test_the_wheel_serves_every_older_server() -> None:
    said = subprocess.run([clients.programs_for(15).program("pg_dump"), "--version"], capture_output=True, text=True)
    assert " 18." in said.stdout
