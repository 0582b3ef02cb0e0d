"""What a question is worth tonight: what asking it adds, a minute, to the recall on the day that counts."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from heapq import nlargest
from typing import Final, NamedTuple

from interviewer.core.questions import Question, RubricPoint
from interviewer.practice.memory import RETENTION, Memory, Remembered, curve, step
from interviewer.practice.reviews import Rating, asks

MINUTES_A_QUESTION: Final = 3.5
"""With its follow-ups, as a person types; where the bank does not say."""

HORIZON: Final = 14
"""Days from today for which is practised where no interview's day is known."""

ESSENTIAL: Final = 1.5
"""An essential point costs so much more than its weight: without it an answer is no pass."""

REPEAT: Final = (0.9, 2.0)
"""What a repetition adds counts so much more, at least and at most, than what a first asking does:
the more, the more this person forgets beyond what the average curve says.
"""

STEEP: Final = 3.0
"""How fast that grows as less is said than the curve says."""

ENOUGH: Final = 8.0
"""Repetitions that weigh as much as what is known of people on average."""

TAKEN_IN: Final = 0.8
"""The share of what is read in a verdict that is taken in, for the first asking of a question."""

UNKNOWN_TOPIC: Final = 0.35
"""The share of points that a person makes unaided on a topic that was never asked about."""

LOOKED_AT: Final = 150
"""Of this many questions the worth is worked out; they are the first by what is at risk in them."""


class Offer(NamedTuple):
    """A question that can be asked."""

    bank: str
    """The bank's key."""
    question: Question

    @property
    def minutes(self) -> float:
        return self.question.minutes or MINUTES_A_QUESTION


class Worth(NamedTuple):
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


Groups = dict[tuple[str, str], dict[str, Memory]]
"""By bank and question: what is remembered of each point."""


def by_question(known: Remembered) -> Groups:
    groups: Groups = defaultdict(dict)
    for (bank, question, point), memory in known.memories.items():
        groups[bank, question][point] = memory
    return groups


def worth_of(
    offers: Sequence[Offer], known: Remembered, today: date, until: date | None
) -> tuple[list[Worth], list[Worth]]:
    """The questions worth asking: those with points at risk, and new ones, each LOOKED_AT at most."""
    days = (until - today).days if until is not None else HORIZON
    now = today.toordinal()
    groups = by_question(known)
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
    repeat = repetition_of(known)
    past: list[Worth] = []
    for _, place in nlargest(LOOKED_AT, risks):
        offer = offers[-place]
        counted = counted_of(offer, groups)
        if counted:
            past += (
                one._replace(value=repeat * one.value)
                for one in _of_known(-place, offer, counted, today, until)
            )
        else:
            unasked.append(-place)
    first = _first_recall(today, days)
    fresh = [_of_new(place, offers[place], topics, first) for place in unasked]
    return past, nlargest(LOOKED_AT, fresh, key=lambda one: (one.value, -one.place))


def counted_of(offer: Offer, groups: Groups) -> list[tuple[RubricPoint, Memory]]:
    """What is remembered of a question; a point that asks for something other than it did is new."""
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
) -> Iterator[Worth]:
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
        yield Worth(gain / offer.minutes, place, offer, tuple(at_risk))


def repetition_of(known: Remembered) -> float:
    """How much more a repetition counts for this person, by how much was said of what should be."""
    expected = sum(memory.expected for memory in known.memories.values())
    recalled = sum(memory.recalled for memory in known.memories.values())
    share = (recalled + ENOUGH) / (expected + ENOUGH)
    return min(max(float(share**-STEEP), REPEAT[0]), REPEAT[1])


def _gain(memory: Memory, today: date, day: date) -> float:
    """What asking a point today adds to its recall on a day: it is said, or missed and read."""
    now = memory.recall(today)
    days = (day - today).days
    said, _ = step(memory, Rating.GOOD, today)
    missed, _ = step(memory, Rating.AGAIN, today)
    return now * curve(said, days) + (1 - now) * curve(missed, days) - memory.recall(day)


def _first_recall(today: date, days: int) -> float:
    """The recall, this many days from now, of what is missed and read today for the first time."""
    stability, _ = step(None, Rating.AGAIN, today)
    return TAKEN_IN * curve(stability, days)


def _of_new(place: int, offer: Offer, topics: Mapping[str, Sequence[float]], first: float) -> Worth:
    made, asked = topics.get(offer.question.topic, (0.0, 0.0))
    unaided = (made + 2 * UNKNOWN_TOPIC) / (asked + 2)
    costs = sum(map(cost, offer.question.points))
    return Worth(costs * (1 - unaided) * first / offer.minutes, place, offer, ())
