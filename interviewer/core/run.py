"""The one loop that drives an interview, and the three ports it drives it with.

Whatever happens is recorded before it is acted on. A port that fails never loses what the others
did: an answer that could not be written down is not graded, a grading that failed is not a zero.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Protocol, TypeVar, assert_never

from interviewer.core.choices import Choice, Failure, Interrupted, KeptForLater
from interviewer.core.errors import ReportedError
from interviewer.core.interview import (
    Answered,
    AnyReply,
    Ask,
    Conclude,
    Concluded,
    ExaminerIdentity,
    Finished,
    FollowedUp,
    FollowUp,
    Grade,
    Graded,
    Review,
    Reviewed,
    Session,
    Skipped,
    Stopped,
    Ungraded,
    Waiting,
)

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Notice:
    """What the examiner is doing: "reading your answer", "asked again, 2 of 3, 4 s"."""

    text: str


class RecordError(ReportedError):
    """A reply could not be written down; the message is a sentence for a person."""


OnWords = Callable[[str], None]
"""Takes the next words of a text while it is being written."""
OnNotice = Callable[[Notice], None]


class Candidate(Protocol):
    """Asks a person: a screen, plain lines, a script in tests."""

    async def ask(self, step: Ask) -> Answered | Skipped | Stopped:
        """Ask, and wait. Raises KeptForLater."""

    async def review(self, step: Review) -> Reviewed | Stopped:
        """Show the verdict on a question until it has been read. Raises KeptForLater."""

    async def decide(self, failure: Failure) -> Choice:
        """Say what failed and let the person choose. Raises KeptForLater."""

    async def attend(self, work: Awaitable[Result]) -> Result:
        """Wait for the examiner. Raises Interrupted where the person cancels."""

    def tell(self, notice: Notice) -> None:
        """Show what the examiner is doing."""

    def hear(self, words: str) -> None:
        """Show the next words of the follow-up that is being written."""


class Examiner(Protocol):
    """Grades answers and words follow-ups: a model, the built-in rules, a script in tests.

    `examiners.base.BaseExaminer` has all of it but `identity` and `grade`.
    """

    @property
    def identity(self) -> ExaminerIdentity:
        """Who grades, exactly enough to say later which grades can be compared."""

    @property
    def usage(self) -> str:
        """What was used so far, in words: "2,310 tokens in, 420 out"; empty where nothing is."""

    def warm(self) -> None:
        """Begin to load what the first answer needs. Returns at once.

        Called within the event loop, possibly more than once. May do nothing.
        """

    async def grade(self, step: Grade, tell: OnNotice) -> Graded | Ungraded:
        """Grade all that was said to the question. Never raises for a server's failure."""

    async def follow_up(self, step: FollowUp, hear: OnWords) -> FollowedUp:
        """Word a question towards the target; always succeeds, with the canned one if need be."""

    async def conclude(self, step: Conclude, tell: OnNotice) -> Concluded:
        """Sum up in words; always succeeds, with a computed text if need be."""

    async def aclose(self) -> None:
        """Close what is open. A later call opens it again, in another event loop if need be."""


class Recorder(Protocol):
    """Writes replies down."""

    def record(self, reply: AnyReply) -> None:
        """Return once the reply is safe. Raises RecordError, having changed nothing."""


async def run(
    session: Session,
    candidate: Candidate,
    examiner: Examiner,
    recorder: Recorder,
    *,
    fallback: Examiner | None = None,
) -> Finished:
    """Drive the session from where it stands to its end.

    `fallback` is who goes on where the examiner fails and the candidate chooses so; None offers no
    such choice. Raises KeptForLater where the candidate leaves; everything said so far is recorded.
    """
    desk = _Driver(candidate, examiner, fallback)
    while not isinstance(session.step, Finished):
        reply = await desk.reply_to(session.step)
        await _write_down(reply, candidate, recorder)
        session.send(reply)
    return session.step


async def _write_down(reply: AnyReply, candidate: Candidate, recorder: Recorder) -> None:
    while True:
        try:
            return recorder.record(reply)
        except RecordError as error:
            # The reply stays in hand: nothing goes on before it is safe, or the person leaves.
            failure = Failure(str(error), (Choice.RETRY, Choice.KEEP))
            if await candidate.decide(failure) is not Choice.RETRY:
                raise KeptForLater(str(error)) from error


@dataclass(slots=True)
class _Driver:
    """Who sits at the table. The examiner may be changed for the fallback in mid-interview."""

    candidate: Candidate
    examiner: Examiner
    fallback: Examiner | None

    async def reply_to(self, step: Waiting) -> AnyReply:
        match step:
            case Ask():
                return await self.candidate.ask(step)
            case Review():
                return await self.candidate.review(step)
            case Grade():
                return await self._graded(step)
            case FollowUp():
                return await self._followed_up(step)
            case Conclude():
                return await self._concluded(step)
        assert_never(step)

    async def _graded(self, step: Grade) -> Graded | Ungraded:
        while True:
            work = self.examiner.grade(step, self.candidate.tell)
            try:
                reply = await self.candidate.attend(work)
            except Interrupted:
                reply = Ungraded(reason="The grading was cancelled.")
            if isinstance(reply, Graded):
                return reply
            choices = [Choice.RETRY, Choice.SKIP, Choice.OFFLINE, Choice.KEEP]
            if self.fallback is None or self.fallback is self.examiner:
                choices.remove(Choice.OFFLINE)
            match await self.candidate.decide(Failure(reply.reason, tuple(choices))):
                case Choice.SKIP:
                    return reply
                case Choice.KEEP:
                    raise KeptForLater(reply.reason)
                case Choice.OFFLINE:
                    self.examiner = self.fallback or self.examiner
                case Choice.RETRY:
                    pass

    async def _followed_up(self, step: FollowUp) -> FollowedUp:
        work = self.examiner.follow_up(step, self.candidate.hear)
        try:
            return await self.candidate.attend(work)
        except Interrupted:
            text = step.target.canned or plain_follow_up(step)
            return FollowedUp(text=text, point=step.target.id)

    async def _concluded(self, step: Conclude) -> Concluded:
        work = self.examiner.conclude(step, self.candidate.tell)
        try:
            return await self.candidate.attend(work)
        except Interrupted:
            return Concluded(text="")


_PLAIN = (
    "There is one more side to this. What else belongs to a full answer here?",
    "Let us stay with this for a moment. What have you not mentioned yet?",
    "Suppose a colleague asked you to go on. What would you add?",
)


def plain_follow_up(step: FollowUp) -> str:
    """A follow-up for a target whose bank gives none. It gives nothing away, being the same for
    every point; only its wording changes from turn to turn.
    """
    return _PLAIN[(len(step.sheet.turns) - 1) % len(_PLAIN)]
