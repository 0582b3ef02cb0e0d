"""Where `grade` writes: standard output, or a file that a later run continues with.

Rules of the file:

1. A result is appended with one write and never changed; a last line without its end is a write
   that was cut off, and is cut away.
2. What it holds is not graded again, unless it is ungraded and --retry-ungraded is given.
3. A file that holds anything else than results is not touched.
"""

import json
import os
import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from interviewer.core.errors import ReportedError, UsageError
from interviewer.storage import syscalls
from interviewer.storage.files import shown, storage_error, write_all, write_atomically
from interviewer.storage.lock import HeldError, lock_open_file

ANOTHER = "Name another file with -o."

_APPENDING = os.O_RDWR | os.O_APPEND | os.O_CLOEXEC


def key(an_id: object) -> int:
    """Return a hash that stands for an id in a set: half as much memory as the id itself.

    1 and "1" are two ids, and -1 and -2 have one hash as numbers. Two of a million ids share a
    64-bit hash once in 37 million runs.
    """
    return hash((isinstance(an_id, str), str(an_id)))


class ResultStream:
    """Results on standard output."""

    done = 0

    def has(self, _id: object) -> bool:
        return False

    def kept(self, _id: object) -> bytes | None:
        return None

    def write(self, line: bytes) -> None:
        sys.stdout.buffer.write(line)
        sys.stdout.buffer.flush()

    keep = write
    """Out of turn, when interrupted: still in order, with gaps."""

    def close(self, *, finished: bool) -> None:
        pass


class ResultFile:
    """Results in a file of their own, locked while it is open: nothing is put beside it that could
    have a name that is somebody else's. Raises UsageError or ReportedError where that cannot be.
    """

    def __init__(self, path: str, source: str, *, retry: bool = False) -> None:
        self._path = Path(path)
        if os.path.lexists(path) and source != "-" and _same(path, source):
            raise UsageError(f"{shown(path)} holds the answers. {ANOTHER}")
        self._ahead_path = Path(f"{path}.ahead")
        self._done: set[int] = set()
        self._ahead: dict[Any, bytes] = {}
        self._late: list[bytes] = []
        self._end: int | None = None
        """The size of the file; None where it is a pipe or a device."""
        try:
            self._fd = self._open(retry=retry)
        except HeldError as held:
            raise ReportedError(
                f"{held.holder} is writing to {shown(path)}. Wait for it."
            ) from None
        except (OSError, ValueError) as error:
            raise _cannot_write(error, path) from None
        self.done = len(self._done)

    def has(self, an_id: object) -> bool:
        return key(an_id) in self._done

    def kept(self, an_id: object) -> bytes | None:
        """A result that was finished ahead of its turn when the last run was interrupted."""
        return self._ahead.get((type(an_id), an_id))

    def write(self, line: bytes) -> None:
        """Append a result. Raises ReportedError; the result is then kept for the next run."""
        try:
            self._check_unchanged()
            write_all(self._fd, line)
        except OSError as error:
            self.keep(line)
            raise storage_error(error, self._path, "Then run the same command again.") from None
        except ReportedError:
            self.keep(line)
            raise
        if self._end is not None:
            self._end += len(line)

    def keep(self, line: bytes) -> None:
        """Keep a result out of turn, for the next run to put in its place."""
        self._late.append(line)

    def close(self, *, finished: bool) -> None:
        """Sync and close. What is kept for the next run stays beside the file until it is used.

        Raises ReportedError where what was written has gone meanwhile.
        """
        try:
            if self._end is not None:
                syscalls.sync_data(self._fd)
            if finished:
                self._check_unchanged()
                if self._ahead:
                    self._ahead_path.unlink(missing_ok=True)
            elif self._late:
                waiting = [*self._ahead.values(), *self._late]
                write_atomically(self._ahead_path, b"".join(waiting))
        finally:
            os.close(self._fd)

    def _check_unchanged(self) -> None:
        """Raise ReportedError where the file does not hold what was written to it."""
        if self._end is None:
            return
        if not _is_named(self._fd, self._path):
            happened = "was removed, moved or replaced"
        elif os.fstat(self._fd).st_size != self._end:
            happened = "was changed by another program"
        else:
            return
        raise ReportedError(
            f"{shown(self._path)} {happened} while results were written to it: some of them are "
            "lost. Run the same command again; it grades what is missing."
        )

    def _open(self, *, retry: bool) -> int:
        if not _is_file(self._path):
            return os.open(self._path, os.O_WRONLY | os.O_CLOEXEC)
        fd = _open_locked(self._path)
        try:
            if retry:
                fd = _without_ungraded(fd, Path(os.path.realpath(self._path)))
            end = 0
            for at, result in _results(self._path):
                end = at
                self._done.add(key(result["id"]))
            self._read_ahead()
            os.ftruncate(fd, end)
            self._end = end
        except BaseException:
            os.close(fd)
            raise
        return fd

    def _read_ahead(self) -> None:
        """Take what an interrupted run kept beside the file. It never keeps an empty file."""
        if not os.path.lexists(self._ahead_path):
            return
        for _, result in _results(self._ahead_path):
            an_id = result["id"]
            self._ahead[type(an_id), an_id] = to_line(result)
        if not self._ahead:
            raise UsageError(f"{shown(self._ahead_path)} is in the way. {ANOTHER}")


def _open_locked(path: Path) -> int:
    """Open a file, made where there is none, and lock it until it is closed. Raises HeldError."""
    while True:
        fd = os.open(path, _APPENDING | os.O_CREAT, 0o666)
        try:
            lock_open_file(fd)
            if _is_named(fd, path):
                return fd
        except BaseException:
            os.close(fd)
            raise
        os.close(fd)  # its holder has just put another file in its place: lock that one


def _is_named(fd: int, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(fd), path.stat())
    except OSError:
        return False


def to_line(result: Mapping[str, Any]) -> bytes:
    """ASCII: no character of an answer can then be more than a character, or fail to be written."""
    return json.dumps(result).encode("ascii") + b"\n"


def _results(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield each whole result and where its line ends. A last line that was cut off is left out."""
    end = 0
    with path.open("rb") as stream:
        for raw in stream:
            if not raw.endswith(b"\n") and _is_cut_off(raw):
                return
            end += len(raw)
            try:
                result = json.loads(raw)
                ours = "id" in result and result["status"] in ("graded", "ungraded")
            except (ValueError, TypeError, KeyError, RecursionError):
                ours = False
            if not ours or not isinstance(result["id"], str | int):
                raise UsageError(f"{shown(path)} holds something else than results. {ANOTHER}")
            yield end, result


_STRING = rb'"(?:[^"\\]|\\.)*'
_NUMBER_OR_STRING = re.compile(rb'%b"|-?\d+' % _STRING), re.compile(rb"(?:%b\\?|-)?" % _STRING)
_BEGINNING = (
    b'{"id": ',
    _NUMBER_OR_STRING,
    b', "question_id": ',
    _NUMBER_OR_STRING,
    b', "status": "',
)
"""What every line begins with: words, and values, each with what is left of one that is cut off."""


def _is_cut_off(raw: bytes) -> bool:
    """Whether this is the beginning of a result, or a whole one without its line end."""
    for part in _BEGINNING:
        if isinstance(part, bytes):
            if not raw.startswith(part):
                return part.startswith(raw)
            raw = raw[len(part) :]
        else:
            whole, begun = part
            value = whole.match(raw)
            if value is None:
                return begun.fullmatch(raw) is not None
            raw = raw[value.end() :]
    return any(status.startswith(raw[: len(status)]) for status in (b'graded"', b'ungraded"'))


def _without_ungraded(fd: int, path: Path) -> int:
    """Replace a locked file as one step by one without the answers that could not be graded.

    Returns the new file, locked; nobody else can hold it in between.
    """
    beside = path.with_name(f".{os.getpid():x}-{os.urandom(6).hex()}.tmp")
    new = os.open(beside, _APPENDING | os.O_CREAT | os.O_EXCL, os.fstat(fd).st_mode & 0o777)
    try:
        lock_open_file(new)
        for _, result in _results(path):
            if result["status"] == "graded":
                write_all(new, to_line(result))
        syscalls.sync_data(new)
        beside.replace(path)
    except BaseException:
        os.close(new)
        beside.unlink(missing_ok=True)
        raise
    os.close(fd)
    return new


def _is_file(path: str | Path) -> bool:
    return not os.path.lexists(path) or Path(path).is_file()


def _same(path: str, source: str) -> bool:
    try:
        return Path(path).samefile(source)
    except (OSError, ValueError):
        return False


def _cannot_write(error: OSError | ValueError, path: str) -> ReportedError:
    if isinstance(error, OSError):
        return storage_error(error, path, ANOTHER)
    return UsageError(f"{shown(path)} is not a possible file name. {ANOTHER}")
