"""A lost code: a new link goes to the address on file, and the page never says whether there was one."""

from django.db import transaction
from django.utils import timezone

from wens.audit.actions import announce, record
from wens.followup.actions.writing import to_writer_again
from wens.followup.models import Letter, LinkRequest
from wens.tenancy.context import Actor
from wens.voices.models import Contact, State
from wens.voices.sealing import CannotOpen, Sealed, open_contact, seal, unseal

GONE = (State.WITHDRAWN, State.ERASED)


def ask_link(*, email: str, by: Actor) -> None:
    """Note that a link is asked for an address; it is looked up later, so that the answer takes as long either way."""
    request = LinkRequest(at=timezone.now())
    sealed = seal(email.strip().lower(), bound_to=str(request.pk))
    request.email, request.sealed_with = sealed.data, sealed.key_id
    with transaction.atomic():
        request.save(force_insert=True)
        record("followup.link.asked", subject=f"link_request:{request.pk}", by=by)
        announce("followup.link.asked", subject=f"link_request:{request.pk}")


def answer_link_requests() -> int:
    """Make a letter for each contribution with an address that was asked for, at most one a day; returns how many.

    Every address has to be opened, because what is sealed twice never looks the same. Needs ``read_contacts``.
    """
    requests = list(LinkRequest.objects.select_for_update(skip_locked=True))
    if not requests:
        return 0
    asked = {found for one in requests if (found := _opened(one))}
    day = timezone.localdate().isoformat()
    made = 0
    contacts = Contact.objects.filter(email__isnull=False).exclude(contribution__state__in=GONE)
    for contact in contacts.select_related("contribution").iterator():
        if _address(contact) in asked:
            made += to_writer_again(Letter.Kind.NEW_LINK, contact.contribution, cause=f"asked:{day}")
    LinkRequest.objects.filter(pk__in=[one.pk for one in requests]).delete()
    return made


def _opened(one: LinkRequest) -> str:
    try:
        return unseal(Sealed(one.sealed_with, bytes(one.email)), bound_to=str(one.pk))
    except CannotOpen:
        return ""


def _address(contact: Contact) -> str:
    try:
        return open_contact(contact).email.strip().lower()
    except CannotOpen:
        return ""
