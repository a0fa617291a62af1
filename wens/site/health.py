"""Is the program alive, and can it do its work?"""

import os
from typing import Any

from django.conf import settings
from django.db import Error, connection
from django.http import HttpResponse, JsonResponse

from wens import __version__
from wens.figures.queries import active_editions_of_all
from wens.intake.fetch.queries import failing_of_all


def alive() -> HttpResponse:
    """Answer that the process runs; touches nothing else."""
    return JsonResponse({"status": "ok", "version": __version__})


def ready() -> HttpResponse:
    """Answer 200 when database, queue and storage work, otherwise 503.

    Active editions are only reported, and so is what could not be fetched: the figures of before are still shown.
    """
    checks = {"database": _database(), "queue": _queue(), "storage": _storage()}
    good = all(value == "ok" for value in checks.values())
    body: dict[str, Any] = {"status": "ok" if good else "not ready", **checks}
    if checks["database"] == "ok":
        body["active_editions"] = active_editions_of_all()
        body["warnings"] = {"failing_fetches": failing_of_all()}
    return JsonResponse(body, status=200 if good else 503)


def _database() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Error as error:
        return f"failed: {type(error).__name__}"
    return "ok"


def _queue() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM procrastinate_jobs WHERE status = 'failed'")
    except Error as error:
        return f"failed: {type(error).__name__}"
    return "ok"


def _storage() -> str:
    home = settings.WENS.home
    return "ok" if home.is_dir() and os.access(home, os.W_OK) else f"failed: {home} cannot be written"
