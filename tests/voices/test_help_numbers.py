"""Numbers to call stand in one place, and a gemeente that changes one changes it everywhere."""

import re
from pathlib import Path

import pytest
import yaml

import wens
from wens.followup.letters import language, languages
from wens.publication import words
from wens.tenancy.context import Actor, acting
from wens.voices.answers import answers

ROOT = Path(wens.__file__).parent
KNOWN = ROOT / "definitions" / "voices" / "help.yaml"
FREE = (KNOWN, ROOT / "definitions" / "demo", ROOT / "definitions" / "voices" / "gemeenten", ROOT / "site" / "static")
ENDINGS = {".html", ".py", ".yaml", ".po", ".txt", ".js"}
NUMBER = re.compile(
    r"(?<![\d-])(0[89]00[ -]?\d{4}|(?:tel:|[Bb]el |[Cc]all |[Rr]ufen Sie |naar |met |melder )11[23])(?!\d)"
)


def test_no_number_to_call_stands_anywhere_but_in_its_own_file():
    found = [
        f"{path.relative_to(ROOT)}: {hit.group()}"
        for path in sorted(ROOT.rglob("*"))
        if path.suffix in ENDINGS and not any(path == free or free in path.parents for free in FREE)
        for line in path.read_text("utf-8").splitlines()
        for hit in NUMBER.finditer(line)
    ]
    assert found == []
    assert NUMBER.search("Is er nu gevaar? Bel 112.")
    assert NUMBER.search('<a href="tel:09008844">0900-8844</a>')


@pytest.fixture
def city(empty_city, home):
    """A gemeente whose numbers are others, as an installation says it in its home."""
    said = yaml.safe_load(KNOWN.read_text())["lines"]
    said[0] |= {"name": "999", "number": "999", "dial": "999"}
    said[1] |= {"number": "0999-1234", "dial": "09991234"}
    folder = home / "voices" / "gemeenten"
    folder.mkdir(parents=True)
    (folder / "GM0001.yaml").write_text(yaml.safe_dump({"lines": said}))
    return empty_city


def test_a_gemeente_with_other_numbers_has_them_on_every_page_on_paper_and_in_letters(city):
    for address in ("/", "/vertel/", "/vertel/waar/", "/volg/", "/over/", "/ar/vertel/"):
        page = city.get(address).content.decode()
        assert "999" in page, address
        assert "112" not in re.sub(r"<script.*?</script>", "", page, flags=re.S), address
    with acting("GM0001", Actor.public()):
        assert "0999-1234" in words.explained("residents")
    for code in languages():
        assert any("{emergency}" in line for line in language(code).kinds["received"].lines), code
    assert "{nood}" in answers()["not_ours_police"].text
