"""What has been said to one question, and what was made of it. Computed from replies, never stored."""

from dataclasses import dataclass

from interviewer.core.grading import Finding, Verdict, settled_all
from interviewer.core.questions import Question


@dataclass(frozen=True, slots=True)
class Target:
    """What a follow-up asks towards: a missed point, or a wrong belief."""

    id: str
    description: str
    canned: str | None
    """The bank's own follow-up for it; None where its author wrote none."""


@dataclass(frozen=True, slots=True)
class Led:
    """Where in an answer words begin that were added after help: a follow-up or a hint had asked
    towards a point by then.
    """

    point: str
    start: int
    """Offset in the answer, in code points."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One thing asked, the answer to it, and what the examiner made of the conversation so far."""

    asked: str
    answer: str
    point: str | None = None
    """What the follow-up asked towards; None for the question itself."""
    verdict: Verdict | None = None
    ungraded: str | None = None
    """Why there is no verdict; None while grading, and where there is one."""
    hints: int = 0
    """How many hints had been given to this question before this answer."""
    seconds: float | None = None
    """Of the candidate's time, without pauses; None where it was not measured."""
    led: tuple[Led, ...] = ()
    """Of words that were added to it later."""

    def led_to(self, point: str, start: int | None) -> bool:
        """Whether words at this place were said after help towards the point."""
        return any(led.point == point and led.start <= (start or 0) for led in self.led)


@dataclass(frozen=True, slots=True)
class GivenHint:
    """A hint that was asked for."""

    text: str
    point: str
    """What it leads to: a rubric point's id."""
    rung: int
    """1 to RUNGS."""
    answers: int = 0
    """How many the question had by then."""


@dataclass(frozen=True, slots=True)
class Clarification:
    """What the candidate asked back, and what the interviewer said to it."""

    asked: str
    reply: str
    answers: int = 0
    """How many the question had by then."""


@dataclass(frozen=True, slots=True)
class Beyond:
    """A deeper question after a full answer, and what was said to it. It adds nothing to the score."""

    asked: str
    answer: str = ""
    """Empty where it was not answered."""


@dataclass(frozen=True, slots=True)
class Dispute:
    """What came of an appeal against a point."""

    point: str
    upheld: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """One question with all that was said about it."""

    question: Question
    number: int
    """Starts at 1."""
    turns: tuple[Turn, ...] = ()
    skipped: bool = False
    unanswered: str | None = None
    """The follow-up that was asked last and got no answer; None where there is none."""
    between: tuple[GivenHint | Clarification, ...] = ()
    """What was said between the questions and the answers, in its order."""
    predicted: int | None = None
    """How well the candidate thought it went, 0 to 3, before the verdict was seen."""
    beyond: Beyond | None = None
    transition: str = ""
    """What the examiner would say on the way to the next question; empty where nothing."""
    disputes: tuple[Dispute, ...] = ()
    """Judged appeals against its points, oldest first."""

    @property
    def hints(self) -> tuple[GivenHint, ...]:
        return tuple(said for said in self.between if isinstance(said, GivenHint))

    @property
    def clarifications(self) -> tuple[Clarification, ...]:
        return tuple(said for said in self.between if isinstance(said, Clarification))

    @property
    def verdicts(self) -> tuple[Verdict, ...]:
        """Every verdict, not only the last: they show what was said unaided."""
        return tuple(turn.verdict for turn in self.turns if turn.verdict is not None)

    @property
    def answers(self) -> tuple[str, ...]:
        return tuple(turn.answer for turn in self.turns)

    @property
    def asked(self) -> tuple[str, ...]:
        return tuple(turn.asked for turn in self.turns)

    @property
    def seconds(self) -> float | None:
        """The candidate's time for the whole question; None where it was not measured."""
        known = [turn.seconds for turn in self.turns if turn.seconds is not None]
        return sum(known) if known else None

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The settled finding of every point, in the rubric's order."""
        return settled_all([point.id for point in self.question.points], self.verdicts)
