"""Background work, as the worker of an installation does it."""

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tests.walks.conftest import Wens

pytestmark = pytest.mark.slow

DEFER = """
import django; django.setup()
from wens.site.jobs import expire_files
expire_files.defer(timestamp=0)
"""
HOLD_THE_LOCK_OF_IMPORTS = """
import django; django.setup()
from django.db import transaction
from wens.intake import locking
with transaction.atomic():
    locking.hold(lambda: None)
    print("held", flush=True)
    input()
"""
RETRY_AFTER_THE_LAST_HEARTBEAT = """
import asyncio, django; django.setup()
from django.db import connection
from wens.site.jobs import STALLED_AFTER_SECONDS, retry_stalled
with connection.cursor() as cursor:  # as if so much time had passed since the worker was heard of
    cursor.execute("UPDATE procrastinate_workers SET last_heartbeat = last_heartbeat - make_interval(secs => %s)",
                   [STALLED_AFTER_SECONDS])
retry_stalled.defer(timestamp=0)
"""
STATES = """
import django; django.setup()
from procrastinate.contrib.django.models import ProcrastinateJob as Job
print(*Job.objects.filter(task_name="wens.site.jobs.expire_files").values_list("status", flat=True))
"""
ATTEMPTS = STATES.replace('"status"', '"attempts"')


def settings(wens: Wens) -> dict[str, str]:
    return {**wens.environment, "DJANGO_SETTINGS_MODULE": "wens.site.settings"}


def python(wens: Wens, code: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", code], env=settings(wens), capture_output=True, text=True, timeout=60, check=True
    )
    return done.stdout.strip()


@contextmanager
def an_import_that_is_busy(wens: Wens) -> Iterator[None]:
    """Hold the lock that removing expired files waits for, so that the job is in the middle of its work."""
    holding = subprocess.Popen(
        [sys.executable, "-c", HOLD_THE_LOCK_OF_IMPORTS],
        env=settings(wens),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with holding:
        assert holding.stdout
        assert holding.stdout.readline() == "held\n"
        try:
            yield
        finally:
            holding.communicate("\n", timeout=30)


def wait_for(wens: Wens, state: str) -> None:
    for _ in range(60):
        if python(wens, STATES) == state:
            return
        time.sleep(0.25)
    assert python(wens, STATES) == state


def test_a_worker_does_the_housekeeping_that_waits(wens: Wens) -> None:
    wens.run("gemeente", "list")
    python(wens, DEFER)
    assert python(wens, STATES) == "todo"
    wens.run("worker", "--once")
    assert python(wens, STATES) == "succeeded"


def test_the_job_of_a_killed_worker_is_done_again(wens: Wens) -> None:
    wens.run("gemeente", "list")
    python(wens, DEFER)
    with an_import_that_is_busy(wens):
        worker = subprocess.Popen(["wens", "worker"], env=wens.environment, stderr=subprocess.DEVNULL)
        try:
            wait_for(wens, "doing")
        finally:
            worker.kill()
            worker.wait()
    wens.run("worker", "--once")
    assert python(wens, STATES) == "doing", "nobody else may take a job that seems to be running"
    python(wens, RETRY_AFTER_THE_LAST_HEARTBEAT)
    wens.run("worker", "--once")
    assert python(wens, STATES) == "succeeded"
    assert python(wens, ATTEMPTS) == "2"
