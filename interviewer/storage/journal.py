"""A file of records that only grows: bytes on disk, without meaning.

It exists so that a record, once `append` has returned, outlives a kill, a power cut and a full disk,
and so that damage is noticed and never spreads.

Rules of this file:

1. One record is one line, one write and one sync.
2. A failed append leaves the file as it was, or is undone before the next.
3. Nothing is removed that a crash in mid-write does not explain, before a copy of it is safe.
"""

import errno
import os
from contextlib import suppress
from pathlib import Path
from typing import NoReturn

from interviewer.core.run import RecordError
from interviewer.storage import syscalls
from interviewer.storage.files import StorageError, irregular, shown, storage_error, write_all
from interviewer.storage.journal_format import (
    Accept,
    Record,
    Recovery,
    UnreadableError,
    encode,
    understand,
)


def _read_all(fd: int, path: Path) -> bytes:
    kind = irregular(fd)
    if kind:
        raise UnreadableError(f"{shown(path)} is {kind}, not a journal. Move it away.")
    parts = []
    while part := os.read(fd, 1 << 20):
        parts.append(part)
    return b"".join(parts)


def read(path: Path, accept: Accept | None = None) -> tuple[list[Record], Recovery]:
    """Return the good records of a journal, and what could not be used. Changes nothing.

    Where `accept` takes the records, none are returned.

    Raises StorageError where there is nothing to return.
    """
    try:
        fd = syscalls.open_to_read(path)
        try:
            raw = _read_all(fd, path)
        finally:
            os.close(fd)
    except OSError as error:
        reason = (error.strerror or "unknown").lower()
        raise StorageError(
            f"Cannot read {shown(path)} ({reason}). Check its permissions and its disk."
        ) from None
    found = understand(raw, path, accept)
    return found.records, found.recovery


class Journal:
    """An open journal. At most one may be open for a path: its owner holds a lock."""

    def __init__(self, path: Path, fd: int, sequence: int, end: int) -> None:
        self.path = path
        self._fd = fd
        self._sequence = sequence
        self._end = end
        self._untidy = False
        """Whether bytes of a failed append may stand after the good end."""

    @classmethod
    def create(cls, path: Path) -> "Journal":
        """Create an empty journal. Raises FileExistsError and other OSErrors."""
        fd = syscalls.create(path)
        try:
            syscalls.sync_folder(path.parent)
        except OSError:
            syscalls.close(fd)
            with suppress(OSError):
                syscalls.remove(path)
            raise
        return cls(path, fd, 0, 0)

    @classmethod
    def open(
        cls, path: Path, accept: Accept | None = None
    ) -> tuple["Journal", list[Record], Recovery]:
        """Open a journal to append to it; return it, its good records and what was not good.

        An unfinished last line is cut off. Of a damaged file a copy is made first, beside it.
        Raises StorageError, with the file untouched, where it cannot be used or repaired.
        """
        fd = -1
        try:
            fd = syscalls.open_to_append(path)
            found = understand(_read_all(fd, path), path, accept)
            recovery = found.recovery
            if recovery.damaged:
                copy = _set_aside(path, found.raw)
                recovery = Recovery(damaged=recovery.damaged, line=recovery.line, set_aside=copy)
            if not recovery.clean:
                syscalls.truncate(fd, found.end)
                syscalls.sync_data(fd)
        except BaseException as error:
            if fd >= 0:
                syscalls.close(fd)
            if isinstance(error, OSError):
                raise storage_error(error, path, "Correct that, then try again.") from None
            raise
        return cls(path, fd, found.count, found.end), found.records, recovery

    def append(self, record: Record, what: str = "this answer is NOT saved") -> None:
        """Write a record; return once it is on the disk.

        Raises RecordError, with the journal as it was: the same record can be tried again. `what`
        is said about it then, in the middle of a sentence.
        """
        line = encode(self._sequence, record)
        try:
            if self._untidy:
                self._tidy()
            if not os.fstat(self._fd).st_nlink:
                self._fail(FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT)), what)
            self._untidy = True
            written = syscalls.write(self._fd, line)
            syscalls.sync_data(self._fd)
        except OSError as error:
            self._fail(error, what)
        if written != len(line):
            self._fail(OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)), what)
        end = self._end + len(line)
        # No call between these: an interrupt must find all of them changed, or none.
        self._untidy, self._sequence, self._end = False, self._sequence + 1, end

    def _fail(self, error: OSError, what: str) -> NoReturn:
        self._try_to_tidy()
        raise RecordError(_not_saved(error, what)) from error

    def _tidy(self) -> None:
        """Remove what a failed append left: the next line would join it and be lost with it."""
        syscalls.truncate(self._fd, self._end)
        self._untidy = False

    def _try_to_tidy(self) -> None:
        with suppress(OSError):  # the next append begins with it
            if self._untidy:
                self._tidy()

    def close(self) -> None:
        """Close it; closing twice does nothing."""
        if self._fd >= 0:
            self._try_to_tidy()
            syscalls.close(self._fd)
            self._fd = -1


def _not_saved(error: OSError, what: str) -> str:
    match error.errno:
        case errno.ENOSPC | errno.EDQUOT:
            return f"Disk full: {what}. Free some space, then try again."
        case errno.ENOENT:
            return (
                f"The session's file was deleted: {what}. Copy what you typed elsewhere, leave, "
                "and start a new session."
            )
        case errno.EFBIG:
            return (
                f"The session's file may not grow: {what}. Raise the limit (ulimit -f), then try "
                "again."
            )
        case errno.EROFS:
            return f"The disk has become read-only: {what}. Make it writable, then try again."
        case _:
            reason = (error.strerror or "unknown").lower()
            return (
                f"The disk reports an error ({reason}): {what}. Try again, or copy what you typed "
                "elsewhere."
            )


def _set_aside(path: Path, raw: bytes) -> Path:
    """Keep a damaged file's bytes beside it, under a name that nothing has; return that name."""
    number = 1
    while True:
        copy = path.with_name(f"{path.stem}.damaged-{number}{path.suffix}")
        try:
            fd = syscalls.create(copy)
            break
        except FileExistsError:
            number += 1
    try:
        write_all(fd, raw)
        syscalls.sync_data(fd)
    except OSError:
        with suppress(OSError):
            syscalls.remove(copy)
        raise
    finally:
        syscalls.close(fd)
    syscalls.sync_folder(path.parent)
    return copy
