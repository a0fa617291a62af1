"""The style sheet of NL Design System is cut to what pages use: what a page asks must be in it."""

import re
from pathlib import Path

import pytest

WENS = Path(__file__).resolve().parents[2] / "wens"
SHEET = WENS / "site/static/assets/nlds.css"
NAME = re.compile(r"(?<![\w./-])(?:nl|utrecht)-[a-z]+(?:-[a-z0-9]+)*(?:(?:--|__)[a-z0-9-]+)*")
HALF = 64_000  # bytes; whole it is 127,000


@pytest.mark.skipif(not SHEET.is_file(), reason="assets are not built: make install")
def test_every_component_that_a_page_names_is_in_the_style_sheet_and_little_more():
    pages = [*WENS.glob("**/templates/**/*.html"), *WENS.glob("site/static/wens/*.js")]
    named = {name for page in pages for name in NAME.findall(page.read_text("utf-8"))}
    styled = set(re.findall(r"\.((?:nl|utrecht)-[\w-]+)", SHEET.read_text("utf-8")))
    assert len(named) > 8
    assert named <= styled, "built before a page asked for these: run 'make install'"
    assert SHEET.stat().st_size < HALF
