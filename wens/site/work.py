"""My work: what waits on who is logged in, from every part of the system, each one link away from being done."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from wens.access.guards import account_of, logged_in
from wens.access.rules import Action, may
from wens.areas.queries import area_by_code
from wens.bottlenecks import queries as bottlenecks
from wens.bottlenecks.models import PublicText, TextState
from wens.budgets import tasks as budgets
from wens.districts import queries as districts
from wens.districts.models import Version
from wens.districts.showing import shown_text
from wens.figures.definitions import definitions
from wens.figures.models import State as EditionState
from wens.figures.queries import editions
from wens.followup.red import red_list
from wens.initiatives import queries as initiatives
from wens.initiatives.models import State as IdeaState
from wens.meetings import hall
from wens.meetings import queries as meetings
from wens.meetings.models import Answer
from wens.meetings.models import State as MeetingState
from wens.organisations.models import Account
from wens.plans import queries as plans
from wens.plans.showing import shown_action
from wens.privacy.queries import requests
from wens.reports import queries as reports
from wens.reports.rules import moves_for
from wens.rounds import queries as rounds
from wens.signalling import queries as signals
from wens.signalling.models import Worry
from wens.signalling.models import WorryState as SignalState
from wens.signalling.queries.signals import signals as figure_signals
from wens.voices import queries as voices
from wens.voices.models import Contribution, Handover, State
from wens.voices.themes import theme_names
from wens.works import tasks as works

SHOWN = 10


@dataclass(frozen=True)
class Task:
    """One thing to do: what, where, before when."""

    label: str
    address: str
    due: str = ""
    is_late: bool = False
    is_urgent: bool = False


@dataclass(frozen=True)
class Section:
    """The tasks of one kind; `more` is how many are not shown, `address` where all of them are."""

    title: str
    nothing: str
    address: str
    tasks: list[Task] = field(default_factory=list)
    more: int = 0


@require_GET
@logged_in
def my_work(request: HttpRequest) -> HttpResponse:
    """Show what waits on this account."""
    account = account_of(request)
    sections = [make(account) for right, make in SECTIONS if account and may(account, right)]
    if account and budgets.deals_with_any(account.as_actor()):  # a seat in a raad, not a right of the account
        sections.append(_budgets(account))
    waiting = sum(len(section.tasks) + section.more for section in sections)
    return render(request, "beheer/work.html", {"sections": sections, "waiting": waiting, "here": "beheer"})


def _to_read(account: Account) -> Section:  # noqa: ARG001  the same for all who read
    found = voices.inbox("nieuw")
    return _section(
        _("Meldingen om te lezen"), _("Alles is gelezen."), reverse("voices-staff:inbox"),
        (_read(one) for one in found[:SHOWN]), found.count(),
    )  # fmt: skip


def _looked_after(account: Account) -> Section:
    mine = Contribution.objects.filter(owner=account, state__in=[State.IN_TRIAGE, State.ASKED, State.PARKED])
    return _section(
        _("Meldingen waar u op let"), _("Er is niets waar u op let."), reverse("voices-staff:inbox"),
        (_of(one, reverse("voices-staff:one", args=[one.pk])) for one in mine.order_by("state_since")[:SHOWN]),
        mine.count(),
    )  # fmt: skip


def _offered(account: Account) -> Section:
    found = voices.offered_to(account.organisation_id) if account.organisation_id else []
    waiting = [one for one in found if one.state == Handover.State.OFFERED]
    return _section(
        _("Aangeboden aan uw organisatie"), _("Er wacht niets op uw antwoord."), reverse("voices-staff:offered"),
        (_offer(one) for one in waiting[:SHOWN]), len(waiting),
    )  # fmt: skip


def _red(account: Account) -> Section:  # noqa: ARG001  the same for all who direct
    red = red_list()
    label = _("Kijk wat er niet is aangekomen (%(count)s)") % {"count": red.count}
    label += "" if red.owner else _(". Niemand let op deze lijst")
    task = Task(label, reverse("red-list"), is_urgent=True)
    return _section(
        _("Rode lijst"), _("Alles is aangekomen."), reverse("red-list"), [task] if red.count else [], int(red.count > 0)
    )


def _rounds(account: Account) -> Section:  # noqa: ARG001  the same for all who direct
    today = timezone.localdate()
    found = rounds.due(today + dt.timedelta(days=7))
    names = {area.code: area.name for area in rounds.wijken()}
    tasks = (
        Task(
            _("%(wijk)s: stap %(number)s, %(step)s") % {
                "wijk": names.get(one.round.area_code, one.round.area_code), "number": one.number,
                "step": one.get_key_display(),
            },
            f"{reverse('rounds:detail', args=[one.round_id])}#stap-{one.key}", _day(one.due_on), one.due_on < today,
        )
        for one in found[:SHOWN]
    )  # fmt: skip
    return _section(_("Stappen van rondes"), _("Geen stap wacht op u."), reverse("rounds:overview"), tasks, len(found))


def _reports(account: Account) -> Section:
    """Reports of wijken that another made: who made one never signs it."""
    found = [one for one in reports.underway() if any(move.other for move in moves_for(one, account.as_actor()))]
    tasks = (
        Task(_("%(wijk)s: lees het rapport en teken") % {"wijk": one.area_name}, reverse("reports:one", args=[one.pk]))
        for one in found[:SHOWN]
    )
    nothing = _("Er wacht geen rapport op uw handtekening.")
    return _section(_("Rapporten van wijken"), nothing, reverse("reports:overview"), tasks, len(found))


def _halls(account: Account) -> Section:  # noqa: ARG001  the same for all who read
    found = hall.to_read()
    tasks = (
        Task(_("%(title)s: lees %(count)s berichten na voor het scherm") % {"title": one.title, "count": waiting},
             reverse("meetings:hall-reading", args=[one.pk]), is_urgent=one.state == MeetingState.OPEN)
        for one, waiting in found[:SHOWN]
    )  # fmt: skip
    return _section(_("Een zaal wacht"), _("Er wacht geen zaal."), reverse("voices-staff:meetings"), tasks, len(found))


def _meetings(account: Account) -> Section:
    by, now = account.as_actor(), timezone.now()
    tasks = []
    for one in meetings.meetings_of(by):
        mine = meetings.invitation_of(one, by)
        over = one.ends_at < now or one.state not in (MeetingState.PLANNED, MeetingState.OPEN)
        if over or mine is None or mine.answer == Answer.NO:
            continue
        label = _("%(title)s: zet klaar wat u weet") if mine.answer else _("%(title)s: komt u?")
        address = reverse("meetings:table" if mine.answer else "meetings:detail", args=[one.pk])
        tasks.append(Task(label % {"title": one.title}, address, _moment(one.starts_at)))
    agreed = meetings.actions_of(account.organisation_id) if account.organisation_id else []
    today = timezone.localdate()
    tasks += [
        Task(one.text, f"{reverse('meetings:detail', args=[one.meeting_id])}#afspraken", _day(one.due_on),
             one.due_on < today) for one in agreed
    ]  # fmt: skip
    title, nothing = _("Bijeenkomsten en afspraken"), _("Er staat niets voor u klaar.")
    return _section(title, nothing, reverse("meetings:overview"), tasks[:SHOWN], len(tasks))


def _to_confirm(account: Account) -> Section:  # noqa: ARG001  the same for all who confirm
    waiting = editions().filter(state=EditionState.AWAITING)
    tasks = (
        Task(_("Editie %(number)s bevestigen") % {"number": one.pk}, reverse("beheer-edition", args=[one.pk]))
        for one in waiting[:SHOWN]
    )
    return _section(
        _("Cijfers om te bevestigen"), _("Er wachten geen cijfers."), reverse("beheer-editions"), tasks, waiting.count()
    )


def _privacy(account: Account) -> Section:  # noqa: ARG001  the same for all privacy officers
    found = requests(only_open=True)
    today = timezone.localdate()
    tasks = (
        Task(one.get_kind_display(), reverse("privacy:request", args=[one.pk]), _day(one.answer_before),
             one.answer_before < today)
        for one in found[:SHOWN]
    )  # fmt: skip
    return _section(
        _("Verzoeken over privacy"), _("Er zijn geen open verzoeken."), reverse("privacy:overview"), tasks, len(found)
    )


def _plans(account: Account) -> Section:
    own, today = account.organisation_id, timezone.localdate()
    tasks = []
    if own:
        tasks = [
            Task(_("Teken: %(title)s") % {"title": part.action.title}, reverse("plans:action", args=[part.action_id]))
            for part in plans.to_sign(own)
        ]
        for one in plans.to_report(own):
            first = plans.first_due(one, own)
            tasks.append(Task(one.title, reverse("plans:report", args=[one.pk]), _day(first), first < today))
    title, nothing = _("Acties van uw organisatie"), _("Er is geen actie die op u wacht.")
    return _section(title, nothing, reverse("plans:overview"), tasks[:SHOWN], len(tasks))


def _plans_that_wait(account: Account) -> Section:  # noqa: ARG001  the same for all who direct
    found = plans.waiting(timezone.localdate())
    tasks = (
        Task(f"{one.title}: {shown_action(one).state}", reverse("plans:action", args=[one.pk])) for one in found[:SHOWN]
    )
    title, nothing = _("Acties die hulp vragen"), _("Alle acties kunnen verder.")
    return _section(title, nothing, reverse("plans:overview"), tasks, len(found))


def _texts(account: Account) -> Section:
    own = account.as_actor().reference
    back = districts.returned_to(own) if may(account, "write_texts") else []
    waiting = [one for one in districts.to_sign() if one.written_by != own] if may(account, "sign_texts") else []
    tasks = [Task(_("Kwam terug: %(title)s") % {"title": shown_text(one).title}, _text_page(one)) for one in back]
    tasks += [Task(_("Teken: %(title)s") % {"title": shown_text(one).title}, _text_page(one)) for one in waiting]
    title, nothing = _("Teksten voor iedereen"), _("Er wacht geen tekst op u.")
    return _section(title, nothing, reverse("districts:overview"), tasks[:SHOWN], len(tasks))


def _knelpunt_texts(account: Account) -> Section:
    own = account.as_actor().reference
    tasks = []
    for one in bottlenecks.waiting_texts():
        if one.state == TextState.RETURNED and one.written_by == own:
            tasks.append(Task(_("Kwam terug: %(title)s") % {"title": one.title}, _knelpunt_page(one)))
        elif one.state == TextState.PROPOSED and one.written_by != own:
            tasks.append(Task(_("Lees na: %(title)s") % {"title": one.title}, _knelpunt_page(one)))
    title, nothing = _("Teksten over knelpunten"), _("Er wacht geen tekst op u.")
    return _section(title, nothing, reverse("bottlenecks:overview"), tasks[:SHOWN], len(tasks))


def _knelpunt_page(one: PublicText) -> str:
    return reverse("bottlenecks:text", args=[one.pk])


def _text_page(one: Version) -> str:
    return reverse("districts:piece", args=[one.piece_id])


def _signals(account: Account) -> Section:
    own = account.organisation_id
    waiting = signals.waiting_on(own) if own else []
    areas = account.organisation.area_codes if account.organisation else []
    asked = signals.to_answer(own, areas) if own else []
    tasks = [_signal(one, _("Pak op: %(what)s") if one.state == SignalState.OPEN else _("Vertel wat u deed: %(what)s"))
             for one in waiting]  # fmt: skip
    tasks += [Task(_("Ziet u dit ook? %(what)s") % {"what": _signal_about(one)}, _signal_at(one)) for one in asked]
    title, nothing = _("Signalen"), _("Er wacht geen signaal op u.")
    return _section(title, nothing, reverse("signalling:overview"), tasks[:SHOWN], len(tasks))


def _signals_that_wait(account: Account) -> Section:  # noqa: ARG001  the same for all who direct
    found = signals.without_team()
    tasks = [
        _signal(one, _("Te laat bij het wijkteam: %(what)s") if one.team_id else _("Kies een wijkteam: %(what)s"))
        for one in found[:SHOWN]
    ]
    title, nothing = _("Signalen zonder antwoord"), _("Elk signaal is bij een wijkteam.")
    return _section(title, nothing, reverse("signalling:overview"), tasks, len(found))


def _signal(one: Worry, label: str) -> Task:
    late = one.due_on is not None and one.due_on < timezone.localdate()
    return Task(label % {"what": _signal_about(one)}, _signal_at(one), _day(one.due_on) if one.due_on else "", late)


def _signal_about(one: Worry) -> str:
    """The area and the theme: a list is no place for the name of a street."""
    return f"{_area(one.area_code)}, {theme_names().get(one.theme, one.theme).lower()} ({one.label})"


def _signal_at(one: Worry) -> str:
    return reverse("signalling:detail", args=[one.pk])


def _figure_signals(account: Account) -> Section:  # noqa: ARG001  the same for all who judge
    found = figure_signals("open")
    tasks = (
        Task(_("Zeg wat signaal %(number)s is: %(what)s") % {
            "number": one.number, "what": definitions().indicators[one.indicator].short["nl"],
        }, reverse("figure-signals:detail", args=[one.pk]), _day(one.expires_on))
        for one in found[:SHOWN]
    )  # fmt: skip
    title, nothing = _("Signalen uit cijfers"), _("Er is geen signaal uit cijfers dat op een oordeel wacht.")
    return _section(title, nothing, reverse("figure-signals:overview"), tasks, len(found))


def _budgets(account: Account) -> Section:
    found = budgets.waits_on(account.as_actor())
    tasks = (Task(one.label, one.address, one.day, one.is_late) for one in found[:SHOWN])
    title, nothing = _("Wijkbudget en advies"), _("Er wacht niets van het wijkbudget op u.")
    return _section(title, nothing, reverse("budgets:overview"), tasks, len(found))


def _works(account: Account) -> Section:
    found = works.waits_on(account.as_actor())
    tasks = (Task(one.label, one.address, _day(one.due) if one.due else "", one.is_late) for one in found[:SHOWN])
    title, nothing = _("Wijkbeheerplannen"), _("Er wacht niets van een wijkbeheerplan op u.")
    return _section(title, nothing, reverse("works:overview"), tasks, len(found))


def _ideas(account: Account) -> Section:  # noqa: ARG001  the same for all who guide
    found = [one for one in initiatives.fresh() if one.state == IdeaState.RECEIVED]
    tasks = (Task(_("Lees een idee in %(area)s") % {"area": _area(one.area_code)},
                  reverse("initiatives:one", args=[one.pk])) for one in found[:SHOWN])  # fmt: skip
    title, nothing = _("Initiatieven van bewoners"), _("Er wacht geen idee.")
    return _section(title, nothing, reverse("initiatives:overview"), tasks, len(found))


SECTIONS: tuple[tuple[Action, Callable[[Account], Section]], ...] = (
    ("manage_duty", _red),
    ("answer_contributions", _offered),
    ("enter_signals", _signals),
    ("manage_signals", _signals_that_wait),
    ("enter_signals", _figure_signals),
    ("manage_rounds", _rounds),
    ("triage_contributions", _halls),
    ("take_part_in_meetings", _meetings),
    ("triage_contributions", _to_read),
    ("triage_contributions", _looked_after),
    ("guide_initiatives", _ideas),
    ("handle_privacy_requests", _privacy),
    ("report_actions", _plans),
    ("manage_plans", _plans_that_wait),
    ("see_texts", _texts),
    ("see_works", _works),
    ("approve_bottleneck_texts", _knelpunt_texts),
    ("sign_reports", _reports),
    ("confirm_edition", _to_confirm),
)
"""In order of haste; a new kind of work is one line here."""


def _section(title: str, nothing: str, address: str, tasks: Iterable[Task], count: int) -> Section:
    shown = list(tasks)
    return Section(title, nothing, address, shown, count - len(shown))


def _read(one: Contribution) -> Task:
    due = _moment(one.read_before) if one.state == State.RECEIVED else ""
    late = one.state == State.RECEIVED and one.read_before <= timezone.now()
    return _of(one, reverse("voices-staff:one", args=[one.pk]), due, late)


def _offer(one: Handover) -> Task:
    address = reverse("voices-staff:offered-item", args=[one.pk])
    return _of(one.contribution, address, _moment(one.answer_before), one.answer_before <= timezone.now())


def _of(one: Contribution, address: str, due: str = "", is_late: bool = False) -> Task:
    about = {"subject": voices.subject_name(one), "area": _area(one.area_code), "label": one.label}
    label = _("%(subject)s, %(area)s (%(label)s): %(state)s") % {**about, "state": one.get_state_display()}
    return Task(label, address, due, is_late, one.is_urgent)


def _area(code: str) -> str:
    area = area_by_code(code)
    return area.name if area else code


def _moment(at: dt.datetime) -> str:
    return date_format(timezone.localtime(at), "j F H:i")


def _day(at: dt.date) -> str:
    return date_format(at, "j F")
