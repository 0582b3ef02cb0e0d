"""How a person stands and how that came about: what every picture of progress is drawn from."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final, Literal, NamedTuple

from interviewer.core.questions import Question
from interviewer.core.short_names import label_of
from interviewer.practice.memory import RETENTION, Memory, Remembered
from interviewer.practice.reviews import Attempt, BeliefSeen, Past, PointKey, Rating, asks
from interviewer.practice.worth import Offer, cost

State = Literal["unaided", "aided", "missed", "never"]
STATES: Final[tuple[State, ...]] = ("unaided", "aided", "missed", "never")

_STATE: Final[dict[Rating, State]] = {
    Rating.GOOD: "unaided",
    Rating.HARD: "aided",
    Rating.AGAIN: "missed",
}


class SessionStanding(NamedTuple):
    """One session in which something was said."""

    id: str
    day: date
    bank: str
    """The bank's title."""
    score: float | None
    unaided: float | None
    """0 to 1; None where nothing could be graded, or it is unfinished."""
    minutes: float
    """Of the person's time."""


class PointStanding(NamedTuple):
    """One rubric point."""

    key: PointKey
    topic: str
    label: str
    state: State
    """How it went the last time it was judged; "never" also where it was asked and stayed undecided."""
    reviews: int
    older: int
    """Reviews from when the point asked for something else; they do not count."""
    due: date | None
    """None where it was never asked."""
    recall: float | None
    """The chance, 0 to 1, that it is remembered today; None where it was never asked."""
    on_the_day: float | None
    """The same on the interview's day; None without one too."""
    cost: float
    """What missing it costs."""


class TopicStanding(NamedTuple):
    """A topic's points, counted by how each went the last time."""

    topic: str
    states: tuple[State, ...]
    """One for each point, question by question."""

    def count(self, state: State) -> int:
        return self.states.count(state)

    @property
    def asked(self) -> int:
        return len(self.states) - self.count("never")

    @property
    def share(self) -> float | None:
        """The share of the points asked about that were made, unaided or not; None where none was."""
        return 1 - self.count("missed") / self.asked if self.asked else None


class BeliefStanding(NamedTuple):
    """A wrong belief that was shown at least once."""

    bank: str
    question: str
    misconception: str
    description: str
    """Empty where no bank has it any more."""
    held: bool
    since: date
    """When it was shown first."""
    last: date
    """When it was shown last, or given up."""


class Prediction(NamedTuple):
    """What the person thought of an answer before its verdict, and what it was."""

    day: date
    session: str
    question: str
    topic: str
    predicted: float
    score: float
    """Both 0 to 1."""

    @property
    def over(self) -> float:
        """Above 0 where the person rated the answer too high."""
        return self.predicted - self.score


class Progress(NamedTuple):
    """Everything that is shown of a person's progress."""

    sessions: tuple[SessionStanding, ...]
    """Oldest first."""
    topics: tuple[TopicStanding, ...]
    points: tuple[PointStanding, ...]
    beliefs: tuple[BeliefStanding, ...]
    """Those that are held first."""
    predictions: tuple[Prediction, ...]
    """Oldest first."""
    today: date
    until: date | None

    @property
    def due(self) -> tuple[PointStanding, ...]:
        return tuple(one for one in self.points if one.due is not None and one.due <= self.today)

    @property
    def at_risk(self) -> tuple[PointStanding, ...]:
        """What would be forgotten by the interview's day, or else today; the dearest loss first."""
        rated = [
            (one.cost * (1 - chance), number, one)
            for number, one in enumerate(self.points)
            if (chance := one.recall if self.until is None else one.on_the_day) is not None
            and chance < RETENTION
        ]
        return tuple(one for _, _, one in sorted(rated, key=lambda entry: (-entry[0], entry[1])))


def standing(  # noqa: PLR0913 - the facts it is made of, each named
    offers: Sequence[Offer],
    past: Past,
    known: Remembered,
    sessions: Iterable[SessionStanding],
    *,
    today: date,
    until: date | None = None,
) -> Progress:
    """Put together what is known of a person, over the questions of the banks that are practised."""
    points = _points(offers, past, known, today, until)
    topics: dict[str, list[State]] = defaultdict(list)
    for point in points:
        topics[point.topic].append(point.state)
    return Progress(
        tuple(sorted(sessions, key=lambda one: (one.day, one.id))),
        tuple(TopicStanding(topic, tuple(states)) for topic, states in topics.items()),
        points,
        beliefs(offers, past),
        predictions(past.attempts),
        today,
        until,
    )


def _points(
    offers: Sequence[Offer], past: Past, known: Remembered, today: date, until: date | None
) -> tuple[PointStanding, ...]:
    reviews: dict[PointKey, int] = defaultdict(int)
    for review in past.reviews:
        reviews[review.key] += 1
    found = []
    for offer in offers:
        question = offer.question
        for point in question.points:
            key = PointKey(offer.bank, question.id, point.id)
            memory: Memory | None = known.memories.get(key)
            if memory is not None and memory.asks != asks(point):
                memory = None
            counted = memory.reviews if memory else 0
            found.append(
                PointStanding(
                    key,
                    question.topic,
                    label_of(point),
                    _STATE[memory.rating] if memory else "never",
                    counted,
                    reviews[key] - counted,
                    memory.due if memory else None,
                    memory.recall(today) if memory else None,
                    memory.recall(until) if memory and until else None,
                    cost(point),
                )
            )
    return tuple(found)


def beliefs(offers: Sequence[Offer], past: Past) -> tuple[BeliefStanding, ...]:
    """The wrong beliefs that were shown. One is given up once its question went by without it."""
    seen: dict[tuple[str, str, str], list[BeliefSeen]] = defaultdict(list)
    for belief in past.beliefs:
        seen[belief.bank, belief.question, belief.misconception].append(belief)
    newest: dict[tuple[str, str], Attempt] = {}
    for attempt in past.attempts:
        if attempt.status == "graded":
            newest[attempt.bank, attempt.question] = attempt
    questions = {(one.bank, one.question.id): one.question for one in offers}
    found = []
    for (bank, name, wrong), shown in seen.items():
        last, latest = shown[-1], newest.get((bank, name))
        gone_by = latest is not None and (latest.session, latest.number) != (
            last.session,
            last.number,
        )
        held = last.held and not gone_by
        ended = latest.day if gone_by and latest and last.held else last.day
        found.append(
            BeliefStanding(
                bank,
                name,
                wrong,
                _description(questions.get((bank, name)), wrong),
                held,
                shown[0].day,
                ended,
            )
        )
    return tuple(sorted(found, key=lambda one: (not one.held, one.since)))


def _description(question: Question | None, misconception: str) -> str:
    known = question.misconceptions if question else ()
    return next((wrong.description for wrong in known if wrong.id == misconception), "")


def predictions(attempts: Iterable[Attempt]) -> tuple[Prediction, ...]:
    """Those answers of which the person said how well they went, and which were graded."""
    return tuple(
        Prediction(one.day, one.session, one.question, one.topic, one.predicted / 3, one.score)
        for one in attempts
        if one.predicted is not None and one.score is not None and one.status == "graded"
    )


def by_topic(made: Sequence[Prediction]) -> list[tuple[str, int, float]]:
    """Topic, how many predictions, and by how much the person rated too high on the mean."""
    topics: dict[str, list[float]] = defaultdict(list)
    for one in made:
        topics[one.topic].append(one.over)
    rows = [(topic, len(over), sum(over) / len(over)) for topic, over in topics.items()]
    return sorted(rows, key=lambda row: -abs(row[2]))
