"""Getting one grading out of a model, however its first reply fails.

A reply can break off, be cut, be refused or not fit its form. Each has one remedy, each remedy is
tried once, and all of them together make at most three requests. What is left after that is
`Ungraded` with its reason: nothing is guessed, and nothing is pieced together from two replies.
"""

import asyncio
from dataclasses import dataclass, replace

from interviewer.core.grading import Verdict
from interviewer.core.protocol import Ungraded
from interviewer.core.run import Notice, OnNotice
from interviewer.core.sheets import Sheet
from interviewer.examiners.model.checks import denial, leaks, verdicts
from interviewer.examiners.model.checks.provenance import subject_of
from interviewer.examiners.model.checks.spoken import may_ask_back, transition_of
from interviewer.examiners.model.http.messages import (
    CallNotice,
    ContextTooLong,
    Model,
    ModelError,
    OnCallNotice,
    Request,
    StreamBroken,
    WaitNotice,
)
from interviewer.examiners.model.partial_reply import PartialReply
from interviewer.examiners.model.prompts import Prompts
from interviewer.examiners.model.reply import (
    ParsedReply,
    Refused,
    Unusable,
    faults,
    missing_points,
    schema,
)
from interviewer.examiners.model.reply_stream import ReplyStream
from interviewer.examiners.off_loop import TooSlow, off_loop, size_of

MOST_GRADING_REQUESTS = 3
LARGER = 4
"""A reply that was cut off is given this many times the room, once."""


@dataclass(frozen=True, slots=True)
class CheckedGrading:
    """A grading that stands, with the reply it came in: the follow-up may still be on its way."""

    verdict: Verdict
    call: ReplyStream
    incoming: PartialReply
    transition: str = ""
    """What leads on to the next question, as it may be said; empty where there is none."""

    def seen_on(self, sheet: Sheet) -> Sheet:
        """The sheet as the interview will see it: its newest turn with this verdict."""
        return replace(
            sheet, turns=(*sheet.turns[:-1], replace(sheet.turns[-1], verdict=self.verdict))
        )


@dataclass(frozen=True, slots=True)
class AskedBack:
    """The newest answer only asked something; what the model says to it, not yet looked over."""

    text: str


class _Failed(Exception):  # noqa: N818 - read as "failed for good"
    """No grading; the message is the reason."""


class Grading:
    """One grading under way. Made for one answer, used once."""

    def __init__(
        self,
        model: Model,
        prompts: Prompts,
        sheet: Sheet,
        notify: OnNotice,
        *,
        wanted: bool | None,
    ) -> None:
        """`wanted` asks for a follow-up; None grades alone, where there never is one."""
        self._model = model
        self._prompts = prompts
        self._sheet = sheet
        self._notify = notify
        self._wanted = wanted
        self._asks_back = wanted is not None and may_ask_back(sheet.answers[-1])
        self._schema = schema(
            sheet.question, follow_ups=wanted is not None, asks_back=self._asks_back
        )
        self._room = 400 + 120 * len(sheet.question.points)
        self._problem = ""
        self._skip = 0
        self._spent = 0
        self._remedies: set[str] = set()
        self._spare: tuple[ParsedReply, ReplyStream, PartialReply] | None = None
        """A first reply that could serve, should asking again bring nothing better."""

    @property
    def spent(self) -> int:
        """HTTP requests made for it so far."""
        return self._spent

    async def outcome(self) -> CheckedGrading | AskedBack | Ungraded:
        """Ask until a grading stands or there is nothing left to try. Never raises for a server."""
        request = self._request()
        while True:
            try:
                answer = await self._once(request)
            except _Failed as failed:
                return await self._settle_for_spare() or Ungraded(reason=str(failed))
            if isinstance(answer, CheckedGrading | AskedBack):
                return answer
            request = answer

    def _request(self, spent: int = 0) -> Request:
        messages = self._prompts.grading(
            self._sheet, wanted=self._wanted, problem=self._problem, skip=self._skip
        )
        return Request("grade", messages, self._schema, self._room, spent)

    async def _once(self, request: Request) -> CheckedGrading | AskedBack | Request:
        """Ask once. Returns the grading, or what to ask next. Raises _Failed.

        The call is closed whatever happens, unless its reply is handed on.
        """
        call, incoming = (
            ReplyStream(self._model, request, call_notices(self._notify)),
            PartialReply(),
        )
        try:
            try:
                draft = await self._read(call, incoming)
            finally:
                self._spent = max(self._spent, call.spent)
        except StreamBroken as broken:
            await call.aclose()
            if broken.again is None or not self._first_time("restart"):
                raise _Failed(str(broken)) from None
            self._notify(Notice("the reply broke off; reading your answer again"))
            return broken.again
        except ContextTooLong as error:
            await call.aclose()
            self._skip = len(self._sheet.turns) - 1
            if not self._skip or not self._first_time("shorten"):
                raise _Failed(str(error)) from None
            return self._request(error.spent)
        except ModelError as error:
            await call.aclose()
            raise _Failed(str(error)) from None
        except Unusable as unusable:
            await call.aclose()
            return self._after(unusable, call)
        except BaseException:
            await call.aclose()
            raise
        return await self._weighed(draft, call, incoming)

    async def _read(self, call: ReplyStream, incoming: PartialReply) -> ParsedReply:
        """Take the reply until its findings stand. Raises ModelError, Unusable."""
        beliefs = bool(self._sheet.question.misconceptions)
        await asyncio.sleep(0)  # the request is on its way; until it is answered there is time
        subject_of(self._sheet.question)
        leaks.prepare(self._sheet.question)
        denial.prepare(self._sheet.question)
        async for chunk in call.chunks():
            incoming.feed(chunk)
            if self._asks_back and (words := incoming.clarification()):
                return ParsedReply(clarification=words)
            draft = incoming.settled(beliefs=beliefs)
            if draft is not None:
                return draft
        if call.finish == "content_filter":
            raise _Failed(
                "The provider filtered this answer or its grading, so it has no grade; continue, or "
                "grade it later with another examiner."
            )
        if call.finish == "refusal":
            raise Refused(incoming.text)
        ended = call.finish == "stop"
        if not ended and not incoming.text.lstrip().startswith(("{", "```")):
            raise Unusable("It was cut off.")  # what JSON there is may be a draft in its thoughts
        return incoming.end(ended=ended)

    def _after(self, unusable: Unusable, call: ReplyStream) -> Request:
        """What to ask after a reply that cannot be read. Raises _Failed where nothing is left."""
        if isinstance(unusable, Refused):
            raise _Failed(
                "The model refused to grade this answer; continue, or grade it later with another "
                "examiner."
            )
        if call.finish == "length":
            if not self._first_time("larger") or call.spent >= MOST_GRADING_REQUESTS:
                raise _Failed(
                    "The model's grading was cut off, twice; continue, or use a model that can say more."
                )
            self._room *= LARGER
            self._notify(Notice("the grading was cut off; asking for it in full"))
            return self._request(call.spent)
        return self._ask_again(str(unusable), call)

    def _ask_again(self, problem: str, call: ReplyStream) -> Request:
        problem = self._model.scrubbed(problem)  # a server may have put the key for an id
        if not self._first_time("again") or call.spent >= MOST_GRADING_REQUESTS:
            raise _Failed(
                f"The model's grading could not be used, even when asked again: {problem} Try "
                "again, or continue without a grade."
            )
        self._problem = problem
        self._notify(Notice("the grading did not fit its form; asking again"))
        return self._request(call.spent)

    async def _weighed(
        self, draft: ParsedReply, call: ReplyStream, incoming: PartialReply
    ) -> CheckedGrading | AskedBack | Request:
        """Return a draft as the outcome if its points are the rubric's; else ask again, once."""
        if self._asks_back and draft.clarification:
            await call.aclose()
            return AskedBack(draft.clarification)
        problems = faults(draft, self._sheet.question)
        if not problems:
            return await self._stands(draft, call, incoming)
        whole = not missing_points(draft, self._sheet.question)
        if "again" in self._remedies and whole:
            return await self._stands(draft, call, incoming)
        await call.aclose()
        if whole:
            self._spare = (draft, call, incoming)
        return self._ask_again(" ".join(problems), call)

    async def _settle_for_spare(self) -> CheckedGrading | None:
        return await self._stands(*self._spare) if self._spare is not None else None

    async def _stands(
        self, draft: ParsedReply, call: ReplyStream, incoming: PartialReply
    ) -> CheckedGrading:
        sheet, left_out = self._sheet, self._skip > 0
        try:
            verdict = await off_loop(
                lambda: verdicts.verdict(self._model.name, sheet, draft, left_out=left_out),
                size_of(sheet.answers),
            )
        except TooSlow as slow:
            await call.aclose()
            raise _Failed(str(slow)) from None
        graded = CheckedGrading(verdict, call, incoming)
        if draft.follow_up is not None or incoming.offers_follow_up:
            return graded
        transition = transition_of(
            graded.seen_on(sheet), self._model.scrubbed(draft.transition or "")
        )
        return replace(graded, transition=transition)

    def _first_time(self, remedy: str) -> bool:
        if remedy in self._remedies:
            return False
        self._remedies.add(remedy)
        return True


def call_notices(notify: OnNotice) -> OnCallNotice:
    """Show a person that a call is retried: "asked again, 2 of 3, in 4 s: ...", or that it takes
    its time.
    """

    def show(notice: CallNotice) -> None:
        if isinstance(notice, WaitNotice):
            notify(Notice(_waiting(notice)))
            return
        wait = f", in {notice.seconds:.0f} s" if notice.seconds >= 1 else ""
        notify(Notice(f"asked again, {notice.attempt} of {notice.attempts}{wait}: {notice.reason}"))

    return show


def _waiting(notice: WaitNotice) -> str:
    if notice.thinks:
        return (
            f"the model is thinking ({notice.seconds:.0f} s)"
            if notice.seconds
            else "the model is thinking"
        )
    return f"no word for {notice.seconds:.0f} s; the model may be thinking"
