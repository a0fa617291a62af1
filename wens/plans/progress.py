"""How far an action is: from its milestones only, in words. Nobody types it. Pure."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wens.plans.models import Milestone, Stage


@dataclass(frozen=True)
class Progress:
    """How many steps there are and are done, which comes first, and since when that waits (None: it is not late)."""

    done: int
    steps: int
    next: Milestone | None
    late_since: dt.date | None

    @property
    def words(self) -> str:
        """Return how far it is, in words."""
        if not self.steps:
            return _("Er zijn nog geen stappen.")
        if self.done == self.steps:
            return _("Alle stappen zijn klaar.")
        if not self.done:
            none = ngettext(
                "Van %(steps)s stap is er nog geen klaar.", "Van de %(steps)s stappen is er nog geen klaar.", self.steps
            )
            return none % {"steps": self.steps}
        return ngettext("%(done)s van de %(steps)s stappen is klaar.", "%(done)s van de %(steps)s stappen zijn klaar.",
                        self.done) % {"done": self.done, "steps": self.steps}  # fmt: skip


@dataclass(frozen=True)
class Standing:
    """Where an action stands as far as it can be counted with others: without days. `late`: its first step waits."""

    stage: str
    begun: bool
    late: bool

    @property
    def words(self) -> str:
        """Return it in words, without blame."""
        if self.stage != Stage.AGREED:
            return str(Stage(self.stage).label)
        if self.late:
            return _("duurt langer dan afgesproken")
        return _("bezig") if self.begun else _("afgesproken, nog niet begonnen")


def standing(stage: str, progress: Progress) -> Standing:
    """Return where an action stands."""
    return Standing(stage, progress.done > 0, progress.late_since is not None)


def is_late(stage: str, first: dt.date | None, today: dt.date) -> bool:
    """Tell whether the first open step waits. Only what was agreed can be late: what waits for a signature is not."""
    return first is not None and stage in (Stage.AGREED, Stage.STUCK) and first < today


def progress_of(milestones: Collection[Milestone], stage: str, *, today: dt.date) -> Progress:
    """Return how far an action is."""
    counted = [one for one in milestones if one.dropped_at is None]
    open_ = sorted((one for one in counted if one.done_at is None), key=lambda one: (one.due_on, one.title))
    first = open_[0] if open_ else None
    late = first.due_on if first and is_late(stage, first.due_on, today) else None
    return Progress(len(counted) - len(open_), len(counted), first, late)


def state_words(stage: str, progress: Progress) -> str:
    """Return where an action stands, in words and without blame."""
    if stage == Stage.AGREED and progress.late_since:
        return _("duurt langer dan afgesproken, sinds %(day)s") % {"day": date_format(progress.late_since, "j F Y")}
    return standing(stage, progress).words
