"""What a session holds already, as it is shown where it is gone on with, and its verdicts."""

from typing import assert_never

from interviewer.core.interview import (
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
    Session,
    Sheet,
    Skipped,
    Step,
    Stopped,
    TakenBack,
    Ungraded,
)
from interviewer.core.report import question_report
from interviewer.ui.ports import Interview
from interviewer.ui.tui.conversation import TurnView
from interviewer.ui.tui.turns import FirstScreen, answer_turn, asked_turn, instead_turn
from interviewer.ui.tui.verdict_view import verdict


def first_sight(interview: Interview) -> FirstScreen:
    """What is shown of an interview, new or resumed, before its loop runs."""
    session = interview.session
    turns, number = _so_far(session), 1
    if isinstance(session.step, Ask):
        turns.append(asked_turn(session.step))
        number = session.step.sheet.number
    draft = interview.draft()
    # It may have been recorded before the draft could be dropped.
    draft = "" if draft == _last_answer(session) else draft
    plan = session.plan
    return FirstScreen(
        plan.bank, len(plan.questions), number, interview.badge, interview.greeting,
        tuple(turns), draft,
    )  # fmt: skip


def verdict_turn(sheet: Sheet) -> TurnView:
    rows = verdict(question_report(sheet))
    return TurnView("verdict", f"Verdict on question {sheet.number}", tuple(rows))


def _so_far(session: Session) -> list[TurnView]:
    """The whole conversation, without the step that waits."""
    turns: list[TurnView] = []
    replay = Session(session.plan)
    for reply in session.replies:
        turns += _turns_of(replay.step, reply)
        replay.send(reply)
    return turns


def _turns_of(step: Step, reply: AnyReply) -> list[TurnView]:  # noqa: PLR0911 - one for each reply
    """What is shown of a step and the reply it got."""
    match reply:
        case Answered() | Skipped() if isinstance(step, Ask):
            answer = (
                answer_turn(reply.text)
                if isinstance(reply, Answered)
                else TurnView("note", "", "(skipped)")
            )
            return [asked_turn(step), answer]
        case Reviewed() | Stopped() if isinstance(step, Review):
            return [verdict_turn(step.sheet)]
        case Ungraded(reason=reason):
            return [TurnView("note", "", f"This answer has no grade yet. {reason}")]
        case Queried(text=text) if isinstance(step, Ask):
            return [asked_turn(step), answer_turn(text)]
        case Clarified(text=text) | Hinted(text=text):
            return [instead_turn(text)]
        case TakenBack():
            return [TurnView("note", "", "(taken back)")]
        case Answered() | Skipped() | Stopped() | Queried() | HintWanted() | Paused():
            return []
        case Graded() | FollowedUp() | Probed() | Predicted() | Reviewed() | Concluded():
            return []
    assert_never(reply)


def _last_answer(session: Session) -> str | None:
    return next((r.text for r in reversed(session.replies) if isinstance(r, Answered)), None)
