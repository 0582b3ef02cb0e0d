"""The model examiner: one call for each answer serves both its grading and the follow-up to it.

Findings come first in the reply, the follow-up last. As soon as the findings stand they are checked
and returned, while the reply continues; if the interview then wants a follow-up on the point that the
model chose, its words are passed on as they come. Nothing that a model says is believed: see
`reply.py` for its form, `verdicts.py` for its claims, `leaks.py` for its questions and `closing_claims.py` for its last
words. Where it fails, an answer is ungraded, a follow-up is the bank's own, the closing is computed.

What was streamed to the screen is a preview. `FollowedUp.text` is what counts, and the two differ
where the follow-up broke off or could not be let through to its end.
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace

from interviewer.core.plan import ExaminerIdentity
from interviewer.core.protocol import (
    Ask,
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
from interviewer.core.run import Notice, OnNotice, OnWords, Reach, plain_follow_up
from interviewer.core.selection import missing
from interviewer.core.sheets import Sheet, Turn
from interviewer.core.text import normalise
from interviewer.examiners.conversation import canned
from interviewer.examiners.conversation.canned_conversation import CannedConversation
from interviewer.examiners.model.answer_grading import (
    MOST_GRADING_REQUESTS,
    AskedBack,
    CheckedGrading,
    Grading,
    call_notices,
)
from interviewer.examiners.model.checks.closing_claims import facts_of, false_claim
from interviewer.examiners.model.checks.leaks import LeakCheck
from interviewer.examiners.model.checks.not_answers import not_an_answer
from interviewer.examiners.model.checks.spoken import clarification_of, hint_of
from interviewer.examiners.model.checks.verdicts import unanswered
from interviewer.examiners.model.follow_up import FollowUpStream
from interviewer.examiners.model.http.messages import (
    CallNotice,
    Model,
    ModelError,
    Request,
    StreamBroken,
    Usage,
    usage_in_words,
)
from interviewer.examiners.model.http.thought_marks import without_thoughts
from interviewer.examiners.model.identity import model_identity
from interviewer.examiners.model.prompts import Prompts, Randomness, digests
from interviewer.examiners.model.reply_stream import ReplyStream
from interviewer.examiners.off_loop import TooSlow, off_loop, size_of
from interviewer.reports.closing import Closing, closing_of, report_of

FOLLOW_UP_TOKENS, CLOSING_TOKENS = 300, 600
MOST_REQUESTS_AN_ANSWER = 4
"""For its grading and the follow-up to it, whatever happens to them."""


@dataclass(frozen=True, slots=True)
class _Held:
    """A reply whose findings have been returned and whose follow-up may still be wanted."""

    question: str
    number: int
    turns: int
    outcome: CheckedGrading

    def serves(self, step: FollowUp) -> bool:
        sheet = step.sheet
        return (self.question, self.number, self.turns) == (
            sheet.question.id,
            sheet.number,
            len(sheet.turns),
        )


class ModelExaminer(CannedConversation):
    """Implements `core.run.Examiner` over anything that implements `protocol.Model`."""

    def __init__(
        self,
        model: Model,
        prompts: Mapping[str, str],
        *,
        fallback_conclude: Closing | None = None,
        randomness: Randomness = secrets.token_bytes,
    ) -> None:
        """`prompts` is each prompt file's text by its name. Raises PromptError where they do not fit.

        `fallback_conclude` writes the closing where the model cannot; None computes it.
        """
        self._model = model
        self._prompts = Prompts(prompts, randomness)
        self._digests = digests(prompts)
        self._fallback_conclude = fallback_conclude
        self._held: _Held | None = None
        self._spent: dict[tuple[str, int, int], int] = {}
        """Requests for the newest grading, by its answer: its follow-up has what is left."""

    @property
    def identity(self) -> ExaminerIdentity:
        return model_identity(self._model.name, self._model.server, self._digests)

    @property
    def tokens(self) -> Usage:
        """Tokens so far, as the server reported them."""
        return self._model.usage

    @property
    def usage(self) -> str:
        """Tokens so far, as "2,310 tokens in, 1,900 cached, 420 out"; empty before the first call."""
        return usage_in_words(self._model.usage)

    @property
    def reach(self) -> Reach:
        reached = self._model.reached
        return "untried" if reached is None else "reached" if reached else "unreachable"

    async def try_reach(self) -> str:
        try:
            await self._model.reach()
        except ModelError as error:
            return str(error)
        return ""

    def warm(self) -> None:
        """All that it needs was loaded with it."""

    async def aclose(self) -> None:
        await self._let_go()
        await self._model.aclose()

    def earns_nothing(self, question: Question, text: str) -> None:
        """Only the model can tell."""

    async def grade(self, step: Grade, notify: OnNotice) -> Graded | Ungraded | Clarified:
        await self._let_go()
        sheet = step.sheet
        try:
            remark = await off_loop(lambda: _no_answer(sheet), size_of(sheet.answers))
        except TooSlow as slow:
            return Ungraded(reason=str(slow))
        if remark is not None:
            return Graded(verdict=unanswered(self._model.name, sheet, remark))
        notify(Notice("reading your answer"))
        wanted = len(sheet.turns) <= step.follow_ups
        grading = Grading(
            self._model,
            self._prompts,
            sheet,
            notify,
            wanted=wanted if step.follow_ups else None,
        )
        outcome = await grading.outcome()
        self._spent = {_answer_of(sheet): grading.spent}
        if isinstance(outcome, Ungraded):
            return outcome
        if isinstance(outcome, AskedBack):
            return self._clarified(sheet, outcome)
        await self._hold(sheet, outcome, wanted=wanted)
        return Graded(verdict=outcome.verdict, transition=outcome.transition)

    def _clarified(self, sheet: Sheet, outcome: AskedBack) -> Clarified:
        """What is said to a question back; canned where the model's words would give something away."""
        words = clarification_of(sheet, self._model.scrubbed(without_thoughts(outcome.text)))
        if words is not None:
            return Clarified(text=words)
        newest = sheet.turns[-1]
        before = replace(sheet, turns=sheet.turns[:-1])
        ask = Ask(before, total=0, text=newest.asked, follow_up=0, follow_ups=0)
        return canned.clarified(Clarify(ask, newest.answer, "question"))

    async def clarify(self, step: Clarify, notify: OnNotice) -> Clarified:
        """The bank's reply where it foresees the question, else the model's; wishes need neither."""
        foreseen = canned.clarified(step)
        if step.about != "question" or canned.foreseen(step):
            return foreseen
        notify(Notice("reading your question"))
        messages = self._prompts.clarifying(step.ask.sheet, step.text)
        said = await self._said(Request("clarify", messages, max_tokens=FOLLOW_UP_TOKENS))
        asking = Turn(step.ask.text, step.text)  # its words may be used
        sheet = replace(step.ask.sheet, turns=(*step.ask.sheet.turns, asking))
        words = clarification_of(sheet, said) if said else None
        return foreseen if words is None else Clarified(text=words)

    async def hint(self, step: Hint, show_words: OnWords) -> Hinted:
        """The bank's own hint; the model's where the bank has none, and a canned one where that leaks."""
        if step.rung <= len(step.sheet.question.hints):
            return await super().hint(step, show_words)
        messages = self._prompts.hinting(step.sheet, step.target, step.rung)
        said = await self._said(Request("hint", messages, max_tokens=FOLLOW_UP_TOKENS))
        words = hint_of(step.sheet, step.target, step.rung, said) if said else None
        if words is None:
            return await super().hint(step, show_words)
        return Hinted(text=words, point=step.target.id, rung=step.rung)

    async def _said(self, request: Request) -> str | None:
        """The words of a reply that is nothing else; None where there are none to be used."""
        call = ReplyStream(self._model, request, _ignore)
        try:
            text = "".join([normalise(chunk) async for chunk in call.chunks()])
        except ModelError:
            return None
        finally:
            await call.aclose()
        if call.finish not in ("stop", None):
            return None
        return self._model.scrubbed(without_thoughts(text)).strip().strip('"\u201c\u201d')

    async def _hold(self, sheet: Sheet, outcome: CheckedGrading, *, wanted: bool) -> None:
        """Keep the reply for its follow-up if one will be asked for; else it costs no more."""
        if wanted and outcome.incoming.offers_follow_up and missing(outcome.seen_on(sheet)):
            await self._let_go()
            self._held = _Held(sheet.question.id, sheet.number, len(sheet.turns), outcome)
        else:
            await outcome.call.aclose()

    async def follow_up(self, step: FollowUp, show_words: OnWords) -> FollowedUp:
        held = self._held
        watch = LeakCheck(step.sheet, step.target)
        speaking = FollowUpStream(step.target, watch, show_words, self._model.scrubbed)
        text: str | None = None
        if held is not None and held.serves(step):
            text = await speaking.overheard(held.outcome.call, held.outcome.incoming)
        if text is None:
            await self._let_go()
        if text is None and not speaking.leaked and _no_answer(step.sheet) is None:
            text = await self._worded(step, speaking)
        if text is None:
            text = step.target.canned or plain_follow_up(step)
            if not speaking.shown:
                show_words(text)
        return FollowedUp(text=text, point=step.target.id)

    async def _worded(self, step: FollowUp, speaking: FollowUpStream) -> str | None:
        """Ask for the follow-up alone; None where that fails, or gives the point away."""
        messages = self._prompts.following_up(step.sheet, step.target)
        left = MOST_REQUESTS_AN_ANSWER - self._spent.get(_answer_of(step.sheet), 0)
        spent = max(0, MOST_GRADING_REQUESTS - left)
        request = Request("follow-up", messages, max_tokens=FOLLOW_UP_TOKENS, spent=spent)
        try:
            try:
                return await self._spoken(request, speaking)
            except StreamBroken as broken:
                if broken.again is None:
                    return None
                return await self._spoken(broken.again, speaking)
        except ModelError:
            return None

    async def _spoken(self, request: Request, speaking: FollowUpStream) -> str | None:
        call = ReplyStream(self._model, request, _ignore)
        try:
            return await speaking.spoken(call)
        finally:
            await call.aclose()

    async def conclude(self, step: Conclude, notify: OnNotice) -> Concluded:
        await self._let_go()
        return Concluded(text=await self._closing(step, notify) or self._computed(step))

    def _computed(self, step: Conclude) -> str:
        if self._fallback_conclude is not None:
            return self._fallback_conclude(step)
        return closing_of(step, self.identity)

    async def _closing(self, step: Conclude, notify: OnNotice) -> str | None:
        """The model's last words, if all that they claim was computed; else None."""
        report = report_of(step, self.identity)
        if report is None or report.score is None:
            return None
        notify(Notice("writing the closing words"))
        facts = facts_of(report)
        request = Request("closing", self._prompts.closing(facts), max_tokens=CLOSING_TOKENS)
        call = ReplyStream(self._model, request, call_notices(notify))
        try:
            parts = [normalise(chunk) async for chunk in call.chunks()]
        except ModelError:
            return None
        finally:
            await call.aclose()
        text = self._model.scrubbed("".join(parts)).strip()
        cut_off = call.finish not in ("stop", None) or text[-1:] not in tuple(".!?\"')\u201d\u2026")
        return None if cut_off or false_claim(text, report, facts) else text

    async def _let_go(self) -> None:
        """Close what nobody will ask for any more.

        A reply whose follow-up was asked is left until then to end by itself: its usage comes last.
        """
        held, self._held = self._held, None
        if held is not None:
            await held.outcome.call.aclose()


def _answer_of(sheet: Sheet) -> tuple[str, int, int]:
    return sheet.question.id, sheet.number, len(sheet.turns)


def _no_answer(sheet: Sheet) -> str | None:
    """Why the newest answer is none; None where it may be one, or where more than it waits."""
    if any(turn.verdict is None for turn in sheet.turns[:-1]):
        return None
    return not_an_answer(sheet.question, sheet.asked, sheet.answers[-1])


def _ignore(notice: CallNotice) -> None:
    """While a follow-up is worded there is nobody to notify."""
