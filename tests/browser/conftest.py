"""A real browser on a real server; skipped with a clear reason where there is no Chromium."""

import os
import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from pytest_django.live_server_helper import LiveServer

from tests.publication import conftest as small
from tests.walks.conftest import wens  # noqa: F401  the installed program, for walks with a browser
from wens.publication import caching

CHROMIUM = next(
    (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), ""
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test of this folder, and skip them all when there is no browser."""
    for item in items:
        if "tests/browser" in item.path.as_posix():
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.xdist_group("browser"))
            if not CHROMIUM:
                item.add_marker(pytest.mark.skip(reason="no Chromium on this machine: sudo apt install chromium"))


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Use the system's Chromium; its sandbox does not work for root."""
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    return {**browser_type_launch_args, "executable_path": CHROMIUM, "args": arguments}


@pytest.fixture(scope="session", autouse=True)
def _django_in_a_running_loop() -> Iterator[None]:
    """Playwright's synchronous interface runs a loop in this thread, which Django takes for asynchronous code."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        yield


@pytest.fixture
def site(transactional_db: None, home: object, settings: Any) -> Iterator[str]:
    """The address of Proefstad with a public edition."""
    settings.WENS = settings.WENS.model_copy(update={"single_operator": True})
    caching.shelf.clear()
    small.make_city(["localhost", "127.0.0.1"])
    small.publish_city()
    # Not the fixture `live_server`: that one empties the tables in another order than ours.
    server = LiveServer("localhost")
    yield server.url
    server.stop()
    caching.shelf.clear()
