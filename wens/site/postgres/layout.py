"""Where everything of one embedded server lies.

<home>/postgres/      locks, state, log; place.json says where the data and the socket are
<place>/cluster/      the data and the copied programs: beside them, or elsewhere when the account cannot reach the home
<home>/keys/          the passwords
"""

import json
import os
import stat
import tempfile
from dataclasses import dataclass
from pathlib import Path

from wens.site.postgres.accounts import Account, account_for
from wens.site.postgres.errors import NotStartedError, PlaceError
from wens.site.postgres.files import write_whole

PORT = 5432
# sun_path of a Unix socket holds 108 bytes with its closing zero (unix(7)).
LONGEST_SOCKET = 107
# Short, and present on every Linux; each server makes a folder of its own in it, closed to others.
SOCKET_ROOTS = ("/tmp", "/var/tmp")  # noqa: S108
# Not /tmp: it is emptied at a restart of the machine.
PLACE_ROOTS = ("/var/lib/wens", "/var/tmp")  # noqa: S108


@dataclass(frozen=True)
class Layout:
    """The fixed paths under one home."""

    home: Path

    @property
    def folder(self) -> Path:
        """Where locks, state and log are."""
        return self.home / "postgres"

    def lock(self, name: str) -> Path:
        """Return the path of the lock `users`, `start`, `keeper` or `server`."""
        return self.folder / f"{name}.lock"

    @property
    def state(self) -> Path:
        """What the keeper says about the running server."""
        return self.folder / "server.json"

    @property
    def stop_request(self) -> Path:
        """Its presence asks the keeper to stop: a file and no signal, for a pid may be another process's by then."""
        return self.folder / "stop.request"

    @property
    def log(self) -> Path:
        """The server's own messages, without statements or values of people."""
        return self.folder / "server.log"

    @property
    def record(self) -> Path:
        """Where the data and the socket are."""
        return self.folder / "place.json"

    @property
    def keys(self) -> Path:
        """The folder of keys and passwords."""
        return self.home / "keys"


@dataclass(frozen=True)
class Place:
    """Where data and socket of one home are; `cluster` and `socket` are folders."""

    cluster: Path
    socket: Path

    @property
    def data(self) -> Path:
        """PGDATA."""
        return self.cluster / "data"

    @property
    def binaries(self) -> Path:
        """The copied programs, a folder per version."""
        return self.cluster / "binaries"


def make_home(home: Path) -> Layout:
    """Make the folders of a home that may not exist yet, closed to others.

    Raises AccountError when root has no account to run the server as.
    """
    layout = Layout(home)
    if not home.exists():
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
    for folder in (layout.folder, layout.keys):
        if not folder.exists():
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            owner = home.stat()
            if os.geteuid() == 0:
                os.chown(folder, owner.st_uid, owner.st_gid)
            if folder == layout.folder and os.geteuid() == 0 and account_for(home).can_reach(home):
                folder.chmod(0o711)
    return layout


def read_place(layout: Layout) -> Place:
    """Return the recorded place. Raises NotStartedError when there is none."""
    try:
        record = json.loads(layout.record.read_text())
    except FileNotFoundError:
        msg = f"the embedded database of {layout.home} has not been started yet; run: wens db start"
        raise NotStartedError(msg) from None
    return Place(layout.folder / record["cluster"], Path(record["socket"]))


def settle(layout: Layout, account: Account) -> Place:
    """Return the place of the data and the socket, chosen and recorded the first time.

    Raises PlaceError when the record was copied from another home, or no folder can be made.
    """
    try:
        place = read_place(layout)
    except NotStartedError:
        place = Place(_new_cluster(layout, account), _new_socket(account))
        _write_record(layout, place)
        return place
    if not place.cluster.exists():
        msg = (
            f"the database of {layout.home} is gone: {place.cluster} does not exist. "
            f"To start with an empty database, or to restore a backup, first remove {layout.folder}"
        )
        raise PlaceError(msg)
    moved = json.loads(layout.record.read_text())["identity"] != _identity(layout)
    if moved and place.cluster.parent != layout.folder:
        _check_owner(layout, place)
    if moved or not _usable_socket(place.socket, account):
        place = Place(place.cluster, _new_socket(account))
        _write_record(layout, place)
    return place


def _write_record(layout: Layout, place: Place) -> None:
    inside = place.cluster.parent == layout.folder
    record = {
        "cluster": place.cluster.name if inside else str(place.cluster),
        "socket": str(place.socket),
        "identity": _identity(layout),
    }
    write_whole(layout.record, json.dumps(record, indent=2))


def _identity(layout: Layout) -> list[int]:
    status = layout.folder.stat()
    return [status.st_dev, status.st_ino]


def _check_owner(layout: Layout, place: Place) -> None:
    note = place.cluster / "home"
    owner = Path(note.read_text()) if note.exists() else layout.home
    if owner != layout.home and (owner / "postgres" / "place.json").exists():
        msg = (
            f"{layout.home} is a copy of {owner}, and both would use the data in {place.cluster}; "
            "copy a data folder with: wens backup, then wens restore"
        )
        raise PlaceError(msg)
    note.write_text(str(layout.home))


def _new_cluster(layout: Layout, account: Account) -> Path:
    if not account.dropped or account.can_reach(layout.folder):
        cluster = layout.folder / "cluster"
        cluster.mkdir(mode=0o700, exist_ok=True)
        account.own(cluster)
        return cluster
    for root in map(Path, PLACE_ROOTS):
        try:
            if not root.exists():
                root.mkdir()
                root.chmod(0o711)
            cluster = Path(tempfile.mkdtemp(prefix="wens-", dir=root))
        except OSError:
            continue
        (cluster / "home").write_text(str(layout.home))
        account.own(cluster)
        return cluster
    msg = f"no folder for the database could be made in {' or '.join(PLACE_ROOTS)}"
    raise PlaceError(msg)


def _new_socket(account: Account) -> Path:
    for root in map(Path, SOCKET_ROOTS):
        try:
            folder = Path(tempfile.mkdtemp(prefix="wens-", dir=root))
        except OSError:
            continue
        account.own(folder)
        if len(os.fsencode(folder / f".s.PGSQL.{PORT}")) <= LONGEST_SOCKET:
            return folder
    msg = f"no folder for the database's socket could be made in {' or '.join(SOCKET_ROOTS)}"
    raise PlaceError(msg)


def _usable_socket(folder: Path, account: Account) -> bool:
    """Make the recorded folder again after a restart of the machine; refuse one that somebody else put there."""
    try:
        folder.mkdir(mode=0o700)
    except FileExistsError:
        status = folder.lstat()
        return stat.S_ISDIR(status.st_mode) and status.st_uid == account.uid and not status.st_mode & 0o77
    except OSError:
        return False
    account.own(folder)
    return True
