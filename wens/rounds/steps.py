"""The eight steps of a round as data: what each is for, how long it usually takes, what everybody may read about it."""

import datetime as dt
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from wens.rounds.models import StepKey


@dataclass(frozen=True)
class StepKind:
    """A step. `weeks`: how many after the beginning it is usually done; `now`: what a resident reads while it runs."""

    key: StepKey
    weeks: int
    about: Promise | str
    now: Promise | str


KINDS: tuple[StepKind, ...] = (
    StepKind(
        StepKey.COLLECT, 2, _("De cijfers komen binnen, worden gecontroleerd en in gebruik genomen."),
        _("Wij verzamelen de cijfers over deze wijk."),
    ),
    StepKind(
        StepKey.PHOTO, 4, _("Wat de cijfers zeggen, is bewaard in een foto die niet meer verandert."),
        _("Wij kijken wat de cijfers over deze wijk zeggen."),
    ),
    StepKind(
        StepKey.LISTEN, 10, _("Bewoners en ondernemers vertellen, online en op de wijkbijeenkomst."),
        _("Wij luisteren. U kunt nu vertellen wat er speelt."),
    ),
    StepKind(
        StepKey.TABLE, 12, _("Professionals leggen hun kennis van de straat naast de foto."),
        _("Professionals bespreken wat zij in deze wijk zien."),
    ),
    StepKind(
        StepKey.WEIGH, 15, _("Drie bronnen naast elkaar; mensen besluiten wat een knelpunt is, met een reden."),
        _("Wij leggen alles naast elkaar en besluiten wat een knelpunt is."),
    ),
    StepKind(
        StepKey.PLAN, 20, _("Partners spreken speerpunten, doelen en acties af."),
        _("Partners spreken af wat zij gaan doen."),
    ),
    StepKind(
        StepKey.PUBLISH, 24, _("Foto en plan worden openbaar, na een handtekening van een tweede persoon."),
        _("Wij maken het plan openbaar."),
    ),
    StepKind(
        StepKey.FOLLOW, 50, _("Partners vertellen wat zij deden; wie iets vertelde, hoort wat ermee is gedaan."),
        _("Partners voeren het plan uit. Wij volgen of het werkt."),
    ),
)  # fmt: skip
KIND = {one.key: one for one in KINDS}
BEFORE_SIGNING = (StepKey.COLLECT, StepKey.PHOTO, StepKey.LISTEN, StepKey.TABLE)
"""Closed before the dossier can be signed off."""


def deadlines(begins_on: dt.date) -> dict[StepKey, dt.date]:
    """Return for each step the day on which it is usually done."""
    return {one.key: begins_on + dt.timedelta(weeks=one.weeks) for one in KINDS}
