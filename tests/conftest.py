"""One embedded PostgreSQL for the whole test run, one database per worker, connected as ``wens_app``."""

from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: object, worker_id: str) -> Iterator[None]:
    """Make this worker's database as ``wens_owner`` and let the tests connect as ``wens_app``."""
    import psycopg
    from django.conf import settings
    from django.db import connections

    from wens.site.database.base import embedded_server
    from wens.site.postgres import EmbeddedServer
    from wens.site.setup import migrate

    name = f"test_{worker_id}"
    EmbeddedServer(home=settings.WENS.home, durable=False).hold()  # fast; nobody misses these data after a crash
    server = embedded_server(str(settings.WENS.home))
    owner = {**server.parameters("owner"), "dbname": "postgres"}
    # A closed session of wens_app is there a moment longer, and wens_owner may not end it: that takes the superuser.
    superuser = {**server.parameters("superuser"), "dbname": "postgres"}
    with psycopg.connect(**superuser, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
    with psycopg.connect(**owner, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
        connection.execute(f'REVOKE TEMPORARY ON DATABASE "{name}" FROM PUBLIC')  # as in a real installation
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        for alias in connections:
            connections[alias].close()
            connections[alias].settings_dict["NAME"] = name
        migrate()
        connections["owner"].close()
    yield
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        for alias in connections:
            connections[alias].close()
    with psycopg.connect(**superuser, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def pytest_configure() -> None:
    """Hash passwords quickly: the tests check who may log in, not how long a guess takes."""
    from django.conf import settings

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def _empty_register(request: pytest.FixtureRequest) -> Iterator[None]:
    """Empty the tables after a test that really commits; Django's flush knows only tables that wens_app may alter."""
    marker = request.node.get_closest_marker("django_db")
    commits = "transactional_db" in request.fixturenames or bool(marker and marker.kwargs.get("transaction"))
    yield
    if not commits:
        return
    from django.db import connections

    blocker = request.getfixturevalue("django_db_blocker")
    with blocker.unblock(), connections["owner"].cursor() as cursor:
        cursor.execute(
            "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'django_migrations'"
        )
        names = ", ".join(f'"{name}"' for (name,) in cursor.fetchall())
        cursor.execute(f"TRUNCATE {names} CASCADE")
        connections["owner"].close()


@pytest.fixture(autouse=True)
def _nothing_remembered() -> None:
    """Forget which gemeente a host name was, the finished pages and the language of an earlier test."""
    from django.utils import translation

    from wens.publication.caching import shelf
    from wens.site import middleware

    middleware._known.clear()
    shelf.clear()
    translation.activate("nl")


@pytest.fixture
def machine() -> object:
    """Return the administrator of this machine as actor."""
    from wens.tenancy.context import Actor

    return Actor.machine()


@pytest.fixture
def gemeente(db: None, machine: object) -> Iterator[object]:
    """Run the test inside Enschede, acting as the administrator of this machine."""
    from wens.organisations.actions import register_gemeente
    from wens.tenancy.context import acting

    made = register_gemeente(code="GM0153", name="Enschede", hosts=["testserver", "localhost"], by=machine)  # type: ignore[arg-type]
    with acting("GM0153", machine):  # type: ignore[arg-type]
        yield made


@pytest.fixture
def home(tmp_path: Path, settings: object) -> Path:
    """Give the test data folders of its own, with the run's database."""
    for folder in ("facts", "editions", "snapshots", "keys"):
        (tmp_path / folder).mkdir()
    settings.WENS = settings.WENS.model_copy(update={"home": tmp_path})  # type: ignore[attr-defined]
    return tmp_path
