import re
import string
import sys
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "scripts"))

from compile_messages import compile_catalogue, texts  # noqa: E402

CATALOGUE = ROOT / "wens/site/locale/en/LC_MESSAGES/django.po"


@pytest.fixture(scope="module")
def catalogue():
    with CATALOGUE.open("rb") as file:
        return {(message.context, _first(message.id)): message for message in read_po(file) if message.id}


def _first(text):
    return text if isinstance(text, str) else text[0]


def _all(text):
    return (text,) if isinstance(text, str) else tuple(text)


def test_every_text_on_the_screens_has_an_english_translation(catalogue):
    lacking = [
        f"{name}: {_first(text)}" for name, _line, text, context in texts()
        if (context, _first(text)) not in catalogue or not all(_all(catalogue[context, _first(text)].string))
    ]  # fmt: skip
    assert lacking == []


def test_a_translation_uses_the_same_parameters(catalogue):
    for message in catalogue.values():
        wanted = set(re.findall(r"%\((\w+)\)", " ".join(_all(message.id))))
        for translation in _all(message.string):
            assert set(re.findall(r"%\((\w+)\)", translation)) == wanted, message.id


def test_the_catalogue_holds_no_text_that_is_no_longer_used(catalogue):
    used = {(context, _first(text)) for _name, _line, text, context in texts()}
    assert set(catalogue) - used == set()


def test_a_compiled_catalogue_is_read_by_gettext(tmp_path):
    import gettext

    copy = tmp_path / "django.po"
    copy.write_bytes(CATALOGUE.read_bytes())
    with compile_catalogue(copy).open("rb") as file:
        assert gettext.GNUTranslations(file).gettext("Alle wijken") == "All wijken"


def test_the_other_language_is_the_same_page(city):
    dutch, english = city.get("/wijk/dorp/wonen/").content.decode(), city.get("/en/wijk/dorp/wonen/").content.decode()
    assert '<html lang="nl"' in dutch
    assert '<html lang="en"' in english
    assert '<a href="/en/wijk/dorp/wonen/" lang="en"' in dutch
    assert '<a href="/wijk/dorp/wonen/" lang="nl"' in english


def test_a_page_that_does_not_exist_keeps_its_language_switch(city):
    assert '<a href="/en/wijk/nergens/" lang="en"' in city.get("/wijk/nergens/").content.decode()


def test_the_english_page_has_no_dutch_sentence_left(city, catalogue):
    page = re.sub(r"<[^>]+>", "\n", city.get("/en/wijk/dorp/wonen/").content.decode())
    lines = {line.strip() for line in page.splitlines()}
    dutch = {_first(one.id) for one in catalogue.values() if _all(one.id) != _all(one.string)}
    assert {line for line in lines & dutch if line.strip(string.punctuation)} == set()


def test_no_text_hides_in_a_formatted_string_where_it_cannot_be_collected():
    hidden = [
        f"{path.name}: {found}" for path in (ROOT / "wens").rglob("*.py")
        for found in re.findall(r"""[{]\s*_\(['"].*""", path.read_text("utf-8"))
    ]  # fmt: skip
    assert hidden == []
