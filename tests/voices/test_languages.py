"""Residents' own screens in more languages: adding one is adding a file."""

import re
import sys
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from wens.site.languages import WHOLE_SITE, languages
from wens.voices.definitions import danger_words

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "scripts"))

from compile_messages import LOCALE, needs, texts  # noqa: E402

OTHERS = [code for code, _name in languages(LOCALE) if code not in WHOLE_SITE]


@pytest.fixture(scope="module")
def wanted():
    found = list(texts())
    return {code: {text for name, _line, text, _context in found if needs(code, name)} for code in OTHERS}


def test_there_are_the_languages_of_the_city():
    assert OTHERS == ["ar", "de", "tr"]
    assert {words.language for words in danger_words()} == {"nl", "en", *OTHERS}


@pytest.mark.parametrize("code", OTHERS)
def test_every_text_of_a_residents_screen_is_translated_with_the_same_parameters(wanted, code):
    with (LOCALE / code / "LC_MESSAGES/django.po").open("rb") as file:
        catalogue = {message.id: message.string for message in read_po(file) if message.id}
    assert {text for text in wanted[code] if not catalogue.get(text)} == set()
    assert set(catalogue) - wanted[code] == set()
    for text, translation in catalogue.items():
        assert set(re.findall(r"%\((\w+)\)", translation)) == set(re.findall(r"%\((\w+)\)", text)), text
        assert set(re.findall(r"<\w+>", translation)) == set(re.findall(r"<\w+>", text)), text


def test_a_language_is_added_by_adding_a_file(tmp_path):
    for code in ("nl", "en", "pl"):
        (tmp_path / code / "LC_MESSAGES").mkdir(parents=True)
        (tmp_path / code / "LC_MESSAGES" / "django.po").touch()
    assert languages(tmp_path) == [("nl", "Nederlands"), ("en", "English"), ("pl", "Polski")]
