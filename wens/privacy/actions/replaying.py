"""After a restore: what the ledger names and an older database brought back is erased again."""

from collections.abc import Iterator

from wens.organisations.models import Account
from wens.privacy import ledger
from wens.privacy.actions.erasing import Why, erase_account
from wens.privacy.actions.striking import strike_words
from wens.privacy.ledger import Line
from wens.privacy.models import Erased
from wens.privacy.retention.rules import FORGOTTEN
from wens.privacy.striking import Mark
from wens.privacy.things import KINDS, kind_of
from wens.tenancy.context import Actor, current_gemeente


def replay(*, by: Actor) -> int:
    """Erase again what came back; returns how many things. Inside ``acting``, with the rights of retention."""
    return sum(_again(line, by) for line in dict.fromkeys([*_of_database(), *ledger.lines(current_gemeente())]))


def _of_database() -> Iterator[Line]:
    for one in Erased.objects.all():
        marks = tuple(Mark(**mark) for mark in one.marks)
        yield Line(one.thing, one.key, one.ground, one.request, one.of, marks)


def _again(line: Line, by: Actor) -> int:
    why = Why(line.ground, line.request)
    if line.thing == Erased.Thing.WORDS:
        return min(1, strike_words(thing=line.of, key=line.key, marks=line.marks, why=why, by=by))
    kind = KINDS["voices.Contribution"] if line.thing == Erased.Thing.CONTRIBUTION else kind_of(line.of)
    if kind and kind.came_back(line.key):
        kind.erase(line.key, why, by)
        return 1
    if line.thing == Erased.Thing.ACCOUNT and Account.objects.filter(pk=line.key).exclude(name=FORGOTTEN).exists():
        erase_account(account=line.key, why=why, by=by)
        return 1
    return 0
