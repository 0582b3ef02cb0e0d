"""The report of a session: the shape of `report --format json`. What fills it is `report_builder.py`.

What a model says in words about the interview is `closing`, beside the numbers and never their source.
"""

from typing import Literal

from pydantic import BaseModel, ConfigDict

from interviewer.core.aid import Aid
from interviewer.core.grading import Finding

Status = Literal["graded", "ungraded", "skipped", "unasked"]


class _Shown(BaseModel):
    model_config = ConfigDict(frozen=True, defer_build=True)


class DisputeReport(_Shown):
    """What came of the candidate's "I did say that"."""

    upheld: bool
    reason: str


class PointReport(_Shown):
    """One rubric point of a question: what it asks for, what it earned, and by which words."""

    id: str
    label: str = ""
    """Short, for learners."""
    description: str
    weight: float
    essential: bool
    credit: float | None
    """0 to 1; None is undecided: neither made nor missed."""
    quote: str | None
    turn: int | None
    """Which answer the quote is from; 0 is the first."""
    start: int | None
    end: int | None
    unaided: bool
    """Made by the first answer: before any follow-up, and without a hint that speaks of it."""
    aided: Aid | None = None
    """What it took, where it was made with help."""
    by: str = ""
    """Who decided it, where two examiners graded together: model, rules or both."""
    note: str
    dispute: DisputeReport | None = None
    """None where nobody disputed it, or nobody could judge that."""

    @property
    def state(self) -> Literal["made", "missed", "undecided"]:
        if self.credit is None:
            return "undecided"
        return "made" if Finding(point=self.id, credit=self.credit).made else "missed"

    @property
    def word(self) -> str:
        """The state for a person: a missed point that earned something was made in part."""
        return "partly made" if self.state == "missed" and self.credit else self.state


class ClarificationReport(_Shown):
    """A question that the candidate asked back, and what was said to it."""

    asked: str
    reply: str


class SaidReport(_Shown):
    """One thing that was said to a question, by either side."""

    kind: Literal["question", "follow-up", "answer", "question back", "reply", "hint", "beyond"]
    """A "question back" is the candidate's, and "reply" what the interviewer said to it."""
    text: str
    turn: int | None = None
    """The turn that it belongs to, 0 for the question itself; None for what is not graded."""


class BeyondReport(_Shown):
    """A deeper question after a full answer. It adds nothing to the score."""

    asked: str
    answer: str


class TurnReport(_Shown):
    """One thing asked and the candidate's answer to it."""

    asked: str
    answer: str
    point: str | None
    """What a follow-up asked towards; None for the question itself."""
    examiner: str | None
    """Who graded it; None where nobody could."""


class BeliefReport(_Shown):
    """A misconception that an answer shows, with the words that show it."""

    description: str
    quote: str


class QuestionReport(_Shown):
    """One question: its status, score, points and everything that was said to it."""

    id: str
    topic: str
    difficulty: str
    prompt: str
    status: Status
    reason: str
    """Why it is ungraded, or why nothing was credited; else empty."""
    score: float | None
    low: float | None
    high: float | None
    """The score if every undecided point were missed, or made."""
    unaided_score: float | None
    grade: str | None
    points: tuple[PointReport, ...]
    """Empty where the question was not asked: what it looks for is not given away."""
    misconceptions: tuple[BeliefReport, ...]
    turns: tuple[TurnReport, ...]
    said: tuple[SaidReport, ...] = ()
    """The whole conversation about it, in its order; empty where it was not asked."""
    unanswered: str | None
    """The follow-up that was skipped, or left when the interview ended; None where none was."""
    reference_answer: str | None
    seconds: float | None = None
    """The candidate's time, without pauses; None where it was not measured."""
    hints: int = 0
    clarifications: tuple[ClarificationReport, ...] = ()
    predicted: int | None = None
    """How well the candidate thought it went, 0 to 3."""
    beyond: BeyondReport | None = None
    review: Literal["imported", "drafted"] | None = None
    """What no person had reviewed when it was asked."""

    @property
    def disputable(self) -> tuple[PointReport, ...]:
        """The points that the candidate can still claim to have made."""
        if self.status != "graded" or not self.turns:
            return ()
        return tuple(p for p in self.points if p.state != "made" and p.dispute is None)

    @property
    def examiners(self) -> tuple[str, ...]:
        """Who graded this question, in the order they came in."""
        return tuple(dict.fromkeys(turn.examiner for turn in self.turns if turn.examiner))


class TopicReport(_Shown):
    """The mean score of one topic's questions."""

    topic: str
    score: float
    questions: int


class Report(_Shown):
    """A whole session. Scores are 0 to 1; None where nothing could be graded."""

    session: str
    bank: str
    examiner: str
    examiner_version: str
    prompts: dict[str, str]
    started: str
    finished: str | None
    """ISO 8601 with offset; None while the session is unfinished."""
    score: float | None
    low: float | None
    high: float | None
    unaided_score: float | None
    grade: str | None
    asked: int
    graded: int
    topics: tuple[TopicReport, ...]
    questions: tuple[QuestionReport, ...]
    study: tuple[str, ...]
    closing: str
    usage: str = ""
    """Tokens that a model used, in words; empty without one."""
    agreement: str = ""
    """How far this examiner was measured to agree with people on this bank, in words."""
