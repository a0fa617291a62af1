"""What the login has to remember for a moment: used codes, how often somebody guessed (``CACHES``; ADR 0012).

In the database, because a code that was used at one process may not work at another, nor after a restart. One row per
key; whoever asks for a key that another request just took waits for that one.
"""

from datetime import UTC, datetime, timedelta
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache
from django.utils import timezone
from django.utils.crypto import salted_hmac

from wens.organisations.models import Remembered
from wens.tenancy.context import current_gemeente

FOR_EVER = datetime.max.replace(tzinfo=UTC) - timedelta(days=2)
"""Nothing here needs it; Django's caches allow it."""


class DatabaseMemory(BaseCache):
    """Django's cache over :class:`wens.organisations.models.Remembered`: plain JSON, per gemeente."""

    def __init__(self, _location: str, params: dict[str, Any]) -> None:
        super().__init__(params)

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        """Return what is remembered, or `default`."""
        found = Remembered.objects.filter(pk=self._key(key, version), until__gt=timezone.now()).first()
        return found.value if found else default

    def set(self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> None:
        """Remember `value` for `timeout` seconds."""
        kept = {"value": value, "until": self._until(timeout)}
        Remembered.objects.update_or_create(key=self._key(key, version), defaults=kept)

    def add(self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        """Remember `value` unless there is something already; tell whether it was done; of two at once one is."""
        hashed, until = self._key(key, version), self._until(timeout)
        new = Remembered(key=hashed, value=value, until=until)
        Remembered.objects.filter(pk=hashed, until__lte=timezone.now()).delete()
        Remembered.objects.bulk_create([new], ignore_conflicts=True)
        return Remembered.objects.filter(pk=hashed, mark=new.mark).exists()

    def delete(self, key: str, version: int | None = None) -> bool:
        """Forget one thing; tell whether it was there."""
        return bool(Remembered.objects.filter(pk=self._key(key, version)).delete()[0])

    def clear(self) -> None:
        """Forget all of the acting gemeente."""
        Remembered.objects.all().delete()

    def _until(self, timeout: Any) -> datetime:
        seconds = self.default_timeout if timeout is DEFAULT_TIMEOUT else timeout
        return FOR_EVER if seconds is None else timezone.now() + timedelta(seconds=float(seconds))

    def _key(self, key: str, version: int | None) -> str:
        """A keyed hash: a key of allauth holds an internet address or a code."""
        whole = f"{current_gemeente()}\0{self.make_and_validate_key(key, version=version)}"
        return salted_hmac("wens.organisations.remembered", whole, algorithm="sha256").hexdigest()
