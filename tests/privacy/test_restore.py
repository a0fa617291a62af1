"""What was erased on request does not come back from a backup; the commands run as a person types them."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.site.conftest import new_home
from tests.site.database_helpers import PROJECT

__all__ = ["new_home"]
pytestmark = pytest.mark.slow
START = """
import os; os.environ["DJANGO_SETTINGS_MODULE"] = "wens.site.settings"
import django; django.setup()
import uuid
from wens.tenancy.context import Actor, acting
from wens.voices.actions.contributing import Told, contribute
from wens.voices.models import Contribution, Original
from wens.privacy.actions.erasing import Why, erase_contribution
from wens.privacy.retention.running import RIGHTS
machine = Actor.machine()
with acting("GM0153", machine, rights=RIGHTS):
"""
TELL = (
    START
    + """
    told = Told(area_code="BU01530001", text="Pieter Jansen is een dief.")
    contribute(told=told, answer_key=uuid.uuid4(), by=machine)
"""
)
ERASE = (
    START
    + """
    erase_contribution(contribution=Contribution.objects.get().pk, why=Why("unlawful"), by=machine)
"""
)
LOOK = (
    START
    + """
    print(Contribution.objects.get().state, Original.objects.count())
"""
)


def run(home: Path, *arguments: str, code: str = "") -> str:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("WENS_")}
    program = ["-c", code or "from wens.site.cli import main; main()", *arguments]
    environment = {**kept, "WENS_HOME": str(home)}
    done = subprocess.run(
        [sys.executable, *program], cwd=PROJECT, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout + done.stderr


def test_an_erased_text_stays_erased_after_a_restore(new_home, tmp_path):
    home, archive = new_home(), tmp_path / "wens.tar"
    run(home, "gemeente", "set", "GM0153", "--name", "Enschede", "--host", "localhost")
    run(home, code=TELL)
    run(home, "backup", str(archive))
    run(home, code=ERASE)
    assert run(home, code=LOOK).split() == ["erased", "0"]
    said = run(home, "restore", str(archive), "--force")
    assert "1 erased on request" in said
    assert run(home, code=LOOK).split() == ["erased", "0"]
