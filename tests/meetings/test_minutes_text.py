"""What the public minutes say, as a resident reads them."""

from datetime import date

import pytest

from wens.meetings import template
from wens.meetings.gathering import _in_words

OF = {
    "title": "Avond", "kind": "wijkbijeenkomst", "date": {"nl": "3 januari", "en": "3 January"}, "place": "hier",
    "areas": ["Pathmos"], "is_example": False, "attendance": [], "agenda": [], "heard": None, "missed": [],
    "public_texts": [], "decisions": [],
    "actions": [{"who": "Domijn", "text": "Lampen", "due": _in_words(date(2027, 1, 3)), "is_public": True}],
}  # fmt: skip


@pytest.mark.parametrize(
    ("language", "says"),
    [("nl", "Domijn: Lampen (klaar op 3 januari 2027)"), ("en", "Domijn: Lampen (done by 3 January 2027)")],
)
def test_a_day_is_written_as_people_write_it(language, says):
    assert says in template.public(OF, language)


@pytest.mark.parametrize(("kind", "confidential"), [("round_table", True), ("wijkbijeenkomst", False)])
def test_only_the_minutes_of_a_round_table_say_that_what_was_said_there_is_confidential(kind, confidential):
    assert ("is vertrouwelijk" in template.public(OF | {"kind": kind}, "nl")) is confidential
