"""Rows of a table as answers to grade: mappings with question_id and answer, and results for them.

A row that cannot be used costs that row alone: its result is ungraded and says why.
"""

from collections.abc import AsyncIterable, AsyncIterator, Callable, Generator, Iterable, Iterator
from collections.abc import Mapping as MappingABC
from contextlib import aclosing, closing
from typing import Any, TypeVar

from interviewer.banks.bank import Bank, UnknownQuestionError
from interviewer.bulk.answer_result import AnswerResult, answer_result
from interviewer.bulk.jobs import Job, Outcome, sheet_of, too_long
from interviewer.bulk.pool import in_order, in_order_async
from interviewer.core.protocol import Ungraded
from interviewer.core.questions import Question
from interviewer.core.run import Examiner
from interviewer.core.sheets import Turn
from interviewer.core.text import normalise, one_line

Row = TypeVar("Row", bound=MappingABC[str, Any])
"""Has "question_id" and "answer": a text, or the answers of one conversation in order. Where there
are several, "asked" holds the follow-ups between them. Whatever else it holds is left alone.
"""

NOT_RECORDED = "(a follow-up that was not recorded)"
_NO_QUESTION = Question(id="none", prompt="none", reference_answer="none")


def job_for(
    question: Question, answer: str | Iterable[str], asked: Iterable[str] = (), tag: Any = None
) -> tuple[Job, tuple[str, ...]]:
    """Return the job of grading an answer, or those of a conversation, and the answers as given.

    `asked` are the follow-ups, one fewer than the answers. Raises ValueError where that is not so,
    or what is given is not text.
    """
    given = (answer,) if isinstance(answer, str) else tuple(answer)
    follow_ups = tuple(asked)
    if not given or not all(isinstance(text, str) for text in (*given, *follow_ups)):
        raise ValueError("The answer is not text.")
    follow_ups = follow_ups or (NOT_RECORDED,) * (len(given) - 1)
    if len(follow_ups) != len(given) - 1:
        raise ValueError(
            f"{len(given)} answers take {len(given) - 1} follow-ups, not {len(follow_ups)}."
        )
    answers = [normalise(text) for text in given]
    prompts = [question.prompt, *(normalise(text) for text in follow_ups)]
    turns = tuple(Turn(said, text) for said, text in zip(prompts, answers, strict=True))
    settled = next(filter(None, map(too_long, answers)), None)
    return Job(tag, question, answers[-1], settled, turns[:-1], prompts[-1]), given


def result_of(job: Job, outcome: Outcome, given: tuple[str, ...]) -> AnswerResult:
    """Return what became of a job that `job_for` has made."""
    return answer_result(sheet_of(job), outcome, given)


def grade_rows(
    rows: Iterable[Row], bank: Bank, examiner: Examiner, concurrency: int
) -> Generator[tuple[Row, AnswerResult]]:
    """Yield each row with its result, in order; see `pool.in_order`."""
    reader = RowReader(bank)
    pairs = in_order(examiner, map(reader.job, rows), concurrency=concurrency)
    with closing(pairs):
        for job, outcome in pairs:
            yield reader.result(job, outcome)


async def grade_rows_async(
    rows: Iterable[Row] | AsyncIterable[Row], bank: Bank, examiner: Examiner, concurrency: int
) -> AsyncIterator[tuple[Row, AnswerResult]]:
    """Yield each row with its result, in order, leaving the examiner open."""
    reader = RowReader(bank)
    pairs = in_order_async(examiner, _jobs(rows, reader.job), concurrency=concurrency)
    async with aclosing(pairs):
        async for job, outcome in pairs:
            yield reader.result(job, outcome)


async def _jobs(
    rows: Iterable[Row] | AsyncIterable[Row], job: Callable[[Row], Job]
) -> AsyncIterator[Job]:
    if isinstance(rows, AsyncIterable):
        async for row in rows:
            yield job(row)
    else:
        for row in rows:
            yield job(row)


class RowReader:
    """Makes jobs of rows, and results of what became of them."""

    def __init__(self, bank: Bank) -> None:
        self._bank = bank

    def job(self, row: MappingABC[str, Any]) -> Job:
        try:
            question = self._question(row)
            asked = row.get("asked")
            job, given = job_for(
                question, _answers(row), () if asked is None else asked, tag=(row, None)
            )
        except (ValueError, UnknownQuestionError) as error:
            return Job((row, None), _NO_QUESTION, "", Ungraded(reason=str(error)))
        return Job((row, given), question, job.answer, job.settled, job.before, job.asked)

    def result(self, job: Job, outcome: Outcome) -> tuple[Any, AnswerResult]:
        row, given = job.tag
        if given is not None:
            return row, result_of(job, outcome, given)
        assert isinstance(outcome, Ungraded)  # noqa: S101 - settled above
        return row, AnswerResult.unusable(one_line(str(row.get("question_id"))), outcome)

    def _question(self, row: MappingABC[str, Any]) -> Question:
        wanted = row.get("question_id")
        if not isinstance(wanted, str):
            raise ValueError('The row has no "question_id" that is text.')  # noqa: TRY004
        return self._bank[wanted]


def _answers(row: MappingABC[str, Any]) -> str | Iterator[str]:
    answer = row.get("answer")
    if answer is None or isinstance(answer, int | float | bytes):
        raise ValueError('The row has no "answer" that is text.')
    return answer if isinstance(answer, str) else iter(answer)
