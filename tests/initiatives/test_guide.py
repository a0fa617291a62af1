"""The guide of initiatives names buttons, addresses and promises that there are."""

import re
from pathlib import Path

from django.urls import resolve
from django.utils import translation

from wens.initiatives.actions.reaching import AFTER_END, KEPT
from wens.initiatives.actions.supporting import TO_CONFIRM
from wens.initiatives.models import NeedState, What
from wens.initiatives.states import MOVES
from wens.site.menu import MENU

ROOT = Path(__file__).resolve().parents[2]
GUIDE = " ".join((ROOT / "docs/guides/initiatieven.md").read_text("utf-8").split())


def test_every_button_and_address_that_the_guide_names_is_there() -> None:
    files = [path for end in ("*.html", "*.py") for path in (ROOT / "wens/initiatives").rglob(end)]
    with translation.override("nl"):
        there = " ".join([*(path.read_text("utf-8") for path in files), *(str(entry.label) for entry in MENU)])
        assert all(str(state.label) in GUIDE for state in NeedState if state != NeedState.NEEDED)
    for name in re.findall(r"(?<!\*)\*([^*]+)\*(?!\*)", GUIDE):
        assert name in there, name
    for path in re.findall(r"`(/[^`]*)`", GUIDE):
        resolve(path)


def test_the_guide_says_how_long_and_what_is_final() -> None:
    assert (AFTER_END.days, KEPT.days, TO_CONFIRM.days) == (90, 730, 7)
    assert "Drie maanden na het einde" in GUIDE
    assert "na twee jaar" in GUIDE
    assert "na zeven dagen" in GUIDE
    final = {one.after for one in MOVES} - {one.before for one in MOVES}
    assert {one.name for one in MOVES if one.after in final} == {What.WITHDRAW}
