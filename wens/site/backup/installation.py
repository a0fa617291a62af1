"""What is backed up and restored: a home and its database, embedded or by URL."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

# Append-only or immutable files, in look/ the logos, in voices/ the photos of residents; what ends in .tmp is being
# written and belongs to nobody yet.
FOLDERS = ("facts", "squares", "editions", "snapshots", "look", "voices")
# The embedded server's own passwords are made anew by each server, so a restored home keeps its own.
RECREATED = "postgres-*.password"
# Rows that a fresh installation has before anybody did anything.
FROM_MIGRATIONS = ("django_migrations", "django_content_type", "auth_permission")


@dataclass(frozen=True)
class Installation:
    """A home (folder) and the parameters of its database as wens_owner: host, port, user, password, dbname.

    `release`: this program's version. `migrations`: those that it knows, as 'app.name'; None: do not compare.
    """

    home: Path
    database: Mapping[str, Any]
    release: str
    migrations: frozenset[str] | None = None

    def connect(self) -> "psycopg.Connection[tuple[Any, ...]]":
        """Connect as wens_owner."""
        return psycopg.connect(**self.database, autocommit=True)

    def server_major(self) -> int:
        """Return the server's major version: 18."""
        with self.connect() as connection:
            return connection.info.server_version // 10000

    def schema(self) -> list[str]:
        """Return the applied migrations as 'app.name', in order of application; empty before the first."""
        with self.connect() as connection:
            if connection.execute("SELECT to_regclass('public.django_migrations')").fetchone() == (None,):
                return []
            rows = connection.execute("SELECT app || '.' || name FROM public.django_migrations ORDER BY id")
            return [name for (name,) in rows]

    def files(self) -> Iterator[Path]:
        """Yield every stored file, sorted within its folder; symbolic links are not followed."""
        for folder in FOLDERS:
            found = (self.home / folder).rglob("*")
            kept = (path for path in found if path.is_file() and not path.is_symlink() and path.suffix != ".tmp")
            yield from sorted(kept)

    def key_files(self) -> list[Path]:
        """Return the key files that cannot be made again."""
        found = sorted((self.home / "keys").glob("[!.]*"))
        return [path for path in found if path.is_file() and not path.match(RECREATED)]

    def holds_data(self) -> str | None:
        """Say what a restore would replace: the first stored file, or the first table with rows of somebody's doing."""
        first = next(self.files(), None)
        if first is not None:
            return f"the file {first.relative_to(self.home)}"
        with self.connect() as connection:
            tables = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")
            for (table,) in tables.fetchall():
                query = sql.SQL("SELECT EXISTS (SELECT 1 FROM public.{})").format(sql.Identifier(table))
                if table not in FROM_MIGRATIONS and connection.execute(query).fetchone() == (True,):
                    return f"rows in the table {table}"
        return None
