"""``wens worker``: runs the background jobs."""

import os
import signal
import threading
import time
from typing import Annotated

import typer
from procrastinate.contrib.django import app

from wens.site.cli.common import say


def worker(
    once: Annotated[bool, typer.Option(help="Do what waits now and stop.")] = False,
    concurrency: Annotated[int, typer.Option(min=1, max=16, help="Jobs done at once.")] = 1,
    beside: Annotated[bool, typer.Option(help="Stop when the process that started this one ends.")] = False,
) -> None:
    """Run background jobs (letters, deadlines, retention, retries) until interrupted.

    Example: wens worker --once
    """
    if beside:
        threading.Thread(target=_end_with, args=(os.getppid(),), daemon=True).start()
    with app.replace_connector(app.connector.get_worker_connector()) as working:  # type: ignore[attr-defined]
        working.run_worker(wait=not once, concurrency=concurrency, install_signal_handlers=not once)
    if once:
        say("Everything that waited is done.")


def _end_with(parent: int) -> None:
    """Ask this process to finish what it does and stop, once its parent is gone."""
    while os.getppid() == parent:
        time.sleep(1)
    os.kill(os.getpid(), signal.SIGTERM)
