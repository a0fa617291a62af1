"""The dossier of a round as one dict, in both languages: what is frozen, and what page, PDF and JSON show.

The words of people are not in it but their seals (`quoting.py`). Rows in, dict out.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils import timezone

from wens.dossiers import matrix, wording
from wens.dossiers.gathering import Basis, Material, held_tables
from wens.dossiers.models import Quote, Tier
from wens.dossiers.notes import bias_notes
from wens.dossiers.queries.heard import FEWEST, Heard, Professional
from wens.dossiers.quoting import Quotes
from wens.dossiers.wording import in_each_language
from wens.figures.definitions import definitions
from wens.meetings.models import Opinion, Statement
from wens.organisations.models import Kind as OrganisationKind
from wens.photos.words import LANGUAGES, Words
from wens.voices.models import Frequency, Size

FORM = 1
"""The shape of this dict; raised when a reader of older dossiers has to know the difference."""
VERDICTS = ("higher", "lower", "chance")
OTHER: Words = {"nl": "Overig", "en": "Other"}


def content(
    of: Basis, found: Material, quotes: Quotes, *, gemeente: Words, former: Mapping[str, Any] | None
) -> dict[str, Any]:
    """Return the dossier; the texts go into `quotes`. `former`: number and digest of the one before it, or None."""
    return {
        "form": FORM,
        "tier": found.tier,
        "gemeente": gemeente,
        "area": {"code": found.area.code, "name": found.area.name, "level": found.area.level, "slug": found.area.slug},
        "round": {"number": of.round_number},
        "since": of.since.isoformat(),
        "until": of.until.isoformat(),
        "is_example": of.is_example,
        "former": dict(former) if former else None,
        "photo": _photo(found),
        "meetings": [_meeting(one) for one in found.meetings],
        "notes": bias_notes(),
        "heard": _heard(found),
        "themes": [_theme(key, found, quotes) for key in _themes(found)],
    }


def _photo(found: Material) -> dict[str, Any] | None:
    one = found.photo
    return {"tier": one.tier, "number": one.number, "digest": one.digest, "edition": one.edition} if one else None


def _meeting(one: Any) -> dict[str, Any]:
    day = timezone.localtime(one.starts_at).date().isoformat()
    return {"kind": in_each_language(lambda: one.get_kind_display()), "title": one.title, "day": day}


def _heard(found: Material) -> dict[str, Any]:
    """Who was heard, and who was not. Partners are named by organisation, and outside not at all."""
    voices = found.voices
    came, absent = _organisations(found) if found.tier == Tier.PARTNERS else ([], [])
    return {
        "contributions": voices.contributions if voices.contributions >= FEWEST else None,
        "nobody": not voices.themes,
        "channels": in_each_language(lambda: wording.channels(voices.channels)),
        "not_heard": [in_each_language(lambda key=key: wording.group(key)) for key in voices.not_heard],  # type: ignore[misc]
        "came": came,
        "absent": absent,
    }


def _organisations(found: Material) -> tuple[list[str], list[str]]:
    tables = held_tables(found.meetings)
    came = {
        row.organisation.name
        for one in tables
        for row in one.attendance.select_related("organisation")
        if row.organisation
    }
    came |= {one.organisation.name for one in found.statements}
    came |= {row.organisation.name for one in found.statements for row in one.stances.all()}
    invited = {row.organisation.name for one in tables for row in one.invitations.select_related("organisation")}
    return sorted(came), sorted(invited - came)


def _themes(found: Material) -> list[str]:
    """The themes of the photo, and those that somebody spoke of; in the order of the site."""
    known = {one["theme"] for one in found.said["indicators"]} if found.said else set()
    spoken = {one.theme for one in found.statements} | {one.theme for one in found.voices.themes}
    spoken |= {one.theme for one in found.voices.professionals}
    themes = definitions().themes
    return sorted(known | spoken, key=lambda key: (themes[key].order if key in themes else 99, key))


def _theme(key: str, found: Material, quotes: Quotes) -> dict[str, Any]:
    figures = _figures(key, found.said)
    professionals = _professionals(key, found, quotes)
    residents = _residents(key, found, quotes)
    states = {"figures": figures["state"], "professionals": professionals["state"], "residents": residents["state"]}
    theme = definitions().themes.get(key)
    name = {language: theme.name[language] for language in LANGUAGES} if theme else OTHER
    found_pattern = matrix.pattern(states)
    return {
        "key": key, "name": name, "pattern": found_pattern, "title": matrix.TITLES[found_pattern],
        "text": matrix.said(states, contested=professionals["contested"]),
        "figures": figures, "professionals": professionals, "residents": residents,
    }  # fmt: skip


def _figures(key: str, said: Mapping[str, Any] | None) -> dict[str, Any]:
    """Select from the photo; nothing is computed anew."""
    entries = [one for one in said["indicators"] if one["theme"] == key] if said else []
    keys = {one["key"] for one in entries}
    points = [one for one in said["knelpunten"]["found"] if one["indicator"] in keys] if said else []
    known = [one for one in entries if one["known"]]
    of_verdict: dict[str, list[Words]] = {
        verdict: [one["short"] for one in known if one["verdict"] == verdict]
        for verdict in ("higher", "lower", "chance")
    }
    # A figure without a verdict (a model, a survey) says nothing about trouble, so it is not "nothing to see" either.
    judged = any(of_verdict.values())
    return {
        "state": matrix.POINTS if points else matrix.QUIET if judged else matrix.UNKNOWN,
        "points": [{"name": one["name"], "text": _joined(one["sentences"])} for one in points],
        "unjudged": [one["short"] for one in known if one["verdict"] not in VERDICTS],
        "missing": len(entries) - len(known),
        **of_verdict,
    }


def _joined(sentences: Mapping[str, Sequence[Mapping[str, Any]]]) -> Words:
    return {language: " ".join(one["text"] for one in sentences[language]) for language in LANGUAGES}


def _professionals(key: str, found: Material, quotes: Quotes) -> dict[str, Any]:
    statements = [_statement(one, quotes) for one in found.statements if one.theme == key]
    public = found.voices.professionals if found.tier == Tier.PUBLIC else ()  # partners see the statements behind them
    texts = [_public_text(one, quotes) for one in public if one.theme == key]
    asked = bool(held_tables(found.meetings)) or bool(found.voices.professionals)
    return {
        "state": matrix.POINTS if statements or texts else matrix.QUIET if asked else matrix.UNKNOWN,
        "contested": any(one["contested"] for one in statements),
        "statements": statements,
        "texts": texts,
    }


def _statement(one: Statement, quotes: Quotes) -> dict[str, Any]:
    def seal(text: str, part: str) -> str:
        return quotes.seal(text, kind=Quote.Kind.STATEMENT, source=one.pk, part=part)

    stances = sorted(one.stances.all(), key=lambda row: row.organisation.name)
    by_opinion = {
        opinion: [row.organisation.name for row in stances if row.opinion == opinion] for opinion in Opinion.values
    }
    return {
        "organisation": one.organisation.name,
        "place": seal(one.place, "place"),
        "nature": seal(one.nature, "nature"),
        "causes": seal(one.causes, "causes"),
        "size": in_each_language(lambda: one.get_size_display()),
        "frequency": in_each_language(lambda: one.get_frequency_display()),
        "sureness": in_each_language(lambda: one.get_sureness_display()),
        "opinions": by_opinion,
        "divided": [row.organisation.name for row in stances if row.divided],
        "contested": bool(by_opinion[Opinion.DISAGREE] or by_opinion[Opinion.DOUBT]),
    }


def _public_text(one: Professional, quotes: Quotes) -> dict[str, Any]:
    return {
        "text": quotes.seal(one.text, kind=Quote.Kind.PUBLIC_TEXT, source=one.source),
        "kind": in_each_language(lambda: OrganisationKind(one.kind).label),
        "month": one.month,
    }


def _residents(key: str, found: Material, quotes: Quotes) -> dict[str, Any]:
    heard = next((one for one in found.voices.themes if one.theme == key), None)
    if heard is None:
        state = matrix.QUIET if found.voices.themes else matrix.UNKNOWN
        return {"state": state, "breadth": None, "about": None, "how_often": None, "presses": None, "texts": []}
    return {
        "state": matrix.A_FEW if heard.is_few else matrix.POINTS,
        "breadth": in_each_language(lambda: wording.breadth(heard)),
        "about": in_each_language(lambda: wording.about(heard)),
        "how_often": in_each_language(lambda: wording.how_often(heard)),
        "presses": in_each_language(lambda: wording.presses(heard.presses)),
        "texts": list(_told(heard, quotes)),
    }


def _told(heard: Heard, quotes: Quotes) -> Iterable[dict[str, Any]]:
    for one in heard.texts:
        seal = quotes.seal(one.text, kind=Quote.Kind.CONTRIBUTION, source=one.source)
        size = in_each_language(lambda size=one.size: Size(size).label if size else "")  # type: ignore[misc]
        often = in_each_language(lambda key=one.frequency: Frequency(key).label if key else "")  # type: ignore[misc]
        yield {"text": seal, "month": one.month, "size": size, "frequency": often}
