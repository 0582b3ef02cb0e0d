"""What to ask tonight: a pure function of what is remembered, the banks, the day and the minutes.

A question is worth what asking it adds to the recall of its points on the day that counts, weighted by
what a missed point costs, for each minute it takes. The day that counts is the interview's; without one
it is HORIZON days away. Of that, as many questions as the minutes allow; what is due comes before what is new, and what
is mistaken for one another stands side by side.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final, NamedTuple

from interviewer.core.questions import Question, RubricPoint
from interviewer.practice.memory import Memory, Remembered
from interviewer.practice.neighbours import side_by_side
from interviewer.practice.reasons import why_due, why_missed, why_new
from interviewer.practice.reviews import Rating, asks
from interviewer.practice.worth import (
    MINUTES_A_QUESTION,
    Offer,
    Worth,
    by_question,
    cost,
    counted_of,
    worth_of,
)

MINUTES: Final = 30.0
"""An evening, where nothing is said."""


class Choice(NamedTuple):
    """A question that is asked tonight."""

    bank: str
    question: Question
    points: tuple[str, ...]
    """The points for which it is asked, those that cost most first; none where it is new."""
    why: str
    """One sentence."""

    @property
    def minutes(self) -> float:
        return self.question.minutes or MINUTES_A_QUESTION


class Evening(NamedTuple):
    """What is asked tonight, and how."""

    choices: tuple[Choice, ...]
    rehearsal: bool
    """Whether it is the last evening before the interview: exam mode, no hints."""


def evening(  # noqa: PLR0913 - the facts that decide, each named
    offers: Sequence[Offer],
    known: Remembered,
    today: date,
    *,
    until: date | None = None,
    minutes: float = MINUTES,
    new: int | None = None,
) -> Evening:
    """Choose tonight's questions, in the order in which they are asked.

    `until` is the interview's day; one that has passed does not count. `new` is at most this many
    questions that were never asked; None is as many as the minutes allow.
    """
    if until is not None and until < today:
        until = None
    past, fresh = worth_of(offers, known, today, until)
    chosen = _within(_ranked(past, fresh, dated=until is not None), minutes, new)
    last = _asked_last(known)
    due = side_by_side([one for one in chosen if one.points], _text_of, last=last)
    start = due[-1] if due else None
    others = side_by_side(
        [one for one in chosen if not one.points], _text_of, after=start, last=last
    )
    return Evening(
        tuple(
            _choice(
                one, why_due(one.points, today, until) if one.points else _new(one, others, due)
            )
            for one in [*due, *others]
        ),
        rehearsal=until is not None and (until - today).days <= 1,
    )


def drill(
    offers: Sequence[Offer], known: Remembered, today: date, *, minutes: float = MINUTES
) -> Evening:
    """The questions of which a point was missed the last time, the dearest a minute first."""
    groups = by_question(known)
    missed: list[Worth] = []
    for place, offer in enumerate(offers):
        if (offer.bank, offer.question.id) not in groups:
            continue
        points = sorted(
            (
                (cost(point), point, memory)
                for point, memory in counted_of(offer, groups)
                if memory.rating is Rating.AGAIN
            ),
            key=lambda one: -one[0],
        )
        if points:
            value = sum(price for price, _, _ in points) / offer.minutes
            missed.append(Worth(value, place, offer, tuple(points)))
    chosen = _within(sorted(missed, key=_first), minutes, None)
    ordered = side_by_side(chosen, _text_of, last=_asked_last(known))
    return Evening(tuple(_choice(one, why_missed(one.points, today)) for one in ordered), False)


def due_points(
    offers: Iterable[Offer], known: Remembered, today: date
) -> list[tuple[Offer, RubricPoint, Memory]]:
    """The points that are due today, the dearest first."""
    groups = by_question(known)
    found = [
        (offer, point, memory)
        for offer in offers
        if (offer.bank, offer.question.id) in groups
        for point in offer.question.points
        if (memory := groups[offer.bank, offer.question.id].get(point.id)) is not None
        and memory.due <= today
        and memory.asks == asks(point)
    ]
    return sorted(found, key=lambda one: -cost(one[1]) * (1 - one[2].recall(today)))


def _ranked(past: Sequence[Worth], fresh: Sequence[Worth], *, dated: bool) -> list[Worth]:
    """What is due before what is new. With an interview's day, what is worth most comes first: a
    question never asked may be worth more than a second repetition before that day.
    """
    due, new = sorted(past, key=_first), sorted(fresh, key=_first)
    return sorted([*due, *new], key=_first) if dated else [*due, *new]


def _first(one: Worth) -> tuple[float, int]:
    return -one.value, one.place


def _within(ranked: Sequence[Worth], minutes: float, new: int | None) -> list[Worth]:
    """The best that fit into the minutes; one at least, however long it takes."""
    chosen: list[Worth] = []
    named: set[str] = set()
    left = minutes
    for one in ranked:
        if one.offer.question.id in named:
            continue  # a plan distinguishes its questions by their ids
        if not one.points and new is not None and new <= 0:
            continue
        if one.offer.minutes <= left or not chosen:
            new = new - 1 if new is not None and not one.points else new
            chosen.append(one)
            named.add(one.offer.question.id)
            left -= one.offer.minutes
        if left < 1:
            break
    return chosen


def _asked_last(known: Remembered) -> tuple[str, str] | None:
    """The question that was asked last of all, by bank and id."""
    latest = max(known.asked.items(), key=lambda item: item[1][:2], default=None)
    return latest[0] if latest else None


def _text_of(one: Worth) -> tuple[str, Question]:
    return one.offer.bank, one.offer.question


def _choice(one: Worth, why: str) -> Choice:
    points = tuple(point.id for _, point, _ in one.points)
    return Choice(one.offer.bank, one.offer.question, points, why)


def _new(one: Worth, others: Sequence[Worth], due: Sequence[Worth]) -> str:
    at = others.index(one)
    before = others[at - 1] if at else due[-1] if due else None
    return why_new(one.offer.question, before.offer.question if before else None)
