"""``wens worker``: runs the background jobs."""

from typing import Annotated

import typer
from procrastinate.contrib.django import app

from wens.site.cli.common import say


def worker(
    once: Annotated[bool, typer.Option(help="Do what waits now and stop.")] = False,
    concurrency: Annotated[int, typer.Option(min=1, max=16, help="Jobs done at once.")] = 1,
) -> None:
    """Run background jobs (retention of files, retries) until interrupted.

    Example: wens worker --once
    """
    with app.replace_connector(app.connector.get_worker_connector()) as working:  # type: ignore[attr-defined]
        working.run_worker(wait=not once, concurrency=concurrency, install_signal_handlers=not once)
    if once:
        say("Everything that waited is done.")
