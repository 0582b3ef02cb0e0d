"""Does practising by the schedule help? Learners with a memory of FSRS, and several ways to choose.

    python -m benchmarks.practice_simulation [--learners N] [--population NAME] [--write]

A learner practises 30 minutes an evening for 9 evenings over 60 questions of the shipped banks. What counts
is the share of weighted points that are recalled on the day after. No people and no examiner: what is said is
what is remembered. The schedule sees what the program sees of it: made unaided, made with help, or missed.

Each learner forgets by parameters of its own, not the scheduler's: all 21 are drawn round FSRS's defaults.
A third is weak, a third in the middle, a third strong: they know little, some or much at first, of each topic
more or less. `--write` puts the tables into docs/practice.md.
"""

import argparse
import math
import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import NamedTuple

from fsrs.scheduler import (
    DEFAULT_PARAMETERS,
    LOWER_BOUNDS_PARAMETERS,
    UPPER_BOUNDS_PARAMETERS,
)

from interviewer.practice.memory import LastAsked, Memory, Remembered, after
from interviewer.practice.reviews import PointKey, Rating, Review, asks
from interviewer.practice.schedule import evening
from interviewer.practice.worth import Offer
from interviewer.storage.bank_files import find_bank

ROOT = Path(__file__).parent.parent
EVENINGS, MINUTES, QUESTIONS = 9, 30.0, 60
FIRST = date(2026, 11, 24)
DAY = FIRST + timedelta(days=EVENINGS)
BANKS = ("ml-fundamentals", "machine-learning", "deep-learning", "statistics")
THIRDS = ("weak", "middle", "strong")
BAR = 1.15
MARKS = ("<!-- simulation -->", "<!-- /simulation -->")


class Population(NamedTuple):
    """What learners are drawn from."""

    about: str
    spread: float
    """Of each of FSRS's parameters: the standard deviation of its logarithm."""
    decay: tuple[float, float] | None
    """Of forgetting, drawn evenly in its logarithm; None: as the other parameters."""
    taken_in: tuple[float, float]
    """How much of a verdict's points that are new to a learner is taken in."""
    ability: tuple[float, float, float]
    """Log odds of knowing a point at first, of the weak, the middle and the strong third."""
    by_topic: float
    """The standard deviation of these between topics."""


POPULATIONS = {
    "even": Population(
        "forgets as FSRS's defaults say, give or take", 0.3, None, (0.6, 0.95), (-1.5, -0.5, 0.5), 0.8
    ),
    "wide": Population(
        "decay anywhere in FSRS's range", 0.3, (0.1, 0.8), (0.4, 0.9), (-2, -1, 0), 1.0
    ),
    "steep": Population(
        "forgets fast, takes little in", 0.3, (0.3, 0.8), (0.3, 0.6), (-2.5, -1.5, -0.5), 0.8
    ),
}  # fmt: skip
SECONDS_A_FOLLOW_UP = 0.2
"""A question takes 0.6 of its minutes, and this share more for each of at most two follow-ups."""


class Fsrs:
    """FSRS-6 with parameters of one's own; for days, without steps and chance (see the package)."""

    def __init__(self, w: Sequence[float]) -> None:
        self.w = w
        self.decay = -w[20]
        self.factor = 0.9 ** (1 / self.decay) - 1

    def recall(self, stability: float, days: float) -> float:
        return (1 + self.factor * max(days, 0) / stability) ** self.decay

    def after(self, known: "Known | None", rating: int, day: float) -> "Known":
        w = self.w
        if known is None:
            difficulty = w[4] - math.exp(w[5] * (rating - 1)) + 1
            return Known(max(w[rating - 1], 0.001), min(max(difficulty, 1), 10), day)
        s, d, gone = known.stability, known.difficulty, day - known.day
        if gone < 1:
            more = math.exp(w[17] * (rating - 3 + w[18])) * s ** -w[19]
            s *= max(more, 1) if rating > 1 else more
        else:
            recall = self.recall(s, gone)
            if rating == 1:
                long = w[11] * d ** -w[12] * ((s + 1) ** w[13] - 1) * math.exp((1 - recall) * w[14])
                s = min(long, s / math.exp(w[17] * w[18]))
            else:
                hard = w[15] if rating == 2 else 1
                more = math.exp(w[8]) * (11 - d) * s ** -w[9] * (math.exp((1 - recall) * w[10]) - 1)
                s *= 1 + more * hard
        easy = w[4] - math.exp(w[5] * 3) + 1
        moved = d - w[6] * (rating - 3) * (10 - d) / 9
        return Known(max(s, 0.001), min(max(w[7] * easy + (1 - w[7]) * moved, 1), 10), day)


class Known(NamedTuple):
    """A learner's true memory of one point."""

    stability: float
    difficulty: float
    day: float


@cache
def offers() -> tuple[Offer, ...]:
    found = [
        Offer(bank.key, question)
        for name in BANKS
        for bank in [find_bank(name, ROOT / "none").load()]
        for question in bank.questions
    ]
    return tuple(found[:QUESTIONS])


class Learner:
    def __init__(self, seed: int, third: int, drawn_from: Population) -> None:
        chance = random.Random(seed)  # noqa: S311 - learners, no secrets
        w = [
            min(max(value * math.exp(chance.gauss(0, drawn_from.spread)), low), high)
            for value, low, high in zip(
                DEFAULT_PARAMETERS, LOWER_BOUNDS_PARAMETERS, UPPER_BOUNDS_PARAMETERS, strict=True
            )
        ]
        if drawn_from.decay:
            low, high = map(math.log, drawn_from.decay)
            w[20] = math.exp(chance.uniform(low, high))
        self.fsrs = Fsrs(w)
        self.taken_in = chance.uniform(*drawn_from.taken_in)
        self.helped = chance.uniform(0.2, 0.6)
        """How often a follow-up brings back what was forgotten."""
        self.known: dict[tuple[int, str], Known] = {}
        ability: dict[str, float] = {}
        for place, (_, question) in enumerate(offers()):
            odds = ability.setdefault(
                question.topic, drawn_from.ability[third] + chance.gauss(0, drawn_from.by_topic)
            )
            for point in question.points:
                if chance.random() < 1 / (1 + math.exp(-odds)):
                    stability = math.exp(chance.gauss(math.log(60), 1))
                    past = Known(stability, chance.uniform(3, 8), -chance.uniform(1, 60))
                    self.known[place, point.id] = past
        self.chance = random.Random(seed + 100_000)  # noqa: S311 - the same

    def recall(self, place: int, point: str, day: float) -> float:
        known = self.known.get((place, point))
        return self.fsrs.recall(known.stability, day - known.day) if known else 0.0

    def ask(self, place: int, day: int, due: Sequence[str]) -> tuple[dict[str, Rating], float]:
        """Ask a question whole: each point's rating, and the minutes it took."""
        question = offers()[place].question
        found: dict[str, Rating] = {}
        open_points = []
        for point in question.points:
            if self.chance.random() < self.recall(place, point.id, day):
                found[point.id] = Rating.GOOD
            else:
                found[point.id] = Rating.AGAIN
                open_points.append(point)
        open_points.sort(key=lambda p: (p.id not in due, not p.essential, -p.weight))
        for point in open_points[:2]:
            if (place, point.id) in self.known and self.chance.random() < self.helped:
                found[point.id] = Rating.HARD
        for name, rating in found.items():
            known = self.known.get((place, name))
            if known is None and self.chance.random() > self.taken_in:
                continue
            self.known[place, name] = self.fsrs.after(known, int(rating), day)
        share = 0.6 + SECONDS_A_FOLLOW_UP * min(len(open_points), 2)
        return found, offers()[place].minutes * share

    def score(self) -> float:
        """The share of weighted points that is recalled on the day."""
        total = earned = 0.0
        for place, (_, question) in enumerate(offers()):
            for point in question.points:
                total += point.weight
                earned += point.weight * self.recall(place, point.id, EVENINGS)
        return earned / total


class Practised:
    """What the program knows of one learner."""

    def __init__(self, learner: Learner, seed: int) -> None:
        self.learner = learner
        """Only the oracle may look."""
        self.memories: dict[PointKey, Memory] = {}
        self.asked: dict[tuple[str, str], LastAsked] = {}
        self.missed: dict[int, bool] = {}
        self.next = 0
        self.chance = random.Random(seed)  # noqa: S311 - an order

    def take(self, place: int, day: int, ratings: Mapping[str, Rating]) -> None:
        bank, question = offers()[place]
        today = FIRST + timedelta(days=day)
        for point in question.points:
            key = PointKey(bank, question.id, point.id)
            review = Review(key, today, ratings[point.id], "", _asks(place, point.id), "", 1)
            self.memories[key] = after(self.memories.get(key), review)
        times = self.asked[bank, question.id].times if (bank, question.id) in self.asked else 0
        self.asked[bank, question.id] = LastAsked(today, f"{day:02}-{place:02}", times + 1)
        self.missed[place] = Rating.AGAIN in ratings.values()


@cache
def _asks(place: int, name: str) -> int:
    return next(asks(p) for p in offers()[place].question.points if p.id == name)


Way = Callable[[Practised, int], Iterator[tuple[int, Sequence[str]]]]
"""Tonight's questions, by place, with the points that are due, for as long as there is time."""


def ours(known: Practised, day: int) -> Iterator[tuple[int, Sequence[str]]]:
    """The program's schedule, asked again where the evening's minutes are not used up."""
    places = {(bank, question.id): place for place, (bank, question) in enumerate(offers())}
    seen: set[int] = set()
    while True:
        left = [offer for place, offer in enumerate(offers()) if place not in seen]
        remembered = Remembered(known.memories, known.asked)
        today = FIRST + timedelta(days=day)
        found = evening(left, remembered, today, until=DAY, minutes=MINUTES).choices
        for choice in found[: 1 if seen else None]:
            place = places[choice.bank, choice.question.id]
            seen.add(place)
            yield place, choice.points
        if not found:
            return


def in_order(known: Practised, _day: int) -> Iterator[tuple[int, Sequence[str]]]:
    while True:
        place, known.next = known.next, (known.next + 1) % QUESTIONS
        yield place, ()


def at_random(known: Practised, _day: int) -> Iterator[tuple[int, Sequence[str]]]:
    places = list(range(QUESTIONS))
    known.chance.shuffle(places)
    yield from ((place, ()) for place in places)


def only_missed(known: Practised, _day: int) -> Iterator[tuple[int, Sequence[str]]]:
    yield from [(place, ()) for place, missed in list(known.missed.items()) if missed]
    yield from ((place, ()) for place in range(QUESTIONS) if place not in known.missed)


def oracle(known: Practised, day: int) -> Iterator[tuple[int, Sequence[str]]]:
    """Knows the learner's memory and parameters, and takes what gains most a minute, each time."""
    seen: set[int] = set()
    while len(seen) < QUESTIONS:
        place = max(
            (p for p in range(QUESTIONS) if p not in seen), key=lambda p: _gain(known, p, day)
        )
        seen.add(place)
        yield place, ()


def _gain(known: Practised, place: int, day: int) -> float:
    learner, fsrs, days = known.learner, known.learner.fsrs, EVENINGS - day
    gain = 0.0
    for point in offers()[place].question.points:
        memory = learner.known.get((place, point.id))
        missed = fsrs.recall(fsrs.after(memory, 1, day).stability, days)
        if memory is None:
            gain += point.weight * learner.taken_in * missed
            continue
        now = learner.recall(place, point.id, day)
        said = fsrs.recall(fsrs.after(memory, 3, day).stability, days)
        then = learner.recall(place, point.id, EVENINGS)
        gain += point.weight * (now * said + (1 - now) * missed - then)
    return gain / offers()[place].minutes


WAYS: dict[str, Way] = {
    "the schedule": ours,
    "in order, going on where it stopped": in_order,
    "at random": at_random,
    "only what was missed": only_missed,
    "an oracle that sees the memory": oracle,
}


def practised(seed: int, drawn_from: Population, way: Way) -> float:
    """The score of one learner after all evenings."""
    learner = Learner(seed, seed % 3, drawn_from)
    known = Practised(learner, seed)
    for day in range(EVENINGS):
        left = MINUTES
        for place, due in way(known, day):
            ratings, took = learner.ask(place, day, due)
            known.take(place, day, ratings)
            left -= took
            if left <= 0:
                break
    return learner.score()


def table(name: str, learners: int) -> Iterator[str]:
    drawn_from = POPULATIONS[name]
    yield f"{learners} learners of the population \u201c{name}\u201d: {drawn_from.about}."
    yield ""
    yield "| asked | mean | weak | middle | strong |"
    yield "|---|---|---|---|---|"
    means: dict[str, list[float]] = {}
    for way, choose in WAYS.items():
        scores: list[list[float]] = [[], [], []]
        for seed in range(learners):
            scores[seed % 3].append(practised(seed, drawn_from, choose))
        thirds = [sum(third) / len(third) for third in scores]
        means[way] = [sum(map(sum, scores)) / learners, *thirds]
        yield f"| {way} | " + " | ".join(f"{value:.3f}" for value in means[way]) + " |"
    own, best_possible = means["the schedule"], means["an oracle that sees the memory"]
    others = [means[way] for way in list(WAYS)[1:4]]
    best = max(others, key=lambda one: one[0])
    lower = [
        third
        for number, third in enumerate(THIRDS, 1)
        if own[number] < max(other[number] for other in others)
    ]
    yield ""
    yield (
        f"The schedule reaches {own[0] / best[0]:.3f} x the best of the other three (bar {BAR}), the oracle "
        f"{best_possible[0] / best[0]:.3f} x. Thirds on which one of the three is better: "
        f"{', '.join(lower) or 'none'}."
    )


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("--learners", type=int, default=200)
    parser.add_argument("--population", choices=list(POPULATIONS), action="append")
    parser.add_argument("--write", action="store_true", help="put the tables into docs/practice.md")
    how = parser.parse_args(argv)
    parts = []
    for name in how.population or POPULATIONS:
        lines = []
        for line in table(name, how.learners):
            print(line, flush=True)
            lines.append(line)
        parts.append("\n".join(lines))
        print()
    if how.write:
        page = ROOT / "docs" / "practice.md"
        before, _, rest = page.read_text(encoding="utf-8").partition(MARKS[0])
        _, _, behind = rest.partition(MARKS[1])
        text = "\n\n".join(parts)
        page.write_text(f"{before}{MARKS[0]}\n\n{text}\n\n{MARKS[1]}{behind}", encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
