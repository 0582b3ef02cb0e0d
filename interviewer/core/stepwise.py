"""The loop of an interview for a caller who is not a port: each reply of the candidate is handed in,
and the interview continues until the candidate is asked again.
"""

from collections.abc import Awaitable
from typing import TypeVar

from interviewer.core.choices import Choice, Failure
from interviewer.core.interview import Session
from interviewer.core.protocol import (
    Ask,
    AskReply,
    Finished,
    Grade,
    Graded,
    OutOfTurn,
    Predict,
    Predicted,
    Review,
    Reviewed,
    Stopped,
    Ungraded,
)
from interviewer.core.run import Driver, Examiner, Notice, OnNotice, OnWords, Recorder

_Work = TypeVar("_Work")


class Stepwise:
    """An interview under way that stands at a question, or is finished."""

    def __init__(
        self,
        session: Session,
        examiner: Examiner,
        recorder: Recorder,
        *,
        notify: OnNotice = lambda _: None,
        show_words: OnWords = lambda _: None,
    ) -> None:
        """`notify` is called with what the examiner does, `show_words` with a follow-up's words as they come."""
        self.session = session
        self._recorder = recorder
        self._candidate = _HandedIn(notify, show_words)
        self._driver = Driver(self._candidate, examiner, None)

    async def give(self, reply: AskReply) -> tuple[Grade, Graded | Ungraded] | None:
        """Take the candidate's reply and continue to where it is asked again.

        Returns what was graded and how; None where nothing was. Every reply is recorded before it
        is acted on; raises RecordError where one could not be, and OutOfTurn, changing nothing,
        where no question waits. Where the examiner fails, the answer stays ungraded.
        """
        if not isinstance(self.session.step, Ask):
            raise OutOfTurn(self.session.step, reply)
        self._candidate.reply = reply
        return await self.proceed()

    async def proceed(self) -> tuple[Grade, Graded | Ungraded] | None:
        """Continue to where the candidate is to be asked: after a resume, the examiner's turn first."""
        outcome = None
        while not isinstance(step := self.session.step, Finished):
            if isinstance(step, Ask) and self._candidate.reply is None:
                break
            given = await self._driver.reply_to(step)
            self._recorder.record(given)
            self.session.send(given)
            if isinstance(step, Grade) and isinstance(given, Graded | Ungraded):
                outcome = step, given
        return outcome


class _HandedIn:
    """A candidate whose reply is there before it is asked for. It reads every review at once, and
    predicts nothing.
    """

    def __init__(self, notify: OnNotice, show_words: OnWords) -> None:
        self.reply: AskReply | None = None
        self._notify = notify
        self._show_words = show_words

    async def ask(self, step: Ask) -> AskReply:
        reply, self.reply = self.reply, None
        assert reply is not None, step  # noqa: S101 - `proceed` has looked
        return reply

    async def review(self, _step: Review) -> Reviewed | Stopped:
        return Reviewed()

    async def predict(self, _step: Predict) -> Predicted | Stopped:
        return Predicted(rating=None)

    async def decide(self, _failure: Failure) -> Choice:
        return Choice.SKIP

    async def attend(self, work: Awaitable[_Work]) -> _Work:
        return await work

    def notify(self, notice: Notice) -> None:
        self._notify(notice)

    def show_words(self, words: str) -> None:
        self._show_words(words)
