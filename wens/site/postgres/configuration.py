"""postgresql.conf and pg_hba.conf, written anew at every start: a release's settings always hold."""

from pathlib import Path

HBA = "# Written by WENS at every start. Socket only, always with a password.\nlocal all all scram-sha-256\n"

SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "100",
    "shared_buffers": "128MB",
    "work_mem": "8MB",
    "max_wal_size": "512MB",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "max_logical_replication_workers": "0",
    "huge_pages": "off",
    "jit": "off",
    "io_method": "sync",
    "autovacuum_max_workers": "2",
    "password_encryption": "scram-sha-256",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "datestyle": "ISO, DMY",
    "log_line_prefix": "%m [%p] ",
    # Values of people do not belong in a log: no statements, no DETAIL lines with keys.
    "log_min_error_statement": "panic",
    "log_parameter_max_length_on_error": "0",
    "log_error_verbosity": "terse",
    "log_checkpoints": "off",
}
# For tests only: a crash of the machine may lose everything.
NOT_DURABLE = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


def write_configuration(data: Path, socket: Path, *, port: int, durable: bool) -> None:
    """Write both files into the data folder."""
    settings = SETTINGS | {"port": str(port), "unix_socket_directories": str(socket)}
    if not durable:
        settings |= NOT_DURABLE
    lines = ["# Written by WENS at every start; a server by URL (WENS_DATABASE_URL) is the way to tune."]
    lines += [f"{name} = '{value}'" for name, value in settings.items()]
    (data / "postgresql.conf").write_text("\n".join(lines) + "\n")
    (data / "pg_hba.conf").write_text(HBA)
