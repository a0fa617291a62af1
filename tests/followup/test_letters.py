"""The words of letters: complete in each language, with values that every letter has, short and without a name."""

import re
from string import Formatter

import pytest

from wens.followup.letters import language, languages
from wens.followup.models import Letter

KIND = Letter.Kind
TO_STAFF = {
    KIND.OFFERED,
    KIND.URGENT,
    KIND.REMINDER,
    KIND.ESCALATION,
    KIND.REOPENED,
    KIND.INVITED,
    KIND.SECURITY,
    KIND.MEETING,
    KIND.MEETING_MOVED,
    KIND.MEETING_OFF,
    KIND.MINUTES,
    KIND.ROUND_DUE,
    KIND.RAISED,
    KIND.PASSED_ON,
    KIND.WEIGH_NOW,
    KIND.ROLE_ASKED,
    KIND.RED_LIST,
    KIND.ACTION_SIGN,
    KIND.ACTION_DUE,
    KIND.ACTION_HELP,
    KIND.SIGNAL,
    KIND.SIGNAL_DUE,
    KIND.SIGNAL_LATE,
    KIND.SIGNAL_TOLD,
    KIND.SIGNALS,
    KIND.SIGNAL_WEIGH,
    KIND.APPLIED,
    KIND.ADVICE,
    KIND.IDEA,
}
TO_SUBSCRIBERS = {KIND.NEWS, KIND.NEWS_CONFIRM}
TO_APPLICANTS = {KIND.GRANT_ASKED, KIND.GRANT_TOLD}
ABOUT_INITIATIVES = {KIND.IDEA_ASKED, KIND.IDEA_MOVED, KIND.IDEA_HELPER, KIND.IDEA_CONFIRM}
TO_WRITERS = set(KIND) - TO_STAFF - TO_SUBSCRIBERS - TO_APPLICANTS - ABOUT_INITIATIVES
VALUES = {
    "gemeente",
    "partner",
    "outcome",
    "read_before",
    "label",
    "deadline",
    "emergency",
    "link_ends",
    "changed",
    "meeting",
    "when",
    "place",
    "area",
    "title",
    "due",
    "count",
}
OF_WRITERS = {"gemeente", "partner", "outcome", "read_before", "emergency"}


def names(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("code", languages())
def test_each_language_has_every_letter_that_people_who_write_in_it_get(code: str) -> None:
    words = language(code)
    assert {str(kind) for kind in TO_WRITERS} <= set(words.kinds)
    assert set(words.outcomes) == {"resolved", "not_resolved", "not_ours", "lapsed"}
    for kind, one in words.kinds.items():
        known = OF_WRITERS if kind in TO_WRITERS else VALUES
        assert names(" ".join([*one.lines, one.digest])) <= known, kind
        assert names(one.subject) <= {"partner"}, "a subject travels in the open: no more than the name of a partner"
        assert one.button, kind


def test_dutch_and_english_have_all_letters() -> None:
    assert languages() == ("ar", "de", "en", "nl", "tr")
    for code in ("nl", "en"):
        assert set(language(code).kinds) == {str(kind) for kind in KIND}


def test_sentences_for_residents_are_short() -> None:
    for kind in TO_WRITERS:
        for line in language("nl").kinds[kind].lines:
            for sentence in re.split(r"[.?!]", line):
                assert len(sentence.split()) <= 16, sentence
