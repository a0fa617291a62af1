from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    name = "wens.privacy"
    label = "privacy"

    def ready(self) -> None:
        """Say what follows from an answer: no mail of ours, see :func:`_by_letter`."""
        from wens.followup.topics import FOLLOWS

        FOLLOWS["privacy.request.answered"] = _by_letter


def _by_letter(row: object) -> None:
    """The officer sends the answer as a letter: an address in a request is proven by nobody until it was checked."""
