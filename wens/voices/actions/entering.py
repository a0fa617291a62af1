"""What was told by telephone, on paper or at a meeting, entered by staff through the same door as what comes in alone.

A table of a meeting is entered whole or not at all: half a meeting would look like a quiet one.
"""

import csv
import io
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.db import transaction
from django.utils.translation import gettext as _

from wens.areas.queries import search
from wens.tenancy.context import Actor
from wens.voices.actions.contributing import Sent, Told, contribute
from wens.voices.actions.stepping import VoicesError
from wens.voices.definitions import subjects
from wens.voices.models import Channel, Speaker
from wens.voices.photos import Photo
from wens.voices.rules import need_triage

MOST_ROWS = 300
MOST_SIGNS = 4000
COLUMNS = {"waar": "where", "wat": "what", "onderwerp": "subject", "straat": "street", "wie": "speaker"}
REQUIRED = ("waar", "wat")


@dataclass(frozen=True)
class RowFinding:
    """What is wrong in one row of a table and how to mend it; row 1 is the line with the names."""

    row: int
    column: str
    value: str
    remedy: str


class Refused(VoicesError):
    """A table that cannot be entered; nothing of it was."""

    def __init__(self, findings: Sequence[RowFinding]) -> None:
        super().__init__(_("Er is niets ingevoerd. Verbeter eerst de regels hieronder."))
        self.findings = list(findings)


def enter(
    *, told: Told, channel: str, answer_key: uuid.UUID, by: Actor, occasion: str = "", photos: Sequence[Photo] = ()
) -> Sent:
    """Enter what one person told by telephone, on paper or at a meeting; returns the follow code for that person.

    Raises NotAllowed, and what `contributing.contribute` raises.
    """
    need_triage(by)
    if channel not in (Channel.PHONE, Channel.PAPER, Channel.MEETING):
        raise VoicesError(_("Kies hoe het binnenkwam: aan de telefoon, op papier of op een bijeenkomst."))
    return contribute(told=told, answer_key=answer_key, by=by, channel=channel, occasion=occasion, photos=photos)


def enter_table(
    *, table: str, channel: str, answer_key: uuid.UUID, by: Actor, occasion: str = "", area_code: str = ""
) -> list[Sent]:
    """Enter a table of a meeting, a row per contribution; `area_code` holds for rows that do not say where.

    Sending the same table with the same `answer_key` twice enters it once. Raises NotAllowed, and Refused with all
    findings.
    """
    need_triage(by)
    rows = read_table(table, area_code=area_code)
    with transaction.atomic():
        return [
            enter(told=told, channel=channel, answer_key=uuid.uuid5(answer_key, str(number)), by=by, occasion=occasion)
            for number, told in enumerate(rows)
        ]


def read_table(table: str, *, area_code: str = "") -> list[Told]:
    """Read a pasted table or CSV: tabs, semicolons or commas; the first line names the columns.

    Columns: waar, wat, and if there is more: onderwerp, straat, wie. Raises Refused with every finding.
    """
    lines = _lines(table)
    if not lines:
        raise Refused([RowFinding(1, "", "", "De tabel is leeg. Plak de regels, met erboven: waar, wat.")])
    names = [name.strip().casefold() for name in lines[0]]
    _check_names(names, has_area=bool(area_code))
    if len(lines) - 1 > MOST_ROWS:
        raise Refused([RowFinding(MOST_ROWS + 2, "", "", f"Voer hoogstens {MOST_ROWS} regels tegelijk in.")])
    told, findings = [], []
    for number, cells in enumerate(lines[1:], start=2):
        row = {name: cell.strip() for name, cell in zip(names, cells, strict=False)}
        made, wrong = _told(number, row, area_code)
        findings += wrong
        told += [made] if made else []
    if findings or not told:
        raise Refused(findings or [RowFinding(2, "", "", "Er staat nog geen regel onder de namen van de kolommen.")])
    return told


def _lines(table: str) -> list[list[str]]:
    first = table.replace("\x00", "").lstrip("\ufeff\r\n ")
    head = first.splitlines()[0] if first else ""
    separator = max("\t;,", key=head.count)
    try:
        read = list(csv.reader(io.StringIO(first, newline=""), delimiter=separator))
    except csv.Error:
        raise Refused(
            [RowFinding(1, "", "", _("De tabel is niet te lezen. Plak haar opnieuw uit het bestand."))]
        ) from None
    return [cells for cells in read if any(cell.strip() for cell in cells)]


def _check_names(names: list[str], *, has_area: bool) -> None:
    there = ", ".join(COLUMNS)
    findings = [
        RowFinding(1, name, "", f"Deze kolom is er niet. Wel: {there}.") for name in names if name not in COLUMNS
    ]
    findings += [
        RowFinding(1, name, "", "Deze kolom ontbreekt.") for name in REQUIRED
        if name not in names and not (name == "waar" and has_area)
    ]  # fmt: skip
    findings += [RowFinding(1, name, "", "Deze kolom staat er twee keer.") for name in names if names.count(name) > 1]
    if findings:
        raise Refused(findings)


def _told(number: int, row: dict[str, str], area_code: str) -> tuple[Told | None, list[RowFinding]]:
    wrong = []
    text = row.get("wat", "")
    if not text or len(text) > MOST_SIGNS:
        wrong.append(RowFinding(number, "wat", text[:40], f"Schrijf op wat er gezegd is: 1 tot {MOST_SIGNS} tekens."))
    where = row.get("waar", "")
    area = _area(where) if where else area_code
    if not area:
        wrong.append(
            RowFinding(number, "waar", where, "Schrijf de naam van een wijk of buurt, precies zoals op de site.")
        )
    subject = _key(row.get("onderwerp", ""), {key: one.label for key, one in subjects().items()})
    if subject is None:
        wrong.append(
            RowFinding(number, "onderwerp", row["onderwerp"], "Kies een onderwerp van de lijst, of laat het leeg.")
        )
    speaker = _key(row.get("wie", ""), {one.value: str(one.label) for one in Speaker})
    if speaker is None:
        wrong.append(RowFinding(number, "wie", row["wie"], "Kies: bewoner, ondernemer, school … of laat het leeg."))
    if wrong:
        return None, wrong
    told = Told(area_code=area or "", text=text, street=row.get("straat", "")[:120])
    return replace(told, subject=subject or "", speaker=speaker or ""), []


def _area(name: str) -> str:
    """The code of the area of this name, and of no other; a part of a name is not enough to put words in a place."""
    found = search(name, limit=1)
    same = found and name.strip().casefold() in (found[0].name.casefold(), found[0].code.casefold())
    return found[0].code if same else ""


def _key(said: str, labels: dict[str, str]) -> str | None:
    """The key that somebody meant by key or label; empty stays empty, None when it is neither."""
    wanted = said.strip().casefold()
    if not wanted:
        return ""
    return next((key for key, label in labels.items() if wanted in (key.casefold(), label.casefold())), None)
