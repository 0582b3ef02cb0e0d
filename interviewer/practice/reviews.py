"""What a session says about a person's memory, made by replaying it. Nothing is stored by hand.

Rules of this file:

1. One review for each rubric point of each question that was asked and graded, at most.
2. Made unaided is GOOD; made after a follow-up or a hint is HARD; missed or denied is AGAIN;
   undecided and ungraded are none.
3. A wrong belief that is still held is AGAIN for the point it contradicts; one that was given up
   in the conversation is HARD at best.
4. A skipped question is AGAIN for all its points: it was asked, and nothing was recalled. The
   report counts it as zero too.
5. A session in which nothing was said leaves nothing, its skipped questions included.
"""

import re
import zlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from enum import IntEnum
from typing import NamedTuple

from interviewer.core.plan import Plan
from interviewer.core.questions import Question, RubricPoint, slug
from interviewer.core.report import PointReport, QuestionReport
from interviewer.core.report_builder import question_report
from interviewer.core.sheets import Sheet
from interviewer.core.text import fold

OFFLINE = "offline"
"""The name of the built-in examiner: reviews by it can be left out."""


class Rating(IntEnum):
    """How well a point was recalled. The numbers are those of FSRS; "easy" is never given."""

    AGAIN = 1
    HARD = 2
    GOOD = 3


class PointKey(NamedTuple):
    """What a point is known by, whatever happens to the file of its bank."""

    bank: str
    """The bank's key: its id, else made from its title."""
    question: str
    point: str


class Review(NamedTuple):
    """One recall of one point."""

    key: PointKey
    day: date
    rating: Rating
    examiner: str
    """Who judged it, by name."""
    asks: int
    """What the point asked for then, see `asks`."""
    session: str
    number: int
    """Of the question in its session, from 1."""


class Attempt(NamedTuple):
    """One question that was asked in one session."""

    session: str
    number: int
    bank: str
    question: str
    topic: str
    day: date
    status: str
    """"graded", "ungraded" or "skipped"."""
    score: float | None
    unaided: float | None
    predicted: int | None
    """How well the person thought it went, 0 to 3; None where nothing was said."""
    seconds: float | None
    """Of the person's time; None where it was not measured."""


class BeliefSeen(NamedTuple):
    """A wrong belief that was shown in an answer."""

    session: str
    number: int
    bank: str
    question: str
    misconception: str
    day: date
    held: bool
    """Whether it was still held when the question was over."""


class Past(NamedTuple):
    """What one session, or several, leave behind."""

    reviews: tuple[Review, ...] = ()
    attempts: tuple[Attempt, ...] = ()
    beliefs: tuple[BeliefSeen, ...] = ()

    def without_offline(self) -> "Past":
        """What others than the built-in examiner judged. Of a question that it judged nothing stays."""
        judged = {(one.session, one.number) for one in self.reviews if one.examiner != OFFLINE}
        return Past(
            *(
                tuple(one for one in kind if (one.session, one.number) in judged)
                for kind in (self.reviews, self.attempts, self.beliefs)
            )  # type: ignore[arg-type]
        )


def past_of(
    session: str, plan: Plan, sheets: Sequence[Sheet], days: Mapping[int, date], started: date
) -> Past:
    """Return what a session leaves. `days` says, by the number of a question, when it was last
    answered; where it does not, that was on the day the session began.
    """
    if not any(sheet.turns for sheet in sheets):
        return Past()
    reviews: list[Review] = []
    attempts: list[Attempt] = []
    beliefs: list[BeliefSeen] = []
    for sheet in sheets:
        report = question_report(sheet)
        if report.status == "unasked":
            continue
        bank, day = bank_of(plan, sheet.question), days.get(sheet.number, started)
        attempts.append(
            Attempt(
                session,
                sheet.number,
                bank,
                id_in_bank(bank, report.id),
                report.topic,
                day,
                report.status,
                report.score,
                report.unaided_score,
                report.predicted,
                report.seconds,
            )
        )
        if report.status == "ungraded":
            continue
        seen = _beliefs(sheet)
        beliefs += [
            BeliefSeen(session, sheet.number, bank, id_in_bank(bank, report.id), name, day, held)
            for name, held in seen.items()
        ]
        by = report.examiners[-1] if report.examiners else plan.examiner.name
        reviews += [
            Review(
                PointKey(bank, id_in_bank(bank, report.id), point.id), day, rating, by, asks(point),
                session, sheet.number,
            )
            for point, rating in _ratings(sheet.question, report, seen)
        ]  # fmt: skip
    return Past(tuple(reviews), tuple(attempts), tuple(beliefs))


def together(pasts: Iterable[Past]) -> Past:
    """What several sessions left, in the order in which it was made."""
    left = list(pasts)

    def when(one: Review | Attempt | BeliefSeen) -> tuple[date, str, int]:
        return one.day, one.session, one.number

    return Past(
        tuple(sorted((one for past in left for one in past.reviews), key=when)),
        tuple(sorted((one for past in left for one in past.attempts), key=when)),
        tuple(sorted((one for past in left for one in past.beliefs), key=when)),
    )


def id_in_bank(bank: str, question: str) -> str:
    """The id that a question has in its own bank: with others it may be called by its bank too."""
    return question.removeprefix(f"{bank}:")


def bank_of(plan: Plan, question: Question) -> str:
    """The key of the bank that a question of a plan is from. Earlier plans name a title only."""
    if plan.bank_ids:
        for known, bank in zip(plan.questions, plan.bank_ids, strict=False):
            if known is question:
                return bank
    return slug(plan.bank)


def asks(point: RubricPoint | PointReport) -> int:
    """What a point asks for, as a number: the same as long as the words of its description are.

    Case, punctuation, weight, label and signs do not count.
    """
    words = re.findall(r"\w+", fold(point.description).text)
    return zlib.crc32(" ".join(words).encode("utf-8"))


def _ratings(
    question: Question, report: QuestionReport, beliefs: Mapping[str, bool]
) -> Iterable[tuple[PointReport, Rating]]:
    against = {
        wrong.contradicts: beliefs[wrong.id]
        for wrong in sorted(question.misconceptions, key=lambda wrong: beliefs.get(wrong.id, False))
        if wrong.id in beliefs
    }
    for point in report.points:
        rating = _rating(point)
        if point.id in against:
            worst = Rating.AGAIN if against[point.id] else Rating.HARD
            rating = worst if rating is None and worst is Rating.AGAIN else rating
            rating = rating if rating is None else min(rating, worst)
        if rating is not None:
            yield point, rating


def _rating(point: PointReport) -> Rating | None:
    match point.state:
        case "undecided":
            return None
        case "missed":
            return Rating.AGAIN
        case "made":
            return Rating.GOOD if point.unaided else Rating.HARD


def _beliefs(sheet: Sheet) -> dict[str, bool]:
    """Every wrong belief that was shown, by id, and whether it was held to the end."""
    known = {wrong.id for wrong in sheet.question.misconceptions}
    seen = {belief.misconception: False for verdict in sheet.verdicts for belief in verdict.beliefs}
    seen |= {belief.misconception: True for v in sheet.verdicts[-1:] for belief in v.beliefs}
    return {name: held for name, held in seen.items() if name in known}
