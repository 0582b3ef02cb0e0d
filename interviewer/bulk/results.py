"""Where `grade` writes: standard output, or a file that a later run goes on with.

Rules of the file:

1. A result is appended with one write and never changed; a last line without its end is a write
   that was cut off, and is cut away.
2. What it holds is not graded again, unless it is ungraded and --retry-ungraded is given.
3. A file that holds anything else than results is not touched.
"""

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from interviewer.core.errors import ReportedError, UsageError
from interviewer.storage import syscalls
from interviewer.storage.files import (
    irregular,
    shown,
    storage_error,
    write_all,
    write_atomically,
)
from interviewer.storage.lock import HeldError, Lock

ANOTHER = "Name another file with -o."


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
    """Results in a file of their own. Raises UsageError or ReportedError where that cannot be."""

    def __init__(self, path: str, source: str, *, retry: bool = False) -> None:
        self._path = Path(path)
        if os.path.lexists(path) and source != "-" and _same(path, source):
            raise UsageError(f"{shown(path)} holds the answers. {ANOTHER}")
        self._ahead_path = Path(f"{path}.ahead")
        self._done: set[int] = set()
        self._ahead: dict[Any, bytes] = {}
        self._late: list[bytes] = []
        try:
            self._lock = Lock(Path(f"{path}.lock")) if _is_file(path) else None
        except HeldError as held:
            raise ReportedError(
                f"{held.holder} is writing to {shown(path)}. Wait for it."
            ) from None
        except (OSError, ValueError) as error:
            raise _cannot_write(error, path) from None
        try:
            self._fd = self._open(retry=retry)
        except (OSError, ValueError) as error:
            self._release()
            raise _cannot_write(error, path) from None
        except BaseException:
            self._release()
            raise
        self.done = len(self._done)

    def has(self, an_id: object) -> bool:
        return key(an_id) in self._done

    def kept(self, an_id: object) -> bytes | None:
        """A result that was finished ahead of its turn when the last run was interrupted."""
        return self._ahead.get((type(an_id), an_id))

    def write(self, line: bytes) -> None:
        try:
            write_all(self._fd, line)
        except OSError as error:
            raise storage_error(error, self._path, "Then run the same command again.") from None

    def keep(self, line: bytes) -> None:
        """Keep a result out of turn, for the next run to put in its place."""
        self._late.append(line)

    def close(self, *, finished: bool) -> None:
        """Sync and let go. What is kept for the next run stays beside the file until it is used."""
        try:
            if self._is_regular:
                syscalls.sync_data(self._fd)
            if finished:
                self._ahead_path.unlink(missing_ok=True)
            elif self._late:
                waiting = [*self._ahead.values(), *self._late]
                write_atomically(self._ahead_path, b"".join(waiting))
        finally:
            os.close(self._fd)
            self._release()

    def _release(self) -> None:
        if self._lock is not None:
            self._lock.release()

    def _open(self, *, retry: bool) -> int:
        if retry and self._path.exists():
            _drop_ungraded(self._path)
        flags = os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC
        fd = os.open(self._path, flags if _is_file(self._path) else os.O_WRONLY, 0o666)
        self._is_regular = not irregular(fd)
        if self._is_regular:
            end = 0
            for at, result in _results(self._path):
                end = at
                self._done.add(key(result["id"]))
            os.ftruncate(fd, end)
            if self._ahead_path.exists():
                for _, result in _results(self._ahead_path):
                    an_id = result["id"]
                    self._ahead[type(an_id), an_id] = to_line(result)
        return fd


def to_line(result: dict[str, Any]) -> bytes:
    """ASCII: no character of an answer can then be more than a character, or fail to be written."""
    return json.dumps(result).encode("ascii") + b"\n"


def _results(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield each whole result and where its line ends. A last line that was cut off is left out."""
    end = 0
    with path.open("rb") as stream:
        for raw in stream:
            if not raw.endswith(b"\n") and raw.startswith(b'{"id": '[: len(raw)]):
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


def _drop_ungraded(path: Path) -> None:
    """Rewrite the file as one step, without the answers that could not be graded."""
    beside = path.with_name(f".{path.name[:100]}.{os.getpid():x}.tmp")
    try:
        with beside.open("xb") as stream:
            for _, result in _results(path):
                if result["status"] == "graded":
                    stream.write(to_line(result))
            stream.flush()
            syscalls.sync_data(stream.fileno())
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


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
