"""Making a home ready: folders, migrations. Every command may be the first one on a machine."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connections
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder

from wens.site.backup import interrupted

FOLDERS = ("facts", "squares", "editions", "snapshots", "keys")


@contextmanager
def home_lock(name: str) -> Iterator[None]:
    """Hold the lock ``name`` of this home; the kernel lets it go when the process dies."""
    home: Path = settings.WENS.home
    _private_folder(home)
    descriptor = os.open(home / f"{name}.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


class HomeNotReady(Exception):
    """The home cannot be used before something else is done; the message says what."""


def prepare_home() -> None:
    """Make the folders, and the schema of a new database; quick when nothing has to be done.

    Raises :class:`HomeNotReady` after an interrupted restore and when an older release's data wait for
    ``wens upgrade``, which makes a backup before it changes them.
    """
    home: Path = settings.WENS.home
    unfinished = interrupted(home)
    if unfinished:
        raise HomeNotReady(unfinished)
    _private_folder(home)
    for folder in FOLDERS:
        _private_folder(home / folder)
    if not waiting_migrations():
        return
    with home_lock("migrate"):
        if MigrationRecorder(connections["owner"]).applied_migrations() and waiting_migrations():
            raise HomeNotReady(f"The data in {home} are of an older release. Run: wens upgrade")
        migrate()


def _private_folder(folder: Path) -> None:
    folder.parent.mkdir(parents=True, exist_ok=True)
    folder.mkdir(mode=0o700, exist_ok=True)


def waiting_migrations() -> list[str]:
    """Return the names of the migrations that the database does not have yet."""
    executor = MigrationExecutor(connections["owner"])
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]


def migrate() -> None:
    """Bring the schema up to date, as ``wens_owner``."""
    call_command("migrate", database="owner", verbosity=0, interactive=False)
    connections["owner"].close()
