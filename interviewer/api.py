"""The library: what `import interviewer` offers, and what the commands are built on.

Each thing has one implementation, which is async; where nothing is waited for, or the caller has no
event loop, it runs in the one of `bulk.event_loop`. Do not use one examiner from both.
"""

from collections.abc import (
    AsyncIterable,
    AsyncIterator,
    Coroutine,
    Iterable,
    Iterator,
    Sequence,
)
from os import PathLike, fspath
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self, TypeVar

from interviewer.banks.bank import Bank
from interviewer.bulk import rows as bulk_rows
from interviewer.bulk.answer_result import AnswerResult, answer_result
from interviewer.bulk.event_loop import LOOP
from interviewer.bulk.jobs import at_once, graded
from interviewer.bulk.rows import Row, job_for, result_of
from interviewer.core.interview import (
    Answered,
    AnyReply,
    Ask,
    Finished,
    Grade,
    Graded,
    HintWanted,
    Session,
    Skipped,
    Step,
    Stopped,
    Ungraded,
)
from interviewer.core.questions import Question
from interviewer.core.report import Report, compose
from interviewer.core.run import AskReply, Candidate, Examiner, Recorder, run
from interviewer.core.stepwise import Stepwise
from interviewer.core.text import normalise
from interviewer.examiners import registry
from interviewer.storage.bank_files import find_bank
from interviewer.storage.home_folder import home_path
from interviewer.storage.session_store import SessionStore

if TYPE_CHECKING:
    from interviewer.storage.open_session import OpenSession

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
    return find_bank(source, _home(home)).load()


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

    What is not said of a model is looked up where the commands look: in the environment
    (INTERVIEWER_MODEL, INTERVIEWER_API_KEY, ...) and in the home's config.toml. A key has no
    argument: it is named by the environment or a file. `options` go to an installed examiner.
    Raises UsageError.
    """
    said = {"model": model, "base_url": base_url, "provider": provider, "key_file": key_file}
    options |= {key: value for key, value in said.items() if value is not None}
    return registry.described(name, _home(home), **options)


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


class Interview:
    """An interview, answered from Python: a question waits until a reply is handed in.

    `question` is what is asked now, a follow-up too; `answer`, `hint`, `skip` and `stop` hand in a
    reply and return when the candidate is to be asked again; `aanswer`, `ahint`, `askip` and `astop`
    are the same for callers with an event loop. A front end of its own drives it with `conduct`, or by `step` and `send`.
    """

    def __init__(  # noqa: PLR0913 - one keyword for each thing that an interview depends on
        self,
        bank: Bank | Place | None = None,
        *,
        questions: Sequence[str] = (),
        topic: str | None = None,
        difficulty: str | None = None,
        count: int | None = None,
        shuffle: bool = False,
        seed: int = 0,
        follow_ups: int = 2,
        by: By = registry.OFFLINE,
        save: bool | Place = False,
    ) -> None:
        """`bank` is one, or its path or name; None is the first bank. `questions` are ids.

        `follow_ups` is how many a question may have at most, 0 to 20. `save` keeps the session
        where the commands find it, each reply on the disk before it is acted on: True in the
        person's own home, a path in that one. Raises BankError, UsageError and StorageError.
        """
        self._examiner = resolved(by)
        self._own = self._examiner is not by
        plan = (bank if isinstance(bank, Bank) else load_bank(bank)).plan(
            self._examiner.identity,
            questions=questions,
            topic=topic,
            difficulty=difficulty,
            count=count,
            shuffle=shuffle,
            seed=seed,
            follow_ups=follow_ups,
        )
        self._opened: OpenSession | None = None
        if save is not False:
            self._opened = SessionStore(_home(None if save is True else save)).create(plan)
        self._recorder: Recorder = self._opened or _Nowhere()
        session = self._opened.session if self._opened else Session(plan)
        self._steps = Stepwise(session, self._examiner, self._recorder)

    @property
    def session(self) -> Session:
        """The interview itself: its plan, every reply so far, and the step that waits."""
        return self._steps.session

    @property
    def id(self) -> str:
        """The stored session's id; empty where it is not saved."""
        return self._opened.id if self._opened else ""

    @property
    def question(self) -> str | None:
        """What the candidate is asked now; None once the interview is over."""
        return self.step.text if isinstance(self.step, Ask) else None

    @property
    def said(self) -> str:
        """What was said since the question was asked: a hint, or the reply to a question back."""
        return self.step.instead if isinstance(self.step, Ask) else ""

    @property
    def step(self) -> Step:
        """What has to happen next."""
        return self.session.step

    @property
    def replies(self) -> tuple[AnyReply, ...]:
        """All that happened so far."""
        return tuple(self.session.replies)

    @property
    def report(self) -> Report:
        """The report; before the end, as if the interview stopped now."""
        ending = self.step if isinstance(self.step, Finished) else self.session.as_if_stopped()
        plan, used = self.session.plan, ending.usage
        return compose(plan, ending.sheets, closing=ending.closing, usage=used, session=self.id)

    def answer(self, text: str) -> AnswerResult | None:
        """Answer what is asked; return what became of it.

        None where it was not graded: a question back, whose reply is `said` while the question
        still stands, or the answer to a deeper question.

        Raises ValueError for a blank text, OutOfTurn once the interview is over, RecordError.
        """
        return self._run(self.aanswer(text))

    def hint(self) -> str:
        """Ask for a hint; return its words. The question still stands."""
        return self._run(self.ahint())

    def skip(self) -> None:
        """Skip the question; at a follow-up, the rest of its follow-ups."""
        self._run(self.askip())

    def stop(self) -> None:
        """End the interview here. It still has its report."""
        self._run(self.astop())

    async def aanswer(self, text: str) -> AnswerResult | None:
        if not text.strip():
            raise ValueError("An answer holds text; `skip` skips the question.")
        graded_now = await self._give(Answered(text=normalise(text)))
        if graded_now is None:
            return None
        grading, outcome = graded_now
        return answer_result(grading.sheet, outcome, grading.sheet.answers)

    async def ahint(self) -> str:
        await self._give(HintWanted())
        return self.said

    async def askip(self) -> None:
        await self._give(Skipped())

    async def astop(self) -> None:
        await self._give(Stopped())

    def send(self, reply: AnyReply) -> Step:
        """Record any reply that the waiting step takes, and return the next step.

        For a front end that takes every step itself; no examiner is asked. Raises OutOfTurn.
        """
        self._recorder.record(reply)
        return self.session.send(reply)

    async def conduct(self, candidate: Candidate, *, fallback: Examiner | None = None) -> Report:
        """Have a front end's candidate asked to the end; see `core.run`. Raises KeptForLater."""
        await run(self.session, candidate, self._examiner, self._recorder, fallback=fallback)
        await self._close()
        return self.report

    def close(self) -> None:
        """Let go of the session and the examiner; an unfinished saved one can be resumed."""
        self._run(self._close())

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    async def _give(self, reply: AskReply) -> tuple[Grade, Graded | Ungraded] | None:
        graded_now = await self._steps.give(reply)
        if self.session.finished:
            await self._close()
        return graded_now

    async def _close(self) -> None:
        if self._opened is not None:
            self._opened.close()
        if self._own:
            await self._examiner.aclose()

    def _run(self, work: Coroutine[Any, Any, _Value]) -> _Value:
        return run_sync(self._examiner, work)


class _Nowhere:
    """A recorder for an interview that is not saved."""

    def record(self, reply: AnyReply) -> None:
        pass


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


def _home(home: Place | None) -> Path:
    return home_path(None if home is None else fspath(home))
