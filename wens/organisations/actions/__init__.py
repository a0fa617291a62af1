"""Writes on tenants, organisations and accounts."""

from wens.organisations.actions.accounts import (
    change_account,
    close_account,
    create_account,
    end_sessions,
    offer_password_link,
    place_account,
    reset_second_factor,
    set_password,
    tell,
)
from wens.organisations.actions.invitations import accept_invitation, invite, link_identity, withdraw_invitation
from wens.organisations.actions.partners import (
    change_organisation,
    close_organisation,
    load_organisations,
    make_organisation,
)
from wens.organisations.actions.tenants import register_gemeente
from wens.organisations.errors import OrganisationError

__all__ = [
    "OrganisationError",
    "accept_invitation",
    "change_account",
    "change_organisation",
    "close_account",
    "close_organisation",
    "create_account",
    "end_sessions",
    "invite",
    "link_identity",
    "load_organisations",
    "make_organisation",
    "offer_password_link",
    "place_account",
    "register_gemeente",
    "reset_second_factor",
    "set_password",
    "tell",
    "withdraw_invitation",
]
