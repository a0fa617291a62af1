"""A knelpunt in Dorp of Proefstad: a photo, a round table and a contribution under it, two stadsdeelmanagers."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

import pytest
from django.utils import timezone

from tests.meetings.conftest import DORP, staff  # noqa: F401  the fixture `staff`
from tests.rounds.conftest import heard, photographed, second, table_held  # noqa: F401  the fixture `photographed`
from tests.voices.people import People, working
from wens.bottlenecks import actions
from wens.bottlenecks.actions import Description, Proposal, Verdict, Words
from wens.bottlenecks.material import material
from wens.bottlenecks.models import Bottleneck, PublicText, What
from wens.bottlenecks.queries import criteria_now
from wens.organisations.models import Account
from wens.voices.models import Contribution

THEME = "living"
WORDS = Words("Afval in de achterpaden", "Grof vuil blijft te lang liggen.", "Veel mensen hebben er last van.")


@dataclass(frozen=True)
class Wijk:
    """Dorp, ready to weigh."""

    people: People
    other: Account
    told: Contribution


@pytest.fixture
def wijk(staff: People) -> Wijk:  # noqa: F811
    """Return Dorp with a held round table, and a contribution that was read; without a photo, which takes seconds."""
    told = heard(area_code="BU00010000")
    table_held(staff)
    return Wijk(staff, second(staff), told)


@pytest.fixture
def wijk_with_photo(photographed: People, wijk: Wijk) -> Wijk:  # noqa: F811
    """Return Dorp with a photo too."""
    return wijk


def names(account: Account, kinds: str = "fsc") -> list[str]:
    """What somebody can let a knelpunt rest on, of these kinds."""
    with working(account) as by:
        return [one.name for one in material(DORP, THEME, by) if one.name and one.name[0] in kinds]


def proposed(
    wijk: Wijk, *, by_whom: Account | None = None, evidence: Sequence[str] | None = None, urgent: bool = False
) -> Bottleneck:
    """Propose a knelpunt that rests on a figure, a statement and a contribution (what somebody may see of them)."""
    account = by_whom or wijk.people.manager
    of = Proposal(
        DORP, THEME, Description("Afval", "Grof vuil blijft liggen.", place="Achterpad"),
        evidence=names(account) if evidence is None else evidence, urgent=urgent,
    )  # fmt: skip
    with working(account) as by:
        return actions.propose(of=of, by=by, answer_key=uuid.uuid4())


def weighed(wijk: Wijk, one: Bottleneck, at: int = 0) -> Bottleneck:
    """Weigh it on every criterion: the option at this place of each."""
    with working(wijk.people.manager) as by:
        answers = {row.key: row.options[at].key for row in criteria_now()}
        actions.weigh(key=one.pk, answers=answers, note="", by=by)
        return Bottleneck.objects.get(pk=one.pk)


def verdict(what: What = What.ADOPT, wijk: Wijk | None = None, **other: object) -> Verdict:
    """What is decided, with all that it asks."""
    more: dict[str, object] = {}
    if what == What.PASS_ON and wijk:
        more["passed_to"] = wijk.people.domijn.organisation_id
    if what == What.PARK:
        more["parked_until"] = timezone.localdate() + timezone.timedelta(days=90)
    return Verdict(what, "Het raakt veel mensen.", WORDS, **{**more, **other})  # type: ignore[arg-type]


def decided(wijk: Wijk, one: Bottleneck, what: What = What.ADOPT) -> Bottleneck:
    """Decide as the stadsdeelmanager."""
    with working(wijk.people.manager) as by:
        actions.decide(key=one.pk, of=verdict(what, wijk), by=by)
        return Bottleneck.objects.get(pk=one.pk)


def approved(wijk: Wijk, one: Bottleneck) -> PublicText:
    """Let the other stadsdeelmanager approve the text that waits."""
    with working(wijk.other) as by:
        return actions.approve(key=one.texts.get(state="proposed").pk, by=by)
