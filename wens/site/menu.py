"""The menu of staff: which page stands in it, and which right it asks for. A new screen is one line here."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from wens.access.rules import Action, rights_of
from wens.organisations.models import Account


@dataclass(frozen=True)
class Entry:
    """One page: its url name, its label, the right that it asks for, and its `here` in templates."""

    page: str
    label: str | Promise
    right: Action
    here: str


# In the order of a working day: what people bring, what partners do together, then what keeps the system going.
MENU = (
    Entry("voices-staff:inbox", _("Meldingen"), "triage_contributions", "voices"),
    Entry("voices-staff:offered", _("Aangeboden"), "answer_contributions", "offered"),
    Entry("meetings:overview", _("Bijeenkomsten"), "take_part_in_meetings", "meetings"),
    Entry("rounds:overview", _("Rondes"), "see_rounds", "rounds"),
    Entry("bottlenecks:overview", _("Knelpunten"), "see_bottlenecks", "bottlenecks"),
    Entry("plans:overview", _("Plannen"), "see_plans", "plans"),
    Entry("budgets:overview", _("Wijkbudget"), "manage_budgets", "budgets"),
    Entry("works:overview", _("Wijkbeheerplannen"), "see_works", "works"),
    Entry("initiatives:overview", _("Initiatieven"), "see_initiatives", "initiatives"),
    Entry("reports:overview", _("Rapporten"), "see_rounds", "reports"),
    Entry("districts:overview", _("Teksten en adressen"), "see_texts", "districts"),
    Entry("places:overview", _("Overlast boven de norm"), "see_bottlenecks", "places"),
    Entry("signalling:overview", _("Signalen"), "see_signals", "signals"),
    Entry("voices-staff:duty", _("Dienst"), "manage_duty", "duty"),
    Entry("red-list", _("Rode lijst"), "manage_duty", "red"),
    Entry("beheer-editions", _("Edities"), "see_partners_tier", "editions"),
    Entry("intake:overview", _("Aanlevering"), "manage_imports", "intake"),
    Entry("partners", _("Partners"), "manage_accounts", "partners"),
    Entry("accounts", _("Accounts"), "manage_accounts", "accounts"),
    Entry("privacy:overview", _("Privacy"), "handle_privacy_requests", "privacy"),
    Entry("covenants", _("Convenanten"), "oversee_covenants", "covenants"),
    Entry("read-log", _("Leeslog"), "see_read_log", "read_log"),
    Entry("beheer-trail", _("Logboek"), "read_audit", "trail"),
)


# What stands beside "Mijn werk"; the rest is one press away, so that a telephone shows the page and not the menu.
FIRST = 4


def menu_of(account: Account | None) -> dict[str, list[dict[str, Any]]]:
    """Return the entries that `account` may open, with their addresses: the first ones and more."""
    rights = rights_of(account)
    entries = [
        {"address": reverse(entry.page), "label": entry.label, "here": entry.here}
        for entry in MENU
        if entry.right in rights
    ]
    return {"first": entries[:FIRST], "more": entries[FIRST:]}
