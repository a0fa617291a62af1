"""What the lines of a ledger add up to. A total is never kept anywhere: it is read from the lines, to the cent.

Each line moves an amount from one place to another, so that what came in is always what is somewhere:
``received = free + promised + spent + gone``.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from django.db.models import Sum

from wens.budgets.models import Booking, Entry

ZERO = Decimal("0.00")


class Pot(StrEnum):
    """Where money is: still at the gemeente, free, promised to an application, spent, or gone from this year."""

    GEMEENTE = "gemeente"
    FREE = "free"
    PROMISED = "promised"
    SPENT = "spent"
    GONE = "gone"


MOVES: dict[Booking, tuple[Pot, Pot]] = {
    Booking.ALLOT: (Pot.GEMEENTE, Pot.FREE),
    Booking.TAKE_BACK: (Pot.FREE, Pot.GEMEENTE),
    Booking.CARRY_IN: (Pot.GEMEENTE, Pot.FREE),
    Booking.CARRY_OUT: (Pot.FREE, Pot.GONE),
    Booking.LAPSE: (Pot.FREE, Pot.GONE),
    Booking.COMMIT: (Pot.FREE, Pot.PROMISED),
    Booking.RELEASE: (Pot.PROMISED, Pot.FREE),
    Booking.PAY: (Pot.PROMISED, Pot.SPENT),
    Booking.REFUND: (Pot.SPENT, Pot.FREE),
}
AT_END = (Booking.CARRY_OUT, Booking.LAPSE)


@dataclass(frozen=True)
class Balance:
    """The sum of each kind of line, in euro; everything else follows from it."""

    sums: dict[Booking, Decimal]

    def of(self, *kinds: Booking) -> Decimal:
        """Return the sum of the lines of some kinds."""
        return sum((self.sums.get(kind, ZERO) for kind in kinds), ZERO)

    def at(self, pot: Pot) -> Decimal:
        """Return how much is at a place."""
        return sum(
            ((amount if MOVES[kind][1] == pot else ZERO) - (amount if MOVES[kind][0] == pot else ZERO)
             for kind, amount in self.sums.items()), ZERO,
        )  # fmt: skip

    @property
    def received(self) -> Decimal:
        """What came in: from the gemeente and from last year, less what was taken back."""
        return -self.at(Pot.GEMEENTE)

    @property
    def free(self) -> Decimal:
        """What nobody was promised."""
        return self.at(Pot.FREE)

    @property
    def promised(self) -> Decimal:
        """What was promised and not paid yet."""
        return self.at(Pot.PROMISED)

    @property
    def spent(self) -> Decimal:
        """What was paid, less what came back."""
        return self.at(Pot.SPENT)

    @property
    def gone(self) -> Decimal:
        """What went to the next year or back to the gemeente."""
        return self.at(Pot.GONE)

    @property
    def granted(self) -> Decimal:
        """What applications got: promised and not taken back from the promise."""
        return self.of(Booking.COMMIT) - self.of(Booking.RELEASE)

    @property
    def reconciles(self) -> bool:
        """Tell whether what came in is where it is said to be, and nothing is below zero."""
        places = (self.free, self.promised, self.spent, self.gone)
        return sum(places, ZERO) == self.received and min(places) >= 0

    def __add__(self, other: "Balance") -> "Balance":
        return Balance({kind: self.of(kind) + other.of(kind) for kind in Booking})


NOTHING = Balance({})


def balance_of(entries: Iterable[tuple[str, Decimal]]) -> Balance:
    """Return the balance of lines given as (kind, amount)."""
    sums: dict[Booking, Decimal] = {}
    for kind, amount in entries:
        sums[Booking(kind)] = sums.get(Booking(kind), ZERO) + amount
    return Balance(sums)


def balances(budgets: Iterable[UUID]) -> dict[UUID, Balance]:
    """Return the balance of each of some budgets, in one query."""
    return _by("budget_id", Entry.objects.filter(budget__in=list(budgets)).values_list("budget_id", "kind"))


def balance(budget: UUID) -> Balance:
    """Return the balance of one budget."""
    return balances([budget]).get(budget, NOTHING)


def balances_of_applications(budgets: Iterable[UUID]) -> dict[UUID, Balance]:
    """Return the balance of each application of some budgets that money was moved for, in one query."""
    found = Entry.objects.filter(budget__in=list(budgets), application__isnull=False)
    return _by("application_id", found.values_list("application_id", "kind"))


def balance_of_application(application: UUID) -> Balance:
    """Return the balance of one application."""
    found = Entry.objects.filter(application=application)
    return _by("application_id", found.values_list("application_id", "kind")).get(application, NOTHING)


def _by(name: str, found: object) -> dict[UUID, Balance]:
    rows: dict[UUID, list[tuple[str, Decimal]]] = {}
    for key, kind, amount in found.order_by(name, "kind").annotate(total=Sum("amount")):  # type: ignore[attr-defined]
        rows.setdefault(key, []).append((kind, amount))
    return {key: balance_of(lines) for key, lines in rows.items()}
