"""The parameters of the minutes: everything that the text says, read from the tables once."""

from collections import defaultdict
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.dateformat import format as format_date
from django.utils.translation import override

from wens.areas.queries import area_by_code
from wens.figures.definitions import definitions
from wens.meetings import hall
from wens.meetings.models import Expected, Meeting, PublicText, Statement
from wens.meetings.template import LANGUAGES
from wens.organisations.models import Kind

OTHER = {"nl": "Overig", "en": "Other"}


def parameters(one: Meeting) -> dict[str, Any]:
    """Return what the minutes of a meeting are made of. For who takes part: the tables are behind that right."""
    counted = {row.organisation_id: row for row in one.attendance.select_related("organisation")}
    invited = one.invitations.select_related("organisation")
    return {
        "title": one.title,
        "kind": one.kind,
        "date": _written(one),
        "place": one.place,
        "areas": [_name(code) for code in one.area_codes],
        "is_example": one.is_example,
        "attendance": sorted(
            ({"name": row.organisation.name if row.organisation else "", "people": row.people}
             for row in counted.values()), key=lambda row: (not row["name"], row["name"])),
        "absent": sorted({row.organisation.name for row in invited if row.organisation_id not in counted}),
        "agenda": [{"title": row.title, "asked_of": row.asked_of} for row in one.agenda.all()],
        "themes": _themes(one),
        "heard": _heard(one),
        "missed": [{"who": row.words, "came": _came(row)} for row in one.expected.exclude(came__in=("", "many"))],
        "public_texts": _public_texts(one),
        "decisions": [{"text": row.text, "is_public": row.is_public} for row in one.decisions.all()],
        "actions": [
            {"who": row.organisation.name, "text": row.text, "due": _in_words(row.due_on), "is_public": row.is_public}
            for row in one.action_points.select_related("organisation")
        ],
    }  # fmt: skip


def _heard(one: Meeting) -> dict[str, Any] | None:
    """How much was heard, and under which names; the texts stand with the contributions, where they can be removed."""
    if one.occasion is None:
        return None
    of = hall.evening(one)
    return {
        "told": of.told,
        "groups": [{"title": group.title, "messages": len(group.voices)} for group in of.groups if group.voices],
    }


def _came(row: Expected) -> dict[str, str]:
    found = {}
    for language in LANGUAGES:
        with override(language):
            found[language] = str(row.get_came_display())
    return found


def _written(one: Meeting) -> dict[str, str]:
    begin, end = timezone.localtime(one.starts_at), timezone.localtime(one.ends_at)
    found = {}
    for language in LANGUAGES:
        with override(language):
            found[language] = f"{format_date(begin, 'j F Y, H:i')}–{format_date(end, 'H:i')}"
    return found


def _in_words(day: date) -> dict[str, str]:
    found = {}
    for language in LANGUAGES:
        with override(language):
            found[language] = format_date(day, "j F Y")
    return found


def _name(code: str) -> str:
    area = area_by_code(code)
    return area.name if area else code


def _themes(one: Meeting) -> list[dict[str, Any]]:
    of: dict[str, list[Statement]] = defaultdict(list)
    found = one.statements.exclude(heads={}).filter(withdrawn=False).select_related("organisation")
    for statement in found.prefetch_related("stances__organisation"):
        of[statement.theme].append(statement)
    return [{"name": theme_name(key), "statements": [_statement(row) for row in of[key]]} for key in _in_order(of)]


def _statement(one: Statement) -> dict[str, Any]:
    return {
        "place": one.place,
        "nature": one.nature,
        "size": str(one.get_size_display()),
        "frequency": str(one.get_frequency_display()),
        "sureness": str(one.get_sureness_display()),
        "causes": one.causes,
        "organisation": one.organisation.name,
        "stances": sorted((row.organisation.name, str(row.get_opinion_display())) for row in one.stances.all()),
    }


def _public_texts(one: Meeting) -> list[dict[str, Any]]:
    of: dict[str, list[PublicText]] = defaultdict(list)
    for text in one.public_texts.all():
        of[text.theme].append(text)
    return [
        {"name": theme_name(key), "texts": [{"text": row.text, "discipline": _discipline(row)} for row in of[key]]}
        for key in _in_order(of)
    ]


def _discipline(row: PublicText) -> dict[str, str]:
    found = {}
    for language in LANGUAGES:
        with override(language):
            found[language] = str(Kind(row.discipline).label)
    return found


def theme_name(key: str) -> dict[str, str]:
    """Return the name of a theme in both languages; an unknown one is 'other'."""
    theme = definitions().themes.get(key)
    return {"nl": theme.name["nl"], "en": theme.name["en"]} if theme else OTHER


def _in_order(keys: Any) -> list[str]:
    themes = definitions().themes
    return sorted(keys, key=lambda key: themes[key].order if key in themes else 99)
