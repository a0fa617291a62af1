"""``wens photo``: the photo of an area as it is now, as it was kept, or two beside each other."""

import json
from pathlib import Path
from typing import Annotated, Any

import typer

from wens.areas.queries import AreaRow
from wens.figures import queries
from wens.figures.rows import TIERS
from wens.organisations.models import Gemeente
from wens.organisations.queries import gemeente_by_code
from wens.photos import actions
from wens.photos import queries as photos
from wens.photos.compare import compare
from wens.photos.content import content
from wens.photos.gathering import deliveries_of, figures_over_years, origin_of, subjects
from wens.photos.models import Photo
from wens.photos.plain import as_text, compared_as_text
from wens.site.cli.choosing import chosen_area, chosen_gemeente
from wens.site.cli.common import AsJson, Commit, data_said_no, print_json, print_rows, say, write_file, wrong_usage
from wens.tenancy.context import Actor, acting, current

MACHINE = Actor.machine()
COLUMNS = ("area", "name", "number", "tier", "edition", "frozen_at", "frozen_by", "digest")
FORMS = ("text", "json", "pdf")


def photo(
    area: Annotated[str, typer.Argument(help="Code of an area, or a name that is not ambiguous.")],
    gemeente: Annotated[str, typer.Option(help="Code of the gemeente; needed when there are several.")] = "",
    level: Annotated[str, typer.Option(help="gemeente, stadsdeel, local_wijk, wijk or buurt.")] = "",
    tier: Annotated[str, typer.Option(help="partners or public.")] = "partners",
    language: Annotated[str, typer.Option(help="nl or en.")] = "nl",
    form: Annotated[str, typer.Option("--format", help="text, json or pdf.")] = "text",
    output: Annotated[Path | None, typer.Option("-o", "--output", help="Write to this file.")] = None,
    freeze: Annotated[bool, typer.Option("--freeze", help="Keep the photo as it is now (with --commit).")] = False,
    kept: Annotated[bool, typer.Option("--list", help="List the photos that were kept.")] = False,
    number: Annotated[int | None, typer.Option(help="Show this kept photo instead of today's.")] = None,
    against: Annotated[int | None, typer.Option(help="Say what changed since this earlier photo.")] = None,
    commit: Commit = False,
    as_json: AsJson = False,
) -> None:
    """Show the photo of an area: what is known and not, possible knelpunten, every figure in words.

    Example: wens photo Pathmos --format text
    Keep it: wens photo Pathmos --tier public --freeze --commit
    Compare: wens photo Pathmos --tier public --number 2 --against 1
    """
    form = "json" if as_json else form
    for holds, text in (
        (tier in TIERS, f"--tier is partners or public, not {tier!r}."),
        (form in FORMS, f"--format is text, json or pdf, not {form!r}."),
        (language in ("nl", "en"), f"--language is nl or en, not {language!r}."),
        (against is None or number is not None, "--against compares with the kept photo that --number names."),
        (form != "pdf" or against is None, "A comparison is text or JSON."),
    ):
        if not holds:
            wrong_usage(text)
    code = chosen_gemeente(gemeente, area)
    with acting(code, MACHINE):
        place = chosen_area(area, level)
        if freeze:
            _freeze(place, tier, commit=commit, as_json=as_json)
        elif kept:
            rows = [_row(one) for one in photos.photos_of(place.code, tier=tier)]
            print_json(rows) if as_json else print_rows(rows, COLUMNS)
        else:
            write_file(_shown(place, tier, language, form, number, against), output)


def _shown(place: AreaRow, tier: str, language: str, form: str, number: int | None, against: int | None) -> bytes:
    if against is not None:
        found = compare(_kept(place, against, tier), _kept(place, number or 0, tier))
        return _text(_json(found) if form == "json" else compared_as_text(found, language))
    named = gemeente_by_code(current().gemeente)
    if form == "pdf" and named:
        return _pdf(place.code, named, language, number)
    if number is not None:
        then = _kept(place, number, tier)
        return _text(_json(then) if form == "json" else as_text(then, language))
    made = _of_today(place, tier)
    return _text(_json(made) if form == "json" else as_text(made, language))


def _of_today(place: AreaRow, tier: str) -> dict[str, Any]:
    edition = queries.active_edition(tier)
    if edition is None:
        data_said_no(
            f"No edition of the {tier} tier is active: 'wens build --commit', then 'wens editions activate ID'."
        )
    every = subjects(edition.year)
    whole = next((one.code for one in every if one.level == "gemeente"), place.code)
    rows = figures_over_years(tier, sorted({place.code, whole}))
    subject = next((one for one in every if one.code == place.code), None)
    if subject is None:
        data_said_no(f"{place.code} is not an area of {edition.year}, the year of edition {edition.pk}.")
    return content(
        subject, rows[place.code], origin_of(edition, {one.code: one.name for one in every}),
        deliveries=deliveries_of(rows[place.code]), whole=rows[whole],
        spread=queries.spreads_of(tier, [place.code])[place.code],
    )  # fmt: skip


def _freeze(place: AreaRow, tier: str, *, commit: bool, as_json: bool) -> None:
    before = {one.digest for one in photos.photos_of(place.code, tier=tier)}
    if not commit:
        say(f"{place.name} has {len(before)} kept photos ({tier}). Nothing was written: add --commit to keep today's.")
        return
    try:
        (made,) = actions.freeze(areas=[place.code], tier=tier, by=MACHINE)
    except actions.NothingToFreeze as error:
        data_said_no(str(error))
    if as_json:
        print_json(_row(made) | {"status": "unchanged" if made.digest in before else "kept"})
    else:
        known = "was kept before" if made.digest in before else "is kept"
        say(f"Photo {made.number} of {place.name} {known}: sha256 {made.digest}.")


def _kept(place: AreaRow, number: int, tier: str) -> dict[str, Any]:
    one = photos.photo(place.code, number, tier=tier)
    if one is None:
        listed = f"wens photo {place.code} --tier {tier} --list"
        data_said_no(f"{place.name} has no photo {number} ({tier}). See '{listed}'.")
    try:
        return photos.content_of(one)
    except photos.PhotoDamaged as error:
        data_said_no(str(error))


def _row(one: Photo) -> dict[str, Any]:
    return {
        "area": one.area_code, "name": one.area_name, "number": one.number, "tier": one.tier, "edition": one.edition,
        "frozen_at": one.frozen_at.isoformat(timespec="seconds"), "frozen_by": one.frozen_by, "digest": one.digest,
    }  # fmt: skip


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)


def _text(text: str) -> bytes:
    return f"{text}\n".encode()


def _pdf(code: str, gemeente: Gemeente, language: str, number: int | None) -> bytes:
    from wens.publication.pdf import NothingPublic, area_pdf  # brings the drawings along, which other commands lack

    try:
        return area_pdf(code, gemeente, language, number=number)
    except NothingPublic as error:
        data_said_no(f"{error} Build one, activate it and have it confirmed; a PDF shows what is public.")
