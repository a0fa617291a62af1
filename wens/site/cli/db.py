"""``wens db …``, ``wens backup``, ``wens restore``, ``wens upgrade``: the database's life, and copies of everything."""

import datetime as dt
import io
import secrets
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import psycopg
import typer
from django.conf import settings as django_settings
from django.core.management import call_command
from django.db import connections
from django.db.migrations.loader import MigrationLoader
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from wens import __version__
from wens.privacy.restored import erase_again
from wens.site import backup as archives
from wens.site.cli.common import AsJson, command_app, data_said_no, print_json, progress, say, warn, wrong_usage
from wens.site.configuration import Configuration
from wens.site.postgres import EmbeddedServer, PostgresError, roles
from wens.site.postgres.clients import feed, programs_for
from wens.site.postgres.errors import WrongMajorError
from wens.site.setup import migrate, waiting_migrations
from wens.tenancy.context import Actor

app = command_app("The database: start, stop, status, upgrade, and the roles on a server of your own.")

PassphraseFile = Annotated[
    Path | None, typer.Option(help="File with the passphrase that encrypts the keys in the backup.", exists=True)
]


@app.command()
def start(
    stay: Annotated[bool, typer.Option("--stay", help="Keep it running until Ctrl-C or a signal.")] = False,
) -> None:
    """Start the embedded database; it stops some seconds after its last user.

    Example: wens db start --stay
    """
    server = _embedded()
    with _named():
        server.hold()
    say(f"PostgreSQL {server.status().version} runs for {server.home}.")
    if stay:
        ended = threading.Event()
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: ended.set())
        ended.wait()


@app.command()
def stop() -> None:
    """Stop the embedded database, whoever uses it.

    Example: wens db stop
    """
    server = _embedded()
    with _named():
        server.stop()
    say(f"The database of {server.home} is stopped.")


@app.command()
def status(as_json: AsJson = False) -> None:
    """Say whether the database runs, and where; exit code 1 when it does not.

    Example: wens db status --json
    """
    found = asdict(EmbeddedServer(_settings().home).status()) if _settings().embedded else _status_by_url()
    if as_json:
        print_json(found)
    else:
        say("\n".join(f"{name}: {value}" for name, value in found.items() if value is not None))
    if not found["running"]:
        raise typer.Exit(1)


@app.command("upgrade")
def upgrade_server() -> None:
    """Convert the embedded database's files to the major version of PostgreSQL that this release brings.

    Example: wens db upgrade
    """
    server = _embedded()
    with _named():
        done = server.upgrade()
    say("The database is converted." if done else "The database is of this release's version already.")


@app.command("roles")
def roles_(
    execute: Annotated[str, typer.Option(help="URL of an administrator; without it the SQL is printed.")] = "",
    database: Annotated[str, typer.Option(help="Name of the database.")] = roles.DATABASE,
) -> None:
    """Print (or execute) the SQL that an administrator runs once on a server of your own, with fresh passwords.

    Example: wens db roles > roles.sql
    """
    if '"' in database or "'" in database:
        wrong_usage("--database cannot hold quotes")
    owner, application = secrets.token_urlsafe(24), secrets.token_urlsafe(24)
    script = roles.administrator_script(owner, application, database=database)
    address: dict[str, Any] = conninfo_to_dict(execute) if execute else {}
    where = f"{address.get('host', 'HOST')}:{address.get('port', 5432)}/{database}"
    if execute:
        with _named(), psycopg.connect(execute) as connection:
            feed(programs_for(connection.info.server_version // 10000), address, script)
    else:
        say(script.rstrip())
    mark = "" if execute else "-- "
    say(f"{mark}WENS_DATABASE_URL=postgresql://{roles.APP}:{application}@{where}")
    say(f"{mark}WENS_DATABASE_OWNER_URL=postgresql://{roles.OWNER}:{owner}@{where}")


def backup(file: Path, passphrase_file: PassphraseFile = None, as_json: AsJson = False) -> None:
    """Write one archive of database, facts, editions, delivered files and keys.

    Example: wens backup /backups/wens-2026-11-21.tar --passphrase-file /root/wens-passphrase
    """
    with _named(), progress(f"Backup to {file.name}") as advance:
        made = archives.back_up(
            _installation(),
            file,
            passphrase=_passphrase(passphrase_file),
            keep_days=_settings().backup_days,
            progress=lambda _name: advance(1),
        )
    _report(made, file, "Made", as_json=as_json)


def restore(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False)],
    passphrase_file: PassphraseFile = None,
    force: Annotated[bool, typer.Option("--force", help="Replace the data that are there.")] = False,
    expired: Annotated[bool, typer.Option("--expired", help="Also an archive that may no longer be kept.")] = False,
    as_json: AsJson = False,
) -> None:
    """Put an archive back: everything is checked first, and a restore that was broken off is finished by a rerun.

    Example: WENS_HOME=/srv/wens wens restore /backups/wens-2026-11-21.tar
    """
    with _named(), progress(f"Restore of {file.name}") as advance:
        found = archives.restore(
            _installation(),
            file.resolve(),
            passphrase=_passphrase(passphrase_file),
            force=force,
            expired=expired,
            progress=lambda _name: advance(1),
        )
        connections.close_all()
        migrate()  # the archive itself is the copy to go back to
        _check()
        again = erase_again(by=Actor.machine())
    _report(found, file, "Restored", as_json=as_json)
    if again.erased or again.removed:
        warn(f"Removed again: {again.erased} erased on request, {again.removed} rows over their time (ADR 0011).")


def upgrade(
    no_backup: Annotated[bool, typer.Option("--no-backup", help="Do not make a backup first.")] = False,
) -> None:
    """Bring the installation to this release: backup, migrations, check.

    Example: wens upgrade
    """
    with _named():
        if _settings().embedded and _convert_if_older():
            say("The database is converted to this release's version of PostgreSQL.")
        unfinished = archives.interrupted(_settings().home)
        if unfinished:
            data_said_no(unfinished)
        waiting = waiting_migrations()
        if waiting and not no_backup and _installation().schema():
            file = _backup_file()
            archives.back_up(_installation(), file, keep_days=_settings().backup_days)
            say(f"Backup: {file}")
        migrate()
        _check()
    say(f"Release {__version__}: {len(waiting)} migrations applied, everything checked.")


def _convert_if_older() -> bool:
    server = EmbeddedServer(_settings().home)
    try:
        server.hold()
    except WrongMajorError:
        return server.upgrade()
    return False


def _check() -> None:
    """Refuse to end well when the schema and the program do not agree."""
    waiting = waiting_migrations()
    if waiting:
        data_said_no(f"The database lacks {', '.join(waiting)}; run: wens upgrade")
    call_command("check", databases=["default"], stdout=io.StringIO())


def _backup_file() -> Path:
    folder = _settings().home / "backups"
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder / f"before-{__version__}-{dt.datetime.now(dt.UTC):%Y%m%dT%H%M%SZ}.tar"


def _installation() -> archives.Installation:
    wens = _settings()
    if wens.embedded:
        server = EmbeddedServer(wens.home)
        server.hold()
        database: dict[str, Any] = dict(server.parameters("owner"))
    else:
        database = dict(conninfo_to_dict(str(wens.database_owner_url)))
    known = frozenset(f"{label}.{name}" for label, name in MigrationLoader(None).disk_migrations)
    return archives.Installation(wens.home, database, __version__, known)


def _status_by_url() -> dict[str, Any]:
    address: dict[str, Any] = conninfo_to_dict(str(_settings().database_url))
    shown = make_conninfo(**{key: value for key, value in address.items() if key != "password"})
    try:
        with psycopg.connect(**address, connect_timeout=5) as connection:
            version = connection.info.server_version
    except psycopg.OperationalError as error:
        return {"running": False, "server": shown, "problem": str(error).strip()}
    return {"running": True, "server": shown, "version": f"{version // 10000}.{version % 10000}"}


def _settings() -> Configuration:
    found: Configuration = django_settings.WENS
    return found


def _embedded() -> EmbeddedServer:
    if not _settings().embedded:
        data_said_no("The database is a server by URL (WENS_DATABASE_URL); its administrator starts and stops it.")
    return EmbeddedServer(_settings().home)


def _passphrase(file: Path | None) -> str | None:
    if file is None:
        return None
    text = file.read_text().strip()
    if len(text) < 12:
        wrong_usage(f"The passphrase in {file} is shorter than 12 characters.")
    return text


def _report(manifest: archives.Manifest, file: Path, verb: str, *, as_json: bool) -> None:
    size = sum(member.size for member in manifest.members)
    found = {"file": str(file), "release": manifest.release, "created": manifest.created, "vanished": manifest.vanished}
    if as_json:
        print_json(
            {**found, "files": len(manifest.members), "bytes": size, "keys_encrypted": manifest.salt is not None}
        )
        return
    say(f"{verb} {file}: {len(manifest.members)} files, {size / 1e6:.1f} MB, release {manifest.release}.")
    if manifest.salt is None:
        say("The keys in it are not encrypted: keep the file as you keep a key, or use --passphrase-file.")
    for name in manifest.vanished:
        say(f"Not in it, because its retention ended during the backup: {name}")


@contextmanager
def _named() -> Iterator[None]:
    """Turn the named errors of database and backup into a message and exit code 1."""
    try:
        yield
    except (PostgresError, archives.BackupError, psycopg.OperationalError) as error:
        data_said_no(str(error))
