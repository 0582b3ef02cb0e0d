"""The one loop that drives an interview, and the three ports it drives it with.

Whatever happens is recorded before it is acted on. A port that fails never loses what the others
did: an answer that could not be written down is not graded, a grading that failed is not a zero.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Literal, Protocol, TypeVar, assert_never

from interviewer.core.choices import Choice, Failure, Interrupted, KeptForLater, TookBack
from interviewer.core.errors import ReportedError
from interviewer.core.interview import Session
from interviewer.core.plan import ExaminerIdentity
from interviewer.core.protocol import (
    Answered,
    AnyReply,
    Ask,
    AskReply,
    Clarified,
    Clarify,
    Conclude,
    Concluded,
    Finished,
    FollowedUp,
    FollowUp,
    Grade,
    Graded,
    Hint,
    Hinted,
    Predict,
    Predicted,
    Probe,
    Probed,
    Review,
    Reviewed,
    Stopped,
    TakenBack,
    Ungraded,
    Waiting,
)

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Notice:
    """What the examiner is doing: "reading your answer", "asked again, 2 of 3, 4 s"."""

    text: str
    seconds: float | None = None
    """After this many it no longer holds; None: until another comes."""


Reach = Literal["", "untried", "reached", "unreachable"]
"""Whether the server that an examiner asks answers; empty where it asks none."""


class RecordError(ReportedError):
    """A reply could not be written down; the message is a sentence for a person."""


OnWords = Callable[[str], None]
"""Takes the next words of a text while it is being written."""
OnNotice = Callable[[Notice], None]


class Candidate(Protocol):
    """Asks a person: a screen, plain lines, a script in tests."""

    async def ask(self, step: Ask) -> AskReply:
        """Ask, and wait. Raises KeptForLater.

        Where `step.instead` holds something, that is said, and the question still stands.
        """

    async def predict(self, step: Predict) -> Predicted | Stopped:
        """Let the person say how well it went, before the verdict. Raises KeptForLater."""

    async def review(self, step: Review) -> Reviewed | Stopped:
        """Show the verdict on a question until it has been read. Raises KeptForLater."""

    async def decide(self, failure: Failure) -> Choice:
        """Say what failed and let the person choose. Raises KeptForLater."""

    async def attend(self, work: Awaitable[Result]) -> Result:
        """Wait for the examiner. Raises Interrupted where the person cancels, and TookBack where the
        answer that is being read was sent too early.
        """

    def notify(self, notice: Notice) -> None:
        """Show what the examiner is doing."""

    def show_words(self, words: str) -> None:
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

    @property
    def reach(self) -> Reach:
        """Whether its server answers, as far as is known by now."""

    async def try_reach(self) -> str:
        """See whether its server answers, with a request that costs nothing.

        Returns why it does not, in a sentence; empty where it does, or there is none.
        """

    def warm(self) -> None:
        """Begin to load what the first answer needs. Returns at once.

        Called within the event loop, possibly more than once. May do nothing.
        """

    def recognise(self, step: Ask, said: Answered) -> AskReply:
        """What was said: the answer it is, or the wish or question back that it is instead.

        At once, by rules: nothing is asked of a server.
        """

    async def grade(self, step: Grade, notify: OnNotice) -> Graded | Ungraded | Clarified:
        """Grade all that was said to the question. Never raises for a server's failure.

        Clarified where the newest turn is a question back that `recognise` could not see.
        """

    async def follow_up(self, step: FollowUp, show_words: OnWords) -> FollowedUp:
        """Word a question towards the target; always succeeds, with the canned one if need be."""

    async def clarify(self, step: Clarify, notify: OnNotice) -> Clarified:
        """Answer a question back without giving a point away; always succeeds."""

    async def hint(self, step: Hint, show_words: OnWords) -> Hinted:
        """Word the next hint; always succeeds, with the bank's own if need be."""

    async def probe(self, step: Probe, show_words: OnWords) -> Probed:
        """Word one deeper question; empty where there is none. Always succeeds."""

    async def conclude(self, step: Conclude, notify: OnNotice) -> Concluded:
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

    `fallback` is who continues where the examiner fails and the candidate chooses so; None offers no
    such choice. Raises KeptForLater where the candidate leaves; everything said so far is recorded.
    """
    driver = Driver(candidate, examiner, fallback)
    while not isinstance(session.step, Finished):
        reply = await driver.reply_to(session.step)
        await _write_down(reply, candidate, recorder)
        session.send(reply)
    return session.step


async def _write_down(reply: AnyReply, candidate: Candidate, recorder: Recorder) -> None:
    while True:
        try:
            return recorder.record(reply)
        except RecordError as error:
            # The reply stays in hand: nothing continues before it is safe, or the person leaves.
            failure = Failure(str(error), (Choice.RETRY, Choice.KEEP))
            if await candidate.decide(failure) is not Choice.RETRY:
                raise KeptForLater(str(error)) from error


@dataclass(slots=True)
class Driver:
    """Gets the reply to each step from who has to give it.

    The examiner may be changed for the fallback in mid-interview.
    """

    candidate: Candidate
    examiner: Examiner
    fallback: Examiner | None

    async def reply_to(self, step: Waiting) -> AnyReply:  # noqa: PLR0911 - one for each step
        match step:
            case Ask():
                return await self._asked(step)
            case Predict():
                return await self.candidate.predict(step)
            case Review():
                return await self.candidate.review(step)
            case Grade():
                return await self._graded(step)
            case FollowUp():
                return await self._followed_up(step)
            case Clarify() | Hint() | Probe():
                return await self._spoken(step)
            case Conclude():
                return await self._concluded(step)
        assert_never(step)

    async def _asked(self, step: Ask) -> AskReply:
        reply = await self.candidate.ask(step)
        return self.examiner.recognise(step, reply) if isinstance(reply, Answered) else reply

    async def _spoken(self, step: Clarify | Hint | Probe) -> Clarified | Hinted | Probed:
        """What the examiner says between the questions. A cancelled one is said in canned words."""
        candidate = self.candidate
        for examiner in (self.examiner, self.fallback or self.examiner):
            try:
                match step:
                    case Clarify():
                        return await candidate.attend(examiner.clarify(step, candidate.notify))
                    case Hint():
                        return await candidate.attend(examiner.hint(step, candidate.show_words))
                    case Probe():
                        return await candidate.attend(examiner.probe(step, candidate.show_words))
            except Interrupted:
                continue
        return _cut_short(step)

    async def _graded(self, step: Grade) -> Graded | Ungraded | Clarified | TakenBack:
        while True:
            work = self.examiner.grade(step, self.candidate.notify)
            reply: Graded | Ungraded | Clarified
            try:
                reply = await self.candidate.attend(work)
            except TookBack:
                return TakenBack()
            except Interrupted:
                reply = Ungraded(reason="The grading was cancelled.")
            if not isinstance(reply, Ungraded):
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
        work = self.examiner.follow_up(step, self.candidate.show_words)
        try:
            return await self.candidate.attend(work)
        except Interrupted:
            text = step.target.canned or plain_follow_up(step)
            return FollowedUp(text=text, point=step.target.id)

    async def _concluded(self, step: Conclude) -> Concluded:
        work = self.examiner.conclude(step, self.candidate.notify)
        try:
            return await self.candidate.attend(work)
        except Interrupted:
            return Concluded(text="")


def _cut_short(step: Clarify | Hint | Probe) -> Clarified | Hinted | Probed:
    match step:
        case Clarify(ask=ask):
            return Clarified(text=ask.text)
        case Hint(target=target, rung=rung):
            return Hinted(text=target.canned or "Say what you have.", point=target.id, rung=rung)
        case Probe():
            return Probed(text="")


def graded_alone(reply: Graded | Ungraded | Clarified) -> Graded | Ungraded:
    """What a grading is worth where nobody is there to continue: a question back is no answer."""
    if isinstance(reply, Clarified):
        return Ungraded(reason="It asks something back and answers nothing.")
    return reply


_PLAIN = (
    "There is one more side to this. What else belongs to a full answer here?",
    "Let us stay with this for a moment. What have you not mentioned yet?",
    "Suppose a colleague asked you to continue. What would you add?",
)


def plain_follow_up(step: FollowUp) -> str:
    """A follow-up for a target whose bank gives none. It gives nothing away, being the same for
    every point; only its wording changes from turn to turn.
    """
    return _PLAIN[(len(step.sheet.turns) - 1) % len(_PLAIN)]
