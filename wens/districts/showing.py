"""What pages and letters show of a version: the words in the language of the reader, and how to get there."""

import datetime as dt
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from babel.dates import format_date
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from wens.areas.queries import area_names
from wens.districts.content import Contact, Content, Desk
from wens.districts.models import Kind, Role, State, Version
from wens.districts.queries import chain_of, contact_of, is_shown, news_in, whom
from wens.tenancy.context import current_gemeente
from wens.voices.definitions import Telephone, help_of

NEWEST = 3


@dataclass(frozen=True)
class ShownText:
    """A text for everybody. `spoken`: the language of its words when that is not the language of the page."""

    version: Version
    title: str
    text: str
    spoken: str

    @property
    def day(self) -> str:
        """From which day it stands there."""
        return day_of(self.version.publish_at)

    @property
    def is_example(self) -> bool:
        """Whether it was invented for the demo."""
        return self.version.piece.is_example

    @property
    def url(self) -> str:
        """Where it stands by itself: news has a page, the rest a page of all that stood there."""
        page = "item" if self.version.piece.kind == Kind.NEWS else "history"
        return reverse(f"districts-public:{page}", args=[self.version.piece_id])


@dataclass(frozen=True)
class ShownContact(ShownText):
    """Whom to turn to, and how."""

    role: str
    telephone: Telephone | None
    is_general: bool
    address: list[str]
    hours: tuple[str, ...]
    desks: tuple[Desk, ...]
    mail: str
    web: str
    person: str

    @property
    def line(self) -> str:
        """One line for in a letter: who, and how to reach them."""
        reach = self.telephone.number if self.telephone else self.mail or self.web or ", ".join(self.address)
        return f"{self.title}: {reach}" if reach else self.title


def language() -> str:
    """Return the language in which texts are looked for: English for English, Dutch for all others."""
    return "en" if (get_language() or "nl").startswith("en") else "nl"


def day_of(moment: dt.datetime | None) -> str:
    """Return a day as people write it; empty for none."""
    spoken = "en_GB" if language() == "en" else "nl_NL"
    return str(format_date(timezone.localtime(moment).date(), "long", locale=spoken)) if moment else ""


def shown_text(one: Version) -> ShownText:
    """Return a text in the language of the page, or in Dutch when there is no other."""
    return ShownText(one, *_words(one.content))


def shown_contact(one: Version) -> ShownContact:
    """Return whom to turn to. Raises TypeError for another kind of text."""
    of = contact_of(one)
    general = bool(of.number_of) and not of.telephone
    return ShownContact(
        one, *_words(of), role=str(Role(of.role).label), telephone=_telephone(of), is_general=general,
        address=[line for line in (of.street, f"{of.postcode} {of.town}".strip()) if line],
        hours=of.hours, desks=of.desks, mail=of.mail, web=of.web, person=one.person,
    )  # fmt: skip


def contacts_in(chain: Sequence[str]) -> list[ShownContact]:
    """Return whom to turn to in a place and in what holds it (codes, the nearest first). One query."""
    return [shown_contact(one) for one in whom(chain)]


def contacts_at(area_code: str) -> list[ShownContact]:
    """Return whom to turn to in an area. Four queries."""
    return contacts_in(chain_of(area_code))


def newest_in(area_codes: Collection[str]) -> list[ShownText]:
    """Return the newest news about any of these areas. One query."""
    return [shown_text(one) for one in news_in(area_codes, most=NEWEST)]


def places_of(one: Version) -> str:
    """Return the names of the areas that a version is about."""
    names = area_names()
    return ", ".join(names.get(code, code) for code in one.area_codes)


def state_of(one: Version) -> str:
    """Return where a version stands, in words: since when or from when it shows, until when it did."""
    now = timezone.now()
    if one.state != State.SIGNED:
        return str(State(one.state).label)
    if is_shown(one, now):
        return _("staat op de site sinds %(day)s") % {"day": day_of(one.publish_at)}
    if one.publish_at and one.publish_at > now:
        return _("getekend, komt op de site op %(day)s") % {"day": day_of(one.publish_at)}
    said = {"from": day_of(one.publish_at), "until": day_of(one.ended_at)}
    return _("stond op de site van %(from)s tot %(until)s") % said


def _words(of: Content) -> tuple[str, str, str]:
    wanted = language()
    title, text, spoken = of.words(wanted)
    return title, text, "" if spoken == (get_language() or "nl")[:2] else spoken


def _telephone(of: Contact) -> Telephone | None:
    if of.telephone:
        dial = re.sub(r"[^\d+]", "", of.telephone)
        is_number = re.fullmatch(r"\+?\d{2,14}", dial) is not None
        return Telephone(name=of.title, number=of.telephone, dial=dial if is_number else "")
    known = help_of(current_gemeente())
    return {"gemeente": known.telephone, "police": known.police}.get(of.number_of)
