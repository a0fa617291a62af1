"""The guide of the wijkbeheerplan names buttons, addresses and files that there are."""

import re
from pathlib import Path

from django.urls import resolve
from django.utils import translation

from wens.site.menu import MENU
from wens.works.actions.working import GRAIN_M
from wens.works.models import State, What
from wens.works.states import MOVES

ROOT = Path(__file__).resolve().parents[2]
GUIDE = " ".join((ROOT / "docs/guides/beheerplan.md").read_text("utf-8").split())


def test_every_button_and_page_that_the_guide_names_is_on_a_screen() -> None:
    folders = ("wens/works", "wens/voices/templates/voices/staff", "wens/site/templates")
    files = [path for folder in folders for end in ("*.html", "*.py") for path in (ROOT / folder).rglob(end)]
    with translation.override("nl"):
        there = " ".join([*(path.read_text("utf-8") for path in files), *(str(entry.label) for entry in MENU)])
    for name in re.findall(r"(?<!\*)\*([^*]+)\*(?!\*)", GUIDE):
        assert name in there, name


def test_every_address_and_file_in_the_guide_is_there() -> None:
    for path in re.findall(r"`(/[^`]*)`", GUIDE):
        resolve(path)
    for path in re.findall(r"`(wens/[^`]*)`", GUIDE):
        assert (ROOT / path).is_file(), path


def test_the_guide_says_when_a_reason_is_needed_and_how_fine_a_place_is() -> None:
    assert {one.name for one in MOVES if one.words} == {
        What.POSTPONE, What.STOP, What.RECONSIDER, What.REOPEN, What.CARRY,
    }  # fmt: skip
    assert "op vijf meter" in GUIDE
    assert GRAIN_M == 5
    with translation.override("nl"):
        assert all(str(state.label).split()[0] in GUIDE for state in State)
