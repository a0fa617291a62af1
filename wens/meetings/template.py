"""The minutes as text, from parameters: the same in, the same out. Pure.

The parameters hold all that the text says, so that a later reader can see what it was made of. Another text means
another `VERSION`.
"""

from collections.abc import Iterator, Mapping
from typing import Any

VERSION = "3"
LANGUAGES = ("nl", "en")
ROUND_TABLE = "round_table"
WORDS: dict[str, dict[str, str]] = {
    "nl": {
        "title": "Verslag: {title}", "when": "{date}, {place}", "areas": "Over: {areas}",
        "example": "Dit is een verzonnen voorbeeld.",
        "came": "Wie waren er", "people": "{name}: {people}",
        "guests": "bewoners en anderen", "total": "Samen {total}.",
        "absent": "Uitgenodigd en niet geteld: {names}.",
        "agenda": "Agenda", "asked_of": "{title} (gevraagd: {asked_of})",
        "heard": "Wat bewoners vertelden", "told": "Er kwamen {told} berichten.", "group": "{title}: {messages}",
        "heard_where": "De woorden zelf staan bij de bijeenkomst op de site.",
        "missed": "Wie wij misten", "missed_one": "{who}: {came}",
        "missed_why": "Wie er niet was, telt niet minder mee. Deze lijst zegt niet wat de hele wijk vindt.",
        "said": "Wat is er gezegd", "nothing_said": "Er is niets genoteerd.",
        "said_public": "Wat professionals zien",
        "nothing_public": "Er zijn geen uitspraken openbaar gemaakt.",
        "source": "{text} ({discipline})",
        "decided": "Besluiten", "no_decisions": "Er zijn geen besluiten genoteerd.",
        "agreed": "Afspraken", "action": "{who}: {text} (klaar op {due})",
        "no_actions": "Er zijn geen afspraken genoteerd.",
        "how": "Wat aan een ronde tafel wordt gezegd, is vertrouwelijk. Hier staat alleen wat openbaar mag zijn. "
               "Het gaat over plekken en niet over personen.",
        "how_open": "Hier staat wat openbaar mag zijn. Het gaat over plekken en niet over personen.",
    },
    "en": {
        "title": "Minutes: {title}", "when": "{date}, {place}", "areas": "About: {areas}",
        "example": "This is an invented example.",
        "came": "Who came", "people": "{name}: {people}",
        "guests": "residents and others", "total": "{total} together.",
        "absent": "Invited and not counted: {names}.",
        "agenda": "Agenda", "asked_of": "{title} (asked of: {asked_of})",
        "heard": "What residents told", "told": "{told} messages came in.", "group": "{title}: {messages}",
        "heard_where": "The words themselves stand with the meeting on the site.",
        "missed": "Whom we missed", "missed_one": "{who}: {came}",
        "missed_why": "Who was not there does not count for less. This list does not say what the whole wijk thinks.",
        "said": "What was said", "nothing_said": "Nothing was noted.",
        "said_public": "What professionals see",
        "nothing_public": "No statements were made public.",
        "source": "{text} ({discipline})",
        "decided": "Decisions", "no_decisions": "No decisions were noted.",
        "agreed": "Agreements", "action": "{who}: {text} (done by {due})", "no_actions": "No agreements were noted.",
        "how": "What is said at a round table is confidential. This shows only what may be public. It is about places "
               "and not about persons. Decisions, agreements and statements stand here in Dutch, as they were noted.",
        "how_open": "This shows what may be public. It is about places and not about persons. Decisions, agreements "
                    "and statements stand here in Dutch, as they were noted.",
    },
}  # fmt: skip


def internal(of: Mapping[str, Any]) -> str:
    """Return the Dutch minutes for those who took part: everything that was said, with who recognises it."""
    words = WORDS["nl"]
    lines = [*_head(of, "nl"), *_came(of, words, internal=True), *_missed(of, "nl"), *_agenda(of, words)]
    lines += [*_heard(of, words), "", f"## {words['said']}"]
    lines += [line for theme in of["themes"] for line in _theme(theme)] or ["", words["nothing_said"]]
    return "\n".join([*lines, *_results(of, "nl", public=False), ""])


def public(of: Mapping[str, Any], language: str) -> str:
    """Return the part that everybody reads, in ``nl`` or ``en``: approved texts, public decisions and agreements."""
    words = WORDS[language]
    how = words["how" if of["kind"] == ROUND_TABLE else "how_open"]
    lines = [*_head(of, language), "", how, *_came(of, words, internal=False), *_missed(of, language)]
    lines += [*_agenda(of, words), *_heard(of, words)]
    lines += ["", f"## {words['said_public']}"]
    texts = [
        line
        for theme in of["public_texts"]
        for line in ("", f"### {theme['name'][language]}", *(
            f"- {words['source'].format(text=one['text'], discipline=one['discipline'][language])}"
            for one in theme["texts"]
        ))
    ]  # fmt: skip
    return "\n".join([*lines, *(texts or ["", words["nothing_public"]]), *_results(of, language, public=True), ""])


def _head(of: Mapping[str, Any], language: str) -> Iterator[str]:
    words = WORDS[language]
    yield "# " + words["title"].format(title=of["title"])
    yield ""
    yield words["when"].format(date=of["date"][language], place=of["place"])
    yield from ("", words["areas"].format(areas=", ".join(of["areas"])))
    if of["is_example"]:
        yield from ("", words["example"])


def _came(of: Mapping[str, Any], words: Mapping[str, str], *, internal: bool) -> Iterator[str]:
    if not of["attendance"]:
        return
    yield from ("", f"## {words['came']}", "")
    for one in of["attendance"]:
        yield "- " + words["people"].format(name=one["name"] or words["guests"], people=one["people"])
    yield from ("", words["total"].format(total=sum(one["people"] for one in of["attendance"])))
    if internal and of["absent"]:
        yield words["absent"].format(names=", ".join(of["absent"]))


def _missed(of: Mapping[str, Any], language: str) -> Iterator[str]:
    """Who was expected and was not there, or hardly; parameters of an earlier version do not know it."""
    words = WORDS[language]
    if of.get("missed"):
        yield from ("", f"## {words['missed']}", "")
        for one in of["missed"]:
            yield "- " + words["missed_one"].format(who=one["who"], came=one["came"][language])
        yield from ("", words["missed_why"])


def _heard(of: Mapping[str, Any], words: Mapping[str, str]) -> Iterator[str]:
    heard = of.get("heard")
    if heard:
        yield from ("", f"## {words['heard']}", "", words["told"].format(**heard))
        yield from [""] * bool(heard["groups"])
        yield from ("- " + words["group"].format(**one) for one in heard["groups"])
        yield from ("", words["heard_where"])


def _agenda(of: Mapping[str, Any], words: Mapping[str, str]) -> Iterator[str]:
    if of["agenda"]:
        yield from ("", f"## {words['agenda']}", "")
    for number, one in enumerate(of["agenda"], start=1):
        yield f"{number}. " + (words["asked_of"].format(**one) if one["asked_of"] else one["title"])


def _theme(theme: Mapping[str, Any]) -> Iterator[str]:
    yield from ("", f"### {theme['name']['nl']}")
    for one in theme["statements"]:
        yield from ("", f"- {one['place'] or 'Hele wijk'}: {one['nature']}")
        about = ", ".join(one[name] for name in ("size", "frequency", "sureness") if one[name])
        if about:
            yield f"  {about[0].upper()}{about[1:]}."
        if one["causes"]:
            yield f"  Mogelijke oorzaak: {one['causes']}"
        yield f"  Ingebracht door {one['organisation']}."
        yield from (f"  {name} {opinion}." for name, opinion in one["stances"])


def _results(of: Mapping[str, Any], language: str, *, public: bool) -> Iterator[str]:
    words = WORDS[language]
    decisions = [one for one in of["decisions"] if one["is_public"] or not public]
    actions = [one for one in of["actions"] if one["is_public"] or not public]
    yield from ("", f"## {words['decided']}", "")
    yield from [f"- {one['text']}" for one in decisions] or [words["no_decisions"]]
    yield from ("", f"## {words['agreed']}", "")
    yield from [f"- {words['action'].format(**one | {'due': one['due'][language]})}" for one in actions] or [
        words["no_actions"]
    ]
