"""The account of a year on paper: the same numbers as the page, typeset as a tagged PDF."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from wens.budgets.euros import euros
from wens.budgets.ledger import Balance
from wens.budgets.models import Booking
from wens.budgets.showing import Account, Line, Year
from wens.render.pdf import NEEDED, typeset

WORDS = {"nl": {"page": "Bladzijde", "of": "van"}, "en": {"page": "Page", "of": "of"}}
Block = dict[str, Any]


def account_pdf(account: Account, gemeente: str) -> bytes:
    """Return the account in the language in use. Raises FontsMissing."""
    language = "en" if get_language() == "en" else "nl"
    today = timezone.localdate()
    title = _("Rekening wijkbudget %(area)s %(year)s") % {"area": account.name, "year": account.year}
    content = {
        "title": title, "author": gemeente, "about": title, "keywords": ["WENS", "wijkbudget"], "header": title,
        "date": [today.year, today.month, today.day], "language": language, "footer": gemeente,
        "words": WORDS[language], "blocks": list(_blocks(account, date_format(today, "j F Y"))),
    }  # fmt: skip
    return typeset("statement", content, fonts=_fonts())


def _blocks(account: Account, today: str) -> Iterator[Block]:
    if account.is_example:
        yield {"kind": "notice", "text": _("Dit is een verzonnen voorbeeld.")}
    yield {"kind": "text", "text": _("Stand op %(day)s.") % {"day": today}}
    yield {"kind": "heading", "text": _("Alles bij elkaar"), "level": 2}
    yield _money(account.total, _("Geld van %(name)s") % {"name": account.name})
    for year in account.years:
        yield {"kind": "heading", "text": year.name, "level": 2}
        who = year.budget.council.name if year.budget.council else _("de stadsdeelmanager")
        yield {"kind": "text", "text": _("Besluit: %(who)s.") % {"who": who}}
        if len(account.years) > 1:
            yield _money(year.money, _("Geld van %(name)s") % {"name": year.name})
        if year.decided:
            yield _plans(year)


def rows_of(money: Balance) -> list[tuple[str, str]]:
    """Return the lines of an account: what came in, and where it is."""
    lines = [
        (_("Gekregen van de gemeente"), money.of(Booking.ALLOT) - money.of(Booking.TAKE_BACK)),
        (_("Over van vorig jaar"), money.of(Booking.CARRY_IN)),
        (_("Samen te besteden"), money.received),
        (_("Betaald"), money.spent),
        (_("Toegezegd, nog te betalen"), money.promised),
        (_("Mee naar volgend jaar"), money.of(Booking.CARRY_OUT)),
        (_("Terug naar de gemeente"), money.of(Booking.LAPSE)),
        (_("Nog vrij"), money.free),
    ]  # fmt: skip
    return [(label, euros(amount)) for label, amount in lines]


def _money(money: Balance, caption: str) -> Block:
    return {"kind": "table", "header": [_("Wat"), _("Bedrag")], "widths": [5, 2], "numeric": [1], "caption": caption,
            "rows": [list(row) for row in rows_of(money)]}  # fmt: skip


def _plans(year: Year) -> Block:
    header = [_("Nummer"), _("Plan"), _("Gevraagd"), _("Toegekend"), _("Betaald"), _("Stand")]
    caption = _("Plannen in %(name)s") % {"name": year.name}
    return {"kind": "table", "header": header, "widths": [1, 5, 2, 2, 2, 3], "numeric": [2, 3, 4], "caption": caption,
            "rows": [_plan(line) for line in year.decided]}  # fmt: skip


def _plan(line: Line) -> list[str]:
    one = line.application
    return [str(one.number), one.title, euros(one.asked), euros(line.money.granted), euros(line.money.spent),
            str(one.get_state_display())]  # fmt: skip


def _fonts() -> Path:
    where = finders.find(f"assets/fonts/{NEEDED}")
    return Path(where).parent if isinstance(where, str) else Path("assets/fonts")
