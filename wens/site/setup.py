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

FOLDERS = ("facts", "editions", "snapshots", "keys")


@contextmanager
def home_lock(name: str) -> Iterator[None]:
    """Hold the lock ``name`` of this home; the kernel lets it go when the process dies."""
    home: Path = settings.WENS.home
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor = os.open(home / f"{name}.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def prepare_home() -> None:
    """Make the folders and bring the database's schema up to date; quick when nothing has to be done."""
    home: Path = settings.WENS.home
    for folder in FOLDERS:
        (home / folder).mkdir(mode=0o700, parents=True, exist_ok=True)
    with home_lock("migrate"):
        if waiting_migrations():
            migrate()


def waiting_migrations() -> list[str]:
    """Return the names of the migrations that the database does not have yet."""
    executor = MigrationExecutor(connections["owner"])
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]


def migrate() -> None:
    """Bring the schema up to date, as ``wens_owner``."""
    call_command("migrate", database="owner", verbosity=0, interactive=False)
    connections["owner"].close()
