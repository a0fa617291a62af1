"""Background work, as the worker of an installation does it."""

import subprocess
import sys

from tests.walks.conftest import Wens

DEFER = """
import django; django.setup()
from wens.site.jobs import expire_files
expire_files.defer(timestamp=0)
"""
STATES = """
import django; django.setup()
from procrastinate.contrib.django.models import ProcrastinateJob as Job
print(*Job.objects.filter(task_name="wens.site.jobs.expire_files").values_list("status", flat=True))
"""


def python(wens: Wens, code: str) -> str:
    environment = {**wens.environment, "DJANGO_SETTINGS_MODULE": "wens.site.settings"}
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, timeout=60, check=True
    )
    return done.stdout.strip()


def test_a_worker_does_the_housekeeping_that_waits(wens: Wens) -> None:
    wens.run("gemeente", "list")
    python(wens, DEFER)
    assert python(wens, STATES) == "todo"
    wens.run("worker", "--once")
    assert python(wens, STATES) == "succeeded"
