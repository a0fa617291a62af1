"""Django's PostgreSQL backend, which holds the embedded server while a process is connected."""

from functools import cache
from pathlib import Path
from typing import Any

from django.db.backends.postgresql import base

from wens.site.postgres import EmbeddedServer


@cache
def embedded_server(home: str) -> EmbeddedServer:
    """Return this process's handle on the embedded server of ``home``."""
    return EmbeddedServer(home=Path(home))


class DatabaseWrapper(base.DatabaseWrapper):
    """Fills in host, user and password of the embedded server, and starts it when it does not run."""

    def get_connection_params(self) -> dict[str, Any]:
        """Return the parameters for psycopg."""
        options = dict(self.settings_dict["OPTIONS"])
        home = options.pop("embedded_home", None)
        role = options.pop("embedded_role", None)
        if home is None:
            return super().get_connection_params()
        server = embedded_server(home)
        server.hold()
        found = server.parameters(role)
        kept = dict(self.settings_dict)
        try:
            self.settings_dict.update(
                OPTIONS=options,
                HOST=found["host"],
                PORT=str(found["port"]),
                USER=found["user"],
                PASSWORD=found["password"],
            )
            return super().get_connection_params()
        finally:
            self.settings_dict.update(kept)
