from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    name = "wens.privacy"
    label = "privacy"

    def ready(self) -> None:
        """Say what follows from an answer to a request, and to whom such a letter goes."""
        from wens.followup.elsewhere import OWNERS
        from wens.followup.models import Letter
        from wens.followup.topics import FOLLOWS
        from wens.privacy.letters import REQUESTER, answered

        FOLLOWS["privacy.request.answered"] = answered
        OWNERS[Letter.To.REQUESTER] = REQUESTER
