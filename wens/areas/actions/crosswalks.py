"""Crosswalks: derived between divisions and from postcodes, or loaded from a file that somebody counted."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import groupby

from wens.areas.crosswalk_files import SuppliedCrosswalk
from wens.areas.findings import Finding, refuse
from wens.areas.geometry.overlap import Link, chained, link_by_label, link_divisions, normalised
from wens.areas.models import Area, Composition, Crosswalk, Generation, Level, State
from wens.areas.stored import Stored, read_stored
from wens.audit.actions import record
from wens.tenancy.context import Actor

BATCH = 2000


def kind_of(level: str, year: int) -> str:
    """Return the name of a division in a crosswalk: ``buurt:2021``."""
    return f"{level}:{year}"


def derive_crosswalks(generation: Generation) -> list[str]:
    """Derive what follows from the active ``generation``; return the crosswalks that were made.

    Between it and the other active years of its level, both ways; from postcodes to its buurten. What a person supplied
    stays as it is.
    """
    if generation.level not in (Level.BUURT, Level.WIJK):
        return []
    here = read_stored(generation)
    kind = kind_of(generation.level, generation.year)
    made = []
    others = Generation.objects.filter(level=generation.level, state=State.ACTIVE).exclude(pk=generation.pk)
    for other in others:
        there = read_stored(other)
        there_kind = kind_of(other.level, other.year)
        made += _replace(there_kind, kind, _links_between(there, here))
        made += _replace(kind, there_kind, _links_between(here, there))
    if generation.level == Level.BUURT:
        made += _replace("postcode4", kind, link_by_label(here.postcodes, here.codes, here.as_division().holds))
        made += _chain_postcodes()
    return made


def _chain_postcodes() -> list[str]:
    """Lead postcodes on to divisions that were delivered without them, through the newest division that has them."""
    years = list(
        Generation.objects.filter(level=Level.BUURT, state=State.ACTIVE)
        .order_by("-year")
        .values_list("year", flat=True)
    )
    known = {year: _stored_links("postcode4", kind_of(Level.BUURT, year)) for year in years}
    through = next((year for year in years if known[year]), None)
    made = []
    for year in years:
        if through is not None and not known[year]:
            onward = _stored_links(kind_of(Level.BUURT, through), kind_of(Level.BUURT, year))
            made += _replace("postcode4", kind_of(Level.BUURT, year), chained(known[through], onward))
    return made


def _stored_links(from_kind: str, to_kind: str) -> list[Link]:
    rows = Crosswalk.objects.filter(from_kind=from_kind, to_kind=to_kind)
    return [Link(*row) for row in rows.values_list("from_code", "to_code", "weight", "basis")]


def _links_between(source: Stored, target: Stored) -> list[Link]:
    links = link_divisions(source.as_division(), target.as_division())
    shapeless = {code for stored in (source, target) for code, shape in zip(stored.codes, stored.shapes, strict=True)
                 if shape is None}  # fmt: skip
    same = set(source.codes) & set(target.codes) & shapeless
    linked = {link.from_code for link in links}
    return links + [Link(code, code, 1.0, "code") for code in sorted(same - linked)]


def _replace(from_kind: str, to_kind: str, links: Sequence[Link], *, source: str = "") -> list[str]:
    pairs = Crosswalk.objects.filter(from_kind=from_kind, to_kind=to_kind)
    pairs.filter(source="").delete()
    supplied = set(pairs.values_list("from_code", flat=True))
    rows = [link for link in links if link.from_code not in supplied]
    _insert(from_kind, to_kind, rows, source)
    return [f"crosswalk {from_kind} -> {to_kind} ({len(rows)} links)"] if rows else []


def _insert(from_kind: str, to_kind: str, links: Iterable[Link], source: str) -> None:
    Crosswalk.objects.bulk_create(
        (
            Crosswalk(
                from_kind=from_kind, to_kind=to_kind, from_code=link.from_code, to_code=link.to_code,
                weight=link.weight, basis=link.basis, source=source[:200],
            )
            for link in links
        ),
        batch_size=BATCH,
    )  # fmt: skip


def load_crosswalk(*, supplied: SuppliedCrosswalk, file: str, by: Actor, commit: bool = False) -> int:
    """Store a supplied crosswalk in place of what was known for its codes; return the number of links.

    Call inside ``acting``. Raises AreasError when the division that it leads to is not loaded, or lacks its codes.
    """
    level, _, year = supplied.to_kind.partition(":")
    generation = Generation.objects.filter(level=level, year=int(year), state=State.ACTIVE).first()
    if generation is None:
        raise refuse(
            "no_generation", f"{supplied.to_kind} is not loaded.", "Load it first with: wens areas load.", file=file
        )
    known = set(Area.objects.filter(generation=generation).values_list("code", flat=True))
    unknown = sorted({link.to_code for link in supplied.links} - known)
    if unknown:
        problem = f"{len(unknown)} codes are not in {supplied.to_kind}: {', '.join(unknown[:10])}."
        raise refuse("unknown_codes", problem, "Correct the codes or --to.", file=file)
    if not commit:
        return len(supplied.links)
    codes = {link.from_code for link in supplied.links}
    Crosswalk.objects.filter(from_kind=supplied.from_kind, to_kind=supplied.to_kind, from_code__in=codes).delete()
    _insert(supplied.from_kind, supplied.to_kind, supplied.links, file)
    numbers = {"links": len(supplied.links), "file": file}
    record("areas.crosswalk.loaded", subject=f"{supplied.from_kind}->{supplied.to_kind}", by=by, data=numbers)
    return len(supplied.links)


def link_complexes(year: int) -> tuple[list[str], list[Finding]]:
    """Link working areas that are lists of postcodes (a corporation's complex) to the buurten of ``year``.

    Each postcode of a complex counts equally, because how many homes it has in each is not known here.
    """
    kind = kind_of(Level.BUURT, year)
    by_postcode: dict[str, list[tuple[str, float, str]]] = defaultdict(list)
    for row in Crosswalk.objects.filter(from_kind="postcode4", to_kind=kind):
        by_postcode[row.from_code].append((row.to_code, row.weight, row.basis))
    links: list[Link] = []
    findings: list[Finding] = []
    for composition in Composition.objects.filter(kind=Level.WORKING_AREA).prefetch_related("members"):
        postcodes = [member.code for member in composition.members.all() if member.kind == "postcode4"]
        unknown = [code for code in postcodes if code not in by_postcode]
        if unknown:
            problem = f"{composition.name} is not linked for {year}: no buurt is known for {', '.join(unknown)}."
            remedy = "Load a crosswalk from postcodes with: wens areas crosswalk."
            findings.append(Finding("no_postcode", problem, remedy, value=composition.code, severity="notice"))
        elif postcodes:
            links += _links_of_complex(composition.key, [part for code in postcodes for part in by_postcode[code]])
    return _replace("complex", kind, links), findings


def _links_of_complex(key: str, parts: Sequence[tuple[str, float, str]]) -> list[Link]:
    grouped = [(code, list(group)) for code, group in groupby(sorted(parts), key=lambda part: part[0])]
    weights = normalised([sum(weight for _, weight, _ in group) for _, group in grouped])
    return [Link(key, code, weight, group[0][2]) for (code, group), weight in zip(grouped, weights, strict=True)]
