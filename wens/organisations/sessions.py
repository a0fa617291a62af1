"""Sessions in our own table, because Django's has no tenant column (``SESSION_ENGINE``)."""

from typing import Any

from django.contrib.sessions.backends import db


class SessionStore(db.SessionStore):
    """Django's database sessions over :class:`wens.organisations.models.Session`."""

    @classmethod
    def get_model_class(cls) -> Any:
        """Return the model that holds the sessions."""
        from wens.organisations.models import Session

        return Session
