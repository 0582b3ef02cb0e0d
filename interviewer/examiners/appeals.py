"""Appeals: the candidate disputes a point and names own words for it.

The point is judged again under the same rules of proof, from those words alone. An appeal never
lowers anything, and each point can be disputed once.
"""

from collections.abc import Iterable
from dataclasses import replace

from interviewer.core.errors import ReportedError
from interviewer.core.grading import Finding, checked, locate
from interviewer.core.protocol import Appealed, AppealJudged, Grade, Graded
from interviewer.core.run import Examiner, Notice
from interviewer.core.sheets import Sheet, Turn

BEFORE = "This point was disputed before. Each can be disputed once."
NO_POINT = "There is no such point in this question."
MADE = "This point counts as made already."
NO_GRADE = "This question has no grade yet."
NOT_SAID = "These words were not said in your answers to this question."


class NotJudgedError(ReportedError):
    """The examiner gave no verdict on an appeal: it can be made again."""


def refused(sheet: Sheet | None, appeal: Appealed, before: Iterable[AppealJudged]) -> str:
    """Why an appeal cannot be judged at all, in a sentence; empty where it can.

    `before` are the appeals that were judged already.
    """
    if sheet is None or sheet.question.point(appeal.point) not in sheet.question.points:
        return NO_POINT
    if any((old.question, old.point) == (appeal.question, appeal.point) for old in before):
        return BEFORE
    if not sheet.verdicts:
        return NO_GRADE
    found = next(found for found in sheet.findings if found.point == appeal.point)
    if found.made:
        return MADE
    return ""


async def judge(examiner: Examiner, sheet: Sheet, appeal: Appealed) -> AppealJudged:
    """Judge a point again from the words that are named. Asks the examiner once at most.

    Raises NotJudgedError where no verdict came.
    """
    old = next(found for found in sheet.findings if found.point == appeal.point)

    def denied(reason: str) -> AppealJudged:
        return AppealJudged(
            question=appeal.question, point=appeal.point, upheld=False, finding=old, reason=reason
        )

    place = locate(appeal.quote, sheet.answers)
    if place is None:
        return denied(NOT_SAID)
    words = sheet.answers[place.turn][place.start : place.end]
    alone = replace(sheet, turns=(Turn(sheet.question.prompt, words),), between=(), unanswered=None)
    graded = await examiner.grade(Grade(alone), _quiet)
    if not isinstance(graded, Graded):
        reason = getattr(graded, "reason", "no verdict came.")
        raise NotJudgedError(f"It could not be judged, and can be disputed again. {reason}")
    found = graded.verdict.finding(appeal.point) or Finding(point=appeal.point, credit=None)
    proved = checked(
        found.model_copy(update={"quote": found.quote or words}),
        sheet.question,
        sheet.answers,
        sheet.asked,
    )
    if not proved.made or (proved.credit or 0) <= (old.credit or 0):
        return denied(proved.note or "By these words alone the point is not made.")
    return AppealJudged(
        question=appeal.question,
        point=appeal.point,
        upheld=True,
        finding=proved,
        reason="By these words the point is made.",
    )


def _quiet(_notice: Notice) -> None:
    pass
