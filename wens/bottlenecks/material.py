"""What a knelpunt can rest on in an area, per theme, as one reader may see it: figures, statements, contributions."""

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from wens.access.seeing import Viewer, acting_viewer, sees
from wens.areas.queries import area_by_code
from wens.bottlenecks.models import EvidenceKind
from wens.dossiers.gathering import codes_in, photo_for
from wens.meetings.models import Meeting, Statement
from wens.meetings.models import State as MeetingState
from wens.meetings.rules import TAKE_PART, takes_part
from wens.photos.models import Photo
from wens.photos.queries import content_of
from wens.signalling.models import Signal
from wens.signalling.queries.signals import handed_over
from wens.signalling.rules import SEE as SEE_SIGNALS
from wens.tenancy.context import Actor, current
from wens.voices import heard
from wens.voices.models import Contribution, State
from wens.voices.rules import item_of

DAYS_BACK = 730
"""As long as a contribution is kept."""


@dataclass(frozen=True)
class Found:
    """One thing to rest on. `name` names it in a form; `text` says it, `about` in a few words how sure it is.

    `address`: where the reader finds it whole. `hidden`: why this reader does not get the words; then nothing else says
    what they are.
    """

    kind: EvidenceKind
    name: str
    text: str
    about: str = ""
    address: str = ""
    hidden: str = ""
    source: UUID | None = None
    photo: int | None = None
    indicator: str = ""


def material(area_code: str, theme: str, by: Actor) -> list[Found]:
    """Return what a knelpunt in an area about a theme can rest on, as far as this reader may see."""
    area = area_by_code(area_code)
    if area is None:
        return []
    reader = Reader(by)
    since = timezone.localdate() - dt.timedelta(days=DAYS_BACK)
    told = [one.contribution for one in heard.voices(codes_in(area), since=since) if one.theme == theme]
    contributions = Contribution.objects.filter(pk__in=told).order_by("-received_at", "pk")
    return [
        *reader.figures(area_code, theme),
        *(reader.statement(one.pk, one) for one in reader.statements(area_code, theme)),
        *(reader.contribution(one.pk, one) for one in contributions),
        *(reader.signal(one.pk, one) for one in handed_over(codes_in(area), theme)),
    ]


def put_ready(area_code: str, by: Actor) -> list[tuple[Meeting, int]]:
    """Return the round tables of an area that are still to come, with how much partners put ready for them.

    Only those at which this reader sits; the weighing counts what was said there once the table was held.
    """
    to_come = Statement.objects.filter(meeting__state__in=(MeetingState.PLANNED, MeetingState.OPEN))
    found = Counter(one.meeting for one in Reader(by).among(to_come, area_code))
    return sorted(found.items(), key=lambda row: row[0].starts_at)


@dataclass
class Reader:
    """Who reads: what may be seen is decided here, once for every screen."""

    by: Actor
    _photos: dict[int, Mapping[str, Any]] = field(default_factory=dict)
    _tables: dict[UUID, bool] = field(default_factory=dict)

    @cached_property
    def rights(self) -> frozenset[str]:
        """Return what this reader may do."""
        return current().rights if self.by == current().actor else frozenset()

    @cached_property
    def viewer(self) -> Viewer:
        """Return this reader as the one policy on contributions knows it."""
        return acting_viewer()

    def figures(self, area_code: str, theme: str) -> list[Found]:
        """Return the figures of a theme in the newest photo that this reader may see."""
        photo = photo_for(area_code, "partners" if "see_partners_tier" in self.rights else "public")
        if photo is None:
            return []
        entries = self._content(photo)["indicators"]
        return [self.figure(photo, one["key"]) for one in entries if one["theme"] == theme and one["known"]]

    def figure(self, photo: Photo, indicator: str) -> Found:
        """Return a figure of a frozen photo, with what chance says about it."""
        if photo.tier != "public" and "see_partners_tier" not in self.rights:
            return Found(EvidenceKind.FIGURE, "", "", hidden=_("Een cijfer dat alleen partners zien."), photo=photo.pk)
        content = self._content(photo)
        one = next((row for row in content["indicators"] if row["key"] == indicator), None)
        said = {"number": photo.number, "day": date_format(timezone.localtime(photo.frozen_at), "j F Y")}
        origin = _("Uit foto %(number)s van %(day)s.") % said
        return Found(
            EvidenceKind.FIGURE,
            f"f:{photo.pk}:{indicator}",
            one["short"]["nl"] if one else indicator,
            f"{verdict_words(one['verdict'] if one else '')} {origin}",
            address=_photo_address(photo, content["area"]["slug"]),
            photo=photo.pk,
            indicator=indicator,
        )

    def statements(self, area_code: str, theme: str) -> list[Statement]:
        """Return what was said about a theme at the round tables of an area at which this reader sits."""
        return self.among(Statement.objects.filter(theme=theme), area_code)

    def among(self, found: QuerySet[Statement], area_code: str) -> list[Statement]:
        """Return which of these were said about an area, at tables at which this reader sits."""
        if TAKE_PART not in self.rights:
            return []
        rows = found.filter(meeting__area_codes__contains=[area_code], withdrawn=False).exclude(heads={})
        return [one for one in rows.select_related("organisation", "meeting") if self._sits_at(one.meeting)]

    def statement(self, key: UUID | None, one: Statement | None) -> Found:
        """Return what a partner said at a table, for who sat there."""
        if TAKE_PART not in self.rights or (one and not self._sits_at(one.meeting)):
            return self._hidden(
                EvidenceKind.STATEMENT, key, _("Inbreng aan de ronde tafel. Alleen voor wie was uitgenodigd.")
            )
        if one is None or one.withdrawn:
            return self._hidden(
                EvidenceKind.STATEMENT, key, _("Inbreng aan de ronde tafel. Die wordt niet meer bewaard.")
            )
        how = [one.place, str(one.get_frequency_display()), str(one.get_sureness_display())]
        return Found(
            EvidenceKind.STATEMENT, f"s:{one.pk}", one.nature or one.subject,
            ", ".join(filter(None, [one.organisation.name, *how])),
            address=reverse("meetings:table", args=[one.meeting_id]), source=one.pk,
        )  # fmt: skip

    def contribution(self, key: UUID | None, one: Contribution | None) -> Found:
        """Return what somebody told: the words when everybody reads them, or for who reads contributions."""
        kind = EvidenceKind.CONTRIBUTION
        if one is None or one.state in (State.ERASED, State.WITHDRAWN):
            return self._hidden(kind, key, _("Een melding die niet meer wordt bewaard."))
        reads = "triage_contributions" in self.rights
        shown = self.by == current().actor and sees(self.viewer, item_of(one))
        month = date_format(timezone.localtime(one.received_at), "F Y")
        about = ", ".join(filter(None, [month, one.street if shown else "", str(one.get_frequency_display())]))
        hidden = "" if shown else _("Een melding. De tekst is niet openbaar.")
        return Found(
            kind, f"c:{one.pk}", "" if hidden else one.cleaned_text or _("Samengevoegd met een andere melding."), about,
            address=reverse("voices-staff:one", args=[one.pk]) if reads else "", hidden=hidden, source=one.pk,
        )  # fmt: skip

    def signal(self, key: UUID | None, one: Signal | None) -> Found:
        """Return a signal from statistics that somebody judged a possible knelpunt, with that judgement."""
        if SEE_SIGNALS not in self.rights or one is None:
            return self._hidden(EvidenceKind.SIGNAL, key, _("Een signaal uit cijfers."))
        judged = next(iter(one.judgements.all()), None)
        return Found(
            EvidenceKind.SIGNAL, f"g:{one.pk}", one.said["nl"], judged.reason if judged else "",
            address=reverse("figure-signals:detail", args=[one.pk]), source=one.pk,
        )  # fmt: skip

    def _hidden(self, kind: EvidenceKind, key: UUID | None, why: str) -> Found:
        return Found(kind, "", "", hidden=why, source=key)

    def _content(self, photo: Photo) -> Mapping[str, Any]:
        return self._photos.setdefault(photo.pk, content_of(photo))

    def _sits_at(self, meeting: Meeting) -> bool:
        if meeting.pk not in self._tables:
            self._tables[meeting.pk] = takes_part(meeting, self.by)
        return self._tables[meeting.pk]


def verdict_words(verdict: str) -> str:
    """Say how a figure lies beside the rest of the gemeente; "not distinguishable from chance" is a full answer."""
    return {
        "higher": _("Hoger dan verwacht."),
        "lower": _("Lager dan verwacht."),
        "chance": _("Niet te onderscheiden van toeval."),
    }.get(verdict, _("Niet vergeleken."))


def _photo_address(photo: Photo, slug: str) -> str:
    if photo.tier != "public" or photo.level not in ("local_wijk", "wijk"):
        return ""
    return reverse("publication:wijk-photo", kwargs={"slug": slug, "number": photo.number})
