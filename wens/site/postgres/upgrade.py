"""`wens db upgrade`: bring the data of an earlier major version of PostgreSQL to this release's.

The programs that made the data lie beside them, so the old server can still run: it is dumped, read into a new
cluster, and the two change places. Killed at any moment, the old data serve or a rerun finishes.
"""

import os
import shutil
from contextlib import AbstractContextManager
from pathlib import Path

from wens.site.postgres import clients, locks, process
from wens.site.postgres.accounts import account_for
from wens.site.postgres.binaries import Binaries, copied, kept
from wens.site.postgres.cluster import Cluster, finish_switch, major_of, refuse_foreign_server
from wens.site.postgres.errors import NotStartedError, UpgradeError
from wens.site.postgres.layout import PORT, Layout, Place, settle
from wens.site.postgres.roles import DATABASE, ROLES, password

WAIT_S = 40.0
# The superuser reads whatever the policies say; what the owner writes is the owner's.
WHO = ("superuser", "owner")


def upgrade_data(layout: Layout, wheel: Binaries) -> bool:
    """Convert the data of a stopped server when their major version is older; say whether anything was done.

    Raises UpgradeError, and the server's own errors; then the old data are as they were.
    """
    if not layout.record.exists():
        msg = f"there is no embedded database in {layout.home} yet; run: wens db start"
        raise NotStartedError(msg)
    account = account_for(layout.home)
    place = settle(layout, account)
    what = f"the database in {layout.home} to be free"
    with (
        locks.exclusive(layout.lock("start"), timeout_s=WAIT_S, what=what),
        locks.exclusive(layout.lock("server"), timeout_s=WAIT_S, what=what) as lock,
    ):
        finish_switch(place)
        found = major_of(place.data)
        if found is None or found == wheel.major:
            return False
        old = _programs(place, found, wheel)
        refuse_foreign_server(place.data)
        for earlier in place.cluster.glob("data.before-*"):
            shutil.rmtree(earlier)
        _convert(Cluster(layout, place, account, old, lock), copied(wheel, place.binaries))
    return True


def _programs(place: Place, found: int, wheel: Binaries) -> Binaries:
    if found > wheel.major:
        msg = f"the data are of PostgreSQL {found}, newer than this release's {wheel.major}; install a newer WENS"
        raise UpgradeError(msg)
    old = kept(place.binaries, found)
    if old is None:
        msg = (
            f"the programs of PostgreSQL {found} are not in {place.binaries}; "
            "install the earlier release of WENS, make a backup there, and restore it here"
        )
        raise UpgradeError(msg)
    return old


def _convert(old: Cluster, programs: Binaries) -> None:
    new = Cluster(old.layout, old.place, old.account, programs, old.server_lock)
    target = old.place.cluster / "data.converting"
    archive = old.layout.folder / "upgrade.dump"
    address = {"host": str(old.place.socket), "port": PORT, "dbname": DATABASE}
    superuser, owner = (address | {"user": ROLES[role], "password": password(old.layout.keys, role)} for role in WHO)
    try:
        with _server(old, old.place.data):
            clients.dump(clients.programs_for(programs.major), superuser, archive)
        new.make(target)
        new.configure(target)
        with _server(new, target):
            clients.load(clients.programs_for(programs.major), owner, archive, before=clients.EMPTY_SCHEMA)
    finally:
        archive.unlink(missing_ok=True)
    _switch(old.place, target, major_of(old.place.data))


def _server(cluster: Cluster, data: Path) -> AbstractContextManager[None]:
    (data / "postmaster.pid").unlink(missing_ok=True)
    cluster.clean_socket()
    options = ["-c", "listen_addresses=", "-c", f"port={PORT}", "-c", f"unix_socket_directories={cluster.place.socket}"]
    return process.running(
        [cluster.binaries.program("postgres"), "-D", str(data), *options],
        data,
        account=cluster.account,
        lock=cluster.server_lock,
        log=cluster.layout.log,
    )


def _switch(place: Place, target: Path, old_major: int | None) -> None:
    os.sync()
    ready = place.cluster / "data.upgraded"
    shutil.rmtree(ready, ignore_errors=True)
    target.rename(ready)
    place.data.rename(place.cluster / f"data.before-{old_major}")
    ready.rename(place.data)
