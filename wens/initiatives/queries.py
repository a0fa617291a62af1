"""Shared reads on initiatives and networks. Inside ``acting``; what people wrote only with the right to it."""

from collections.abc import Collection
from uuid import UUID

from django.db.models import Count, Prefetch, Q, QuerySet

from wens.areas.queries import area_names
from wens.budgets.models import Application
from wens.budgets.queries import HIDDEN as NOT_SHOWN
from wens.initiatives.models import Initiative, Need, Network, State, Step, Support, Supporter
from wens.initiatives.states import FRESH, SHOWN
from wens.plans.models import FocusPoint, FocusState

LEVELS = ("gemeente", "stadsdeel", "local_wijk", "wijk", "buurt")


def _whole(found: QuerySet[Initiative]) -> QuerySet[Initiative]:
    needs = Prefetch("needs", Need.objects.select_related("organisation", "application__budget"))
    counted = Q(backers__confirmed_at__isnull=False)
    return (
        found.select_related("group", "network", "result")
        .prefetch_related(needs)
        .annotate(
            backed=Count("backers", filter=counted, distinct=True),
            helped=Count("backers", filter=counted & Q(backers__kind=Support.HELPS), distinct=True),
        )
    )


def initiative(key: UUID) -> Initiative | None:
    """Return one initiative with its help and how many support it, or None. Two queries."""
    return _whole(Initiative.objects.filter(pk=key)).first()


def public(*, area_codes: Collection[str] | None = None, focus: UUID | None = None) -> list[Initiative]:
    """Return what everybody may read, the newest first; in these areas, for a speerpunt. Two queries."""
    found = Initiative.objects.filter(state__in=SHOWN)
    if area_codes is not None:
        found = found.filter(area_code__in=list(area_codes))
    return list(_whole(found.filter(links__focus=focus) if focus else found))


def fresh() -> list[Initiative]:
    """Return the ideas that wait to be read, the oldest first; those that wait for an answer last."""
    found = Initiative.objects.filter(state__in=FRESH).select_related("group")
    return sorted(found, key=lambda one: (one.state != State.RECEIVED, one.received_at))


def declined() -> list[Initiative]:
    """Return the ideas that could not be an initiative, the newest first: they can be opened again."""
    return list(Initiative.objects.filter(state=State.DECLINED).select_related("group"))


def story(one: Initiative) -> list[Step]:
    """Return what happened that everybody may read, the oldest first."""
    return list(one.steps.filter(is_private=False))


def history(one: Initiative) -> list[Step]:
    """Return what happened, the oldest first; the words between us and who brought it only with the right."""
    return list(one.steps.all())


def need(key: UUID) -> Need | None:
    """Return one kind of help with its initiative, or None."""
    return Need.objects.select_related("initiative").filter(pk=key).first()


def supporter(key: UUID) -> Supporter | None:
    """Return who supports an initiative, which is a hash, with the initiative; or None."""
    return Supporter.objects.select_related("initiative").filter(pk=key).first()


def focus_points_of(one: Initiative) -> list[FocusPoint]:
    """Return the adopted speerpunten that an initiative serves."""
    return list(one.focus_points.exclude(state=FocusState.DRAFT))


def focus_points() -> list[FocusPoint]:
    """Return the speerpunten that an initiative can serve, the newest period first."""
    return list(FocusPoint.objects.filter(state=FocusState.ADOPTED))


def applications() -> list[Application]:
    """Return the applications for a wijkbudget that everybody may read, the newest first."""
    found = Application.objects.exclude(title="").exclude(state__in=NOT_SHOWN).select_related("budget")
    return list(found.order_by("-budget__year", "budget__area_code", "number"))


def networks(*, area_codes: Collection[str] | None = None, running: bool = False) -> list[Network]:
    """Return the networks of residents (of these areas), by name; `running`: those that are not over."""
    found = Network.objects.all()
    if area_codes is not None:
        found = found.filter(area_code__in=list(area_codes))
    return list(found.filter(stopped_on=None) if running else found)


def network(key: UUID) -> Network | None:
    """Return one network, or None."""
    return Network.objects.filter(pk=key).first()


def names() -> dict[str, str]:
    """Return the names of the areas in which there can be an initiative, by code."""
    return area_names(*LEVELS)
