"""What to ask tonight: a pure function of what is remembered, the banks, the day and the minutes.

A question is worth what asking it adds to the recall of its points on the day that counts, weighted by
what a missed point costs, for each minute it takes. The day that counts is the interview's; without one
it is HORIZON days away. Of that, as many questions as the minutes allow; what is due comes before what is new, and what
is mistaken for one another stands side by side.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from heapq import nlargest
from typing import Final, NamedTuple

from interviewer.core.questions import Question, RubricPoint
from interviewer.practice.memory import (
    RETENTION,
    Memory,
    Remembered,
    curve,
    step,
)
from interviewer.practice.neighbours import side_by_side
from interviewer.practice.reasons import why_due, why_missed, why_new
from interviewer.practice.reviews import Rating, asks

MINUTES_A_QUESTION: Final = 3.5
"""With its follow-ups, as a person types; where the bank does not say."""

MINUTES: Final = 30.0
"""An evening, where nothing is said."""

HORIZON: Final = 14
"""Days from today for which is practised where no interview's day is known."""

ESSENTIAL: Final = 1.5
"""An essential point costs so much more than its weight: without it an answer is no pass."""

REPEAT: Final = 2.0
"""What a repetition adds counts so much more than what a first asking does. What was missed once is
forgotten faster than the average curve says (see the simulation in docs/practice.md).
"""

TAKEN_IN: Final = 0.8
"""The share of what is read in a verdict that is taken in, for the first asking of a question."""

UNKNOWN_TOPIC: Final = 0.35
"""The share of points that a person makes unaided on a topic that was never asked about."""

LOOKED_AT: Final = 150
"""Of so many questions the worth is worked out; they are the first by what is at risk in them."""


class Offer(NamedTuple):
    """A question that can be asked."""

    bank: str
    """The bank's key."""
    question: Question

    @property
    def minutes(self) -> float:
        return self.question.minutes or MINUTES_A_QUESTION


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


class _Worth(NamedTuple):
    """How much a question is worth tonight."""

    value: float
    """A minute."""
    place: int
    """In the offers, so that equals stand in their order."""
    offer: Offer
    points: tuple[tuple[float, RubricPoint, Memory], ...]
    """What is at risk in it, with what it costs, dearest first; none where it is new."""


def cost(point: RubricPoint) -> float:
    """What missing a point costs."""
    return point.weight * (ESSENTIAL if point.essential else 1.0)


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

    `until` is the interview's day; one that has passed does not count. `new` is at most so many
    questions that were never asked; None is as many as the minutes allow.
    """
    if until is not None and until < today:
        until = None
    past, fresh = _worth(offers, known, today, until)
    chosen = _within(sorted([*past, *fresh], key=_first), minutes, new)
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
    groups = _by_question(known)
    missed: list[_Worth] = []
    for place, offer in enumerate(offers):
        if (offer.bank, offer.question.id) not in groups:
            continue
        points = sorted(
            (
                (cost(point), point, memory)
                for point, memory in _counted(offer, groups)
                if memory.rating is Rating.AGAIN
            ),
            key=lambda one: -one[0],
        )
        if points:
            value = sum(price for price, _, _ in points) / offer.minutes
            missed.append(_Worth(value, place, offer, tuple(points)))
    chosen = _within(sorted(missed, key=_first), minutes, None)
    ordered = side_by_side(chosen, _text_of, last=_asked_last(known))
    return Evening(tuple(_choice(one, why_missed(one.points, today)) for one in ordered), False)


def due_points(
    offers: Iterable[Offer], known: Remembered, today: date
) -> list[tuple[Offer, RubricPoint, Memory]]:
    """The points that are due today, the dearest first."""
    groups = _by_question(known)
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


# -- worth ----------------------------------------------------------------------------------------

_Groups = dict[tuple[str, str], dict[str, Memory]]


def _by_question(known: Remembered) -> _Groups:
    groups: _Groups = defaultdict(dict)
    for (bank, question, point), memory in known.memories.items():
        groups[bank, question][point] = memory
    return groups


def _worth(
    offers: Sequence[Offer], known: Remembered, today: date, until: date | None
) -> tuple[list[_Worth], list[_Worth]]:
    """The questions worth asking: those with points at risk, and new ones, each LOOKED_AT at most."""
    days = (until - today).days if until is not None else HORIZON
    now = today.toordinal()
    groups = _by_question(known)
    risks: list[tuple[float, int]] = []
    unasked: list[int] = []
    topics: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0])
    for place, offer in enumerate(offers):
        memories = groups.get((offer.bank, offer.question.id))
        if not memories:
            unasked.append(place)
            continue
        risk = 0.0
        made = topics[offer.question.topic]
        for point in offer.question.points:
            memory = memories.get(point.id)
            if memory is None:
                continue
            made[0] += memory.rating is Rating.GOOD
            made[1] += 1
            since = now - memory.last.toordinal()
            # The same as `memory.due <= today`, for tens of thousands of points.
            if since > 0 and (until is not None or since >= round(memory.stability)):
                risk += cost(point) * (1 - curve(memory.stability, since + days))
        if risk:
            risks.append((risk / offer.minutes, -place))
    past: list[_Worth] = []
    for _, place in nlargest(LOOKED_AT, risks):
        offer = offers[-place]
        counted = _counted(offer, groups)
        if counted:
            past += _of_known(-place, offer, counted, today, until)
        else:
            unasked.append(-place)
    first = _first_recall(today, days)
    fresh = [_of_new(place, offers[place], topics, first) for place in unasked]
    return past, nlargest(LOOKED_AT, fresh, key=lambda one: (one.value, -one.place))


def _counted(offer: Offer, groups: _Groups) -> list[tuple[RubricPoint, Memory]]:
    """What is remembered of a question; a point that asks for something else than it did is new."""
    memories = groups[offer.bank, offer.question.id]
    return [
        (point, memory)
        for point in offer.question.points
        if (memory := memories.get(point.id)) is not None and memory.asks == asks(point)
    ]


def _of_known(
    place: int,
    offer: Offer,
    counted: Sequence[tuple[RubricPoint, Memory]],
    today: date,
    until: date | None,
) -> Iterator[_Worth]:
    """A question that was asked before; nothing where nothing in it is at risk."""
    day = until or today + timedelta(days=HORIZON)
    at_risk: list[tuple[float, RubricPoint, Memory]] = []
    gain = 0.0
    for point, memory in counted:
        added = cost(point) * max(_gain(memory, today, day), 0.0)
        gain += added
        if memory.due <= today or (
            until is not None and memory.last < today and memory.recall(day) < RETENTION
        ):
            at_risk.append((cost(point) * (1 - memory.recall(min(day, today))), point, memory))
    if at_risk:
        at_risk.sort(key=lambda one: -one[0])
        yield _Worth(REPEAT * gain / offer.minutes, place, offer, tuple(at_risk))


def _gain(memory: Memory, today: date, day: date) -> float:
    """What asking a point today adds to its recall on a day: it is said, or missed and read."""
    now = memory.recall(today)
    days = (day - today).days
    said, _ = step(memory, Rating.GOOD, today)
    missed, _ = step(memory, Rating.AGAIN, today)
    return now * curve(said, days) + (1 - now) * curve(missed, days) - memory.recall(day)


def _first_recall(today: date, days: int) -> float:
    """The recall, so many days from now, of what is missed and read today for the first time."""
    stability, _ = step(None, Rating.AGAIN, today)
    return TAKEN_IN * curve(stability, days)


def _of_new(
    place: int, offer: Offer, topics: Mapping[str, Sequence[float]], first: float
) -> _Worth:
    made, asked = topics.get(offer.question.topic, (0.0, 0.0))
    unaided = (made + 2 * UNKNOWN_TOPIC) / (asked + 2)
    costs = sum(map(cost, offer.question.points))
    return _Worth(costs * (1 - unaided) * first / offer.minutes, place, offer, ())


def _first(one: _Worth) -> tuple[float, int]:
    return -one.value, one.place


def _within(ranked: Sequence[_Worth], minutes: float, new: int | None) -> list[_Worth]:
    """The best that fit into the minutes; one at least, however long it takes."""
    chosen: list[_Worth] = []
    named: set[str] = set()
    left = minutes
    for one in ranked:
        if one.offer.question.id in named:
            continue  # a plan tells its questions apart by their ids
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


def _text_of(one: _Worth) -> tuple[str, Question]:
    return one.offer.bank, one.offer.question


def _choice(one: _Worth, why: str) -> Choice:
    points = tuple(point.id for _, point, _ in one.points)
    return Choice(one.offer.bank, one.offer.question, points, why)


def _new(one: _Worth, others: Sequence[_Worth], due: Sequence[_Worth]) -> str:
    at = others.index(one)
    before = others[at - 1] if at else due[-1] if due else None
    return why_new(one.offer.question, before.offer.question if before else None)
