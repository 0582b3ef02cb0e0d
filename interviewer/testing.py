"""Scripted doubles of the three ports, for anybody's tests: they record what they were asked.

A script that is used up fails loudly, by AssertionError: nothing is made up in its place.
"""

from collections.abc import Awaitable, Iterable, Mapping
from typing import TypeVar

from interviewer.core.choices import Choice, Failure
from interviewer.core.grading import Finding, Verdict, checked
from interviewer.core.plan import ExaminerIdentity
from interviewer.core.protocol import (
    Answered,
    AnyReply,
    Ask,
    AskReply,
    FollowedUp,
    FollowUp,
    Grade,
    Graded,
    Predict,
    Predicted,
    Review,
    Reviewed,
    Stopped,
    Ungraded,
)
from interviewer.core.run import Notice, OnNotice, OnWords
from interviewer.core.sheets import Sheet
from interviewer.examiners.base import BaseExaminer

__all__ = ["ListRecorder", "ScriptedCandidate", "ScriptedExaminer"]

_Work = TypeVar("_Work")

CandidateReply = str | AskReply | BaseException
"""What a scripted candidate does: a text is an answer, an exception is raised."""

Grading = Mapping[str, str | float | None] | Verdict | Graded | Ungraded | str | BaseException
"""What a scripted examiner makes of an answer.

A mapping holds, by point id, the words that make the point, or a credit without words (0, or None
for undecided); a point that it does not name is missed. A text is why the answer stays ungraded.
"""


class ScriptedCandidate:
    """A candidate that gives the replies it was made with, in order; reviews are always read.

    `choices` are what it chooses where something fails.
    """

    def __init__(self, *replies: CandidateReply, choices: Iterable[Choice] = ()) -> None:
        self.replies: list[CandidateReply] = list(replies)
        """Those that have not been given yet."""
        self.choices: list[Choice] = list(choices)
        self.asked: list[Ask | Review | Predict] = []
        self.failures: list[Failure] = []
        self.notices: list[str] = []
        self.words: list[str] = []
        """The words of the follow-ups, as they came."""

    async def ask(self, step: Ask) -> AskReply:
        self.asked.append(step)
        if not self.replies:
            raise AssertionError(f"the candidate's script is used up at: {step.text}")
        reply = self.replies.pop(0)
        if isinstance(reply, BaseException):
            raise reply
        return Answered(text=reply) if isinstance(reply, str) else reply

    async def review(self, step: Review) -> Reviewed | Stopped:
        self.asked.append(step)
        return Reviewed()

    async def predict(self, step: Predict) -> Predicted | Stopped:
        self.asked.append(step)
        return Predicted(rating=None)

    async def decide(self, failure: Failure) -> Choice:
        self.failures.append(failure)
        if not self.choices:
            raise AssertionError(f"nothing is scripted for the failure: {failure.sentence}")
        return self.choices.pop(0)

    async def attend(self, work: Awaitable[_Work]) -> _Work:
        return await work

    def notify(self, notice: Notice) -> None:
        self.notices.append(notice.text)

    def show_words(self, words: str) -> None:
        self.words.append(words)


class ScriptedExaminer(BaseExaminer):
    """An examiner that grades as its script says: one entry of the script for each grading.

    Its follow-ups are "More on POINT?". Quotes are checked as those of every examiner: words that
    the candidate did not say earn nothing.
    """

    def __init__(self, *script: Grading, name: str = "script") -> None:
        self.script: list[Grading] = list(script)
        """What has not been used yet."""
        self.graded: list[str] = []
        """The newest answer of each grading."""
        self.closed = 0
        """How often it was closed."""
        self._identity = ExaminerIdentity(name=name, version="1", kind="script")

    @property
    def identity(self) -> ExaminerIdentity:
        return self._identity

    async def grade(self, step: Grade, notify: OnNotice) -> Graded | Ungraded:
        notify(Notice("reading your answer"))
        self.graded.append(step.sheet.answers[-1])
        decided = self.decide(step.sheet)
        if isinstance(decided, BaseException):
            raise decided
        if isinstance(decided, Graded | Ungraded):
            return decided
        if isinstance(decided, Verdict):
            return Graded(verdict=decided)
        if isinstance(decided, str):
            return Ungraded(reason=decided)
        findings = tuple(
            _finding(point.id, decided, step.sheet) for point in step.sheet.question.points
        )
        return Graded(verdict=Verdict(examiner=self.identity.name, findings=findings))

    def decide(self, sheet: Sheet) -> Grading:
        """Return the next entry of the script; override it to decide by what was said."""
        if not self.script:
            raise AssertionError(f"nothing is scripted for the answer: {sheet.answers[-1]}")
        return self.script.pop(0)

    async def follow_up(self, step: FollowUp, show_words: OnWords) -> FollowedUp:
        text = f"More on {step.target.id}?"
        for word in text.split(" "):
            show_words(word + " ")
        return FollowedUp(text=text, point=step.target.id)

    async def aclose(self) -> None:
        self.closed += 1


def _finding(point: str, decided: Mapping[str, str | float | None], sheet: Sheet) -> Finding:
    said = decided.get(point, 0)
    found = (
        Finding(point=point, credit=1, quote=said)
        if isinstance(said, str)
        else Finding(point=point, credit=said)
    )
    return checked(found, sheet.question, sheet.answers, sheet.asked)


class ListRecorder:
    """A recorder that keeps replies in a list; it refuses the first `refusals` of them by `error`."""

    def __init__(self, error: BaseException | None = None, refusals: int = 0) -> None:
        self.replies: list[AnyReply] = []
        self.error = error
        self.refusals = refusals if error is not None else 0

    def record(self, reply: AnyReply) -> None:
        if self.refusals and self.error is not None:
            self.refusals -= 1
            raise self.error
        self.replies.append(reply)
