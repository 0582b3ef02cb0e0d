"""How well a point is remembered: FSRS-6 with its default parameters, over the reviews of a point.

FSRS is measured on 349.9 million reviews (docs/practice.md names the sources). The package `fsrs` does
the arithmetic and is loaded when a review is first taken in; the forgetting curve alone, which every
list needs, is written out here.
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from functools import cache
from itertools import chain
from typing import Final, NamedTuple, Self

from fsrs import Card, Scheduler, State
from fsrs import Rating as Rated

from interviewer.practice.reviews import OFFLINE, Attempt, Past, PointKey, Rating, Review

DECAY: Final = -0.1542
FACTOR: Final = 0.9 ** (1 / DECAY) - 1
"""The curve of FSRS-6 with its default parameters: recall is 0.9 after as many days as `stability`."""

RETENTION: Final = 0.9
"""A point is due on the day on which it is recalled with this probability."""


class Memory(NamedTuple):
    """What is known of one point after its reviews."""

    stability: float
    """Days until it is recalled with a probability of 0.9; above 0."""
    difficulty: float
    """1 to 10."""
    last: date
    """The day of the newest review."""
    rating: Rating
    """The newest review's."""
    reviews: int
    asks: int
    """What the point asked for when it was reviewed; reviews of another wording are not counted."""
    expected: float = 0.0
    """How often it should have been said unaided at the repetitions so far, by the curve."""
    recalled: int = 0
    """How often it was."""

    def recall(self, day: date) -> float:
        """The probability, 0 to 1, that it is recalled on a day."""
        return curve(self.stability, (day - self.last).days)

    @property
    def interval(self) -> int:
        """Days from the newest review until it is due: 1 at least, a hundred years at most."""
        return min(max(round(self.stability), 1), 36500)

    @property
    def due(self) -> date:
        """The day from which it should be asked again."""
        return self.last + timedelta(days=self.interval)


def curve(stability: float, days: float) -> float:
    """The probability of recall this many days after a review. Source: FSRS-6, its forgetting curve."""
    return float((1 + FACTOR * max(days, 0) / stability) ** DECAY)


def after(memory: Memory | None, review: Review) -> Memory:
    """Return the memory once a review has been taken in; None is a point that was never asked.

    A point that asks for something other than before starts again.
    """
    if memory is not None and memory.asks != review.asks:
        memory = None
    stability, difficulty = step(memory, review.rating, review.day)
    day, rating = review.day, review.rating
    if memory is None:
        return Memory(stability, difficulty, day, rating, 1, review.asks)
    expected, recalled = memory.expected, memory.recalled
    if day > memory.last:  # what is said again on the same day shows nothing about forgetting
        expected += memory.recall(day)
        recalled += rating is Rating.GOOD
    count = memory.reviews + 1
    return Memory(stability, difficulty, day, rating, count, review.asks, expected, recalled)


def step(memory: Memory | None, rating: Rating, day: date) -> tuple[float, float]:
    """Stability and difficulty after a review of that rating on that day."""
    card = Card(card_id=1)  # without an id it sleeps a millisecond to make one
    if memory is not None:
        card.state, card.step = State.Review, None
        card.stability, card.difficulty = memory.stability, memory.difficulty
        card.last_review = _noon(memory.last)
    moment = _noon(max(day, memory.last) if memory else day)
    card, _ = _scheduler().review_card(card, Rated(rating), moment)
    assert card.stability is not None  # noqa: S101 - a reviewed card has both; this tells mypy
    assert card.difficulty is not None  # noqa: S101
    return card.stability, card.difficulty


def memories(reviews: Iterable[Review]) -> dict[PointKey, Memory]:
    """Return what is known of every point, by its reviews in the order they were made."""
    found: dict[PointKey, Memory] = {}
    for review in sorted(reviews, key=lambda one: (one.day, one.session, one.number)):
        found[review.key] = after(found.get(review.key), review)
    return found


class LastAsked(NamedTuple):
    """When a question was asked last."""

    day: date
    session: str
    times: int


class Remembered(NamedTuple):
    """What is known of a person before questions are chosen."""

    memories: dict[PointKey, Memory]
    asked: dict[tuple[str, str], LastAsked]
    """By bank and question."""

    @classmethod
    def of(cls, pasts: Iterable[Past], *, offline: bool = True) -> Self:
        """Made from what sessions left. `offline` False leaves the built-in examiner's reviews out."""
        left = list(pasts)
        reviews = chain.from_iterable(one.reviews for one in left)
        asked: dict[tuple[str, str], LastAsked] = {}
        for one in sorted(chain.from_iterable(one.attempts for one in left), key=_when):
            key = (one.bank, one.question)
            times = asked[key].times if key in asked else 0
            asked[key] = LastAsked(one.day, one.session, times + 1)
        return cls(memories(r for r in reviews if offline or r.examiner != OFFLINE), asked)


def _when(attempt: Attempt) -> tuple[date, str, int]:
    return attempt.day, attempt.session, attempt.number


@cache
def _scheduler() -> "Scheduler":
    """FSRS without its steps of minutes, which are for flash cards, and without chance."""
    return Scheduler(
        desired_retention=RETENTION, learning_steps=(), relearning_steps=(), enable_fuzzing=False
    )


def _noon(day: date) -> datetime:
    """Days count, not hours: who practises at 20:00 and then at 19:00 has slept in between."""
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
