"""``wens serve``: the web server."""

import os
import socket
import subprocess
import sys
from pathlib import Path
from typing import Annotated

import typer

from wens.site.cli.common import say, wrong_usage

MOST = 6
"""More only when asked for: each thread of each process keeps a connection, and the embedded server takes 60."""

STOP_WITHIN_S = 10
"""A process that is asked to stop while it still starts would miss that, and the server would wait for ever."""


def serve(
    port: Annotated[int, typer.Option(help="Port on which the site answers.", min=1, max=65535)] = 8000,
    host: Annotated[str, typer.Option(help="Address to listen on; 0.0.0.0 for all.")] = "127.0.0.1",
    workers: Annotated[int, typer.Option(help="Server processes; 0: one for each core, at most 6.", min=0, max=64)] = 0,
    threads: Annotated[int, typer.Option(help="Requests that each process handles at once.", min=1, max=64)] = 8,
    jobs: Annotated[bool, typer.Option(help="Also run the background jobs, in a process beside it.")] = False,
) -> None:
    """Serve the site until interrupted.

    One Python process uses one core, therefore there are as many as cores; nothing that has to hold for all of them is
    kept in the memory of one. Example: wens serve --port 8123
    """
    _refuse_when_taken(host, port)
    say(f"WENS answers at http://{host}:{port}/ (stop with Ctrl+C).")
    sys.stdout.flush()
    if jobs:
        subprocess.Popen([str(Path(sys.executable).with_name("wens")), "worker", "--beside"])  # noqa: S603  our own
    command = [
        str(Path(sys.executable).with_name("granian")), "--interface", "wsgi", "--host", host, "--port", str(port),
        "--workers", str(workers or min(MOST, len(os.sched_getaffinity(0)))), "--blocking-threads", str(threads),
        "--respawn-failed-workers", "--workers-kill-timeout", str(STOP_WITHIN_S), "--no-ws", "--log-level", "warning",
        "wens.site.wsgi:application",
    ]  # fmt: skip
    os.execv(command[0], command)  # noqa: S606  our own server, no shell


def _refuse_when_taken(host: str, port: int) -> None:
    """Two servers could share a port, and visitors would reach either of them."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            wrong_usage(f"Port {port} on {host} cannot be used ({error.strerror}). Choose another: --port {port + 1}")
