"""The interview: one pure generator that yields what must happen next and is sent what happened.

The steps it yields and the replies it takes: `protocol.py`. Nothing here reads a clock, a file, a
key or the network; randomness is decided in the plan.
"""

from collections.abc import Generator, Iterable
from dataclasses import replace
from typing import TypeVar, assert_never

from interviewer.core.plan import Plan
from interviewer.core.protocol import (
    REPLIES,
    RUNGS,
    About,
    Answered,
    AnyReply,
    AppealJudged,
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
    HintWanted,
    OutOfTurn,
    Paused,
    Predict,
    Predicted,
    Probe,
    Probed,
    Queried,
    Regraded,
    Review,
    Skipped,
    Step,
    Stopped,
    TakenBack,
    Ungraded,
    Waiting,
)
from interviewer.core.selection import hint_target, missing, next_question
from interviewer.core.sheets import Beyond, Clarification, Dispute, GivenHint, Led, Sheet, Turn

SCEPTIC = "sceptic"
"""The persona that doubts a complete answer once."""

Kind = TypeVar("Kind", bound=AnyReply)
Flow = Generator[Step, AnyReply, None]
Discussed = Generator[Step, AnyReply, tuple[Sheet, bool]]
"""A part of the interview about one question: returns its sheet, and whether the candidate stopped."""


def conduct(plan: Plan) -> Flow:
    """The interview. Yields steps; is sent, for each, one of the replies it takes."""
    sheets: list[Sheet] = []
    left = list(plan.questions)
    for number in range(1, plan.total + 1):
        question = next_question(plan, left, sheets)
        left.remove(question)
        lead = sheets[-1].transition if sheets else ""
        sheet, stopped = yield from _discuss(plan, Sheet(question, number), lead)
        if sheet.turns or sheet.skipped:
            sheets.append(sheet)
        if stopped:
            break
    closing = _as(Concluded, (yield Conclude(tuple(sheets))))
    yield Finished(tuple(sheets), closing.text, closing.usage)


def _as(kind: type[Kind], reply: AnyReply) -> Kind:
    """The reply, which `Session.send` has found to be of a kind that the step takes."""
    if not isinstance(reply, kind):
        raise TypeError(f"{kind.__name__} expected, not {type(reply).__name__}")
    return reply


def _discuss(plan: Plan, sheet: Sheet, lead: str) -> Discussed:
    """One question with its follow-ups, hints and what else comes of it."""
    text, point, follow_up, again = sheet.question.prompt, None, 0, ""
    while True:
        ask = Ask(
            sheet, plan.total, text, follow_up, plan.follow_ups, point, again,
            lead if not follow_up else "", hints_left=_hints_left(plan, sheet),
            after="question" if again else None,
        )  # fmt: skip
        sheet, reply = yield from _answered(plan, ask)
        if follow_up and not isinstance(reply, Answered):
            sheet = replace(sheet, unanswered=text)
        if isinstance(reply, Stopped):
            return sheet, True
        if isinstance(reply, Skipped):
            sheet = replace(sheet, skipped=not sheet.turns)
            break
        before, sheet = sheet, _with_answer(sheet, text, point, reply)
        graded = yield Grade(sheet, plan.follow_ups)
        if isinstance(graded, TakenBack | Clarified):
            sheet, again = before, ""
            if isinstance(graded, Clarified):
                sheet, again = _clarified(before, reply.text, graded.text), graded.text
            continue
        sheet = _with_outcome(sheet, graded)
        target = None if isinstance(graded, Ungraded) else missing(sheet, plan.due)
        spent = follow_up if reply.adds and follow_up else follow_up + 1
        if target is None or spent > plan.follow_ups:
            break
        again = ""
        followed = _as(FollowedUp, (yield FollowUp(sheet, target, plan.persona)))
        text, point, follow_up = followed.text, followed.point, spent
    return (yield from _after(plan, sheet))


def _answered(
    plan: Plan, ask: Ask
) -> Generator[Step, AnyReply, tuple[Sheet, Answered | Skipped | Stopped]]:
    """Ask until there is an answer, a skip or a stop. Hints and questions back come in between."""
    while True:
        reply = yield ask
        assert isinstance(reply, AskReply)  # noqa: S101 - the type checker then misses no kind of it
        sheet, said, after = ask.sheet, ask.instead, ask.after
        match reply:
            case Answered() | Skipped() | Stopped():
                return sheet, reply
            case HintWanted() if ask.hints_left:
                target = hint_target(sheet, ask.point, plan.due)
                hinted = _as(Hinted, (yield Hint(sheet, target, RUNGS - ask.hints_left + 1)))
                hint = GivenHint(hinted.text, hinted.point, hinted.rung, len(sheet.turns))
                sheet, said = replace(sheet, between=(*sheet.between, hint)), hinted.text
                after = "hinted"
            case HintWanted():
                after = "hint"
                sheet, said = yield from _ask_back(ask, "A hint?", after)
            case Queried(text=text, about=about):
                after = about
                sheet, said = yield from _ask_back(ask, text, about)
            case Paused():
                pass
            case _:
                assert_never(reply)
        hints_left = _hints_left(plan, sheet)
        ask = replace(ask, sheet=sheet, instead=said, after=after, hints_left=hints_left)


def _ask_back(ask: Ask, text: str, about: About) -> Generator[Step, AnyReply, tuple[Sheet, str]]:
    clarified = _as(Clarified, (yield Clarify(ask, text, about)))
    sheet = ask.sheet
    if about == "question":
        sheet = _clarified(sheet, text, clarified.text)
    return sheet, clarified.text


def _clarified(sheet: Sheet, asked: str, reply: str) -> Sheet:
    said = Clarification(asked, reply, len(sheet.turns))
    return replace(sheet, between=(*sheet.between, said))


def _hints_left(plan: Plan, sheet: Sheet) -> int:
    return max(RUNGS - len(sheet.hints), 0) if plan.hints else 0


def _with_answer(sheet: Sheet, text: str, point: str | None, reply: Answered) -> Sheet:
    """The sheet with an answer: a turn of its own, or added to the turn before."""
    if reply.adds and sheet.turns and point is not None:
        last = _with_addition(sheet.turns[-1], text, (point, *_hinted_since(sheet)), reply)
        return replace(sheet, turns=(*sheet.turns[:-1], last))
    turn = Turn(text, reply.text, point, hints=len(sheet.hints), seconds=reply.seconds)
    return replace(sheet, turns=(*sheet.turns, turn))


def _with_addition(last: Turn, text: str, points: Iterable[str], reply: Answered) -> Turn:
    """An answer with words added after `text` was asked, which leads to the points."""
    start = len(last.answer) + 2
    return replace(
        last,
        asked=f"{last.asked}\n\n{text}",
        answer=f"{last.answer}\n\n{reply.text}",
        seconds=(last.seconds or 0.0) + (reply.seconds or 0.0) or None,
        led=(*last.led, *(Led(point, start) for point in points)),
        verdict=None,
        ungraded=None,
    )


def _hinted_since(sheet: Sheet) -> tuple[str, ...]:
    """What hints led to after the last answer."""
    return tuple(hint.point for hint in sheet.hints[sheet.turns[-1].hints :])


def _after(plan: Plan, sheet: Sheet) -> Discussed:
    """What comes once a question has been discussed: a deeper one, a prediction, the verdict."""
    if (plan.level == "senior" or plan.persona == SCEPTIC) and _complete(sheet):
        sheet, stopped = yield from _beyond(plan, sheet)
        if stopped:
            return sheet, True
    if plan.predict and sheet.turns:
        predicted = yield Predict(sheet, plan.total)
        if isinstance(predicted, Stopped):
            return sheet, True
        sheet = replace(sheet, predicted=_as(Predicted, predicted).rating)
    if plan.feedback == "each":
        return sheet, isinstance((yield Review(sheet, plan.total)), Stopped)
    return sheet, False


def _complete(sheet: Sheet) -> bool:
    """Whether every point was made. Then a deeper question can be asked."""
    return bool(sheet.turns) and all(found.made for found in sheet.findings)


def _beyond(plan: Plan, sheet: Sheet) -> Discussed:
    probed = _as(Probed, (yield Probe(sheet, plan.persona)))
    if not probed.text:
        return sheet, False
    sheet = replace(sheet, beyond=Beyond(probed.text))
    ask = Ask(sheet, plan.total, probed.text, 0, 0, beyond=True)
    sheet, reply = yield from _answered(plan, ask)
    if isinstance(reply, Answered):
        sheet = replace(sheet, beyond=Beyond(probed.text, reply.text))
    return sheet, isinstance(reply, Stopped)


def _with_outcome(sheet: Sheet, outcome: AnyReply) -> Sheet:
    """The sheet with the grading of its last turn written in."""
    last = sheet.turns[-1]
    if isinstance(outcome, Graded):
        last = replace(last, verdict=outcome.verdict, ungraded=None)
        sheet = replace(sheet, transition=outcome.transition)
    elif isinstance(outcome, Ungraded):
        last = replace(last, ungraded=outcome.reason)
    return replace(sheet, turns=(*sheet.turns[:-1], last))


def amended(sheets: Iterable[Sheet], later: Iterable[Regraded | AppealJudged]) -> tuple[Sheet, ...]:
    """The sheets with later gradings, and judged appeals, in place of what stood there."""
    by_number = {sheet.number: sheet for sheet in sheets}
    for record in later:
        sheet = by_number.get(record.question)
        if sheet is None or not sheet.turns:
            continue
        if isinstance(record, Regraded):
            by_number[sheet.number] = _with_outcome(sheet, Graded(verdict=record.verdict))
        else:
            sheet = _with_finding(sheet, record) if record.upheld else sheet
            dispute = Dispute(record.point, record.upheld, record.reason)
            by_number[sheet.number] = replace(sheet, disputes=(*sheet.disputes, dispute))
    return tuple(by_number.values())


def _with_finding(sheet: Sheet, judged: AppealJudged) -> Sheet:
    """The sheet with one point of its newest verdict judged again, never lower than before."""
    verdict = sheet.verdicts[-1] if sheet.verdicts else None
    if verdict is None:
        return sheet
    findings = tuple(
        judged.finding
        if found.point == judged.point and (judged.finding.credit or 0) > (found.credit or 0)
        else found
        for found in verdict.findings
    )
    newer = verdict.model_copy(update={"findings": findings})
    return _with_outcome(sheet, Graded(verdict=newer, transition=sheet.transition))


class Session:
    """An interview under way: its plan, every reply so far, and the step that waits.

    Replaying is sending: `Session(plan, replies)` stands where the interview that produced the
    replies stood.
    """

    def __init__(self, plan: Plan, replies: Iterable[AnyReply] = ()) -> None:
        self.plan = plan
        self.replies: list[AnyReply] = []
        self._flow = conduct(plan)
        self.step: Step = next(self._flow)
        for reply in replies:
            self.send(reply)

    def send(self, reply: AnyReply) -> Step:
        """Take a reply, return the next step. Raises OutOfTurn, changing nothing."""
        if not isinstance(reply, REPLIES[type(self.step)]):
            raise OutOfTurn(self.step, reply)
        self.replies.append(reply)
        self.step = self._flow.send(reply)
        return self.step

    @property
    def finished(self) -> bool:
        return isinstance(self.step, Finished)

    def before_stop(self) -> "Session | None":
        """The interview as it stood when the candidate stopped it; None where they did not."""
        stops = (at for at, reply in enumerate(self.replies) if isinstance(reply, Stopped))
        at = next(stops, None)
        return None if at is None else Session(self.plan, self.replies[:at])

    def as_if_stopped(self) -> Finished:
        """How the interview would end if the candidate stopped now. Changes nothing."""
        ending = Session(self.plan, self.replies)
        while not isinstance(ending.step, Finished):
            ending.send(_if_stopped(ending.step))
        return ending.step


def _if_stopped(step: Waiting) -> AnyReply:  # noqa: PLR0911 - one for each step
    """What a step gets where the candidate stops and nobody grades or words anything any more."""
    match step:
        case Ask() | Review() | Predict():
            return Stopped()
        case Clarify():
            return Clarified(text="(not answered)")
        case Hint(target=target, rung=rung):
            return Hinted(text="(not given)", point=target.id, rung=rung)
        case Probe():
            return Probed(text="")
        case Grade():
            return Ungraded(reason="It has not been graded yet.")
        case FollowUp(target=target):
            return FollowedUp(text="(not asked)", point=target.id)
        case Conclude():
            return Concluded(text="")
    assert_never(step)
