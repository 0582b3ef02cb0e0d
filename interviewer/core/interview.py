"""The interview: one pure generator that yields what must happen next and is sent what happened.

Rules of this file:

1. Nothing here reads a clock, a file, a key or the network; randomness is decided in the plan.
2. Steps are never stored. Replies are, one a journal line; a session is its plan and its replies.
3. REPLIES is the whole protocol. A new kind of turn is a new row there first.
"""

from collections.abc import Generator, Iterable
from dataclasses import dataclass, replace
from typing import Annotated, Any, Literal, assert_never, get_args

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from interviewer.core.grading import Finding, Verdict, settled
from interviewer.core.questions import Question


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore", defer_build=True)


# -- what is agreed before the first question -----------------------------------------------------


class ExaminerIdentity(_Frozen):
    """Who grades, exactly enough to say later which grades can be compared."""

    name: str
    """How the report calls it: "offline", or the model's name."""
    version: str
    kind: Literal["offline", "model", "script"]
    server: str = ""
    """Host and port of the model's server; never a path, a user or a key."""
    prompts: dict[str, str] = {}
    """SHA-256 of each prompt file that was used, by name."""


class Plan(_Frozen):
    """Everything an interview depends on, embedded in its journal's first line."""

    bank: str
    """The bank's title."""
    questions: Annotated[tuple[Question, ...], Field(min_length=1)]
    examiner: ExaminerIdentity
    follow_ups: Annotated[int, Field(ge=0, le=20)] = 2
    """At most so many follow-ups a question; 0 asks none."""
    feedback: Literal["end", "each"] = "end"
    seed: int = 0
    bank_digest: str = ""
    """SHA-256 of the bank file as it was read."""


# -- what has been said ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Target:
    """What a follow-up asks towards: a missed point, or a wrong belief."""

    id: str
    description: str
    canned: str | None
    """The bank's own follow-up for it; None where its author wrote none."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One thing asked, the answer to it, and what the examiner made of the conversation so far."""

    asked: str
    answer: str
    point: str | None = None
    """What the follow-up asked towards; None for the question itself."""
    verdict: Verdict | None = None
    ungraded: str | None = None
    """Why there is no verdict; None while grading, and where there is one."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One question with all that was said about it."""

    question: Question
    number: int
    """Starts at 1."""
    turns: tuple[Turn, ...] = ()
    skipped: bool = False
    unanswered: str | None = None
    """The follow-up that was asked last and got no answer; None where there is none."""

    @property
    def verdicts(self) -> tuple[Verdict, ...]:
        """Every verdict, not only the last: they show what was said unaided."""
        return tuple(turn.verdict for turn in self.turns if turn.verdict is not None)

    @property
    def answers(self) -> tuple[str, ...]:
        return tuple(turn.answer for turn in self.turns)

    @property
    def asked(self) -> tuple[str, ...]:
        return tuple(turn.asked for turn in self.turns)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The settled finding of every point, in the rubric's order."""
        return tuple(settled(point.id, self.verdicts) for point in self.question.points)


# -- steps: what must happen next -----------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Ask:
    """The candidate is asked. `follow_up` is 0 for the question itself, else counts from 1."""

    sheet: Sheet
    total: int
    text: str
    follow_up: int
    follow_ups: int
    point: str | None = None


@dataclass(frozen=True, slots=True)
class Grade:
    """The examiner grades all that was said to the question; the newest answer is the last turn."""

    sheet: Sheet
    follow_ups: int = 0
    """At most so many follow-ups the question may have: none is worded that will not be asked."""


@dataclass(frozen=True, slots=True)
class FollowUp:
    """The examiner words a follow-up towards the target."""

    sheet: Sheet
    target: Target


@dataclass(frozen=True, slots=True)
class Review:
    """The candidate reads the verdict on a question. Only with feedback after each."""

    sheet: Sheet
    total: int


@dataclass(frozen=True, slots=True)
class Conclude:
    """The examiner sums up in words."""

    sheets: tuple[Sheet, ...]


@dataclass(frozen=True, slots=True)
class Finished:
    """Nothing more happens. Questions that were never asked have no sheet."""

    sheets: tuple[Sheet, ...]
    closing: str
    usage: str = ""


Waiting = Ask | Grade | FollowUp | Review | Conclude
"""The steps that wait for a reply."""
Step = Waiting | Finished


# -- replies: what happened -----------------------------------------------------------------------


class Answered(_Frozen):
    kind: Literal["answered"] = "answered"
    text: Annotated[str, Field(pattern=r"\S")]


class Skipped(_Frozen):
    """The question is skipped; at a follow-up, the rest of its follow-ups."""

    kind: Literal["skipped"] = "skipped"


class Stopped(_Frozen):
    """The interview ends here, with a report."""

    kind: Literal["stopped"] = "stopped"


class Graded(_Frozen):
    kind: Literal["graded"] = "graded"
    verdict: Verdict


class Ungraded(_Frozen):
    """Grading failed. Never a zero, never a default: it can be graded later from the journal."""

    kind: Literal["ungraded"] = "ungraded"
    reason: str


class FollowedUp(_Frozen):
    kind: Literal["followed_up"] = "followed_up"
    text: Annotated[str, Field(pattern=r"\S")]
    point: str


class Reviewed(_Frozen):
    kind: Literal["reviewed"] = "reviewed"


class Concluded(_Frozen):
    kind: Literal["concluded"] = "concluded"
    text: str
    usage: str = ""
    """What a model used since the session was last opened, in words; empty without one."""


class Regraded(_Frozen):
    """A later grading of all that was said to one question. No step takes it: it stands in the
    journal beside the interview, and both verdicts are kept.
    """

    kind: Literal["regraded"] = "regraded"
    question: Annotated[int, Field(ge=1)]
    verdict: Verdict


AnyReply = Answered | Skipped | Stopped | Graded | Ungraded | FollowedUp | Reviewed | Concluded
Reply = Annotated[AnyReply, Field(discriminator="kind")]
REPLY: TypeAdapter[AnyReply] = TypeAdapter(Reply, config=ConfigDict(defer_build=True))
"""Reads a stored reply back."""

REPLY_KINDS: frozenset[str] = frozenset(
    reply.model_fields["kind"].default for reply in get_args(AnyReply)
)
"""The `kind` of every reply that this version knows. A stored one of another kind is of a newer."""


def by_candidate(reply: AnyReply) -> bool:
    """Whether the candidate said it to a question: a draft belongs to what is said next."""
    match reply:
        case Answered() | Skipped() | Stopped():
            return True
        case Graded() | Ungraded() | FollowedUp() | Reviewed() | Concluded():
            return False
    assert_never(reply)


REPLIES: dict[type[Any], tuple[type[Any], ...]] = {
    Ask: (Answered, Skipped, Stopped),
    Grade: (Graded, Ungraded),
    FollowUp: (FollowedUp,),
    Review: (Reviewed, Stopped),
    Conclude: (Concluded,),
    Finished: (),
}
"""The whole protocol: which replies each step takes."""


class OutOfTurn(ValueError):  # noqa: N818 - names the move, as the protocol's table does
    """A reply that the waiting step does not take. Nothing has changed."""

    def __init__(self, step: Step, reply: AnyReply) -> None:
        took = " or ".join(kind.__name__ for kind in REPLIES[type(step)]) or "nothing"
        super().__init__(f"{type(step).__name__} takes {took}, not {type(reply).__name__}.")


# -- the rules ------------------------------------------------------------------------------------

Flow = Generator[Step, AnyReply, None]


def conduct(plan: Plan) -> Flow:
    """The interview. Yields steps; is sent, for each, one of the replies it takes."""
    sheets: list[Sheet] = []
    for number, question in enumerate(plan.questions, 1):
        sheet, stopped = yield from _discuss(plan, Sheet(question, number))
        if sheet.turns or sheet.skipped:
            sheets.append(sheet)
        if stopped:
            break
    closing = yield Conclude(tuple(sheets))
    assert isinstance(closing, Concluded)  # noqa: S101 - Session has checked; this tells mypy
    yield Finished(tuple(sheets), closing.text, closing.usage)


def _discuss(plan: Plan, sheet: Sheet) -> Generator[Step, AnyReply, tuple[Sheet, bool]]:
    """One question with its follow-ups. Returns its sheet, and whether the candidate stopped."""
    text, point = sheet.question.prompt, None
    for follow_up in range(plan.follow_ups + 1):
        total = len(plan.questions)
        reply = yield Ask(sheet, total, text, follow_up, plan.follow_ups, point)
        if follow_up and not isinstance(reply, Answered):
            sheet = replace(sheet, unanswered=text)
        if isinstance(reply, Stopped):
            return sheet, True
        if isinstance(reply, Skipped):
            sheet = replace(sheet, skipped=not sheet.turns)
            break
        assert isinstance(reply, Answered)  # noqa: S101
        sheet = replace(sheet, turns=(*sheet.turns, Turn(text, reply.text, point)))
        graded = yield Grade(sheet, plan.follow_ups)
        sheet = _with_outcome(sheet, graded)
        target = None if isinstance(graded, Ungraded) else missing(sheet)
        if target is None or follow_up == plan.follow_ups:
            break
        followed = yield FollowUp(sheet, target)
        assert isinstance(followed, FollowedUp)  # noqa: S101
        text, point = followed.text, followed.point
    if plan.feedback == "each":
        return sheet, isinstance((yield Review(sheet, len(plan.questions))), Stopped)
    return sheet, False


def _with_outcome(sheet: Sheet, outcome: AnyReply) -> Sheet:
    """The sheet with the grading of its last turn written in."""
    last = sheet.turns[-1]
    if isinstance(outcome, Graded):
        last = replace(last, verdict=outcome.verdict, ungraded=None)
    elif isinstance(outcome, Ungraded):
        last = replace(last, ungraded=outcome.reason)
    return replace(sheet, turns=(*sheet.turns[:-1], last))


def amended(sheets: Iterable[Sheet], later: Iterable[Regraded]) -> tuple[Sheet, ...]:
    """The sheets with later gradings in place of what stood at the end of each question."""
    by_number = {sheet.number: sheet for sheet in sheets}
    for regraded in later:
        sheet = by_number.get(regraded.question)
        if sheet is not None and sheet.turns:
            by_number[sheet.number] = _with_outcome(sheet, Graded(verdict=regraded.verdict))
    return tuple(by_number.values())


def missing(sheet: Sheet) -> Target | None:
    """What to follow up next: a wrong belief just shown, else the point that would gain most.

    Nothing is followed up twice. Essential points come first, then the heavier, then the earlier.
    """
    question = sheet.question
    tried = {turn.point for turn in sheet.turns}
    held = {belief.misconception for verdict in sheet.verdicts[-1:] for belief in verdict.beliefs}
    for wrong in question.misconceptions:
        if wrong.id in held - tried:
            return Target(wrong.id, wrong.description, wrong.follow_up)
    open_points = [
        point
        for point, found in zip(question.points, sheet.findings, strict=True)
        if not found.made and point.id not in tried
    ]
    if not open_points:
        return None
    best = min(open_points, key=lambda point: (not point.essential, -point.weight))
    return Target(best.id, best.description, best.follow_up)


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

    def as_if_stopped(self) -> Finished:
        """How the interview would end if the candidate stopped now. Changes nothing."""
        ending = Session(self.plan, self.replies)
        while not isinstance(ending.step, Finished):
            ending.send(_if_stopped(ending.step))
        return ending.step


def _if_stopped(step: Waiting) -> AnyReply:
    """What a step gets where the candidate stops and nobody grades or words anything any more."""
    match step:
        case Ask() | Review():
            return Stopped()
        case Grade():
            return Ungraded(reason="It has not been graded yet.")
        case FollowUp(target=target):
            return FollowedUp(text="(not asked)", point=target.id)
        case Conclude():
            return Concluded(text="")
    assert_never(step)
