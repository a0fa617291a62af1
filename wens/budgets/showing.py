"""A year of a wijkbudget as it is shown: on the page, on paper, to staff. Every total comes from the ledger."""

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal

from wens.budgets import queries
from wens.budgets.ledger import NOTHING, ZERO, Balance, balances, balances_of_applications
from wens.budgets.models import Application, Budget, Decision, Result, State


@dataclass(frozen=True)
class Line:
    """An application and its money."""

    application: Application
    money: Balance

    @property
    def decision(self) -> Decision | None:
        """The last decision."""
        found = list(self.application.decisions.all())
        return found[-1] if found else None

    @property
    def result(self) -> Result | None:
        """What came of it."""
        return getattr(self.application, "result", None)


@dataclass(frozen=True)
class Year:
    """The budget of one area in a year: its money, and the applications that have words for everybody."""

    budget: Budget
    name: str
    money: Balance
    lines: list[Line]
    waiting: int

    def at(self, *states: str) -> list[Line]:
        """Return the lines of which the application stands at one of `states`."""
        return [line for line in self.lines if line.application.state in states]

    @property
    def decided(self) -> list[Line]:
        """The lines that were decided, as the account lists them."""
        return self.at(State.GRANTED, State.DONE, State.STOPPED, State.REFUSED)


@dataclass(frozen=True)
class Account:
    """What came in and went out in an area and year: of its own budget and of those within it."""

    code: str
    name: str
    year: int
    years: list[Year]

    @property
    def total(self) -> Balance:
        """The sum of all budgets."""
        return sum((year.money for year in self.years), NOTHING)

    @property
    def reconciles(self) -> bool:
        """Tell whether every budget does, and each adds up to what its applications got."""
        return all(year.money.reconciles and _adds_up(year.money, year.lines) for year in self.years)

    @property
    def is_example(self) -> bool:
        """Tell whether something in it is invented."""
        return any(year.budget.is_example for year in self.years)


def _adds_up(money: Balance, lines: list[Line]) -> bool:
    spent = sum((line.money.spent for line in lines), ZERO)
    promised = sum((line.money.promised for line in lines), ZERO)
    return (spent, promised) == (money.spent, money.promised)


def account(code: str, year: int) -> Account | None:
    """Return the account of an area and year; None when no budget of that year lies in it. Five queries at most."""
    return of_budgets(code, year, queries.budgets_in(queries.inside(code), year))


def of_budgets(code: str, year: int, found: Collection[Budget]) -> Account | None:
    """Return the account of some budgets of one year under the name of an area; None without any."""
    if not found:
        return None
    keys, names = [one.pk for one in found], queries.names()
    money, each = balances(keys), balances_of_applications(keys)
    lines: dict[object, list[Line]] = {key: [] for key in keys}
    waiting: dict[object, int] = dict.fromkeys(keys, 0)
    for one in queries.applications(keys):
        if one.is_public and one.state not in queries.HIDDEN:
            lines[one.budget_id].append(Line(one, each.get(one.pk, NOTHING)))
        elif one.state in (State.RECEIVED, State.ASKED):
            waiting[one.budget_id] += 1
    shown = [
        Year(one, names.get(one.area_code, one.area_code), money.get(one.pk, NOTHING), lines[one.pk], waiting[one.pk])
        for one in found
    ]
    shown.sort(key=lambda one: (one.budget.area_code != code, one.name))
    return Account(code, names.get(code, code), year, shown)


def places(money: Balance) -> list[tuple[str, Decimal]]:
    """Return where the money of a balance is, as (key, amount); together they are what came in."""
    return [("spent", money.spent), ("promised", money.promised), ("free", money.free), ("gone", money.gone)]
