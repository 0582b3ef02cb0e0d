"""What became of one graded answer: score, range, grade, and every point with its proof.

Offsets are those of the answer as it was given, before any normalisation here, and a quote is
cut from there: always `answer[start:end] == quote`.
"""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal, Self

from typing_extensions import TypedDict  # pydantic needs this one before Python 3.12

from interviewer.core.grading import Finding
from interviewer.core.protocol import Graded, Ungraded
from interviewer.core.report import PointReport
from interviewer.core.report_builder import question_report
from interviewer.core.sheets import Sheet

_UNDECIDED = "The examiner could not decide any point."


class PointLine(TypedDict):
    """What a line of `interviewer grade` says of one point."""

    id: str
    credit: float | None
    """0 to 1; null where undecided."""
    quote: str | None
    """The words that prove it, exactly as they stand in the answer; null without credit."""
    start: int | None
    end: int | None
    """Code-point offsets of the quote in the answer."""


class Fields(TypedDict):
    """What a line of `interviewer grade` says of one answer, without the id that was given to it."""

    question_id: str
    status: Literal["graded", "ungraded"]
    score: float | None
    """Weighted share of the decided points, 0 to 1, in six digits; null where ungraded."""
    reason: str | None
    """Why it is ungraded, or why nothing was credited; null where there is nothing to say."""
    points: list[PointLine]
    """In the rubric's order; empty where there was no answer or no such question."""


class ResultLine(Fields):
    """One line that `interviewer grade` writes."""

    id: str | int
    """As it was in the line that was read."""


@dataclass(frozen=True, slots=True)
class PointResult:
    """What an answer shows of one rubric point."""

    id: str
    made: bool | None
    """None: the examiner could not decide."""
    credit: float | None
    """0 to 1; None where undecided. A point is made from 0.5 on."""
    quote: str | None
    """The words that prove it, exactly as they stand in the answer; None without credit."""
    turn: int | None
    """Which answer holds the quote; 0 is the first."""
    start: int | None
    end: int | None
    """Code-point offsets of the quote in that answer."""
    note: str
    """Why there is no credit, where that is not plain; else empty."""


@dataclass(frozen=True)
class AnswerResult:
    """What became of one answer, or of one question's answers."""

    question_id: str
    status: Literal["graded", "ungraded"]
    """Ungraded: it could not be graded, or no point could be decided. Never a zero."""
    score: float | None
    """Weighted share of the decided points, 0 to 1; None where ungraded."""
    low: float | None
    high: float | None
    """The score if every undecided point were missed, or made; None where ungraded."""
    grade: str | None
    """"A" to "F"; None where ungraded. Without an essential point no better than "D"."""
    reason: str | None
    """Why it is ungraded, or why nothing was credited; None where there is nothing to say."""
    points: Mapping[str, PointResult]
    """By id, in the rubric's order. Those of an ungraded answer are undecided."""
    misconceptions: Mapping[str, str]
    """Wrong beliefs that the answer shows, by id, each with the words that show it."""
    outcome: Graded | Ungraded
    """What the examiner replied; its offsets are those of the normalised answer."""

    @classmethod
    def unusable(cls, question_id: str, outcome: Ungraded) -> Self:
        """The result where there is no answer to grade, or no such question: it has no points."""
        nothing: Mapping[str, Any] = {}
        return cls(
            question_id,
            "ungraded",
            None,
            None,
            None,
            None,
            outcome.reason,
            nothing,
            nothing,
            outcome,
        )

    def as_json(self) -> Fields:
        """Return what a line of `interviewer grade` says of it; scores have six digits."""
        return {
            "question_id": self.question_id,
            "status": self.status,
            "score": None if self.score is None else round(self.score, 6),
            "reason": self.reason,
            "points": [
                {
                    "id": point.id,
                    "credit": point.credit,
                    "quote": point.quote,
                    "start": point.start,
                    "end": point.end,
                }
                for point in self.points.values()
            ],
        }


def answer_result(sheet: Sheet, outcome: Graded | Ungraded, given: Sequence[str]) -> AnswerResult:
    """Compute the result of a question's answers from what the examiner replied to the newest.

    `given` is each answer as it was handed in.
    """
    places = [_Places(answer) for answer in given]
    report = question_report(_with(sheet, outcome))
    graded = report.score is not None
    points = (_point(point, given, places) for point in report.points)
    return AnswerResult(
        question_id=report.id,
        status="graded" if graded else "ungraded",
        score=report.score,
        low=report.low,
        high=report.high,
        grade=report.grade,
        reason=_reason(outcome, graded=graded),
        points={point.id: point for point in points},
        misconceptions=_misconceptions(outcome, given, places),
        outcome=outcome,
    )


def _with(sheet: Sheet, outcome: Graded | Ungraded) -> Sheet:
    last = sheet.turns[-1]
    match outcome:
        case Graded(verdict=verdict):
            last = replace(last, verdict=verdict)
        case Ungraded(reason=reason):
            last = replace(last, ungraded=reason)
    return replace(sheet, turns=(*sheet.turns[:-1], last))


def _reason(outcome: Graded | Ungraded, *, graded: bool) -> str | None:
    if isinstance(outcome, Ungraded):
        return outcome.reason
    return outcome.verdict.remark or (None if graded else _UNDECIDED)


def _point(found: PointReport, given: Sequence[str], places: "Sequence[_Places]") -> PointResult:
    quote = start = end = None
    if found.turn is not None and found.start is not None and found.end is not None:
        place = places[found.turn]
        start, end = place.given(found.start), place.given(found.end)
        quote = given[found.turn][start:end]
    made = None if found.credit is None else Finding(point=found.id, credit=found.credit).made
    return PointResult(found.id, made, found.credit, quote, found.turn, start, end, found.note)


def _misconceptions(
    outcome: Graded | Ungraded, given: Sequence[str], places: "Sequence[_Places]"
) -> dict[str, str]:
    beliefs = outcome.verdict.beliefs if isinstance(outcome, Graded) else ()
    return {
        belief.misconception: given[belief.turn][
            places[belief.turn].given(belief.start) : places[belief.turn].given(belief.end)
        ]
        for belief in beliefs
    }


class _Places:
    """The way back from a normalised answer to the one that was given.

    Normalising makes one line end of CR LF and changes nothing else in number: so an offset moves
    by how many such pairs stand before it.
    """

    def __init__(self, given: str) -> None:
        self._pairs: list[int] = []
        at = given.find("\r\n") if "\r" in given else -1
        while at >= 0:
            self._pairs.append(at - len(self._pairs))
            at = given.find("\r\n", at + 2)

    def given(self, offset: int) -> int:
        return offset + bisect_left(self._pairs, offset) if self._pairs else offset
