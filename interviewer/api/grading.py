"""Banks, examiners and grading from Python: one answer, a conversation, a table."""

from collections.abc import (
    AsyncIterable,
    AsyncIterator,
    Coroutine,
    Iterable,
    Iterator,
)
from os import PathLike, fspath
from pathlib import Path
from typing import Any, TypeVar

from interviewer.banks.bank import Bank
from interviewer.bulk import rows as bulk_rows
from interviewer.bulk.answer_result import AnswerResult
from interviewer.bulk.event_loop import LOOP
from interviewer.bulk.jobs import at_once, graded
from interviewer.bulk.rows import Row, job_for, result_of
from interviewer.core.questions import Question
from interviewer.core.run import Examiner
from interviewer.examiners import registry
from interviewer.storage.bank_files import find_bank
from interviewer.storage.home_folder import home_path

_Value = TypeVar("_Value")
By = str | Examiner
"""Who grades: an examiner, or the name of one: "offline", "model", or an installed package's."""

Place = str | PathLike[str]


def load_bank(source: Place | None = None, *, home: Place | None = None) -> Bank:
    """Return the bank of that path or name; None is the first bank.

    A name is that of a file in the home's `banks/`, of a shipped bank, or of one that an installed
    package adds; `home` None is the person's own. Raises BankError, whose `faults` say line, column
    and remedy, and UsageError where the file cannot be read.
    """
    return find_bank(source, home_of(home)).load()


def examiner(  # noqa: PLR0913 - one keyword for each setting
    name: str = registry.MODEL,
    *,
    model: str | None = None,
    base_url: str | None = None,
    provider: str | None = None,
    key_file: str | None = None,
    home: Place | None = None,
    **options: Any,
) -> Examiner:
    """Return an examiner: "offline", "model", or one that an installed package adds by that name.

    What is not said about a model is looked up where the commands look: in the environment
    (INTERVIEWER_MODEL, INTERVIEWER_API_KEY, ...) and in the home's config.toml. A key has no
    argument: it is named by the environment or a file. `options` go to an installed examiner.
    Raises UsageError.
    """
    said = {"model": model, "base_url": base_url, "provider": provider, "key_file": key_file}
    options |= {key: value for key, value in said.items() if value is not None}
    return registry.described(name, home_of(home), **options)


def grade(
    question: Question,
    answer: str | Iterable[str],
    *,
    asked: Iterable[str] = (),
    by: By = registry.OFFLINE,
) -> AnswerResult:
    """Grade an answer, or the answers of one conversation, where `asked` are the follow-ups.

    Raises ValueError where `asked` and `answer` do not fit, UsageError for wrong settings. An
    examiner that fails leaves the result ungraded.
    """
    who = resolved(by)
    return run_sync(who, agrade(question, answer, asked=asked, by=who), close=who is not by)


async def agrade(
    question: Question,
    answer: str | Iterable[str],
    *,
    asked: Iterable[str] = (),
    by: By = registry.OFFLINE,
) -> AnswerResult:
    """`grade` for callers with an event loop. An examiner that is handed in stays open."""
    who = resolved(by)
    job, given = job_for(question, answer, asked)
    try:
        return result_of(job, await graded(who, job), given)
    finally:
        if who is not by:
            await who.aclose()


def grade_many(
    rows: Iterable[Row], bank: Bank, *, by: By = registry.OFFLINE, concurrency: int = 8
) -> Iterator[tuple[Row, AnswerResult]]:
    """Yield each row with its result, in the order of the rows, holding a window of them at most.

    A row is a mapping with "question_id" and "answer" (and, where that is a list, "asked"); one
    that cannot be used is ungraded and says why. A model is asked about `concurrency` answers at
    once; rows are then read ahead. Raises UsageError for wrong settings.
    """
    who = resolved(by)
    try:
        yield from bulk_rows.grade_rows(rows, bank, who, concurrency)
    finally:
        if who is not by:
            run_sync(who, who.aclose())


async def agrade_many(
    rows: Iterable[Row] | AsyncIterable[Row],
    bank: Bank,
    *,
    by: By = registry.OFFLINE,
    concurrency: int = 8,
) -> AsyncIterator[tuple[Row, AnswerResult]]:
    """`grade_many` for callers with an event loop; `rows` may be async too."""
    who = resolved(by)
    try:
        async for pair in bulk_rows.grade_rows_async(rows, bank, who, concurrency):
            yield pair
    finally:
        if who is not by:
            await who.aclose()


def resolved(by: By) -> Examiner:
    """Return the examiner that is meant. Raises UsageError."""
    return examiner(by) if isinstance(by, str) else by


def run_sync(who: Examiner, work: Coroutine[Any, Any, _Value], *, close: bool = False) -> _Value:
    """Do the work for a caller without an event loop; `close` closes the examiner afterwards."""
    run = at_once if who.identity.kind == "offline" else LOOP.run
    try:
        return run(work)
    finally:
        if close:
            run(who.aclose())


def home_of(home: Place | None) -> Path:
    return home_path(None if home is None else fspath(home))
