"""The guide of stadsdelen names buttons, addresses and promises that there are."""

import re
from pathlib import Path

from django.urls import resolve
from django.utils import translation

from wens.districts.actions.subscribing import DAYS_TO_CONFIRM
from wens.districts.models import Version
from wens.districts.states import MOVES, REMOVE
from wens.followup.letters import language
from wens.organisations.models import Account, Role
from wens.site.menu import MENU

ROOT = Path(__file__).resolve().parents[2]
GUIDE = " ".join((ROOT / "docs/guides/stadsdeel.md").read_text("utf-8").split())


def screens() -> str:
    """All words on the screens that the guide is about."""
    folders = ("wens/districts", "wens/publication/templates", "wens/site")
    files = [path for folder in folders for end in ("*.html", "*.py") for path in (ROOT / folder).rglob(end)]
    return " ".join(path.read_text("utf-8") for path in files)


def test_every_button_and_page_that_the_guide_names_is_on_a_screen() -> None:
    with translation.override("nl"):
        there = screens() + " ".join(str(entry.label) for entry in MENU)
    for name in re.findall(r"(?<!\*)\*([^*]+)\*(?!\*)", GUIDE):
        assert name in there, name


def test_every_address_in_the_guide_leads_somewhere() -> None:
    for path in re.findall(r"`(/[^`]*)`", GUIDE):
        resolve(path)


def test_the_guide_says_who_removes_how_long_and_what_a_subject_holds() -> None:
    from wens.access.rules import may

    assert [role for role in Role if may(Account(role=role), REMOVE)] == [Role.PRIVACY_OFFICER]
    assert {one.right for one in MOVES if one.name == "remove"} == {REMOVE}
    assert DAYS_TO_CONFIRM == 7
    assert Version.personal["person"].retention_days == 365
    assert "{title}" not in language("nl").kinds["news"].subject
