"""What pages show of initiatives: how many support one, what it still needs, and where it stands beside a speerpunt."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from wens.initiatives import queries
from wens.initiatives.models import Initiative, Need, NeedState, State
from wens.initiatives.states import LIVING
from wens.plans.beside import Beside, Line


@dataclass(frozen=True)
class Shown:
    """One initiative for a page, with the name of its area."""

    of: Initiative
    area: str

    @property
    def backed(self) -> int:
        """How many confirmed addresses support it, helpers too; kept as it was when it ended."""
        kept = self.of.supporters
        return int(getattr(self.of, "backed", 0)) if kept is None else kept

    @property
    def helped(self) -> int:
        """How many of those want to help."""
        kept = self.of.helpers
        return int(getattr(self.of, "helped", 0)) if kept is None else kept

    @property
    def needed(self) -> list[Need]:
        """The help that is still to be found."""
        return [need for need in self.of.needs.all() if need.state == NeedState.NEEDED]

    @property
    def who(self) -> str:
        """Who brought it: a raad or association by name, a person never."""
        if self.of.group:
            return self.of.group.name
        kind = str(self.of.get_kind_display())
        return f"{kind} ({self.of.brought_for})" if self.of.brought_for else kind

    @property
    def url(self) -> str:
        """Where it stands by itself."""
        return reverse("initiatives-public:one", args=[self.of.pk])


def shown(found: Collection[Initiative]) -> list[Shown]:
    """Return initiatives for a page. One query for the names."""
    names = queries.names() if found else {}
    return [Shown(one, names.get(one.area_code, one.area_code)) for one in found]


GROUPS = (State.OPEN, State.UNDERWAY, State.PAUSED, State.DONE, State.STOPPED)
"""In the order of a page: first where one can still do something."""


def grouped(found: Collection[Initiative]) -> list[tuple[str, list[Shown]]]:
    """Return initiatives by how they stand, without empty groups."""
    ones = shown(found)
    groups = [(str(state.label), [one for one in ones if one.of.state == state]) for state in GROUPS]
    return [(label, group) for label, group in groups if group]


def living_in(area_codes: Collection[str]) -> list[Shown]:
    """Return the initiatives in these areas that look for support or are carried out. Three queries."""
    return shown([one for one in queries.public(area_codes=area_codes) if one.state in LIVING])


def at_focus(focus: UUID) -> Beside | None:
    """Return what stands beside a speerpunt: what residents start themselves. None without any."""
    found = shown(queries.public(focus=focus))
    lines = [Line(one.of.title, one.url, f"{one.area}, {one.of.get_state_display()}") for one in found]
    return Beside(_("Initiatieven van bewoners"), lines) if lines else None
