"""What the sessions of a home together say about a person's memory, as rows of the index.

Reviews, attempts and beliefs are copied from what the journals say (`practice.reviews`). The memory of
a point is worked out when it is asked for, and only for questions of which a review came or went.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from interviewer.practice.memory import LastAsked, Memory, Remembered, memories
from interviewer.practice.reviews import (
    Attempt,
    BeliefSeen,
    Past,
    PointKey,
    Rating,
    Review,
)

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from interviewer.storage.index import Row

RATINGS: Final = {int(rating): rating for rating in Rating}


# -- written --------------------------------------------------------------------------------------

_MEMORY_OF_SESSION = (
    "INSERT OR IGNORE INTO stale SELECT DISTINCT bank, question FROM reviews WHERE session = ?"
)


def forget(database: sqlite3.Connection, sessions: Sequence[str]) -> None:
    """Take out what sessions left."""
    ids = [(known,) for known in sessions]
    database.executemany(_MEMORY_OF_SESSION, ids)
    for table in ("reviews", "attempts", "beliefs"):
        database.executemany(f"DELETE FROM {table} WHERE session = ?", ids)  # noqa: S608 - see above


def take_in(database: sqlite3.Connection, left: Past) -> None:
    """Put in what a session left; nothing of it may be there."""
    database.executemany(
        "INSERT INTO reviews VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (r.session, r.number, *r.key, r.day.toordinal(), int(r.rating), r.examiner, r.asks)
            for r in left.reviews
        ],
    )
    database.executemany(
        "INSERT OR IGNORE INTO stale VALUES (?, ?)",
        {(review.key.bank, review.key.question) for review in left.reviews},
    )
    database.executemany(
        "INSERT INTO attempts VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [one._replace(day=one.day.toordinal()) for one in left.attempts],  # type: ignore[arg-type]
    )
    database.executemany(
        "INSERT INTO beliefs VALUES (?, ?, ?, ?, ?, ?, ?)",
        [one._replace(day=one.day.toordinal()) for one in left.beliefs],  # type: ignore[arg-type]
    )


# -- read -----------------------------------------------------------------------------------------


def remembered(database: sqlite3.Connection) -> Remembered:
    """What is known of every point and question."""
    _renew(database)
    rows = database.execute("SELECT * FROM memory").fetchall()
    asked = database.execute(
        "SELECT bank, question, max(printf('%07d %s', day, session)), count(*) FROM attempts "
        "GROUP BY bank, question"
    )
    return Remembered(
        {PointKey(*row[:3]): _memory(row) for row in rows},
        {(bank, question): _last(newest, times) for bank, question, newest, times in asked},
    )


def _last(newest: str, times: int) -> LastAsked:
    day, _, session = newest.partition(" ")
    return LastAsked(date.fromordinal(int(day)), session, times)


def past(database: sqlite3.Connection) -> Past:
    """All that the sessions left, in the order in which it was made."""
    order = "ORDER BY day, session, number"
    reviews = database.execute(f"SELECT * FROM reviews {order}, rowid")  # noqa: S608 - a constant
    attempts = database.execute(f"SELECT * FROM attempts {order}")  # noqa: S608
    beliefs = database.execute(f"SELECT * FROM beliefs {order}, rowid")  # noqa: S608
    return Past(
        tuple(map(_review, reviews)),
        tuple(Attempt(*row)._replace(day=date.fromordinal(row[5])) for row in attempts),
        tuple(
            BeliefSeen(*row)._replace(day=date.fromordinal(row[5]), held=bool(row[6]))
            for row in beliefs
        ),
    )


def _renew(database: sqlite3.Connection) -> None:
    """Work out the memory of the questions of which a review came or went."""
    stale = database.execute("SELECT * FROM stale").fetchall()
    if not stale:
        return
    rows = database.execute(
        "SELECT reviews.* FROM reviews JOIN stale USING (bank, question)"
    ).fetchall()
    known = memories(map(_review, rows))
    database.executemany("DELETE FROM memory WHERE bank = ? AND question = ?", stale)
    database.executemany(
        "INSERT INTO memory VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (*key, *m._replace(last=m.last.toordinal(), rating=int(m.rating)))  # type: ignore[arg-type]
            for key, m in known.items()
        ],
    )
    database.execute("DELETE FROM stale")


def _memory(row: Row) -> Memory:
    _, _, _, stability, difficulty, last, rating, *others = row
    return Memory(stability, difficulty, date.fromordinal(last), RATINGS[rating], *others)


def _review(row: Row) -> Review:
    session, number, bank, question, point, day, rating, examiner, asks = row
    key = PointKey(bank, question, point)
    return Review(key, date.fromordinal(day), RATINGS[rating], examiner, asks, session, number)
