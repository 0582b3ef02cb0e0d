"""How long it takes to choose tonight's questions, and to open home after many sessions."""

import random
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from statistics import median

from benchmarks.measuring import PROGRAM, Result, beside, in_turn, ms, until_shown
from interviewer.core.questions import Question, RubricPoint
from interviewer.practice.memory import Remembered
from interviewer.practice.reviews import Attempt, Past, PointKey, Rating, Review, asks
from interviewer.practice.schedule import evening
from interviewer.practice.worth import Offer
from interviewer.storage.history import History, SessionInfo
from interviewer.storage.session_store import SessionStore
from tests.crash import script
from tests.crash.doubles import NoSync, standing_in

TODAY = date(2026, 12, 3)
QUESTIONS, REVIEWS, POINTS = 10_000, 100_000, 5


def offers() -> list[Offer]:
    return [
        Offer(
            f"bank-{n % 20}",
            Question(
                id=f"q{n}",
                topic=f"topic {n % 50}",
                prompt=f"What about {n}?",
                rubric=tuple(
                    RubricPoint(
                        id=f"p{i}",
                        weight=1 + (n + i) % 3,
                        essential=i == 0,
                        description=f"It says thing {i} of subject {n}, as a full answer would.",
                    )
                    for i in range(POINTS)
                ),
            ),
        )
        for n in range(QUESTIONS)
    ]


def past(known: list[Offer], reviews: int, seed: int = 1) -> list[Past]:
    """This many reviews of these questions, over the year before, ten questions a session."""
    chance = random.Random(seed)  # noqa: S311 - made-up reviews, no secret
    sessions = max(reviews // (10 * POINTS), 1)
    found = []
    for number in range(sessions):
        day = TODAY - timedelta(days=chance.randrange(1, 365))
        name = f"{day:%Y%m%d}-200000-{number:06}"
        made, attempts = [], []
        for place, offer in enumerate(chance.sample(known, 10), 1):
            question = offer.question
            attempts.append(
                Attempt(
                    name, place, offer.bank, question.id, question.topic, day, "graded",
                    0.5, 0.5, None, 200.0,
                )
            )  # fmt: skip
            made += [
                Review(
                    PointKey(offer.bank, question.id, point.id),
                    day,
                    chance.choice(list(Rating)),
                    "offline",
                    asks(point),
                    name,
                    place,
                )
                for point in question.points
            ]
        found.append(Past(tuple(made), tuple(attempts)))
    return found


def choosing(home: Path) -> Iterator[Result]:
    known = offers()
    left = past(known, REVIEWS)
    remembered = Remembered.of(left)
    took = median(_timed(lambda: evening(known, remembered, TODAY)) for _ in range(7))
    dated = median(
        _timed(lambda: evening(known, remembered, TODAY, until=TODAY + timedelta(days=9)))
        for _ in range(7)
    )
    yield Result(
        f"practice: tonight's questions from {QUESTIONS:,} and {REVIEWS:,} reviews",
        "",
        f"{took * 1000:.0f} ms; with an interview's day {dated * 1000:.0f} ms",
        "at most 200 ms",
        f"{max(took, dated) * 1000:.0f} ms",
        max(took, dated) <= 0.2,
    )
    history = History(home)
    sessions = [(SessionInfo(one.attempts[0].session, n), one) for n, one in enumerate(left)]
    history.put(sessions)
    sizes = {info.id: (info.size, info.changed) for info, _ in sessions}
    first = _timed(lambda: history.remembered(sizes))
    again = median(_timed(lambda: history.remembered(sizes)) for _ in range(5))
    yield Result(
        f"practice: the index of {REVIEWS:,} reviews read",
        "",
        f"{again * 1000:.0f} ms; {first:.1f} s when it is made",
        "",
        f"{again * 1000:.0f} ms",
        None,
    )


AT_HOME = "your interviews"


def opening(home: Path) -> Iterator[Result]:
    """The home screen after many sessions beside the same after ten, started in turn."""
    few, many = home / "few", home / "many"
    for folder, sessions in ((few, 10), (many, 1000)):
        _practise(folder, sessions)
    floor, took = in_turn(
        7,
        lambda: until_shown(PROGRAM, few, AT_HOME),
        lambda: until_shown(PROGRAM, many, AT_HOME),
    )
    yield beside(
        "home screen after 1,000 sessions", ("after ten", ms(floor)), ms(took), 1.2, "at most 1.2 x"
    )


def _practise(home: Path, sessions: int) -> None:
    """This many finished sessions of ten questions each, a day apart, and their index."""
    with standing_in(NoSync()):
        for number in range(sessions):
            name = f"20261123-201845-{number:05}"
            store = script.store(
                home,
                new_id=lambda name=name: name,
                today=TODAY - timedelta(days=1 + number % 300),
            )
            with store.create(script.plan(10)) as opened:
                script.go_on(opened)
    SessionStore(home).remembered()


def _timed(work) -> float:
    began = time.process_time()  # nothing is waited for; other programs must not count
    work()
    return time.process_time() - began


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        for row in (choosing, opening):
            for result in row(Path(folder)):
                print(result)
