"""Sessions in our own table, because Django's has no tenant column (``SESSION_ENGINE``).

Every screen of a person reads one and many write one, so both are one statement: Django's own store asks first whether
a key is free, and makes a model and a savepoint of what is one row.
"""

from typing import Any

from django.contrib.sessions.backends import db
from django.contrib.sessions.backends.base import VALID_KEY_CHARS, CreateError, UpdateError
from django.db import connection
from django.utils import timezone
from django.utils.crypto import get_random_string

from wens.tenancy.context import current_gemeente

READ = "SELECT session_data FROM organisations_session WHERE session_key = %s AND expire_date > %s"
# A key of another gemeente is not seen, but taken all the same.
ADD = (
    "INSERT INTO organisations_session (session_data, expire_date, gemeente, session_key) VALUES (%s, %s, %s, %s) "
    "ON CONFLICT DO NOTHING"
)
CHANGE = "UPDATE organisations_session SET session_data = %s, expire_date = %s WHERE gemeente = %s AND session_key = %s"


class SessionStore(db.SessionStore):
    """Django's database sessions over :class:`wens.organisations.models.Session`."""

    @classmethod
    def get_model_class(cls) -> Any:
        """Return the model that holds the sessions."""
        from wens.organisations.models import Session

        return Session

    def load(self) -> dict[str, Any]:
        """Return what is kept under the key; an unknown or expired key is forgotten."""
        found = None
        if set(self.session_key or "") <= set(VALID_KEY_CHARS):  # a cookie may hold what no text in PostgreSQL can
            with connection.cursor() as cursor:
                cursor.execute(READ, [self.session_key, timezone.now()])
                found = cursor.fetchone()
        if found is None:
            self._session_key = None
            return {}
        kept: dict[str, Any] = self.decode(found[0])
        return kept

    def create(self) -> None:
        """Begin a session under a new key."""
        while True:
            self._session_key = get_random_string(32, VALID_KEY_CHARS)
            try:
                self.save(must_create=True)
            except CreateError:
                continue
            self.modified = True
            return

    def save(self, must_create: bool = False) -> None:
        """Keep the session. Raises CreateError when a new key is taken, UpdateError when the session is gone."""
        if self.session_key is None:
            return self.create()
        data = self.encode(self._get_session(no_load=must_create))  # type: ignore[attr-defined]
        with connection.cursor() as cursor:
            values: list[Any] = [data, self.get_expiry_date(), current_gemeente(), self.session_key]
            cursor.execute(ADD if must_create else CHANGE, values)
            kept = cursor.rowcount == 1
        if not kept:
            raise CreateError if must_create else UpdateError
        return None
