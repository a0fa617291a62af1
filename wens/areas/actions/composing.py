"""Putting a definition of composed areas in force, for every active generation of buurten."""

from wens.areas.actions.crosswalks import link_complexes
from wens.areas.actions.making import make_composed
from wens.areas.actions.storing import Followed, lock_areas, switch
from wens.areas.compositions import Composed, Definition, shipped_definition
from wens.areas.findings import refuse
from wens.areas.models import COMPOSED, Composition, Generation, Level, Member, State
from wens.audit.actions import record
from wens.tenancy.context import Actor, current_gemeente


def compose(*, definition: Definition, by: Actor) -> Followed:
    """Replace what the owners in ``definition`` had defined, and make the areas anew; call inside ``acting``.

    A definition without working areas replaces the gemeente's own stadsdelen and local wijken only, and one of a
    partner only the partner's. Raises AreasError when the definition is of another gemeente.
    """
    gemeente = current_gemeente()
    if definition.gemeente != gemeente:
        raise refuse(
            "gemeente", f"The definition is of {definition.gemeente}, not of {gemeente}.", "Give that --gemeente."
        )
    lock_areas(gemeente)
    _store(definition, by)
    made: list[str] = []
    findings = []
    for year in Generation.objects.filter(level=Level.BUURT, state=State.ACTIVE).values_list("year", flat=True):
        followed = apply_compositions(year, by=by)
        made += followed.made
        findings += followed.findings
    return Followed(made, findings)


def adopt_shipped(*, by: Actor) -> None:
    """Put the definition that comes with WENS in force where the gemeente has none of its own."""
    if Composition.objects.filter(owner="").exists():
        return
    definition = shipped_definition(current_gemeente())
    if definition is not None:
        _store(definition, by)


def apply_compositions(year: int, *, by: Actor) -> Followed:
    """Make and activate the composed levels of ``year`` and the links of complexes that are lists of postcodes."""
    generations, findings = make_composed(year, by=by)
    outdated = Generation.objects.filter(level__in=COMPOSED, year=year, state=State.ACTIVE, made=True)
    outdated.update(state=State.RETIRED)
    for generation in generations:
        switch(generation, by=by)
    linked, unknown = link_complexes(year)
    return Followed([f"{one.level} {one.year}" for one in generations] + linked, findings + unknown)


def _store(definition: Definition, by: Actor) -> None:
    owners = {composed.owner for composed in definition.compositions}
    Composition.objects.filter(owner__in=owners).delete()
    rows = Composition.objects.bulk_create(
        Composition(
            code=definition.code_of(composed), key=composed.key, name=composed.name, kind=composed.kind,
            owner=composed.owner, status=definition.status, note=composed.doubt,
        )
        for composed in definition.compositions
    )  # fmt: skip
    Member.objects.bulk_create(
        Member(composition=row, kind=kind, code=code)
        for row, composed in zip(rows, definition.compositions, strict=True)
        for kind, code in _members(composed)
    )
    numbers = {"compositions": len(rows), "owners": sorted(owners), "status": definition.status}
    record("areas.compositions.defined", subject=definition.gemeente, by=by, data=numbers)


def _members(composed: Composed) -> list[tuple[str, str]]:
    return [("buurt", code) for code in composed.buurten] + [("postcode4", code) for code in composed.postcodes]
