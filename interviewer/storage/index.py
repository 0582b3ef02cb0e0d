"""The SQLite file of a home's index: opened, made, set aside where it is damaged.

It holds nothing that the journals do not say, so it may be deleted at any time and no method raises for
a fault of it or of its disk. What its tables mean: `history.py`, `remembered.py`.
"""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing, suppress
from typing import TYPE_CHECKING, Any, TypeVar

from interviewer.storage import syscalls

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

INDEX_VERSION = 4
"""Of all tables. Raise it with every change of one: the index is then made from the journals."""

BUSY_SECONDS = 0.2
"""Seconds to wait for another process that is writing to the index."""

Row = tuple[Any, ...]
Work = TypeVar("Work")

TABLES = {
    "sessions": "id TEXT PRIMARY KEY, size, changed, started, finished, day, bank, examiner, "
    "question, questions, answers, spent, score, unaided_score, grade, weakest, fault",
    "reviews": "session, number, bank, question, point, day, rating, examiner, asks",
    "attempts": "session, number, bank, question, topic, day, status, score, unaided, predicted, "
    "seconds",
    "beliefs": "session, number, bank, question, misconception, day, held",
    "memory": "bank, question, point, stability, difficulty, last, rating, reviews, asks, expected, "
    "recalled, PRIMARY KEY (bank, question, point)",
    "stale": "bank, question, PRIMARY KEY (bank, question)",
}
"""Every table's columns. `memory` follows from `reviews`; `stale` are questions whose memory does
not follow yet.
"""

_INDICES = (
    "CREATE INDEX reviews_of_session ON reviews (session)",
    "CREATE INDEX reviews_of_question ON reviews (bank, question)",
    "CREATE INDEX attempts_of_session ON attempts (session)",
    "CREATE INDEX attempts_of_question ON attempts (bank, question)",
    "CREATE INDEX beliefs_of_session ON beliefs (session)",
)

_PASSING = frozenset((3, 5, 6, 8, 10, 13, 14))
"""SQLite's codes for: no permission, busy, locked, read-only, I/O error, full, cannot open. The
index itself may be whole, so it stays."""


class Index:
    """The file. Every piece of work is one transaction: a killed program leaves all of it or none."""

    def __init__(self, home: Path) -> None:
        self.path = home / "history.sqlite3"

    def run(self, work: Callable[[sqlite3.Connection], Work]) -> Work | None:
        """Return what the work returns, done again on a new index where this one is damaged.

        None where the index cannot be used now: the journals are read instead.
        """
        for _ in range(2):
            try:
                with closing(self._connect()) as database, database:
                    return work(database)
            except (OSError, UnicodeError, OverflowError):
                return None
            except (sqlite3.Error, ValueError, TypeError, LookupError) as error:
                if getattr(error, "sqlite_errorcode", 0) & 0xFF in _PASSING:
                    return None
                self.set_aside()
        return None

    def _connect(self) -> sqlite3.Connection:
        flags = os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NONBLOCK
        os.close(os.open(self.path, flags, mode=syscalls.PRIVATE_FILE))
        database = sqlite3.connect(self.path, timeout=BUSY_SECONDS)
        try:
            if database.execute("PRAGMA user_version").fetchone() != (INDEX_VERSION,):
                _make(database)
        except sqlite3.Error:
            database.close()
            raise
        return database

    def set_aside(self) -> None:
        with suppress(OSError):
            syscalls.replace(self.path, self.path.with_name(f"{self.path.name}.damaged"))
        for left in ("-journal", "-wal", "-shm"):  # they would be taken for the new index's own
            with suppress(OSError):
                syscalls.remove(self.path.with_name(f"{self.path.name}{left}"))


def _make(database: sqlite3.Connection) -> None:
    """Make the tables, in place of those of another version, in one transaction."""
    database.execute("BEGIN IMMEDIATE")
    for name, columns in TABLES.items():
        database.execute(f"DROP TABLE IF EXISTS {name}")
        database.execute(f"CREATE TABLE {name} ({columns})")
    for statement in _INDICES:
        database.execute(statement)
    database.execute(f"PRAGMA user_version = {INDEX_VERSION}")
    database.commit()
