"""What can go wrong with a backup; every message says what to do."""


class BackupError(Exception):
    """Any problem with making or reading a backup."""


class ArchiveError(BackupError):
    """The archive is damaged, cut off or no backup of ours; nothing was touched."""


class PassphraseError(BackupError):
    """The keys in the archive are encrypted and the passphrase is missing or wrong; nothing was touched."""


class NotEmptyError(BackupError):
    """The installation holds data that a restore would replace; nothing was touched."""


class ReleaseError(BackupError):
    """The archive was made by a newer release; nothing was touched."""


class ExpiredError(BackupError):
    """The archive was kept longer than it may be; nothing was touched."""


class BusyError(BackupError):
    """Another backup to the same file, or another restore, is running."""
