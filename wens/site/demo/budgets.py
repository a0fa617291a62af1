"""An invented year of the wijkbudgetten of West, decided by invented people, and marked as such."""

import datetime as dt
import secrets
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml
from django.utils import timezone

from wens.access.rules import rights_of
from wens.budgets import actions
from wens.budgets.actions import Asked, Question, Shown, Terms
from wens.budgets.models import Application, Budget, Followed, Function, Seat
from wens.organisations.actions import create_account
from wens.organisations.models import Account, Organisation, Role
from wens.organisations.queries import account_by_email, organisation_by_slug
from wens.tenancy.context import Actor, acting

FILE = Path(__file__).resolve().parents[2] / "definitions" / "demo" / "wijkbudget.yaml"
MANDATE = "Verzonnen: mandaatbesluit wijkbudgetten van het college (Awb artikel 10:3)"
OBJECTION = (
    "Schrijf een brief aan burgemeester en wethouders. Zet erin: uw naam en adres, de datum, over welk besluit het "
    "gaat, waarom u het er niet mee eens bent, en uw handtekening."
)
RULES = (
    "Het plan is goed voor meer mensen in de wijk. U voert het zelf uit, of samen met anderen. "
    "Het geld is niet bedoeld voor eten, reizen of cadeaus."
)
REASON = {
    "granted": "Het plan past bij de wijk, veel bewoners doen mee en de begroting klopt.",
    "refused": "Dit past niet bij de regels van het wijkbudget: het is niet voor de hele wijk.",
}


def load_budgets(gemeente: str, domain: str) -> int:
    """Load the invented year when there is no budget yet; returns how many applications."""
    with acting(gemeente, Actor.machine()):
        year = yaml.safe_load(FILE.read_text("utf-8")).get(gemeente)
        manager = account_by_email(f"stadsdeelmanager@{domain}")
        if year is None or manager is None or Budget.objects.exists():
            return 0
    made = 0
    for of in year:
        with acting(gemeente, Actor.machine()):
            chair, treasurer = _seated(of["council"], domain, manager)
        budget = _opened(of, manager)
        if "before" in of:
            _year_before(of, budget, manager, chair, treasurer)
        ones = [(_applied(budget, plan), plan) for plan in of["plans"]]
        made += len(ones)
        for one, (title, _asked, _kind, fate) in ones:
            _go_on(one, title, fate, chair, treasurer)
        _vote(budget, [one for one, plan in ones if plan[3] == "vote"], chair)
    _advice(year[0]["council"], manager, chair_of=domain)
    return made


@contextmanager
def _as(account: Account) -> Iterator[Actor]:
    actor = account.as_actor()
    with acting(account.gemeente, actor, rights=rights_of(account), organisation=str(account.organisation_id)):
        yield actor


def _council(slug: str) -> Organisation:
    found = organisation_by_slug(slug)
    if found is None:
        raise LookupError(f"the demo has no raad {slug}")
    return found


def _seated(slug: str, domain: str, manager: Account) -> tuple[Account, Account]:
    """A chair and a treasurer of a raad: those that one can log in as, or invented ones that nobody can."""
    council = _council(slug)
    named = [("voorzitter", Function.CHAIR, "Verzonnen Voorzitter"), ("penningmeester", Function.TREASURER,
             "Verzonnen Penningmeester")]  # fmt: skip
    found = []
    for key, function, name in named:
        account = account_by_email(f"{key}@{domain}")
        if account is None or account.organisation_id != council.pk:
            account = create_account(
                email=f"{key}-{slug}@{domain}", name=name, role=Role.CIVIC, password=secrets.token_urlsafe(24),
                by=Actor.machine(), organisation=council, function=str(function.label),
            )  # fmt: skip
        found.append(account)
        _sit(council, account, function, manager)
    known = account_by_email(f"wijkraad@{domain}")
    if known and known.organisation_id == council.pk:
        _sit(council, known, Function.SECRETARY, manager)
    return found[0], found[1]


def _sit(council: Organisation, account: Account, function: Function, manager: Account) -> None:
    begins = dt.date(timezone.localdate().year - 1, 1, 1)
    if not Seat.objects.filter(council=council, account=account, ends_on=None).exists():
        with _as(manager) as by:
            actions.give_seat(council=council, account=account, function=function, decides=True, starts_on=begins,
                              keeps_money=function == Function.TREASURER, by=by)  # fmt: skip


def _terms(of: dict[str, Any], year: int, **other: Any) -> Terms:
    said = {
        "opens_on": dt.date(year, 1, 1), "closes_on": dt.date(year, 12, 31), "council": _council(of["council"]),
        "mandate": MANDATE, "objection": OBJECTION, "about": RULES, "carry": "all", "most_each": Decimal("15000.00"),
    }  # fmt: skip
    return Terms(**{**said, **other})


def _opened(of: dict[str, Any], manager: Account) -> Budget:
    year = timezone.localdate().year
    with _as(manager) as by:
        budget = actions.open_budget(area_code=of["area"], year=year, terms=_terms(of, year), by=by, is_example=True)
        actions.allot(budget=budget.pk, amount=Decimal(of["means"]), reason=f"Begroting {year} (verzonnen)",
                      key=uuid.uuid4(), by=by)  # fmt: skip
    return budget


def _year_before(of: dict[str, Any], now: Budget, manager: Account, chair: Account, treasurer: Account) -> None:
    """A closed year with one plan, of which the rest went on to this year."""
    means, title, asked = of["before"]
    year, today = now.year - 1, timezone.localdate()
    with _as(manager) as by:
        terms = _terms(of, year, closes_on=today, most_each=None)
        budget = actions.open_budget(area_code=of["area"], year=year, terms=terms, by=by, is_example=True)
        actions.allot(budget=budget.pk, amount=Decimal(means), reason=f"Begroting {year} (verzonnen)",
                      key=uuid.uuid4(), by=by)  # fmt: skip
    _go_on(_applied(budget, [title, asked, "association", "done"]), title, "done", chair, treasurer)
    with _as(manager) as by:
        actions.change_terms(budget=budget.pk, terms=_terms(of, year), by=by)
        actions.close_year(budget=budget.pk, by=by)


def _applied(budget: Budget, plan: list[str]) -> Application:
    title, asked, kind, _fate = plan
    said = Asked(
        kind=kind, title=title, about=f"{title}: een verzonnen plan om te laten zien hoe het werkt.",
        name="Verzonnen Naam", costs=f"Alles bij elkaar: {asked}", amount=Decimal(asked),
        email="aanvrager@voorbeeld.example",
        speaks_for="" if kind in ("resident", "neighbours") else "Vereniging Verzonnen",
    )  # fmt: skip
    with acting(budget.gemeente, Actor.public()) as now:
        return actions.apply(
            budget=budget.pk, asked=said, answer_key=uuid.uuid4(), by=now.actor, is_example=True
        ).application


def _go_on(one: Application, title: str, fate: str, chair: Account, treasurer: Account) -> None:
    if fate in ("new", "withdrawn"):
        if fate == "withdrawn":
            with acting(one.gemeente, Actor.public(), rights={"read_applicants"}) as now:
                actions.withdraw(application=one.pk, by=now.actor)
        return
    with _as(treasurer) as by:
        about = f"{title}: een verzonnen plan om te laten zien hoe het werkt."
        applicant = "" if one.kind in ("resident", "neighbours") else "Vereniging Verzonnen"
        actions.check(application=one.pk, shown=Shown(title=title, about=about, applicant=applicant), by=by)
    if fate in ("checked", "vote"):
        return
    outcome = "refused" if fate == "refused" else "granted"
    with _as(chair) as by:
        amount = one.asked if outcome == "granted" else None
        actions.decide(application=one.pk, outcome=outcome, amount=amount, reason=REASON[outcome], by=by)
    if fate in ("done", "paid"):
        _paid(one, one.asked if fate == "done" else (one.asked / 2).quantize(Decimal("0.01")), treasurer)
    if fate == "done":
        with _as(treasurer) as by:
            actions.tell_result(application=one.pk, words="Het is gelukt. Kom eens kijken!",
                                done_on=timezone.localdate(), by=by)  # fmt: skip
    if fate == "stopped":
        with _as(treasurer) as by:
            actions.stop(application=one.pk, reason="De grond is van een ander.", by=by)


def _paid(one: Application, amount: Decimal, treasurer: Account) -> None:
    with _as(treasurer) as by:
        actions.pay(application=one.pk, amount=amount, booked_on=timezone.localdate(),
                    reason=f"Factuur {one.number} (verzonnen)", key=uuid.uuid4(), by=by)  # fmt: skip


def _vote(budget: Budget, ones: list[Application], chair: Account) -> None:
    if not ones:
        return
    now = timezone.now()
    with _as(chair) as by:
        made = actions.plan_vote(
            budget=budget.pk, method="shares", stake=Decimal("12000.00"), opens_at=now, by=by,
            closes_at=now + dt.timedelta(days=21), applications=[one.pk for one in ones],
        )  # fmt: skip
        actions.print_codes(vote=made.pk, number=25, by=by)
        actions.open_vote(vote=made.pk, by=by)


def _advice(slug: str, manager: Account, *, chair_of: str) -> None:
    """Two invented pieces of advice: one answered in part, one that waits on the raad."""
    with acting(manager.gemeente, Actor.machine()):
        council, chair = _council(slug), account_by_email(f"voorzitter@{chair_of}")
    due = timezone.localdate() + dt.timedelta(weeks=6)
    asked = Question(title="De nieuwe speelplek", text="Waar komt de speelplek, en voor welke leeftijd?", due_on=due)
    with _as(manager) as by:
        answered = actions.ask_advice(council=council, of=asked, by=by, is_example=True)
        waits = Question(title="Verlichting op het achterpad", text="Welke paden eerst?", due_on=due)
        actions.ask_advice(council=council, of=waits, by=by, is_example=True)
    if chair is None:
        return
    with _as(chair) as by:
        actions.give_advice(advice=answered.pk, text="Leg hem bij het wijkcentrum, voor kinderen tot twaalf.", by=by)
    with _as(manager) as by:
        actions.answer_advice(
            advice=answered.pk, followed=Followed.PARTLY, by=by,
            answer="De plek nemen wij over. Tot zestien jaar, omdat juist daarvoor nu niets is in de wijk.",
        )  # fmt: skip
