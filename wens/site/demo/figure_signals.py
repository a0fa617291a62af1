"""Signals from statistics in the demo: the planted outbreaks of the fictional gemeente, looked at in their own week.

And an invented covenant that opens squares of 100 metres to the wijkagent and the others who are party to it.
"""

import datetime as dt

from wens.access.actions import Terms
from wens.access.models import Category
from wens.organisations.queries import account_by_email
from wens.signalling.queries.signals import last_run
from wens.signalling.weekly import run_back_test, run_week
from wens.site.demo.signals import signed_covenant, terms_of
from wens.tenancy.context import Actor, acting

AFTER = dt.date(2026, 1, 5)
"""The day after the last whole week of the fictional figures; today they would be too old to raise a signal."""


PARTIES = ("wijkagent", "wijkteam", "stadsdeelmanager")
COVENANT = "Samen kijken per straat (verzonnen voorbeeld)"


def load_figure_signals(gemeente: str, domain: str) -> int:
    """Look at the last week of the figures and back over the year, unless somebody did; returns how many are new."""
    by = Actor.machine()
    with acting(gemeente, by):
        if last_run():
            return 0
    signed_covenant(gemeente, domain, COVENANT, lambda: _covenant(domain))
    found = run_week(gemeente, by=by, until=AFTER, is_example=True).new
    run_back_test(gemeente, by=by, until=AFTER)
    return found


def _covenant(domain: str) -> Terms:
    purpose = "Samen zien waar in een straat iets begint, en er vroeg zijn. Alleen over plekken."
    accounts = [account_by_email(f"{name}@{domain}") for name in PARTIES]
    parties = [one.organisation for one in accounts if one]
    return terms_of(COVENANT, purpose, parties, [Category.SQUARES, Category.FIRE])
