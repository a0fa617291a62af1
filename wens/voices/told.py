"""From the answers on the screens to what is taken in, and back to words for looking it over."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from wens.areas.queries import area_by_code
from wens.voices import hints, steps
from wens.voices.actions.contributing import Reachable, Told
from wens.voices.definitions import subjects
from wens.voices.drafts import Draft
from wens.voices.masking import HINT_WORDS, line_for_duty
from wens.voices.models import Frequency, Since, Size, Speaker, Update
from wens.voices.working_days import working_days_later


@dataclass(frozen=True)
class Said:
    """One answer as it is shown again. `pieces`: the text, each piece with what it may give away or nothing."""

    question: str
    slug: str
    pieces: list[tuple[str, Promise | None]]

    @property
    def change(self) -> str:
        """Where this answer is changed; from there one comes back here."""
        return f"{reverse('voices:question', args=[self.slug])}?terug=nakijken"


def told_from(draft: Draft, language: str) -> Told:
    """Return what is taken in."""
    said = draft.answers
    names = ("text", "subject", "street", "place", "size", "frequency", "since", "cause", "speaker", "speaks_for")
    reachable = Reachable(
        email=said.get("email") or "",
        telephone=said.get("telephone") or "",
        updates=said.get("updates") or Update.AT_ONCE,
        below_16=bool(said.get("below_16")),
        guardian=bool(said.get("guardian")),
    )
    texts: dict[str, Any] = {name: said.get(name) or "" for name in names}
    return Told(
        area_code=said["area"], language=language, reachable=reachable, x=said.get("x"), y=said.get("y"), **texts
    )


def summary(draft: Draft) -> dict[str, Any]:
    """Return everything that somebody is about to send, in words, with the promise about reading."""
    answers = draft.answers
    rows = [
        _row(_("Waar is het?"), "waar", ", ".join([place_in_words(answers), *_on_map(answers)])),
        _row(_("Waar gaat het over?"), "wat", subjects()[answers["subject"]].name),
        _row(_("Wat is er aan de hand?"), "wat", answers["text"]),
        _row(_("Hoe groot is het, en hoe vaak?"), "hoe", ", ".join(_how(answers))),
        _row(_("Waardoor komt het?"), "oorzaak", answers.get("cause") or ""),
        _row(_("Namens wie vertelt u dit?"), "wie", ", ".join(_who(answers))),
        Said(_("Wilt u bericht van ons?"), "contact", [(", ".join(_contact(answers)) or _("niet ingevuld"), None)]),
    ]
    rows = [row for row in rows if steps.by_slug(row.slug, draft)]
    return {
        "rows": rows,
        "photos": list(enumerate(draft.photos, 1)),
        "hinted": any(kind for row in rows for _piece, kind in row.pieces),
        "answer_key": draft.answer_key,
        "urgent": draft.urgent,
        "line": line_for_duty(told_from(draft, "nl")) if draft.urgent else "",
        "answer_before": timezone.now() + dt.timedelta(minutes=settings.WENS.urgent_answer_minutes),
        "read_before": working_days_later(timezone.now(), settings.WENS.reading_days),
    }


def _row(question: str, slug: str, text: str) -> Said:
    found = hints.find(text)
    pieces = [(piece, HINT_WORDS[kind] if kind else None) for piece, kind in hints.pieces(text, found)]
    return Said(question, slug, pieces or [(_("niet ingevuld"), None)])


def place_in_words(answers: dict[str, Any]) -> str:
    """Return where it is, from wijk to spot."""
    return ", ".join(_where(answers))


def _where(answers: dict[str, Any]) -> list[str]:
    area = area_by_code(answers["area"])
    return [
        part for part in (area.name if area else answers["area"], answers.get("street"), answers.get("place")) if part
    ]


def _on_map(answers: dict[str, Any]) -> list[str]:
    return [_("plek op de kaart")] if answers.get("x") is not None else []


def _how(answers: dict[str, Any]) -> list[str]:
    kinds = ((Size, "size"), (Frequency, "frequency"), (Since, "since"))
    return [str(kind(answers[name]).label) for kind, name in kinds if answers.get(name)]


def _who(answers: dict[str, Any]) -> list[str]:
    speaker = [str(Speaker(answers["speaker"]).label)] if answers.get("speaker") else []
    return speaker + ([answers["speaks_for"]] if answers.get("speaks_for") else [])


def _contact(answers: dict[str, Any]) -> list[str]:
    return [answers[name] for name in ("email", "telephone") if answers.get(name)]
