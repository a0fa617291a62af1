"""The chain, walkable both ways as far as the reader's tier allows: from a knelpunt back to what it rests on, and
forward from anything that it rests on to the actions that came of it and how they go. Inside `acting`.
"""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from wens.bottlenecks.models import Evidence, EvidenceKind, PublicText, TextState
from wens.dossiers.queries import FEWEST
from wens.dossiers.showing import source_names
from wens.meetings.models import PublicText as Professional
from wens.meetings.models import State as MeetingState
from wens.organisations.models import Kind
from wens.photos.models import Photo
from wens.photos.queries import content_of, withdrawn
from wens.plans.models import Action, FocusPoint, FocusState, Reason, Stage
from wens.plans.models import Report as Told
from wens.plans.progress import state_words
from wens.plans.showing import shown_action
from wens.reports.figures import figure_words
from wens.voices.heard import GONE, voices_among
from wens.voices.models import Contribution


@dataclass(frozen=True)
class Seen:
    """One thing that a knelpunt rests on: its name ('' for none), what it says, where it stands whole."""

    text: str
    name: str = ""
    about: str = ""
    address: str = ""


@dataclass(frozen=True)
class Rests:
    """What a knelpunt rests on of one of the three sources; `more` says what is not shown here."""

    name: str
    items: list[Seen]
    more: str = ""


@dataclass(frozen=True)
class Doing:
    """An action that came of it: how it stands in words, and the last that a partner told of it."""

    action: Action
    state: str
    progress: str
    last: Told | None


@dataclass(frozen=True)
class CameOf:
    """A speerpunt that takes a knelpunt up, with its actions."""

    focus: FocusPoint
    doing: list[Doing] = field(default_factory=list)


def approved_text(key: UUID) -> PublicText | None:
    """Return a text on a knelpunt that everybody may read now, or None."""
    found = PublicText.objects.filter(pk=key, state=TextState.APPROVED, bottleneck__isnull=False)
    return found.first()


def rests_on(bottleneck: UUID) -> list[Rests]:
    """Return what a knelpunt rests on as everybody may see it, whoever asks. At most six queries.

    What is for some readers only stands on the page of the knelpunt itself (`bottlenecks.queries.basis_of`).
    """
    rows = list(Evidence.objects.filter(bottleneck=bottleneck).select_related("photo"))
    figures, professionals, residents = source_names()
    confidential = _("Wat in vertrouwen is gezegd, staat hier niet.")
    return [
        Rests(figures, _figures(rows)), Rests(professionals, _professionals(rows), confidential),
        _residents(residents, rows),
    ]  # fmt: skip


def _figures(rows: Sequence[Evidence]) -> list[Seen]:
    gone = withdrawn()
    found = [row for row in rows if row.photo and row.photo.tier == "public" and row.photo.edition not in gone]
    return [_figure(row.photo, row.indicator) for row in found if row.photo]


def _figure(photo: Photo, indicator: str) -> Seen:
    content = content_of(photo)
    name, said = figure_words(content, indicator)
    day = date_format(timezone.localtime(photo.frozen_at), "j F Y")
    about = _("Uit foto %(number)s van %(day)s.") % {"number": photo.number, "day": day}
    of = {"slug": content["area"]["slug"], "number": photo.number}
    wijk = photo.level in ("local_wijk", "wijk")
    address = f"{reverse('publication:wijk-photo', kwargs=of)}#{indicator}" if wijk else ""
    return Seen(said or _("Dit cijfer staat niet meer in de foto."), name or indicator, about, address)


def _professionals(rows: Sequence[Evidence]) -> list[Seen]:
    keys = [row.source for row in rows if row.kind == EvidenceKind.STATEMENT and row.source]
    found = Professional.objects.filter(statement_id__in=keys, meeting__state=MeetingState.PUBLISHED)
    return [
        Seen(
            one.text, about=f"{Kind(one.discipline).label}, {_month(one.meeting.starts_at)}",
            address=reverse("meetings-public:page", args=[one.meeting_id]),
        )
        for one in found.select_related("meeting")
    ]  # fmt: skip


def _residents(name: str, rows: Sequence[Evidence]) -> Rests:
    found = voices_among([row.source for row in rows if row.kind == EvidenceKind.CONTRIBUTION and row.source])
    public = [one for one in found if one.public_text]
    silent = len(found) - len(public)
    words = _("En nog %(n)s meldingen waarvan de tekst niet openbaar is.") % {"n": silent}
    few = _("En een enkele melding waarvan de tekst niet openbaar is.") if silent else ""
    items = [Seen(one.public_text, about=date_format(one.received_on, "F Y")) for one in public]
    return Rests(name, items, words if silent >= FEWEST else few)


def _month(moment: dt.datetime) -> str:
    return date_format(timezone.localtime(moment), "F Y")


def came_of(bottlenecks: Collection[UUID], *, tier: str) -> list[CameOf]:
    """Return the speerpunten that take these knelpunten up, with their actions. At most seven queries.

    `tier`: of "public" only what everybody reads, whoever asks: a page for everybody is the same for everybody.
    """
    tied = Reason.objects.filter(bottleneck_id__in=list(bottlenecks)).values("focus")
    points = FocusPoint.objects.filter(pk__in=tied).exclude(state=FocusState.DRAFT)
    found = list(points.select_related("programme").order_by("-starts_on", "order"))
    actions = _actions(found, tier)
    last = _last(actions)
    made = []
    for one in found:
        own = [action for action in actions if action.goal.ambition.focus_id == one.pk]
        made.append(CameOf(one, [_doing(action, last) for action in own]))
    return made


def _actions(points: Collection[FocusPoint], tier: str) -> list[Action]:
    found = Action.objects.filter(goal__ambition__focus__in=points).exclude(stage=Stage.CARRIED)
    found = found.filter(is_public=True) if tier == "public" else found
    return list(found.select_related("goal__ambition", "lead").prefetch_related("milestones"))


def _last(actions: Collection[Action]) -> dict[UUID, Told]:
    """The newest report per action. One query."""
    rows = Told.objects.filter(action__in=actions).select_related("organisation").order_by("action_id", "-at")
    return {row.action_id: row for row in rows.distinct("action_id")}


def _doing(action: Action, last: dict[UUID, Told]) -> Doing:
    shown = shown_action(action)
    return Doing(action, state_words(action.stage, shown.progress), shown.progress.words, last.get(action.pk))


def knelpunten_of(source: UUID) -> list[UUID]:
    """Return the knelpunten that rest on a contribution or statement and about which everybody may read. Two queries.

    Also of what a contribution was merged into: that is the same thing told by more people.
    """
    merged = Contribution.objects.filter(pk=source, merged_into__isnull=False).values_list("merged_into", flat=True)
    rests = Evidence.objects.filter(source__in=[source, *merged]).values("bottleneck")
    texts = PublicText.objects.filter(state=TextState.APPROVED, bottleneck_id__in=rests)
    return [key for key in texts.values_list("bottleneck_id", flat=True) if key]


def contributions_behind(action: UUID) -> list[Contribution]:
    """Return the contributions that an action goes back to, by way of its speerpunt and knelpunten. Two queries.

    Only of knelpunten about which everybody may read: then who told it could have read why. Of a public action.
    """
    tied = Reason.objects.filter(focus__ambitions__goals__actions__in=[action]).values("bottleneck")
    told = PublicText.objects.filter(state=TextState.APPROVED, bottleneck_id__in=tied).values("bottleneck")
    rests = Evidence.objects.filter(kind=EvidenceKind.CONTRIBUTION, bottleneck_id__in=told).values("source")
    return list(Contribution.objects.filter(pk__in=rests).exclude(state__in=GONE))
