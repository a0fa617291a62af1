"""Which account of the machine runs the server: PostgreSQL refuses to run as root, with good reason."""

import os
import pwd
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

from wens.site.postgres.errors import AccountError

# In this order: an account that the administrator made for us, then the one that every Linux has.
UNPRIVILEGED = ("wens", "nobody")


class Privileges(TypedDict, total=False):
    """Keyword arguments of subprocess that give up root's rights in the child."""

    user: int
    group: int
    extra_groups: list[int]


@dataclass(frozen=True)
class Account:
    """The account of the machine that the server's processes run as."""

    uid: int
    gid: int

    @property
    def dropped(self) -> bool:
        """Whether this process is root and must give up its rights in the server's processes."""
        return os.geteuid() == 0

    def privileges(self) -> Privileges:
        """Return the arguments for subprocess; empty when nothing has to be given up."""
        return {"user": self.uid, "group": self.gid, "extra_groups": []} if self.dropped else {}

    def own(self, path: Path) -> None:
        """Give a path to the account, when this process may."""
        if self.dropped:
            os.chown(path, self.uid, self.gid, follow_symlinks=False)

    def can_reach(self, path: Path) -> bool:
        """Say whether the account may walk down to the folder (every folder on the way lets it through)."""
        return all(self._may_enter(folder) for folder in (path, *path.parents))

    def _may_enter(self, folder: Path) -> bool:
        status = folder.stat()
        if status.st_uid == self.uid:
            return bool(status.st_mode & 0o100)
        if status.st_gid == self.gid:
            return bool(status.st_mode & 0o010)
        return bool(status.st_mode & 0o001)


def account_for(home: Path) -> Account:
    """Return who runs the server of this data folder: ourselves; as root the folder's owner, else an unprivileged one.

    Raises AccountError when this process is root and no such account exists.
    """
    if os.geteuid() != 0:
        return Account(os.geteuid(), os.getegid())
    owner = home.stat()
    if owner.st_uid != 0:
        return Account(owner.st_uid, owner.st_gid)
    for name in UNPRIVILEGED:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(entry.pw_uid, entry.pw_gid)
    msg = "the database does not run as root and no account 'wens' or 'nobody' exists; run: useradd --system wens"
    raise AccountError(msg)
