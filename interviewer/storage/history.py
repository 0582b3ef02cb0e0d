"""An index over the sessions, so that a list of thousands needs no journal read twice.

It holds nothing that the journals do not say. Each row knows the size and the age of the journal it
was made from, so a stale one is noticed; a damaged, locked or deleted index costs time, never data.
"""

from __future__ import annotations

import os
from contextlib import closing, suppress
from dataclasses import astuple, dataclass, fields
from datetime import datetime
from typing import TYPE_CHECKING, Any, Literal, Protocol

from interviewer.storage import syscalls

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Sequence
    from pathlib import Path

INDEX_VERSION = 2
"""Of the table. Raise it with every change of SessionInfo: the index is then made anew."""

BUSY_SECONDS = 0.2
"""Seconds to wait for another process that is writing to the index."""

Row = tuple[Any, ...]
State = Literal["unfinished", "finished", "damaged"]


@dataclass(frozen=True, slots=True)
class SessionInfo:
    """One session in a list. Texts are as stored: make them inert before they are shown."""

    id: str
    size: int = 0
    """Of the journal, in bytes."""
    changed: int = 0
    """When the journal last changed, in nanoseconds of its file system's clock."""
    started: datetime | None = None
    """Aware; None where the journal's first line cannot be read."""
    finished: datetime | None = None
    """Aware; None while unfinished."""
    bank: str = ""
    examiner: str = ""
    question: int = 0
    """The number of the question that waits, from 1; of no meaning once finished."""
    questions: int = 0
    """How many are planned."""
    answers: int = 0
    """How many answers were given, follow-ups included."""
    spent: float = 0.0
    """Seconds of the candidate's time."""
    score: float | None = None
    """0 to 1; None while unfinished, and where nothing could be graded."""
    unaided_score: float | None = None
    grade: str | None = None
    weakest: str = ""
    """The weakest topics, a line each, the weakest first; at most three."""
    fault: str = ""
    """One sentence on what is wrong with the journal; empty where nothing is."""

    @property
    def state(self) -> State:
        """Damaged is what cannot be opened; what has only a fault can be resumed."""
        if self.started is None:
            return "damaged"
        return "unfinished" if self.finished is None else "finished"


class Lists(Protocol):
    """What the index can be rebuilt from."""

    def list(self) -> Sequence[SessionInfo]: ...


class History:
    """The index in a home. No method raises for a fault of the index or of its disk."""

    def __init__(self, home: Path) -> None:
        self.path = home / "history.sqlite3"

    def add(self, info: SessionInfo) -> None:
        """Put a session in, instead of what was known of it."""
        self.add_all([info])

    def add_all(self, infos: Iterable[SessionInfo]) -> None:
        marks = ", ".join("?" * len(fields(SessionInfo)))
        rows = [_row(info) for info in infos]
        if rows:
            self._do(f"INSERT OR REPLACE INTO sessions VALUES ({marks})", rows)  # noqa: S608

    def all(self) -> dict[str, SessionInfo]:
        """Return what is known, by session id; nothing where the index cannot be read."""
        found = self._do("SELECT * FROM sessions")
        return {info.id: info for row in found if (info := _info(row)) is not None}

    def forget(self, ids: Iterable[str]) -> None:
        """Take out sessions whose journals are gone."""
        if rows := [(known,) for known in ids]:
            self._do("DELETE FROM sessions WHERE id = ?", rows)

    def rebuild(self, store: Lists) -> None:
        """Make the index anew from the journals."""
        self._set_aside()
        self.add_all(store.list())

    def _do(self, statement: str, rows: Sequence[Row] | None = None) -> list[Row]:
        """Run a statement, once more on a new index where this one is damaged."""
        import sqlite3  # noqa: PLC0415 - an interview that shows no list does not need it

        for _ in range(2):
            try:
                with closing(self._connect()) as database, database:
                    if rows is not None:
                        database.executemany(statement, rows)
                        return []
                    return database.execute(statement).fetchall()
            except (OSError, UnicodeError, OverflowError):
                return []  # the journals are read instead
            except sqlite3.Error as error:
                if getattr(error, "sqlite_errorcode", 0) & 0xFF in _PASSING:
                    return []
                self._set_aside()
        return []

    def _connect(self) -> sqlite3.Connection:
        import sqlite3  # noqa: PLC0415 - see above

        flags = os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NONBLOCK
        os.close(os.open(self.path, flags, mode=syscalls.PRIVATE_FILE))
        database = sqlite3.connect(self.path, timeout=BUSY_SECONDS)
        try:
            if database.execute("PRAGMA user_version").fetchone() != (INDEX_VERSION,):
                columns = ", ".join(known.name for known in fields(SessionInfo)[1:])
                database.execute("DROP TABLE IF EXISTS sessions")
                database.execute(f"CREATE TABLE sessions (id TEXT PRIMARY KEY, {columns})")
                database.execute(f"PRAGMA user_version = {INDEX_VERSION}")
        except sqlite3.Error:
            database.close()
            raise
        return database

    def _set_aside(self) -> None:
        with suppress(OSError):
            syscalls.replace(self.path, self.path.with_name(f"{self.path.name}.damaged"))
        for left in ("-journal", "-wal", "-shm"):  # they would be taken for the new index's own
            with suppress(OSError):
                syscalls.remove(self.path.with_name(f"{self.path.name}{left}"))


_PASSING = frozenset((3, 5, 6, 8, 10, 13, 14))
"""SQLite's codes for: no permission, busy, locked, read-only, I/O error, full, cannot open. The
index itself may be whole, so it stays."""


def _row(info: SessionInfo) -> Row:
    return tuple(v.isoformat() if isinstance(v, datetime) else v for v in astuple(info))


def _info(row: Row) -> SessionInfo | None:
    """None for a row that no version of this program wrote."""
    names = [known.name for known in fields(SessionInfo)]
    try:
        known: dict[str, Any] = dict(zip(names, row, strict=True))
        for name in ("started", "finished"):
            if known[name] is not None:
                known[name] = datetime.fromisoformat(known[name])
        return SessionInfo(**known)
    except (ValueError, TypeError):
        return None
