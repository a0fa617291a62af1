"""Organisations: partners and civic groups."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext as _

from wens.audit.actions import record
from wens.organisations.definitions import Partner, Partners
from wens.organisations.errors import OrganisationError
from wens.organisations.models import CIVIC_KINDS, Organisation, Role
from wens.tenancy.context import Actor

CHANGEABLE = ("name", "kind", "parent", "area_codes", "mailbox", "telephone")


@dataclass
class Loaded:
    """What loading a definition made, changed and left as it was; the names of the organisations."""

    made: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)


def make_organisation(
    *,
    name: str,
    kind: str,
    by: Actor,
    slug: str = "",
    parent: Organisation | None = None,
    area_codes: Sequence[str] = (),
    mailbox: str = "",
    telephone: str = "",
) -> Organisation:
    """Make a partner or a civic group; `area_codes` are the areas that it works for (none: the whole gemeente)."""
    organisation = Organisation(
        name=name, slug=slug or slugify(name)[:130], kind=kind, parent=parent, area_codes=list(area_codes),
        mailbox=mailbox, telephone=telephone,
    )  # fmt: skip
    _check(organisation)
    organisation.save(force_insert=True)
    record("organisations.organisation.made", subject=_subject(organisation), by=by, data={"kind": kind})
    return organisation


def change_organisation(*, organisation: Organisation, by: Actor, **changes: object) -> Organisation:
    """Change name, kind, parent, area_codes, mailbox or telephone. A kind that its accounts rule out is refused."""
    unknown = set(changes) - set(CHANGEABLE)
    if unknown:
        raise OrganisationError(f"These cannot be changed: {', '.join(sorted(unknown))}.")
    changed = sorted(name for name, value in changes.items() if getattr(organisation, name) != value)
    for name in changed:
        setattr(organisation, name, changes[name])
    _check(organisation)
    if "kind" in changed:
        _refuse_unfit_accounts(organisation)
    if changed:
        organisation.save(update_fields=changed)
        record("organisations.organisation.changed", subject=_subject(organisation), by=by, data={"fields": changed})
    return organisation


def close_organisation(*, organisation: Organisation, by: Actor) -> None:
    """Close an organisation whose accounts and parts are closed; what it did stays under its name."""
    accounts = organisation.accounts.filter(is_active=True).count()
    parts = organisation.parts.filter(is_active=True).count()
    if accounts or parts:
        raise OrganisationError(
            _("%(name)s heeft nog %(accounts)s open accounts en %(parts)s onderdelen. Sluit of verplaats die eerst.")
            % {"name": organisation.name, "accounts": accounts, "parts": parts}
        )
    organisation.is_active = False
    organisation.save(update_fields=["is_active"])
    record("organisations.organisation.closed", subject=_subject(organisation), by=by)


def load_organisations(*, definition: Partners, by: Actor, commit: bool = True) -> Loaded:
    """Bring the organisations of a definition in force, by their key; with `commit=False` only say what would change.

    What the definition does not speak of (mailbox, telephone, other organisations) is left as it is.
    """
    loaded = Loaded()
    there = {one.slug: one for one in Organisation.objects.all()}
    for partner in definition.organisations:
        parent = there.get(partner.parent) if partner.parent else None
        known = there.get(partner.key)
        outcome = _outcome(partner, known, parent)
        getattr(loaded, outcome).append(partner.name)
        if not commit:
            there.setdefault(partner.key, Organisation(slug=partner.key, name=partner.name, kind=partner.kind))
        elif known is None:
            there[partner.key] = make_organisation(
                name=partner.name, slug=partner.key, kind=partner.kind, parent=parent, area_codes=partner.areas, by=by
            )
        elif outcome == "changed":
            change_organisation(
                organisation=known, by=by, name=partner.name, kind=partner.kind, parent=parent,
                area_codes=list(partner.areas),
            )  # fmt: skip
    return loaded


def _outcome(partner: Partner, known: Organisation | None, parent: Organisation | None) -> str:
    if known is None:
        return "made"
    now = (known.name, known.kind, known.parent_id, known.area_codes)
    same = now == (partner.name, partner.kind, parent.pk if parent else None, list(partner.areas))
    return "unchanged" if same else "changed"


def _check(organisation: Organisation) -> None:
    above, seen = organisation.parent, {organisation.pk}
    while above is not None:
        if above.pk in seen:
            raise OrganisationError(_("Een organisatie kan geen onderdeel van zichzelf zijn. Kies een andere."))
        seen.add(above.pk)
        above = above.parent
    try:
        organisation.full_clean()
    except ValidationError as error:
        raise OrganisationError.of(error) from error


def _refuse_unfit_accounts(organisation: Organisation) -> None:
    accounts = organisation.accounts.filter(is_active=True)
    unfit = accounts.exclude(role=Role.CIVIC) if organisation.kind in CIVIC_KINDS else accounts.filter(role=Role.CIVIC)
    if unfit.exists():
        raise OrganisationError(
            _("Bij %(name)s horen accounts waarvan de rol niet bij deze soort past. Verander die eerst.")
            % {"name": organisation.name}
        )


def _subject(organisation: Organisation) -> str:
    return f"organisation:{organisation.pk}"
