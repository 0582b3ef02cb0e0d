"""An interview that is answered from Python."""

from collections.abc import Coroutine, Sequence
from typing import TYPE_CHECKING, Any, Self, TypeVar

from interviewer.api.grading import By, Place, home_of, load_bank, resolved, run_sync
from interviewer.banks.bank import Bank
from interviewer.bulk.answer_result import AnswerResult, answer_result
from interviewer.core.interview import Session
from interviewer.core.protocol import (
    Answered,
    AnyReply,
    Ask,
    AskReply,
    Finished,
    Grade,
    Graded,
    HintWanted,
    Skipped,
    Step,
    Stopped,
    Ungraded,
)
from interviewer.core.report import Report
from interviewer.core.report_builder import compose
from interviewer.core.run import Candidate, Examiner, Recorder, run
from interviewer.core.stepwise import Stepwise
from interviewer.core.text import normalise
from interviewer.examiners import registry
from interviewer.storage.session_store import SessionStore

if TYPE_CHECKING:
    from interviewer.storage.open_session import OpenSession

_Value = TypeVar("_Value")


class Interview:
    """An interview, answered from Python: a question waits until a reply is handed in.

    `question` is what is asked now, a follow-up too; `answer`, `hint`, `skip` and `stop` hand in a
    reply and return when the candidate is to be asked again; `aanswer`, `ahint`, `askip` and `astop`
    are the same for callers with an event loop. A front end of its own drives it with `conduct`, or
    by `step` and `send`.
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
            self._opened = SessionStore(home_of(None if save is True else save)).create(plan)
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
        """Release the session and the examiner; an unfinished saved one can be resumed."""
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
