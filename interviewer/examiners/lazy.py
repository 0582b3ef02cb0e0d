"""The model examiner, built when it is first needed.

Importing the model's SDK costs half a second of processor time. It is done in a thread, after the
first question is on the screen and while it is being read.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, NoReturn, Self

from interviewer.core.errors import ReportedError
from interviewer.core.plan import ExaminerIdentity
from interviewer.core.protocol import (
    Clarified,
    Clarify,
    Conclude,
    Concluded,
    FollowedUp,
    FollowUp,
    Grade,
    Graded,
    Hint,
    Hinted,
    Ungraded,
)
from interviewer.core.questions import Question
from interviewer.core.run import OnNotice, OnWords, Reach, plain_follow_up
from interviewer.examiners.conversation.canned_conversation import CannedConversation
from interviewer.examiners.model.http.endpoint import server_of
from interviewer.examiners.model.identity import model_identity
from interviewer.examiners.model.prompts import digests
from interviewer.reports.closing import closing_of

if TYPE_CHECKING:
    import asyncio

    from interviewer.examiners.model.http.client import OpenAIModel
    from interviewer.examiners.model.http.messages import Usage
    from interviewer.examiners.model.model_examiner import ModelExaminer
    from interviewer.settings import Settings


def open_model(settings: "Settings") -> "OpenAIModel":
    """The configured model, not yet called. Imports its SDK. Raises UsageError."""
    from interviewer.examiners.model.http.client import OpenAIModel
    from interviewer.examiners.model.http.deadlines import Deadlines

    return OpenAIModel(
        settings.model or "",
        settings.base_url,
        settings.key,
        key_origin=settings.key_origin,
        model_origin=settings.origin_of("model"),
        deadlines=Deadlines(**settings.deadlines),
        memory=settings.memory,
    )


class LazyModelExaminer(CannedConversation):
    """Implements `core.run.Examiner`; every call waits for the real one."""

    def __init__(self, settings: "Settings", prompts: Mapping[str, str]) -> None:
        self._settings = settings
        self._prompts = prompts
        self._building: asyncio.Task[ModelExaminer] | None = None
        self._examiner: ModelExaminer | None = None
        self._usage = ""
        self._reach: Reach = "untried"
        self._identity = model_identity(
            settings.model or "", server_of(settings.base_url), digests(prompts)
        )

    def __getstate__(self) -> NoReturn:
        raise TypeError(
            "A model examiner holds a key, which does not travel to other processes: hand them the "
            "examiner's name and options, as Grader does."
        )

    @property
    def identity(self) -> ExaminerIdentity:
        return self._identity

    def built(self) -> Self:
        """Build it now: settings that cannot work are then said once, not for every answer.

        Imports the SDK. Raises UsageError.
        """
        self._examiner = self._build()
        return self

    def warm(self) -> None:
        """Begin to import in the background. Needs a running event loop."""
        import asyncio

        if self._building is None and self._examiner is None:
            self._building = asyncio.ensure_future(asyncio.to_thread(self._build))

    def _build(self) -> "ModelExaminer":
        from interviewer.examiners.model.checks import denial
        from interviewer.examiners.model.model_examiner import ModelExaminer

        denial.warm()
        return ModelExaminer(open_model(self._settings), self._prompts)

    async def _ready(self) -> "ModelExaminer":
        import asyncio

        self.warm()
        if self._examiner is None and self._building is not None:
            # Shielded: cancelling one grading must not cancel what the next one needs.
            self._examiner = await asyncio.shield(self._building)
        assert self._examiner is not None  # noqa: S101 - just built
        return self._examiner

    @property
    def reach(self) -> Reach:
        if self._examiner is not None:
            self._reach = self._examiner.reach
        return self._reach

    async def try_reach(self) -> str:
        try:
            examiner = await self._ready()
        except ReportedError as error:
            self._reach = "unreachable"
            return str(error)
        return await examiner.try_reach()

    def earns_nothing(self, question: Question, text: str) -> None:
        """Only the model can tell."""

    async def grade(self, step: Grade, notify: OnNotice) -> Graded | Ungraded | Clarified:
        try:
            examiner = await self._ready()
        except ReportedError as reported:
            return Ungraded(reason=str(reported))
        return await examiner.grade(step, notify)

    async def clarify(self, step: Clarify, notify: OnNotice) -> Clarified:
        try:
            examiner = await self._ready()
        except ReportedError:
            return await super().clarify(step, notify)
        return await examiner.clarify(step, notify)

    async def hint(self, step: Hint, show_words: OnWords) -> Hinted:
        try:
            examiner = await self._ready()
        except ReportedError:
            return await super().hint(step, show_words)
        return await examiner.hint(step, show_words)

    async def follow_up(self, step: FollowUp, show_words: OnWords) -> FollowedUp:
        try:
            examiner = await self._ready()
        except ReportedError:
            text = step.target.canned or plain_follow_up(step)
            return FollowedUp(text=text, point=step.target.id)
        return await examiner.follow_up(step, show_words)

    async def conclude(self, step: Conclude, notify: OnNotice) -> Concluded:
        try:
            examiner = await self._ready()
        except ReportedError:
            return Concluded(text=closing_of(step, self.identity))
        concluded = await examiner.conclude(step, notify)
        return concluded.model_copy(update={"usage": self.usage})

    @property
    def usage(self) -> str:
        """Tokens used so far, with their cost where prices are set; empty before the first call."""
        if self._examiner is not None:
            words = self._examiner.usage
            self._usage = words + self._cost(self._examiner.tokens) if words else ""
        return self._usage

    @property
    def tokens(self) -> "Usage | None":
        """Tokens used since it was opened; None before its first use."""
        return self._examiner.tokens if self._examiner is not None else None

    def _cost(self, usage: "Usage") -> str:
        """What the tokens cost at the configured prices: ", 0.0123 at your prices"; else empty."""
        cost = self._settings.prices.cost(usage.tokens_in, usage.cached, usage.tokens_out)
        return "" if cost is None else f", {cost:.4f} at your prices"

    async def aclose(self) -> None:
        """Close the connection. A later call builds another, in another event loop if need be."""
        self._usage, self._reach = self.usage, self.reach
        examiner, self._examiner, self._building = self._examiner, None, None
        if examiner is not None:
            await examiner.aclose()
