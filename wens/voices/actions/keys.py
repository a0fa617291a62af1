"""A new key for contact details: everything sealed is sealed anew."""

from wens.audit.actions import record
from wens.organisations.queries import gemeenten
from wens.tenancy.context import Actor, acting
from wens.voices import keyring, sealing
from wens.voices.models import Contact


def rotate_contacts(*, by: Actor, remove_old: bool = False) -> int:
    """Seal the contact details of every gemeente with a new key; returns how many.

    A gemeente is done in one transaction. Stopped halfway, old and new key both stand there and everything opens; run
    it again. ``remove_old``: older keys are removed when all is done, so that what leaked with them opens no more.
    """
    old = keyring.key_ids("contacts")
    new = keyring.make_key("contacts")
    count = 0
    for gemeente in gemeenten():
        with acting(gemeente.code, by, rights={"read_contacts"}):
            done = _seal_again(new)
            record("voices.contacts.sealed_again", subject=f"key:{new}", by=by, data={"contacts": done})
            count += done
    if remove_old:
        for key_id in old:
            keyring.remove_key(key_id)
    return count


def _seal_again(key_id: str) -> int:
    count = 0
    for contact in Contact.objects.exclude(sealed_with=key_id).select_for_update().iterator():
        opened, owner = sealing.open_contact(contact), str(contact.contribution_id)
        contact.email, contact.telephone = (
            sealing.seal(text, bound_to=owner, key_id=key_id).data if text else None for text in opened
        )
        contact.sealed_with = key_id
        contact.save(update_fields=["email", "telephone", "sealed_with"])
        count += 1
    return count
