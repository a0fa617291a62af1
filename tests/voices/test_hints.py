"""What a text may give away about people, found without ever standing in the way."""

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wens.voices import danger, hints


def _kinds(text: str) -> dict[str, str]:
    return {hint.kind: text[hint.start : hint.end] for hint in hints.find(text)}


@pytest.mark.parametrize(
    ("text", "kind", "part"),
    [
        ("Bel mij op 06-12345678 aub", "phone", "06-12345678"),
        ("Bel +31 6 12 34 56 78", "phone", "+31 6 12 34 56 78"),
        ("053 481 76 00", "phone", "053 481 76 00"),
        ("mail naar jan.de-boer@voorbeeld.nl.", "email", "jan.de-boer@voorbeeld.nl"),
        ("bsn 111222333 staat er", "bsn", "111222333"),
        ("NL91 ABNA 0417 1643 00", "iban", "NL91 ABNA 0417 1643 00"),
        ("naar NL91 ABNA 0417 1643 00 en dat is veel", "iban", "NL91 ABNA 0417 1643 00"),
        ("hij woont op 7545 AB 12", "postcode", "7545 AB 12"),
        ("een auto 12-ABC-3 rijdt", "plate", "12-ABC-3"),
        ("een auto AB123C rijdt", "plate", "AB123C"),
        ("Pathmosstraat 12 b", "house", "Pathmosstraat 12 b"),
        ("bij nummer 12 is het", "house", "nummer 12"),
        ("Volgens mevrouw van der Berg", "name", "mevrouw van der Berg"),
        ("De familie Yılmaz-Öz maakt lawaai", "name", "familie Yılmaz-Öz"),
        ("dhr. Jansen", "name", "dhr. Jansen"),
        ("Jan van Dijk van hiernaast rijdt te hard", "name", "Jan van Dijk"),
        ("Dat was Fatima Yilmaz", "name", "Fatima Yilmaz"),
        ("Mohammed van nummer 12", "name", "Mohammed"),
        ("in de auto van Jan-Willem's broer", "name", "Jan-Willem's"),
        ("Ik zag Can in het park", "name", "Can"),
    ],
)
def test_a_text_that_gives_somebody_away_is_marked(text, kind, part):
    assert _kinds(text).get(kind) == part


@pytest.mark.parametrize(
    "text",
    [
        "Er ligt al 3 weken afval bij de container.",
        "In 2024 was het 12 keer raak, om 22.30 uur.",
        "123456789",
        "",
        "Wil de gemeente iets doen in de Jan Steenstraat en op het Willem Wilminkplein?",
        "Brand bij de Albert Heijn.",
        "Beste gemeente, in Boswinkel en Pathmos is het donker. Mei was erg. Ons Huis weet ervan, en Domijn ook.",
    ],
)
def test_an_ordinary_sentence_is_left_alone(text):
    assert hints.find(text) == []


def test_an_accusing_word_is_marked_next_to_a_name_and_not_on_its_own():
    assert "accusation" in _kinds("Meneer Jansen dealt in het portiek.")
    assert "accusation" not in _kinds("Iemand dealt in het portiek.")
    far = "Meneer Jansen woont hier al lang. " + "Het is een fijne buurt. " * 5 + "Iemand dealt in het park."
    assert "accusation" not in _kinds(far)


@given(st.text(max_size=400))
def test_hints_are_inside_the_text_and_never_overlap_and_the_pieces_are_the_whole_text(text):
    found = hints.find(text)
    assert all(0 <= hint.start < hint.end <= len(text) for hint in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
    assert "".join(piece for piece, _kind in hints.pieces(text, found)) == text


@given(st.integers(0, 99_999_999), st.text(" abcxyz,.", max_size=20))
def test_every_number_that_passes_the_test_of_eleven_is_marked_and_one_digit_changed_is_not(number, around):
    digits = f"{number:08d}"
    rest = sum(weight * int(digit) for weight, digit in zip((9, 8, 7, 6, 5, 4, 3, 2), digits, strict=True)) % 11
    if rest == 10 or (number == 0 and rest == 0):
        return
    bsn = f"{digits}{rest}"
    assert hints.is_bsn(bsn)
    assert not hints.is_bsn(f"{digits}{(rest + 1) % 10}")
    kinds = _kinds(f"{around} {bsn} {around}")
    assert "bsn" in kinds


@given(st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", min_size=11, max_size=26))
def test_an_account_number_with_its_check_digits_is_marked_and_with_others_not(account):
    rest = 98 - int("".join(str(int(sign, 36)) for sign in account + "NL00")) % 97
    assert hints.is_iban(f"NL{rest:02d}{account}")
    assert not hints.is_iban(f"NL{rest % 97 + 1:02d}{account}") or rest % 97 + 1 == rest


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Hij heeft een MES bij zich", "mes"),
        ("Ze zijn aan het schieten", "schieten"),
        ("Ik wil niet  meer\nleven", "niet meer leven"),
        ("He has a knife", "knife"),
        ("Er hat ein Messer", "messer"),
        ("Elinde BIÇAK var", "bıçak"),
        ("معه سكين", "سكين"),
        ("والسكين في يده", "والسكين"),
        ("رائحة الغاز قوية", "رائحة الغاز"),
    ],
)
def test_a_word_that_suggests_danger_is_seen_in_each_language(text, word):
    found = danger.found(text)
    assert found, text
    assert word.casefold() in found or word in ("bıçak",)


@pytest.mark.parametrize("text", ["De bomen zijn mooi", "Een messing bord", "Losse tegel", "Het wapenschild", ""])
def test_an_ordinary_word_that_looks_like_danger_is_no_danger(text):
    assert danger.found(text) == []


@given(st.text(max_size=2_000))
def test_looking_for_danger_never_fails_and_is_bounded(text):
    found = danger.found(text)
    assert len(found) <= danger.MOST
    assert all(len(word) <= danger.LONGEST for word in found)


@pytest.mark.parametrize(
    "unit",
    [
        "A",
        "ab12a",
        "AB12 ",
        "0",
        "meneer ",
        "meneer\t",
        "a@a.",
        "1234 AB ",
        "12-AB-",
        "Straat ",
        "و",
        "Jan ",
        "Jan van de ",
    ],
)
def test_the_longest_text_of_one_sort_is_read_in_a_moment(unit):
    text = (unit * 4_000)[:4_000]
    started = time.perf_counter()
    hints.find(text)
    danger.found(text)
    assert time.perf_counter() - started < 1.5
