"""Where the steps of rounds stand, read from what is really there: editions, photos, voices, meetings, dossiers.

Each step has facts; a fact is done, or says who it waits on. The steps of Part II stand in `part_two`. A constant
number of queries for any number of rounds.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wens.dossiers.gathering import HELD
from wens.dossiers.models import Dossier, Tier
from wens.figures.models import Edition
from wens.figures.models import State as EditionState
from wens.figures.queries import editions
from wens.meetings.models import Kind, Meeting
from wens.meetings.models import State as MeetingState
from wens.meetings.rules import MANAGE
from wens.photos.models import Photo
from wens.rounds import part_two
from wens.rounds.counting import Told, open_invitations, own_meetings, photos_by_area, told_by_round
from wens.rounds.fact import Fact
from wens.rounds.models import Round, StepKey
from wens.rounds.part_two import PartTwo
from wens.rounds.queries import meetings_of
from wens.tenancy.context import current

READY = (MeetingState.APPROVED, MeetingState.PUBLISHED)


@dataclass(frozen=True)
class Known:
    """All that was read for some rounds, once."""

    edition: Edition | None
    waiting: bool
    photos: Mapping[str, Photo]
    told: Mapping[UUID, Told]
    meetings: Mapping[UUID, Sequence[Meeting]]
    unanswered: Mapping[UUID, Sequence[str]]
    at_table: Collection[UUID]
    dossiers: Mapping[UUID, Dossier] = field(default_factory=dict)
    second: Mapping[UUID, PartTwo] = field(default_factory=dict)


Facts = dict[StepKey, list[Fact]]


def facts_of(found: Sequence[Round]) -> dict[UUID, Facts]:
    """Return per round and step what is done and what waits on whom. Eighteen queries for any number of rounds."""
    if not found:
        return {}
    known = _read(found)
    return {one.pk: {key: list(OF_STEP[key](one, known)) for key in StepKey} for one in found}


def _read(found: Sequence[Round]) -> Known:
    there = list(editions().filter(state__in=(EditionState.ACTIVE, EditionState.AWAITING), tier=Tier.PUBLIC))
    meetings = meetings_of(found)
    every = [one for of in meetings.values() for one in of]
    keys = [one.pk for one in found]
    signed = Dossier.objects.filter(round__in=keys, tier=Tier.PUBLIC).defer("content").order_by("number")
    return Known(
        edition=next((one for one in there if one.state == EditionState.ACTIVE), None),
        waiting=any(one.state == EditionState.AWAITING for one in there),
        photos=photos_by_area([one.area_code for one in found]),
        told=told_by_round(found),
        meetings=meetings,
        unanswered=open_invitations(every),
        at_table=own_meetings(every),
        dossiers={one.round: one for one in signed},
        second=part_two.part_two(found),
    )


def _collect(_one: Round, known: Known) -> Iterator[Fact]:
    address = reverse("beheer-editions") if "see_partners_tier" in current().rights else ""
    if known.edition is None:
        yield Fact(_("Er zijn nog geen cijfers in gebruik."), False, _("de analist"), address)
    else:
        text = _("De cijfers zijn in gebruik (editie %(number)s).") % {"number": known.edition.pk}
        yield Fact(text, True, address=address)
    if known.waiting:
        yield Fact(_("Nieuwe cijfers wachten op bevestiging."), False, _("de tweede lezer"), address)


def _photo(one: Round, known: Known) -> Iterator[Fact]:
    photo = known.photos.get(one.area_code)
    if photo is None:
        yield Fact(_("Er is nog geen foto van deze wijk bewaard."), False, _("de analist"))
    else:
        said = {"number": photo.number, "day": date_format(timezone.localtime(photo.frozen_at), "j F Y")}
        yield Fact(_("Foto %(number)s is bewaard op %(day)s.") % said, True)


def _listen(one: Round, known: Known) -> Iterator[Fact]:
    told = known.told[one.pk]
    since = {"count": told.read, "day": date_format(one.listens_from, "j F Y")}
    text = ngettext(
        "Sinds %(day)s is %(count)s melding gelezen.", "Sinds %(day)s zijn %(count)s meldingen gelezen.", told.read
    ) % since if told.read else _("Sinds %(day)s vertelde nog niemand iets.") % since  # fmt: skip
    yield Fact(text, told.read > 0, "" if told.read else _("bewoners en ondernemers"))
    if told.unread:
        text = ngettext("%(count)s melding wacht op lezen.", "%(count)s meldingen wachten op lezen.", told.unread)
        yield Fact(text % {"count": told.unread}, False, _("de behandelaars van meldingen"))
    yield _meeting(known, known.meetings[one.pk], Kind.WIJKBIJEENKOMST, _("De wijkbijeenkomst"))


def _table(one: Round, known: Known) -> Iterator[Fact]:
    tables = [of for of in known.meetings[one.pk] if of.kind == Kind.ROUND_TABLE]
    yield _meeting(known, tables, Kind.ROUND_TABLE, _("De ronde tafel"))
    for table in tables:
        silent = known.unanswered.get(table.pk, ())
        if silent and table.state == MeetingState.PLANNED:
            text = ngettext(
                "%(count)s partner zei nog niet of hij komt.", "%(count)s partners zeiden nog niet of zij komen.",
                len(silent),
            )  # fmt: skip
            yield Fact(text % {"count": len(silent)}, False, ", ".join(silent), _at(known, table))
    last = next((of for of in reversed(tables) if of.state in HELD), None)
    if last is not None:
        done = last.state in READY
        text = _("Het verslag is goedgekeurd.") if done else _("Het verslag is nog niet goedgekeurd.")
        waits = "" if done else _("wie aan tafel zat en het verslag niet maakte")
        yield Fact(text, done, waits, _at(known, last, "meetings:minutes"))


def _meeting(known: Known, found: Sequence[Meeting], kind: Kind, name: str) -> Fact:
    of_kind = [one for one in found if one.kind == kind]
    held = [one for one in of_kind if one.state in HELD]
    if held:
        said = {"name": name, "day": _day(held[-1])}
        return Fact(_("%(name)s was op %(day)s.") % said, True, address=_at(known, held[-1]))
    if of_kind:
        said = {"name": name, "day": _day(of_kind[0])}
        text = _("%(name)s is bezig.") if of_kind[0].state == MeetingState.OPEN else _("%(name)s is op %(day)s.")
        return Fact(text % said, False, _("de stadsdeelmanager"), _at(known, of_kind[0]))
    address = reverse("meetings:make") if MANAGE in current().rights else ""
    return Fact(_("%(name)s is nog niet gepland.") % {"name": name}, False, _("de stadsdeelmanager"), address)


def _weigh(one: Round, known: Known) -> Iterator[Fact]:
    signed = known.dossiers.get(one.pk) if one.signed_at else None
    if signed is not None:
        said = {"number": signed.number, "day": date_format(timezone.localtime(signed.frozen_at), "j F Y")}
        yield Fact(_("Dossier %(number)s is op %(day)s getekend en ligt vast.") % said, True)
    else:
        yield Fact(_("Het dossier is nog niet getekend."), False, _("een tweede stadsdeelmanager"))
    yield from part_two.weigh(one, known.second[one.pk])


OF_STEP: dict[StepKey, Callable[[Round, Known], Iterator[Fact]]] = {
    StepKey.COLLECT: _collect,
    StepKey.PHOTO: _photo,
    StepKey.LISTEN: _listen,
    StepKey.TABLE: _table,
    StepKey.WEIGH: _weigh,
    StepKey.PLAN: lambda one, known: part_two.plan(one, known.second[one.pk]),
    StepKey.PUBLISH: lambda one, known: part_two.publish(one, known.second[one.pk]),
    StepKey.FOLLOW: lambda one, known: part_two.follow(one, known.second[one.pk]),
}


def _at(known: Known, meeting: Meeting, page: str = "meetings:detail") -> str:
    return reverse(page, kwargs={"key": meeting.pk}) if meeting.pk in known.at_table else ""


def _day(meeting: Meeting) -> str:
    return date_format(timezone.localtime(meeting.starts_at), "j F Y")
