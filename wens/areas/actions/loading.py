"""Loading a file of areas: read, check, store inactive; the first one of a level and year is activated at once."""

import hashlib
import json
import re
from collections.abc import Collection
from dataclasses import asdict, dataclass, field
from typing import Any

from wens.areas.actions.activating import activate_generation
from wens.areas.actions.storing import lock_areas, store_generation
from wens.areas.checks import check, without_shape
from wens.areas.codes import PARENT_LEVEL, level_of
from wens.areas.delivery import Asked, Delivery, read_delivery
from wens.areas.draft import Draft
from wens.areas.findings import AreasError, Finding, refuse
from wens.areas.models import Area, Generation, State
from wens.audit.actions import record
from wens.organisations.actions import register_gemeente
from wens.organisations.queries import gemeente_by_code
from wens.tenancy.context import Actor, acting

LOADABLE = ("gemeente", "stadsdeel", "local_wijk", "wijk", "buurt")
CODE = re.compile(r"^GM\d{4}$")
YEARS = range(1900, 2200)


@dataclass(frozen=True)
class Loaded:
    """What a load did, or would do: ``status`` is dry_run, loaded, activated or unchanged."""

    status: str
    gemeente: str
    level: str
    year: int
    areas: int
    without_shape: int = 0
    skipped: dict[str, int] = field(default_factory=dict)
    made: list[str] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def as_dict(self) -> dict[str, Any]:
        """Return the report for JSON."""
        return asdict(self)


def load_areas(
    *,
    data: bytes,
    file: str,
    gemeente: str,
    level: str,
    year: int,
    code: str,
    name: str,
    by: Actor,
    parent: str = "",
    crs: str = "",
    commit: bool = False,
    accept_findings: bool = False,
) -> Loaded:
    """Load the areas of ``gemeente`` from ``data``; without ``commit`` only read and check.

    Makes the gemeente when it does not exist, and the levels above that were not delivered. One transaction: a killed
    load leaves nothing. Raises AreasError with all errors, and with findings unless they are accepted.
    """
    asked = Asked(gemeente.strip().upper(), level, year, code, name, parent, crs)
    _refuse_wrong_usage(asked)
    digest = _digest(data, asked)
    delivery = read_delivery(data, file=file, asked=asked)
    with acting(asked.gemeente, by):
        if commit:
            lock_areas(asked.gemeente)
        findings = check(delivery, asked, file=file, known_parents=_known_parents(asked, delivery.draft))
        if any(finding.severity == "error" or _decisive(finding, accept_findings) for finding in findings):
            raise AreasError(*findings)
        if Generation.objects.filter(level=level, year=year, digest=digest).exclude(state=State.RETIRED).exists():
            return _report("unchanged", asked, delivery, findings)
        if not commit:
            return _report("dry_run", asked, delivery, findings)
        return _store(asked, delivery, findings, file=file, digest=digest, by=by)


def _decisive(finding: Finding, accepted: bool) -> bool:
    return finding.severity == "finding" and not accepted


def _store(asked: Asked, delivery: Delivery, findings: list[Finding], *, file: str, digest: str, by: Actor) -> Loaded:
    _register(asked.gemeente, delivery.gemeente_name, by)
    first = not Generation.objects.filter(level=asked.level, year=asked.year, made=False).exists()
    generation = store_generation(
        delivery.draft,
        level=asked.level,
        year=asked.year,
        by=by,
        file=file,
        digest=digest,
        came_in=delivery.came_in,
    )
    numbers = {"areas": len(delivery.draft.codes), "file": file, "sha256": digest}
    record("areas.generation.loaded", subject=f"{asked.level}:{asked.year}", by=by, data=numbers)
    if not first:
        return _report("loaded", asked, delivery, findings)
    followed = activate_generation(level=asked.level, year=asked.year, by=by, generation=generation)
    return _report("activated", asked, delivery, [*findings, *followed.findings], made=followed.made)


def _report(
    status: str, asked: Asked, delivery: Delivery, findings: list[Finding], *, made: list[str] | None = None
) -> Loaded:
    draft = delivery.draft
    return Loaded(
        status, asked.gemeente, asked.level, asked.year, len(draft.codes), without_shape(draft), delivery.foreign,
        made or [], findings,
    )  # fmt: skip


def _register(code: str, name: str, by: Actor) -> None:
    known = gemeente_by_code(code)
    if known is None or (name and known.name == known.code):
        register_gemeente(code=code, name=name, by=by)


def _known_parents(asked: Asked, draft: Draft) -> Collection[str] | None:
    """Return the codes of the delivered parent level of this year; None when there is none, so that it is made."""
    if not asked.parent:
        return None
    said = {level_of(parent) for parent in draft.parents}
    level = said.pop() if len(said) == 1 else None
    generation = Generation.objects.filter(
        level=level or PARENT_LEVEL.get(asked.level, ""), year=asked.year, state=State.ACTIVE, made=False
    ).first()
    return set(Area.objects.filter(generation=generation).values_list("code", flat=True)) if generation else None


def _refuse_wrong_usage(asked: Asked) -> None:
    if not CODE.match(asked.gemeente):
        raise refuse("gemeente", "A gemeente code is GM and four digits.", "For instance GM0153.", value=asked.gemeente)
    if asked.level not in LOADABLE:
        raise refuse("level", "Unknown level.", f"Choose one of {', '.join(LOADABLE)}.", value=asked.level)
    if asked.year not in YEARS:
        raise refuse(
            "year", "That is no year.", "Give the year of the division, for instance 2021.", value=str(asked.year)
        )


def _digest(data: bytes, asked: Asked) -> str:
    choices = json.dumps([asked.code, asked.name, asked.parent, asked.crs])
    return hashlib.sha256(data + choices.encode()).hexdigest()
