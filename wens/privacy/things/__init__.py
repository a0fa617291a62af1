"""What a person can ask about. A package that keeps contact details or texts of people adds its kind here: one line.

Everything else follows from the tables themselves: a sealed address is found because its table has the fields `email`
and `sealed_with`, a follow code by `follow_digest`, a name in a text by `wens.privacy.places`.
"""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from wens.privacy.names import NAMES
from wens.privacy.things.budgets import Applications
from wens.privacy.things.contributions import Contributions
from wens.privacy.things.districts import Subscriptions
from wens.privacy.things.initiatives import Initiatives, Supports
from wens.privacy.things.kind import Kind
from wens.privacy.things.meetings import Meetings

KINDS: dict[str, Kind] = {
    one.label: one for one in (Contributions(), Meetings(), Applications(), Subscriptions(), Initiatives(), Supports())
}


def kind_of(thing: str) -> Kind | None:
    """Return what can be asked about a thing by the label of its table; None for a text by itself."""
    return KINDS.get(thing)


def name_of(thing: str) -> str | Promise:
    """Return what a person calls a thing."""
    kind = kind_of(thing)
    return kind.name if kind else NAMES.get(thing, _("tekst"))
