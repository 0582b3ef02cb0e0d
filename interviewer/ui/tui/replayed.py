"""What a session holds already, as it is shown where it is resumed, and its verdicts."""

from typing import assert_never

from interviewer.core.interview import Session
from interviewer.core.protocol import (
    Answered,
    AnyReply,
    Ask,
    Clarified,
    Concluded,
    FollowedUp,
    Graded,
    Hinted,
    HintWanted,
    Paused,
    Predicted,
    Probed,
    Queried,
    Review,
    Reviewed,
    Skipped,
    Step,
    Stopped,
    TakenBack,
    Ungraded,
)
from interviewer.core.report import QuestionReport
from interviewer.core.report_builder import question_report
from interviewer.core.text import inert
from interviewer.ui.ports import Interview
from interviewer.ui.tui.conversation import TurnView
from interviewer.ui.tui.turns import (
    FirstScreen,
    added_turn,
    answer_turn,
    asked_turn,
    instead_turn,
    note_turn,
)
from interviewer.ui.tui.verdict_view import verdict


def first_sight(interview: Interview) -> FirstScreen:
    """What is shown of an interview, new or resumed, before its loop runs."""
    session = interview.session
    turns, asked = _so_far(session)
    number = asked.sheet.number if asked is not None else 1
    if isinstance(session.step, Ask):
        number = session.step.sheet.number
        if not session.step.repeats(asked):
            turns.append(asked_turn(session.step, why=session.plan.why))
    draft = interview.draft()
    # It may have been recorded before the draft could be dropped.
    draft = "" if draft == _last_answer(session) else draft
    plan = session.plan
    return FirstScreen(
        plan.bank, plan.total, number, interview.badge, interview.greeting,
        tuple(turns), draft,
    )  # fmt: skip


def verdict_turn(number: int, question: QuestionReport) -> TurnView:
    rows = verdict(question, full=False)
    return TurnView("verdict", inert(f"Verdict on question {number}"), tuple(rows))


def _so_far(session: Session) -> tuple[list[TurnView], Ask | None]:
    """The whole conversation without the step that waits, and what was asked last."""
    turns: list[TurnView] = []
    asked: Ask | None = None
    replay = Session(session.plan)
    for reply in session.replies:
        step = replay.step
        if isinstance(step, Ask) and not isinstance(reply, Stopped):
            if not step.repeats(asked):
                turns.append(asked_turn(step, why=session.plan.why))
            asked = step
        turns += _turns_of(step, reply)
        replay.send(reply)
    return turns, asked


def _turns_of(step: Step, reply: AnyReply) -> list[TurnView]:  # noqa: PLR0911 - one for each reply
    """What is shown of a step and the reply it got."""
    match reply:
        case Answered(text=text, adds=True) if isinstance(step, Ask):
            return [added_turn(text)]
        case Answered() | Skipped() if isinstance(step, Ask):
            return [
                answer_turn(reply.text) if isinstance(reply, Answered) else note_turn("(skipped)")
            ]
        case Reviewed() | Stopped() if isinstance(step, Review):
            return [verdict_turn(step.sheet.number, question_report(step.sheet))]
        case Ungraded(reason=reason):
            return [note_turn(f"This answer has no grade yet. {reason}")]
        case Queried(text=text) if isinstance(step, Ask):
            return [answer_turn(text)]
        case Clarified(text=text) | Hinted(text=text):
            return [instead_turn(text)]
        case TakenBack():
            return [note_turn("(taken back)")]
        case Answered() | Skipped() | Stopped() | Queried() | HintWanted() | Paused():
            return []
        case Graded() | FollowedUp() | Probed() | Predicted() | Reviewed() | Concluded():
            return []
    assert_never(reply)


def _last_answer(session: Session) -> str | None:
    return next((r.text for r in reversed(session.replies) if isinstance(r, Answered)), None)
