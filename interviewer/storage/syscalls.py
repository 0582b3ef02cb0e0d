"""The few system calls that change a disk, in one place, so that a test can fail the k-th of them,
or write all of them down and replay every state a power cut could leave.

Rules of this file:

1. Storage changes the disk through these functions alone; reading may go round them.
2. They decide nothing. What an error means to a person is said where they are called.
"""

import errno
import fcntl
import os
from pathlib import Path

PRIVATE_FILE = 0o600
PRIVATE_FOLDER = 0o700

_FLAGS = os.O_CLOEXEC | os.O_NOCTTY
_FULL_SYNC = getattr(fcntl, "F_FULLFSYNC", None)
"""macOS only: its fsync leaves the data in the drive's cache."""


def create(path: Path) -> int:
    """Create a file of our own and open it for appending. Raises FileExistsError."""
    return os.open(
        path, os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_EXCL | _FLAGS, mode=PRIVATE_FILE
    )


def open_to_append(path: Path) -> int:
    """Open a file that exists. Never waits, whatever kind of file it is."""
    return os.open(path, os.O_RDWR | os.O_APPEND | os.O_NONBLOCK | _FLAGS)


def open_to_read(path: Path) -> int:
    """Open a file that exists. Never waits, whatever kind of file it is."""
    return os.open(path, os.O_RDONLY | os.O_NONBLOCK | _FLAGS)


def write(fd: int, data: bytes) -> int:
    """Return how many bytes were taken; fewer than all where the disk is full."""
    return os.write(fd, data)


def sync_data(fd: int) -> None:
    """Return once the file's bytes, and its size, are on the disk."""
    if _FULL_SYNC is not None:
        fcntl.fcntl(fd, _FULL_SYNC)
    elif hasattr(os, "fdatasync"):
        os.fdatasync(fd)
    else:
        os.fsync(fd)


def sync_folder(path: Path) -> None:
    """Return once the names in a folder are on the disk."""
    fd = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(fd)
    except OSError as error:
        # Some file systems keep folders in order by themselves and refuse to be asked.
        if error.errno not in (errno.EINVAL, errno.ENOTSUP, errno.EBADF):
            raise
    finally:
        os.close(fd)


def truncate(fd: int, size: int) -> None:
    os.ftruncate(fd, size)


def replace(source: Path, target: Path) -> None:
    source.replace(target)


def remove(path: Path) -> None:
    path.unlink()


def make_folder(path: Path) -> None:
    path.mkdir(PRIVATE_FOLDER)


def close(fd: int) -> None:
    os.close(fd)
