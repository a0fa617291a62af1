"""Schemathesis asks every operation what the description allows, and what it forbids; the answers must fit it."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from pytest_django.live_server_helper import LiveServer

from tests.publication import conftest as small
from wens.publication import caching
from wens.publication.api.service import _operations


@pytest.fixture
def address(transactional_db, home, settings):
    settings.WENS = settings.WENS.model_copy(update={"single_operator": True})
    caching.shelf.clear()
    small.make_city(["localhost", "127.0.0.1"])
    small.publish_city()
    server = LiveServer("localhost")
    yield f"{server.url}/api/v1/openapi.json"
    server.stop()


@pytest.mark.slow
def test_no_question_makes_the_api_fail_or_answer_other_than_its_description_says(address, tmp_path):
    command = [
        str(Path(sys.executable).with_name("schemathesis")), "run", address, "--checks", "all", "--seed", "1",
        "--phases", "coverage,fuzzing", "--max-time", "60",
    ]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, timeout=280, check=False, cwd=tmp_path)
    assert done.returncode == 0, done.stdout[-4000:]
    tested = int(re.findall(r"Tested: (\d+)", done.stdout)[0])
    asked = int(re.findall(r"(\d+) generated", done.stdout)[0])
    assert tested == len(_operations()["paths"])
    assert asked > 200
