"""The protocol of an interview: every step, every reply, and which step takes which reply.

Rules of this file:

1. Nothing here acts, reads a clock, a file, a key or the network.
2. Steps are never stored. Replies are, one a journal line; a session is its plan and its replies.
3. REPLIES is the whole protocol. A new kind of turn is a new row there first.
"""

from dataclasses import dataclass
from typing import Annotated, Any, Literal, assert_never, get_args

from pydantic import ConfigDict, Field, TypeAdapter

from interviewer.core.grading import Finding, Verdict
from interviewer.core.plan import Frozen
from interviewer.core.sheets import Sheet, Target

RUNGS = 3
"""How many hints a question has: where to look, a narrower question, half of the idea."""

# -- steps: what must happen next -----------------------------------------------------------------


About = Literal["question", "repeat", "moment", "stop", "help", "hint"]
"""What a candidate who does not answer wants: something explained, the question again, time, to
stop, to know the keys, or a hint where there is none (any more).
"""


After = About | Literal["hinted"]
"""What was said since a question was asked: the reply to something else than an answer, or a hint."""


@dataclass(frozen=True, slots=True)
class Ask:
    """The candidate is asked. `follow_up` is 0 for the question itself, else counts from 1."""

    sheet: Sheet
    total: int
    text: str
    follow_up: int
    follow_ups: int
    point: str | None = None
    instead: str = ""
    """What was said since it was asked, a clarification or a hint; the question still stands."""
    lead: str = ""
    """A sentence of transition before it; empty where there is none."""
    beyond: bool = False
    """A deeper question, which is not graded."""
    hints_left: int = 0
    after: After | None = None
    """What `instead` answers; None where nothing was said."""

    def repeats(self, before: "Ask | None") -> bool:
        """Whether it asks what `before` asked: a hint, a question back or a pause came between."""
        return before is not None and (self.sheet.number, self.follow_up, self.text) == (
            before.sheet.number,
            before.follow_up,
            before.text,
        )


@dataclass(frozen=True, slots=True)
class Grade:
    """The examiner grades all that was said to the question; the newest answer is the last turn."""

    sheet: Sheet
    follow_ups: int = 0
    """At most this many follow-ups the question may have: none is worded that will not be asked."""


@dataclass(frozen=True, slots=True)
class FollowUp:
    """The examiner words a follow-up towards the target."""

    sheet: Sheet
    target: Target
    persona: str = ""


@dataclass(frozen=True, slots=True)
class Clarify:
    """The examiner answers what the candidate asked back. The question still stands."""

    ask: Ask
    text: str
    """What the candidate said."""
    about: About


@dataclass(frozen=True, slots=True)
class Hint:
    """The examiner gives the next hint towards the target."""

    sheet: Sheet
    target: Target
    rung: int
    """1 to RUNGS: where to look, a narrower question, half of the idea."""


@dataclass(frozen=True, slots=True)
class Probe:
    """The examiner words one deeper question: everything asked for has been said."""

    sheet: Sheet
    persona: str = ""
    """A sceptic doubts the answer instead, to see whether it is held."""


@dataclass(frozen=True, slots=True)
class Predict:
    """The candidate says how well it went, before the verdict."""

    sheet: Sheet
    total: int


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


Waiting = Ask | Grade | FollowUp | Clarify | Hint | Probe | Predict | Review | Conclude
"""The steps that wait for a reply."""
Step = Waiting | Finished


# -- replies: what happened -----------------------------------------------------------------------


class Answered(Frozen):
    """An answer of the candidate to a question or a follow-up."""

    kind: Literal["answered"] = "answered"
    text: Annotated[str, Field(pattern=r"\S")]
    adds: bool = False
    """While a follow-up waits: it belongs to the answer before it."""
    seconds: Annotated[float, Field(ge=0, allow_inf_nan=False)] | None = None
    """Of the candidate's time, without pauses; None where it was not measured."""


class Skipped(Frozen):
    """The question is skipped; at a follow-up, the rest of its follow-ups."""

    kind: Literal["skipped"] = "skipped"


class Stopped(Frozen):
    """The interview ends here, with a report."""

    kind: Literal["stopped"] = "stopped"


class Queried(Frozen):
    """Something that is no answer: a question back, a wish. The question still stands."""

    kind: Literal["queried"] = "queried"
    text: Annotated[str, Field(pattern=r"\S")]
    about: About = "question"


class HintWanted(Frozen):
    """The candidate's wish for a hint. The question still stands."""

    kind: Literal["hint_wanted"] = "hint_wanted"
    typed: bool = False
    """Whether it was sent as an answer is, which empties the answer box; a key leaves it as it is."""


class Paused(Frozen):
    """The candidate was away; the clock of the question stood still."""

    kind: Literal["paused"] = "paused"
    seconds: Annotated[float, Field(ge=0, allow_inf_nan=False)]


class Graded(Frozen):
    """An examiner's verdict on everything said so far to one question."""

    kind: Literal["graded"] = "graded"
    verdict: Verdict
    transition: str = ""
    """A sentence on the way to the next question, picking up what was said; empty for none."""


class Ungraded(Frozen):
    """Grading failed. Never a zero, never a default: it can be graded later from the journal."""

    kind: Literal["ungraded"] = "ungraded"
    reason: str


class TakenBack(Frozen):
    """The answer that is being read was sent too early. It is asked for again."""

    kind: Literal["taken_back"] = "taken_back"


class Clarified(Frozen):
    """What was said is a question back, not an answer; this is said to it."""

    kind: Literal["clarified"] = "clarified"
    text: Annotated[str, Field(pattern=r"\S")]


class Hinted(Frozen):
    """A hint as it was given. The question still stands."""

    kind: Literal["hinted"] = "hinted"
    text: Annotated[str, Field(pattern=r"\S")]
    point: str
    rung: Annotated[int, Field(ge=1, le=RUNGS)]


class Probed(Frozen):
    """The deeper question; empty text asks none."""

    kind: Literal["probed"] = "probed"
    text: str


class Predicted(Frozen):
    """The candidate's own estimate of an answer, before the verdict."""

    kind: Literal["predicted"] = "predicted"
    rating: Annotated[int, Field(ge=0, le=3)] | None
    """0 nothing, 1 little, 2 most, 3 everything; None did not want to say."""


class FollowedUp(Frozen):
    """A follow-up as it was worded, towards one missing point."""

    kind: Literal["followed_up"] = "followed_up"
    text: Annotated[str, Field(pattern=r"\S")]
    point: str


class Reviewed(Frozen):
    """The candidate has read the verdict on a question."""

    kind: Literal["reviewed"] = "reviewed"


class Concluded(Frozen):
    """The examiner's closing words; the interview is finished."""

    kind: Literal["concluded"] = "concluded"
    text: str
    usage: str = ""
    """What a model used since the session was last opened, in words; empty without one."""


class Regraded(Frozen):
    """A later grading of all that was said to one question. No step takes it: it stands in the
    journal beside the interview, and both verdicts are kept.
    """

    kind: Literal["regraded"] = "regraded"
    question: Annotated[int, Field(ge=1)]
    verdict: Verdict


class Appealed(Frozen):
    """The candidate disputes a point. Stands in the journal beside the interview, as Regraded does."""

    kind: Literal["appealed"] = "appealed"
    question: Annotated[int, Field(ge=1)]
    point: str
    quote: Annotated[str, Field(pattern=r"\S")]
    """The candidate's own words, said in the interview."""
    why: str = ""


class AppealJudged(Frozen):
    """What came of an appeal: the point's finding judged again. It never lowers a credit."""

    kind: Literal["appeal_judged"] = "appeal_judged"
    question: Annotated[int, Field(ge=1)]
    point: str
    upheld: bool
    finding: Finding
    reason: str = ""


Beside = Regraded | Appealed | AppealJudged
"""Records that stand in the journal beside the interview; no step takes them."""
BESIDE: TypeAdapter[Beside] = TypeAdapter(
    Annotated[Beside, Field(discriminator="kind")], config=ConfigDict(defer_build=True)
)
"""Reads a stored one back."""
BESIDE_KINDS: frozenset[str] = frozenset(
    record.model_fields["kind"].default for record in get_args(Beside)
)

AnyReply = (
    Answered
    | Skipped
    | Stopped
    | Queried
    | HintWanted
    | Paused
    | Graded
    | Ungraded
    | TakenBack
    | Clarified
    | Hinted
    | Probed
    | Predicted
    | FollowedUp
    | Reviewed
    | Concluded
)
Reply = Annotated[AnyReply, Field(discriminator="kind")]
REPLY: TypeAdapter[AnyReply] = TypeAdapter(Reply, config=ConfigDict(defer_build=True))
"""Reads a stored reply back."""

REPLY_KINDS: frozenset[str] = frozenset(
    reply.model_fields["kind"].default for reply in get_args(AnyReply)
)
"""The `kind` of every reply that this version knows. A stored one of another kind is of a newer."""


def ends_the_draft(reply: AnyReply) -> bool:
    """Whether it leaves the answer box empty: a draft from before it is no longer being typed."""
    match reply:
        case Answered() | Skipped() | Stopped() | Queried():
            return True
        case HintWanted(typed=typed):
            return typed
        case Paused() | TakenBack() | Predicted() | Reviewed():
            return False
        case Graded() | Ungraded() | Clarified() | Hinted() | Probed() | FollowedUp() | Concluded():
            return False
    assert_never(reply)


AskReply = Answered | Skipped | Stopped | Queried | HintWanted | Paused
"""What a candidate may say or do while a question waits."""

REPLIES: dict[type[Any], tuple[type[Any], ...]] = {
    Ask: get_args(AskReply),
    Grade: (Graded, Ungraded, Clarified, TakenBack),
    FollowUp: (FollowedUp,),
    Clarify: (Clarified,),
    Hint: (Hinted,),
    Probe: (Probed,),
    Predict: (Predicted, Stopped),
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
