"""What keeps a backup from being made or used; see the package."""


class BackupError(Exception):
    """A backup cannot be made or used; the message says what to do."""


class Busy(BackupError):
    """Another process makes a backup."""


class Damaged(BackupError):
    """Files are missing or not as they were written."""


class Occupied(BackupError):
    """There is a library already."""
