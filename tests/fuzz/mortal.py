"""A disk under a process that may be killed, or told "disk full", at any call."""

import errno
import os

from tests.crash.doubles import CHANGING


class Killed(BaseException):
    """The process ends here, without clearing up anything."""


class MortalDisk:
    """Passes calls on, until it was told to fail or to die (see `tests.crash.doubles.standing_in`).

    Syncs are left out: what a kill leaves is what was written. Power cuts are `tests.crash`.
    """

    def __init__(self):
        self.dead = False
        self.kill_in = None
        """Calls until the kill, from 0; None for never."""
        self.share = 0.0
        """How much of the write in mid-kill still reaches the disk."""
        self.failures = 0
        """How many of the coming calls fail."""

    def call(self, name, real, *arguments):
        if self.dead:
            return self._after_death(name, arguments)
        if name not in CHANGING:
            return real(*arguments)
        if self.kill_in is not None:
            if self.kill_in == 0:
                if name == "write":
                    fd, data = arguments
                    real(fd, data[: int(len(data) * self.share)])
                self.dead = True
                raise Killed
            self.kill_in -= 1
        if self.failures:
            self.failures -= 1
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return None if name.startswith("sync") else real(*arguments)

    def _after_death(self, name, arguments):
        """Python still runs `finally` blocks; nothing of them reaches the disk."""
        if name in ("create", "open_to_append"):
            raise Killed
        return len(arguments[1]) if name == "write" else None

    def reborn(self):
        """The next process, with a disk that is well."""
        self.dead, self.kill_in, self.failures = False, None, 0
