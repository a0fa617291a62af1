from typing import TYPE_CHECKING
from uuid import UUID

from django.apps import AppConfig

if TYPE_CHECKING:
    from wens.audit.models import Outgoing


class PrivacyConfig(AppConfig):
    name = "wens.privacy"
    label = "privacy"

    def ready(self) -> None:
        """Say what follows from an answer to a request, and to whom such a letter goes."""
        from wens.followup.elsewhere import FOLLOWS, OWNERS, Owner
        from wens.followup.models import Letter

        FOLLOWS["privacy.request.answered"] = _answered
        OWNERS[Letter.To.REQUESTER] = Owner(address=_address_of, path=_path_for)


# Read when they are asked for: everything that letters are about would make each command start a second later.
def _answered(row: "Outgoing") -> None:
    from wens.privacy.letters import answered

    answered(row)


def _address_of(key: UUID) -> str:
    from wens.privacy.letters import address_of

    return address_of(key)


def _path_for(key: UUID) -> str:
    from wens.privacy.answers import path_for

    return path_for(key)
