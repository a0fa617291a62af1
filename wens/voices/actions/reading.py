"""Reading what was written, to the letter, or how to reach the writer: each time a line in the trail."""

import uuid

from django.utils.translation import gettext as _

from wens.audit.actions import read
from wens.tenancy.context import Actor, current
from wens.voices.models import Contact, Contribution, Original
from wens.voices.rules import NotAllowed


def read_original(*, contribution: uuid.UUID, by: Actor) -> Original | None:
    """Return the text as written and note who read it; None when it was removed. Raises NotAllowed."""
    if by != current().actor or "read_originals" not in current().rights:
        raise NotAllowed(_("Alleen een behandelaar van meldingen leest wat er geschreven is."))
    found = Original.objects.select_related("contribution").filter(contribution=contribution).first()
    if found is not None:
        _note("voices.original", found.contribution, by)
    return found


def read_contact(*, contribution: uuid.UUID, by: Actor) -> Contact | None:
    """Return the sealed contact details and note who opened them; None when none were left. Raises NotAllowed."""
    if by != current().actor or "read_contacts" not in current().rights:
        raise NotAllowed(_("Alleen een behandelaar van meldingen ziet hoe de melder te bereiken is."))
    found = Contact.objects.select_related("contribution").filter(contribution=contribution).first()
    if found is not None:
        _note("voices.contact", found.contribution, by)
    return found


def _note(name: str, one: Contribution, by: Actor) -> None:
    """Put a line in the read log; under a covenant it stands in that of the covenant too."""
    read(name, subject=f"contribution:{one.pk}", by=by, covenant=str(one.covenant_id or ""))
