"""Making up a letter at the moment of sending: the address from the sealed contact or the account, the words from the
template. No text of a contribution goes into a letter; what there is to read stands behind its link.
"""

import datetime as dt
from dataclasses import dataclass, field
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import formats, timezone, translation

from wens.areas.queries import area_by_code
from wens.districts.showing import contacts_at
from wens.followup import news, signals
from wens.followup.actions import action_links, links
from wens.followup.elsewhere import OWNERS
from wens.followup.letters import Language, Words, words_of
from wens.followup.models import Letter, PersonalLink
from wens.meetings.models import Meeting
from wens.organisations.actions.invitations import is_open
from wens.organisations.links import token_of
from wens.organisations.models import Gemeente, Organisation
from wens.tenancy.context import current_gemeente
from wens.voices.definitions import help_of
from wens.voices.models import Contact, Update
from wens.voices.sealing import Sealed, unseal

Kind = Letter.Kind


class NoLongerWanted(Exception):
    """There is nobody to write to any more: unsubscribed, address removed, account closed. The letter is not sent."""


class NoAddress(Exception):
    """The recipient should have an address and has none: somebody has to see to that."""


@dataclass(frozen=True)
class Ready:
    """A letter made up. Lives in memory only, between reading the address and handing over."""

    recipient: str
    message: EmailMessage = field(repr=False)
    version: str


def make_up(letter: Letter) -> Ready:
    """Read the address and make the words. Needs ``read_contacts``; raises NoLongerWanted, NoAddress or CannotOpen."""
    recipient = _address(letter)
    code, language, words = words_of(letter.kind, letter.language)
    with translation.override(code if code in dict(settings.LANGUAGES) else "nl"):
        values = _values(letter, language)
        text = _text(letter, language, words, values)
    message = EmailMessage()
    message["Message-ID"] = letter.message_id
    message["Date"] = format_datetime(timezone.now())
    message["From"] = Address(f"Gemeente {values['gemeente']}", addr_spec=settings.WENS.mail_from or NOBODY)
    message["To"] = recipient
    message["Subject"] = words.subject.format_map(values)
    message["Auto-Submitted"] = "auto-generated"  # RFC 3834: no automatic answers to this
    message["Content-Language"] = code
    if text.unsubscribe:  # RFC 8058: one click in the mail program, without opening a page
        message["List-Unsubscribe"] = f"<{text.unsubscribe}>"
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message.set_content(text.plain())
    page = render_to_string("followup/letter.html", {"text": text, "code": code, "direction": language.direction})
    message.add_alternative(page, subtype="html")
    return Ready(recipient, message, f"{code}-{language.version}")


NOBODY = "wens@gemeente.invalid"


@dataclass(frozen=True)
class Text:
    """The words of one letter, filled in, in reading order."""

    subject: str
    greeting: str
    lines: list[str]
    items: list[str]
    whom_words: str
    whom: list[str]
    button: str
    url: str
    closing: str
    automatic: str
    unsubscribe_words: str
    unsubscribe: str

    def plain(self) -> str:
        """Return the letter as plain text."""
        parts = [self.greeting, *self.lines]
        parts += ["\n".join(f"- {item}" for item in self.items)] if self.items else []
        parts += [f"{self.button}:\n{self.url}"] if self.url else []
        parts += ["\n".join([self.whom_words, *(f"- {line}" for line in self.whom)])] if self.whom else []
        parts += [self.closing, self.automatic]
        parts += [f"{self.unsubscribe_words}\n{self.unsubscribe}"] if self.unsubscribe else []
        return "\n\n".join(parts) + "\n"


def public_url(path: str) -> str:
    """Return the whole address of a page of the acting gemeente, for in a letter."""
    gemeente = Gemeente.objects.get(pk=current_gemeente())
    scheme = "https" if settings.WENS.https else "http"
    port = f":{settings.WENS.public_port}" if settings.WENS.public_port else ""
    return f"{scheme}://{gemeente.hosts[0] if gemeente.hosts else 'localhost'}{port}{path}"


def _address(letter: Letter) -> str:
    if letter.to_kind == Letter.To.ORGANISATION:
        mailbox = letter.organisation.mailbox if letter.organisation else ""
        if not mailbox:
            raise NoAddress("deze partner heeft geen postbus en geen accounts")
        return mailbox
    if letter.to_kind == Letter.To.ACCOUNT:
        if letter.account is None or not letter.account.is_active:
            raise NoLongerWanted("dit account is gesloten")
        return letter.account.email
    if letter.to_kind == Letter.To.INVITATION:
        if letter.invitation is None or not is_open(letter.invitation):
            raise NoLongerWanted("deze uitnodiging is gebruikt, ingetrokken of verlopen")
        return letter.invitation.email
    if letter.to_kind == Letter.To.SUBSCRIBER:
        if not (address := news.address(letter.about)):
            raise NoLongerWanted("wie nieuws vroeg, heeft zich afgemeld")
        return address
    if letter.to_kind in OWNERS and letter.about:
        if not (address := OWNERS[letter.to_kind].address(letter.about)):
            raise NoLongerWanted("er is geen mailadres meer")
        return address
    return _address_of_writer(letter)


def _address_of_writer(letter: Letter) -> str:
    contact = Contact.objects.filter(contribution=letter.contribution_id).first()
    if contact is None or contact.email is None:
        raise NoLongerWanted("er is geen mailadres meer")
    if contact.updates == Update.NEVER and letter.kind != Kind.NEW_LINK:
        raise NoLongerWanted("wie meldde wil geen berichten meer")
    sealed = Sealed(contact.sealed_with, bytes(contact.email))
    return unseal(sealed, bound_to=str(letter.contribution_id))


def _values(letter: Letter, language: Language) -> dict[str, str]:
    """Return what may stand between braces in the words of any letter."""
    gemeente = Gemeente.objects.get(pk=current_gemeente())
    values = {"gemeente": gemeente.name, "partner": _partner(letter)}
    values["emergency"] = help_of(gemeente.code).emergency.number
    values["outcome"] = language.outcomes.get(letter.data.get("state", ""), "")
    if letter.contribution:
        values["label"] = letter.contribution.label
        values["read_before"] = _day(letter.contribution.read_before)
    if letter.handover:
        values["deadline"] = _moment(letter.handover.answer_before)
        values["link_ends"] = _day(timezone.now() + dt.timedelta(days=settings.WENS.partner_link_days))
    if letter.kind == Kind.SECURITY:
        values["changed"] = language.changes.get(letter.data.get("changed", ""), language.changes["login"])
    if letter.kind == Kind.RED_LIST:
        values["count"] = str(letter.data["count"])
    if letter.kind == Kind.ROUND_DUE:
        area = area_by_code(letter.data["area"])
        due = formats.date_format(dt.date.fromisoformat(letter.data["due"]), "j F Y")
        values |= {"area": area.name if area else letter.data["area"], "due": due}
    if letter.kind == Kind.ACTION_DUE:
        values["due"] = formats.date_format(dt.date.fromisoformat(letter.data["due"]), "j F Y")
        values["link_ends"] = _day(timezone.now() + dt.timedelta(days=settings.WENS.partner_link_days))
    if letter.to_kind == Letter.To.SUBSCRIBER:
        values |= news.values(letter, letter.language)
    if letter.kind in ABOUT_SIGNALS:
        values["area"] = signals.name_of(letter.data["area"])
    if letter.kind in ABOUT_MEETINGS:
        meeting = Meeting.objects.get(pk=str(letter.about))
        values |= {
            "meeting": str(meeting.get_kind_display()),
            "place": meeting.place,
            "when": _moment(meeting.starts_at),
        }
    return values


ABOUT_KNELPUNTEN = frozenset({Kind.RAISED, Kind.PASSED_ON, Kind.WEIGH_NOW})
ABOUT_SIGNALS = frozenset({Kind.SIGNAL, Kind.SIGNAL_DUE, Kind.SIGNAL_LATE, Kind.SIGNAL_TOLD})
ABOUT_MEETINGS = frozenset({Kind.MEETING, Kind.MEETING_MOVED, Kind.MEETING_OFF, Kind.MINUTES})


def _partner(letter: Letter) -> str:
    if letter.organisation:
        return letter.organisation.name
    told = letter.data.get("organisation")
    partner = Organisation.objects.filter(pk=told).first() if told else None
    return partner.name if partner else f"gemeente {current_gemeente()}"


def _text(letter: Letter, language: Language, words: Words, values: dict[str, str]) -> Text:
    to_writer, is_news = letter.to_kind == Letter.To.WRITER, letter.kind == Kind.NEWS
    unsubscribe = _unsubscribe(letter) if (to_writer and letter.kind != Kind.NEW_LINK) or is_news else ""
    return Text(
        subject=words.subject.format_map(values),
        greeting=language.greeting,
        lines=[line.format_map(values) for line in words.lines],
        items=_items(letter, language),
        whom_words=language.whom,
        whom=_whom(letter),
        button=words.button,
        url=public_url(_path(letter)),
        closing=language.closing.format_map(values),
        automatic=language.automatic if to_writer else "",
        unsubscribe_words=language.stop_news if is_news else language.unsubscribe,
        unsubscribe=unsubscribe,
    )


ANSWERS = frozenset(
    {
        Kind.ANSWERED,
        Kind.HANDED_OVER,
        Kind.PARKED,
        Kind.ENDED,
        Kind.WEIGHED,
        Kind.DIGEST,
        Kind.GRANT_TOLD,
        Kind.IDEA_MOVED,
    }
)
"""Letters that say what becomes of what somebody brought: they name whom one can turn to in the same wijk."""


def _whom(letter: Letter) -> list[str]:
    if letter.kind not in ANSWERS:
        return []
    if letter.contribution:
        area = letter.contribution.area_code
    else:
        area = OWNERS[letter.to_kind].area(letter.about) if letter.to_kind in OWNERS and letter.about else ""
    return [one.line for one in contacts_at(area)] if area else []


def _items(letter: Letter, language: Language) -> list[str]:
    """Return what a weekly letter tells, oldest first; the same news twice is told once."""
    if letter.kind == Kind.SIGNALS:
        return signals.said_in(letter)
    if letter.kind != Kind.DIGEST:
        return []
    told = letter.tells.order_by("made_at")
    lines = [language.kinds[one.kind].digest.format_map(_values(one, language)) for one in told]
    return list(dict.fromkeys(lines))


def _path(letter: Letter) -> str:
    """Return where the link of a letter leads: with a token of its own, or to a page behind the login."""
    contribution = letter.contribution
    if letter.invitation:
        return reverse("invitation", args=[token_of(letter.invitation)])
    if letter.kind == Kind.RED_LIST:
        return reverse("red-list")
    if letter.kind == Kind.ACTION_DUE:
        return reverse("partner-action", args=[action_links.token_for(letter)])
    if letter.kind in ABOUT_ACTIONS:
        return reverse("plans:action", args=[letter.about])
    if letter.kind in ABOUT_KNELPUNTEN:
        return reverse("bottlenecks:detail", args=[letter.about])
    if letter.kind in ABOUT_SIGNALS:
        return reverse("signalling:detail", args=[letter.about])
    if letter.kind == Kind.SIGNALS:
        return reverse("signalling:overview")
    if letter.kind == Kind.SIGNAL_WEIGH:
        return reverse("figure-signals:detail", args=[letter.about])
    if letter.kind == Kind.ROLE_ASKED:
        return reverse("places:detail", args=[letter.about])
    if letter.kind == Kind.MINUTES:
        return reverse("meetings-public:page", args=[letter.about])
    if letter.kind == Kind.HEARD:
        return reverse("meetings-public:heard", args=[letter.data["meeting"]])
    if letter.kind in ABOUT_MEETINGS:
        return reverse("meetings:detail", args=[letter.about])
    if letter.kind == Kind.APPLIED:
        return reverse("budgets:application", args=[letter.about])
    if letter.kind == Kind.ADVICE:
        return reverse("budgets:advice", args=[letter.about])
    if letter.kind == Kind.IDEA:
        return reverse("initiatives:one", args=[letter.about])
    if letter.kind == Kind.NEWS:
        return reverse("districts-public:item", args=[letter.data["piece"]])
    if letter.kind == Kind.NEWS_CONFIRM and letter.about:
        return reverse("news-mail-confirm", args=[letter.about, news.token("confirm", letter.about)])
    if letter.to_kind in OWNERS and letter.about:
        return OWNERS[letter.to_kind].path(letter.about)
    if contribution is None:
        return reverse("beheer")
    if letter.to_kind == Letter.To.WRITER:
        token = links.token_for(letter, PersonalLink.Purpose.FOLLOW, contribution=contribution)
        return reverse("followup:page", args=[token])
    if letter.handover and letter.organisation and letter.kind in TO_PARTNERS:
        token = links.token_for(letter, PersonalLink.Purpose.ITEM, contribution=contribution)
        return reverse("partner-item", args=[token])
    return reverse("voices-staff:one", args=[contribution.pk])


ABOUT_ACTIONS = frozenset({Kind.ACTION_SIGN, Kind.ACTION_HELP})
TO_PARTNERS = frozenset({Kind.OFFERED, Kind.URGENT, Kind.REMINDER})


def _unsubscribe(letter: Letter) -> str:
    if letter.kind == Kind.NEWS and letter.about:
        return public_url(reverse("news-mail-stop", args=[letter.about, news.token("stop", letter.about)]))
    if letter.contribution is None:
        return ""
    token = links.token_for(letter, PersonalLink.Purpose.UNSUBSCRIBE, contribution=letter.contribution)
    return public_url(reverse("followup:unsubscribe", args=[token]))


def _day(moment: dt.datetime) -> str:
    return formats.date_format(timezone.localtime(moment), "j F Y")


def _moment(moment: dt.datetime) -> str:
    return formats.date_format(timezone.localtime(moment), "j F Y H:i")
