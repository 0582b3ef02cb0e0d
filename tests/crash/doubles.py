"""Disks that fail on command, behind the one seam that storage writes through."""

import errno
import os
from contextlib import contextmanager

from interviewer.storage import syscalls

CHANGING = (
    "create",
    "write",
    "sync_data",
    "sync_folder",
    "truncate",
    "replace",
    "remove",
    "make_folder",
)

SEEN = (*CHANGING, "open_to_append")
"""Also what tells a double which file a descriptor is."""


class FailingDisk:
    """Fails the k-th call (from 1) of those in `calls`; from then on each, while `lasting`."""

    def __init__(self, at=1, code=errno.ENOSPC, *, calls=CHANGING, lasting=False, short=False):
        self.at = at
        self.code = code
        self.calls = calls
        self.lasting = lasting
        self.short = short
        """A failing write takes half of its bytes, without an error."""
        self.seen = 0
        self.failed = 0

    def call(self, name, real, *arguments):
        self.seen += name in self.calls
        due = self.seen > self.at if self.lasting else False
        if name not in self.calls or not (due or self.seen == self.at):
            return real(*arguments)
        self.failed += 1
        if self.short and name == "write":
            fd, data = arguments
            return real(fd, data[: len(data) // 2])
        raise OSError(self.code, os.strerror(self.code))


class NoSync:
    """A disk that keeps things as long as the machine runs: quick, where only bytes matter."""

    def call(self, name, real, *arguments):
        return None if name.startswith("sync") else real(*arguments)


@contextmanager
def standing_in(double):
    """Put a double with `call(name, real, *arguments)` in place of the disk."""
    real = {name: getattr(syscalls, name) for name in SEEN}
    try:
        for name, function in real.items():
            setattr(
                syscalls,
                name,
                lambda *a, name=name, function=function: double.call(name, function, *a),
            )
        yield double
    finally:
        for name, function in real.items():
            setattr(syscalls, name, function)
