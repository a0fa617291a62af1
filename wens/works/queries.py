"""Shared reads on wijkbeheerplannen and works. Inside `acting`; drafts are for who sees works."""

from collections.abc import Collection
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from wens.areas.queries import AreaRow, area_by_code, areas
from wens.tenancy.context import Actor, current
from wens.voices.heard import Voice, voices_among
from wens.works.models import (
    OPEN_VERSION,
    PUBLIC_VERSION,
    LinkedContribution,
    Version,
    VersionState,
    Work,
    YearPlan,
)
from wens.works.rules import may
from wens.works.states import MOVE, OPEN

LEVELS = ("local_wijk", "wijk", "buurt")


def plan_areas() -> list[AreaRow]:
    """Return the areas that have a plan: the wijken that people speak of, else those of CBS, else buurten; by name."""
    found = areas()
    level = next((one for one in LEVELS if any(area.level == one for area in found)), "")
    return sorted((area for area in found if area.level == level), key=lambda area: area.name)


def is_plan_area(code: str) -> bool:
    """Tell whether an area can have a plan."""
    return any(one.code == code for one in plan_areas())


def name_of(code: str) -> str:
    """Return the name of an area, or its code when it is gone."""
    found = area_by_code(code)
    return found.name if found else code


def plans(area_code: str = "") -> list[YearPlan]:
    """Return the plans, of all wijken or of one, the newest year first."""
    found = YearPlan.objects.all()
    return list(found.filter(area_code=area_code) if area_code else found)


def plan(key: UUID) -> YearPlan | None:
    """Return one plan, or None."""
    return YearPlan.objects.filter(pk=key).first()


def areas_with_plan() -> set[str]:
    """Return the areas of which everybody reads a plan. One query."""
    return set(YearPlan.objects.filter(versions__state=VersionState.SIGNED).values_list("area_code", flat=True))


def signed_years(area_code: str) -> list[int]:
    """Return the years of a wijk with a plan that everybody reads now, newest first. One query."""
    found = YearPlan.objects.filter(area_code=area_code, versions__state=VersionState.SIGNED)
    return list(found.order_by("-year").values_list("year", flat=True).distinct())


def last_signed(plan: UUID) -> Version | None:
    """Return the version of a plan that everybody reads now, or None."""
    return Version.objects.filter(plan=plan, state=VersionState.SIGNED).order_by("-number").first()


def last_of(area_code: str, year: int) -> Version | None:
    """Return the version that everybody reads now of the plan of a wijk in a year, or None."""
    found = Version.objects.filter(plan__area_code=area_code, plan__year=year, state=VersionState.SIGNED)
    return found.select_related("plan").order_by("-number").first()


def published(area_code: str, year: int) -> list[Version]:
    """Return the versions that are or were public of a plan, newest first."""
    found = Version.objects.filter(plan__area_code=area_code, plan__year=year, state__in=PUBLIC_VERSION)
    return list(found.select_related("plan").order_by("-number"))


def versions(plan: UUID) -> list[Version]:
    """Return all versions of a plan, newest first; drafts for who sees works."""
    return list(Version.objects.filter(plan=plan))


def version(key: UUID) -> Version | None:
    """Return one version, or None."""
    return Version.objects.select_related("plan").filter(pk=key).first()


def open_versions() -> list[Version]:
    """Return the versions that are being written or wait for a signature, oldest first."""
    return list(Version.objects.filter(state__in=OPEN_VERSION).select_related("plan").order_by("written_at"))


def to_sign() -> list[Version]:
    """Return the versions that wait for a second person, oldest first."""
    return [one for one in open_versions() if one.state == VersionState.OFFERED]


def returned_to(writer: str) -> list[Version]:
    """Return the versions that came back to who wrote them; `writer`: the reference of an actor."""
    return [one for one in open_versions() if one.state == VersionState.RETURNED and one.written_by == writer]


def works_of(plan: UUID) -> list[Work]:
    """Return the works of a plan in order, with who carries them out and where they came from or went."""
    return list(_works().filter(plan=plan))


def works(keys: Collection[UUID]) -> dict[UUID, Work]:
    """Return works by key, with their steps and how many contributions they came from. Four queries."""
    found = _works().filter(pk__in=list(keys)).prefetch_related("steps__organisation", "contributions")
    return {one.pk: one for one in found}


def work(key: UUID) -> Work | None:
    """Return one work, or None."""
    return _works().filter(pk=key).first()


def open_works(organisation: UUID) -> list[Work]:
    """Return what an organisation still has to carry out this year or earlier, in the order of the year."""
    found = _works().filter(responsible=organisation, state__in=OPEN, plan__year__lte=timezone.localdate().year)
    return list(found.filter(shown_at__isnull=False).order_by("plan__year", "period", "title"))


def over(year: int) -> list[Work]:
    """Return the works of years before `year` that nobody finished, stopped or carried over, oldest first."""
    return list(_works().filter(plan__year__lt=year, state__in=OPEN).order_by("plan__year", "period", "title"))


def own_works(by: Actor) -> list[Work]:
    """Return what `by`, who acts now, has to carry out for the own organisation."""
    return open_works(UUID(current().organisation)) if may(by, MOVE) and current().organisation else []


def earlier(one: Work) -> list[Work]:
    """Return the same work in the plans of earlier years, the last year first. A query per year."""
    found: list[Work] = []
    while (held := found[-1] if found else one).previous_id is not None:
        found.append(_works().prefetch_related("steps__organisation").get(pk=held.previous_id))
    return found


def links_of(work: UUID) -> list[LinkedContribution]:
    """Return which contributions a work came from."""
    return list(LinkedContribution.objects.filter(work=work))


def voices_behind(keys: Collection[UUID]) -> dict[UUID, list[Voice]]:
    """Return the contributions behind works, as everybody may hear of them, by work. Two queries."""
    rows = LinkedContribution.objects.filter(work__in=list(keys)).values_list("work", "contribution")
    heard = {one.contribution: one for one in voices_among([contribution for _work, contribution in rows])}
    found: dict[UUID, list[Voice]] = {}
    for key, contribution in rows:
        if contribution in heard:
            found.setdefault(key, []).append(heard[contribution])
    return found


def came_of(contributions: Collection[UUID]) -> list[Work]:
    """Return the works that the outside knows of and that came from these contributions, the newest year only."""
    rows = LinkedContribution.objects.filter(contribution__in=list(contributions)).values("work")
    found = _works().filter(pk__in=rows, shown_at__isnull=False)
    went_on = {one.previous_id for one in found}
    return [one for one in found if one.pk not in went_on]


def came_of_all(contributions: Collection[UUID]) -> list[Work]:
    """Return all works that came from these contributions, for who sees works."""
    rows = LinkedContribution.objects.filter(contribution__in=list(contributions)).values("work")
    return list(_works().filter(pk__in=rows))


def contributions_behind(work: UUID) -> list[UUID]:
    """Return the keys of the contributions that a work came from."""
    return list(LinkedContribution.objects.filter(work=work).values_list("contribution", flat=True))


def _works() -> "QuerySet[Work]":
    return Work.objects.select_related("plan", "responsible", "previous__plan", "next__plan")
