"""A new key for contact details: everything that is sealed with it is sealed anew, in whatever table it stands."""

from django.apps import apps
from django.db.models import BinaryField, Model

from wens.access.rules import ACTIONS
from wens.audit.actions import record
from wens.organisations.queries import gemeenten
from wens.tenancy.context import Actor, acting
from wens.tenancy.security import COVENANT_RIGHT
from wens.voices import keyring
from wens.voices.sealing import Sealed, seal, unseal


def sealed_tables() -> dict[type[Model], tuple[str, ...]]:
    """Return the tables with something sealed, and in which fields.

    The convention: a field `sealed_with` names the key, the binary fields beside it are bound to the row's own key.
    """
    found = {}
    for model in apps.get_models():
        fields = model._meta.concrete_fields
        if any(field.name == "sealed_with" for field in fields):
            found[model] = tuple(field.name for field in fields if isinstance(field, BinaryField))
    return found


def rotate_contacts(*, by: Actor, remove_old: bool = False) -> int:
    """Seal everything of every gemeente with a new key; returns how many rows. Raises CannotOpen.

    A gemeente is done in one transaction. Stopped halfway, old and new key both stand there and everything opens; run
    it again. ``remove_old``: older keys are removed when all is done, so that what leaked with them opens no more.
    """
    old = keyring.key_ids("contacts")
    new = keyring.make_key("contacts")
    count = 0
    for gemeente in gemeenten():
        with acting(gemeente.code, by, rights=(*ACTIONS, COVENANT_RIGHT)):
            done = sum(_seal_again(model, fields, new) for model, fields in sealed_tables().items())
            record("voices.contacts.sealed_again", subject=f"key:{new}", by=by, data={"rows": done})
            count += done
    if remove_old:
        for key_id in old:
            keyring.remove_key(key_id)
    return count


def _seal_again(model: type[Model], fields: tuple[str, ...], key_id: str) -> int:
    rows = model._default_manager.exclude(sealed_with=key_id).select_for_update()
    count = 0
    for row in rows.iterator():
        sealed_with, owner = row.sealed_with, str(row.pk)  # type: ignore[attr-defined]
        for name in fields:
            data = getattr(row, name)
            if data:
                text = unseal(Sealed(sealed_with, bytes(data)), bound_to=owner)
                setattr(row, name, seal(text, bound_to=owner, key_id=key_id).data)
        row.sealed_with = key_id  # type: ignore[attr-defined]
        row.save(update_fields=[*fields, "sealed_with"])
        count += 1
    return count
