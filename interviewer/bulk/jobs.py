"""One answer to grade, with all that an examiner has to know of it."""

from collections.abc import Coroutine
from contextvars import copy_context
from dataclasses import dataclass
from typing import Any, TypeVar

from interviewer.core.errors import ReportedError
from interviewer.core.protocol import Grade, Graded, Ungraded
from interviewer.core.questions import Question
from interviewer.core.run import Examiner, Notice, graded_alone
from interviewer.core.sheets import Sheet, Turn
from interviewer.examiners.off_loop import BY_HAND

LONGEST_ANSWER = 64 * 1024
"""Code points; no interview takes a longer answer either."""


Outcome = Graded | Ungraded
_Value = TypeVar("_Value")


@dataclass(frozen=True, slots=True)
class Job:
    """One answer to one question."""

    tag: Any
    """Whatever the caller knows it by."""
    question: Question
    answer: str
    """Normalised, see `core.text`."""
    settled: Graded | Ungraded | None = None
    """What is known of it without an examiner; None asks the examiner."""
    before: tuple[Turn, ...] = ()
    """What was asked and answered before, where the answer is one to a follow-up."""
    asked: str | None = None
    """What the answer is to; None for the question itself."""


def sheet_of(job: Job) -> Sheet:
    """The job as a question under discussion, the way examiners know it."""
    asked = job.question.prompt if job.asked is None else job.asked
    return Sheet(job.question, 1, (*job.before, Turn(asked, job.answer)))


def too_long(answer: str) -> Ungraded | None:
    """Why an answer is not graded at all; None where it is short enough."""
    if len(answer) <= LONGEST_ANSWER:
        return None
    return Ungraded(reason=f"The answer is longer than {LONGEST_ANSWER:,} characters.")


def at_once(work: Coroutine[Any, Any, _Value]) -> _Value:
    """Run a coroutine that waits for nothing. A loop would cost more than the rules themselves."""
    context = copy_context()
    context.run(BY_HAND.set, True)
    try:
        context.run(work.send, None)
    except StopIteration as done:
        value: _Value = done.value
        return value
    work.close()
    raise AssertionError("the offline examiner waited for something")


async def graded(examiner: Examiner, job: Job) -> Outcome:
    if job.settled is not None:
        return job.settled
    try:
        return graded_alone(await examiner.grade(Grade(sheet_of(job)), _quiet))
    except ReportedError:  # wrong settings: the same for every answer
        raise
    except Exception as error:  # noqa: BLE001 - a defect that one answer shows must not cost the rest
        kind = type(error).__name__
        return Ungraded(reason=f"The examiner broke on this answer ({kind}). Please report it.")


def _quiet(_notice: Notice) -> None:
    pass
