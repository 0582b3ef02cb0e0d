"""One process a session: two that append to one journal would lose each other's answers.

The kernel holds the lock and releases it when the process ends, however it ends; a lock file that a
killed process left behind locks nobody out.
"""

import errno
import fcntl
import os
import time
from contextlib import suppress
from pathlib import Path

from interviewer.storage import syscalls

_NO_LOCKS_HERE = (
    errno.ENOLCK, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EBADF, errno.EINVAL
)  # fmt: skip
"""What file systems say that cannot lock: NFS without its lock service, FUSE, some of containers."""


class HeldError(Exception):
    """Somebody else holds the lock. `holder` says who, for a sentence."""

    def __init__(self, holder: str) -> None:
        self.holder = holder
        super().__init__(holder)


class Lock:
    """A lock that is held from construction to `release`. Raises HeldError, or OSError."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._fd = self._acquire()
        with suppress(OSError):  # who holds it is said for convenience only
            os.ftruncate(self._fd, 0)
            os.pwrite(self._fd, b"%d" % os.getpid(), 0)

    def _acquire(self) -> int:
        while True:
            flags = os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK
            fd = os.open(self._path, flags, mode=syscalls.PRIVATE_FILE)
            try:
                _try_twice(fd)
            except BlockingIOError:
                pid = os.pread(fd, 20, 0).decode("ascii", "replace")
                os.close(fd)
                raise HeldError(f"process {pid}" if pid.isdigit() else "a process") from None
            except OSError as error:
                if error.errno not in _NO_LOCKS_HERE:
                    os.close(fd)
                    raise
            if self._is_still_named(fd):
                return fd
            os.close(fd)  # its last holder has just removed it: lock the new one

    def _is_still_named(self, fd: int) -> bool:
        try:
            return os.path.samestat(os.fstat(fd), self._path.stat())
        except FileNotFoundError:
            return False

    def release(self) -> None:
        """Release it; doing it twice does nothing."""
        if self._fd >= 0:
            with suppress(OSError):
                self._path.unlink()  # while it is held, so that nobody else's is removed
            os.close(self._fd)
            self._fd = -1


def lock_open_file(fd: int) -> None:
    """Lock a file that is open, until it is closed. Raises HeldError, or OSError.

    For files that a person named: a lock file beside one could have somebody else's name.
    """
    try:
        _try_twice(fd)
    except BlockingIOError:
        raise HeldError("Another process") from None
    except OSError as error:
        if error.errno not in _NO_LOCKS_HERE:
            raise


def _try_twice(fd: int) -> None:
    """Somebody may only be looking whether it is held, see below; that takes no time."""
    try:
        fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        time.sleep(0.02)
        fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)


def is_held(path: Path) -> bool:
    """Whether a living process holds the lock. Changes nothing."""
    try:
        fd = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK)
    except OSError:
        return False
    try:
        fcntl.flock(fd, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:
        return False
    finally:
        os.close(fd)
    return False
