"""An index over the sessions, so that a list of thousands needs no journal read twice.

It holds nothing that the journals do not say. Each row knows the size and the age of the journal it
was made from, so a stale one is noticed; a damaged, locked or deleted index costs time, never data.
"""

from __future__ import annotations

from dataclasses import astuple, dataclass, fields
from datetime import date, datetime
from typing import TYPE_CHECKING, Literal

from interviewer.storage.index import Index, Row
from interviewer.storage.remembered import forget, past, remembered, take_in

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from interviewer.practice.memory import Remembered
    from interviewer.practice.reviews import Past

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
    day: date | None = None
    """When it began, on the person's calendar; None as for `started`."""
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
    def said(self) -> bool:
        """Whether anything was said. An interview in which nothing was leaves no result."""
        return self.answers > 0

    @property
    def empty(self) -> bool:
        """Whether nothing was said and nothing can be resumed but a look at question 1."""
        if self.fault or self.state == "damaged" or self.said:
            return False
        return self.state == "finished" or self.question <= 1

    @property
    def state(self) -> State:
        """Damaged is what cannot be opened; what has only a fault can be resumed."""
        if self.started is None:
            return "damaged"
        return "unfinished" if self.finished is None else "finished"


class History:
    """The sessions in the index of a home. No method raises for a fault of it or of its disk."""

    def __init__(self, home: Path) -> None:
        self._index = Index(home)
        self.path = self._index.path

    def put(self, sessions: Iterable[tuple[SessionInfo, Past]]) -> None:
        """Put sessions in with what they leave, instead of what was known of them."""
        rows = list(sessions)
        if rows:
            self._index.run(lambda database: _put(database, rows))

    def all(self) -> dict[str, SessionInfo]:
        """Return what is known, by session id; nothing where the index cannot be read."""
        found = self._index.run(lambda db: db.execute("SELECT * FROM sessions").fetchall()) or []
        return {info.id: info for row in found if (info := _info(row)) is not None}

    def forget(self, ids: Iterable[str]) -> None:
        """Take out sessions whose journals are gone, with all that they left."""
        gone = list(ids)
        if gone:
            self._index.run(lambda database: _forget(database, gone))

    def remembered(self, sessions: Mapping[str, tuple[int, int]]) -> Remembered | None:
        """What is known of the person's memory; None where the index does not hold these sessions.

        `sessions` are the size and the age of each journal.
        """
        return self._index.run(
            lambda database: remembered(database) if _holds(database, sessions) else None
        )

    def past(self, sessions: Mapping[str, tuple[int, int]]) -> Past | None:
        """All that the sessions left; None as above."""
        return self._index.run(
            lambda database: past(database) if _holds(database, sessions) else None
        )


def _put(database: sqlite3.Connection, rows: Sequence[tuple[SessionInfo, Past]]) -> None:
    forget(database, [info.id for info, _ in rows])
    marks = ", ".join("?" * len(fields(SessionInfo)))
    database.executemany(
        f"INSERT OR REPLACE INTO sessions VALUES ({marks})",  # noqa: S608 - question marks
        [_row(info) for info, _ in rows],
    )
    for _, left in rows:
        take_in(database, left)


def _forget(database: sqlite3.Connection, ids: Sequence[str]) -> None:
    forget(database, ids)
    database.executemany("DELETE FROM sessions WHERE id = ?", [(known,) for known in ids])


def _holds(database: sqlite3.Connection, sessions: Mapping[str, tuple[int, int]]) -> bool:
    rows = database.execute("SELECT id, size, changed FROM sessions").fetchall()
    return {name: (size, changed) for name, size, changed in rows} == dict(sessions)


def _row(info: SessionInfo) -> Row:
    return tuple(v.isoformat() if isinstance(v, date) else v for v in astuple(info))


_NAMES = tuple(known.name for known in fields(SessionInfo))
_STARTED, _FINISHED, _DAY = (_NAMES.index(name) for name in ("started", "finished", "day"))


def _info(row: Row) -> SessionInfo | None:
    """None for a row that no version of this program wrote."""
    try:
        values = list(row)
        for place in (_STARTED, _FINISHED):
            if values[place] is not None:
                values[place] = datetime.fromisoformat(values[place])
        if values[_DAY] is not None:
            values[_DAY] = date.fromisoformat(values[_DAY])
        return SessionInfo(*values) if len(values) == len(_NAMES) else None
    except (ValueError, TypeError, IndexError):
        return None
