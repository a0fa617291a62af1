"""The embedded PostgreSQL: one server per data folder, with a life cycle of our own (docs/adr/0003).

No Django here: settings call this package before Django exists.
"""

from wens.site.postgres.errors import PostgresError
from wens.site.postgres.server import EmbeddedServer, Parameters, Status

__all__ = ["EmbeddedServer", "Parameters", "PostgresError", "Status"]
