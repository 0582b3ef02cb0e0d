"""The person before the screen, as the interview's loop sees them: the Candidate port.

One future waits at a time, made after the question is on the screen and dropped once it is
answered. A key pressed while nothing waits finds no future, so it can never answer, or skip, a
question that has not been seen. (A queue did exactly that.)

The keys work before replies can be made: a screen is painted before what makes them is loaded.
"""

import asyncio
from collections.abc import Awaitable
from enum import Enum, auto
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, TypeVar

from interviewer.core.choices import Choice, Failure, Interrupted, KeptForLater, TookBack

if TYPE_CHECKING:
    from interviewer.core.protocol import (
        Ask,
        AskReply,
        Predict,
        Predicted,
        Review,
        Reviewed,
        Stopped,
    )
    from interviewer.core.run import Notice

Result = TypeVar("Result")


class Pressed(Enum):
    """What a key says to a question, where it is no answer."""

    SKIP = auto()
    STOP = auto()
    HINT = auto()
    CONTINUE = auto()
    """The verdict has been read."""


class Written(NamedTuple):
    """An answer as it was sent."""

    text: str
    seconds: float | None
    adds: bool = False
    """It belongs to the answer before."""


class Away(NamedTuple):
    """A pause that has ended."""

    seconds: float


class View(Protocol):
    """What the port needs of a screen. Each call returns once the person can see it."""

    async def show_question(self, step: "Ask") -> None: ...

    async def show_prediction(self, step: "Predict") -> None: ...

    async def show_review(self, step: "Review") -> None: ...

    async def show_failure(self, failure: Failure) -> None: ...

    def show_work(self, doing: str, seconds: float | None = None) -> None:
        """What the examiner is doing; after this many seconds that no longer holds.

        All that was said so far is recorded by now.
        """

    def show_words(self, more: str) -> None:
        """The next words of the follow-up that is being written."""


class ScreenCandidate:
    """Turns keys into replies. The methods for keys return whether anybody waited for them."""

    def __init__(self, view: View) -> None:
        self._view = view
        self._question: asyncio.Future[Written | Away | Pressed] | None = None
        self._rating: asyncio.Future[int | Pressed | None] | None = None
        self._reading: asyncio.Future[Pressed] | None = None
        self._choice: asyncio.Future[Choice] | None = None
        self._choices: tuple[Choice, ...] = ()
        self._work: asyncio.Future[Any] | None = None
        self._cancelled = False
        self._took_back = False
        self._instead: Written | None = None
        """What is sent in place of an answer that was taken back."""
        self._grading = False
        """Whether the work under way may be reading an answer that was just sent."""
        self._stopping = False
        self._leaving = False

    # -- the port ---------------------------------------------------------------------------------

    async def ask(self, step: "Ask") -> "AskReply":
        from interviewer.core.protocol import (
            Answered,
            HintWanted,
            Paused,
            Skipped,
            Stopped,
        )

        self._raise_if_leaving()
        if self._stopping:
            return Stopped()
        instead, self._instead = self._instead, None
        if instead is not None:
            self._grading = True
            return Answered(text=instead.text, seconds=instead.seconds)
        await self._view.show_question(step)
        self._raise_if_leaving()
        self._question = asyncio.get_running_loop().create_future()
        if self._stopping:
            self._question.set_result(Pressed.STOP)
        try:
            said = await self._question
        finally:
            self._question = None
        if isinstance(said, Written):
            self._grading = True
            return Answered(text=said.text, seconds=said.seconds, adds=said.adds)
        if isinstance(said, Away):
            return Paused(seconds=said.seconds)
        if said is Pressed.HINT:
            return HintWanted()
        return Skipped() if said is Pressed.SKIP else Stopped()

    async def predict(self, step: "Predict") -> "Predicted | Stopped":
        from interviewer.core.protocol import Predicted, Stopped

        self._raise_if_leaving()
        if self._stopping:
            return Stopped()
        await self._view.show_prediction(step)
        self._raise_if_leaving()
        self._rating = asyncio.get_running_loop().create_future()
        if self._stopping:
            self._rating.set_result(Pressed.STOP)
        try:
            said = await self._rating
        finally:
            self._rating = None
        return Stopped() if isinstance(said, Pressed) else Predicted(rating=said)

    async def review(self, step: "Review") -> "Reviewed | Stopped":
        from interviewer.core.protocol import Reviewed, Stopped

        self._raise_if_leaving()
        if self._stopping:
            return Stopped()
        await self._view.show_review(step)
        self._raise_if_leaving()
        self._reading = asyncio.get_running_loop().create_future()
        if self._stopping:
            self._reading.set_result(Pressed.STOP)
        try:
            pressed = await self._reading
        finally:
            self._reading = None
        return Stopped() if pressed is Pressed.STOP else Reviewed()

    async def decide(self, failure: Failure) -> Choice:
        self._raise_if_leaving()
        if self._stopping and Choice.SKIP in failure.choices:
            return Choice.SKIP
        await self._view.show_failure(failure)
        self._raise_if_leaving()
        self._choice, self._choices = asyncio.get_running_loop().create_future(), failure.choices
        try:
            return await self._choice
        finally:
            self._choice, self._choices = None, ()

    async def attend(self, work: Awaitable[Result]) -> Result:
        task = asyncio.ensure_future(work)
        self._work, self._cancelled, self._took_back = task, False, False
        self._view.show_work("")
        try:
            return await task
        except asyncio.CancelledError:
            if self._leaving:
                raise KeptForLater from None
            if self._took_back:
                raise TookBack from None
            if self._cancelled:
                raise Interrupted from None
            raise  # the screen itself is closing
        finally:
            self._work = None
            self._grading = False

    def notify(self, notice: "Notice") -> None:
        self._view.show_work(notice.text, notice.seconds)

    def show_words(self, words: str) -> None:
        self._view.show_words(words)

    # -- the keys ---------------------------------------------------------------------------------

    @property
    def asked(self) -> bool:
        """Whether a question waits for its answer."""
        return self._question is not None and not self._question.done()

    @property
    def reviewing(self) -> bool:
        return self._reading is not None and not self._reading.done()

    @property
    def predicting(self) -> bool:
        return self._rating is not None and not self._rating.done()

    @property
    def deciding(self) -> bool:
        return self._choice is not None and not self._choice.done()

    @property
    def working(self) -> bool:
        """Whether the examiner is at work, which `cancel` would end."""
        return self._work is not None and not self._work.done()

    @property
    def reading(self) -> bool:
        """Whether an answer is being read, which `take_back` would give back."""
        return self.working and self._grading

    def answer(self, text: str, seconds: float | None = None, *, adds: bool = False) -> bool:
        """`seconds` is the candidate's time for it, where it was measured; `adds` says that it
        belongs to the answer before.
        """
        return self._settle(Written(text, seconds, adds))

    def answer_instead(self, text: str, seconds: float | None = None) -> bool:
        """Take back the answer that is being read and send another in its place."""
        if not self.take_back():
            return False
        self._instead = Written(text, seconds)
        return True

    def paused(self, seconds: float) -> bool:
        """A pause has ended; the question is asked again."""
        return self._settle(Away(seconds))

    def rate(self, rating: int | None) -> bool:
        """Say how well it went, 0 to 3, or None."""
        if self._rating is None or self._rating.done():
            return False
        self._rating.set_result(rating)
        return True

    def skip(self) -> bool:
        return self._settle(Pressed.SKIP)

    def hint(self) -> bool:
        return self._settle(Pressed.HINT)

    def go_on(self) -> bool:
        """The verdict has been read."""
        if self._reading is None or self._reading.done():
            return False
        self._reading.set_result(Pressed.CONTINUE)
        return True

    def choose(self, choice: Choice) -> bool:
        if self._choice is None or self._choice.done() or choice not in self._choices:
            return False
        self._choice.set_result(choice)
        return True

    def cancel(self) -> bool:
        """Stop what the examiner is doing."""
        if self._work is None or self._work.done():
            return False
        self._cancelled = True
        return self._work.cancel()

    def take_back(self) -> bool:
        """Take back the answer that is being read."""
        if self._work is None or not self.reading:
            return False
        self._took_back = True
        return self._work.cancel()

    def finish(self) -> None:
        """End the interview with a report: now, or as soon as the examiner has read the answer."""
        self._stopping = True
        self._settle(Pressed.STOP)
        if self._reading is not None and not self._reading.done():
            self._reading.set_result(Pressed.STOP)
        if self._rating is not None and not self._rating.done():
            self._rating.set_result(Pressed.STOP)
        self.choose(Choice.SKIP)

    def leave(self) -> None:
        """Keep the session for later. What the examiner is doing is dropped and done again then."""
        self._leaving = True
        for waiting in (self._question, self._reading, self._rating, self._choice):
            if waiting is not None and not waiting.done():
                waiting.set_exception(KeptForLater())
        if self._work is not None:
            self._work.cancel()

    def _settle(self, said: Written | Away | Pressed) -> bool:
        if self._question is None or self._question.done():
            return False
        self._question.set_result(said)
        return True

    def _raise_if_leaving(self) -> None:
        if self._leaving:
            raise KeptForLater
