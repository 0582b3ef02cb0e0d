"""What a session holds already, as it is shown where it is gone on with, and its verdicts."""

from interviewer.core.interview import Answered, Ask, Review, Session, Sheet, Skipped, Ungraded
from interviewer.core.report import question_report
from interviewer.ui.ports import Interview
from interviewer.ui.tui.conversation import TurnView
from interviewer.ui.tui.turns import FirstScreen, answer_turn, asked_turn
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
        match replay.step, reply:
            case Ask() as step, Answered(text=text):
                turns += [asked_turn(step), answer_turn(text)]
            case Ask() as step, Skipped():
                turns += [asked_turn(step), TurnView("note", "", "(skipped)")]
            case Review() as step, _:
                turns.append(verdict_turn(step.sheet))
            case _, Ungraded(reason=reason):
                turns.append(TurnView("note", "", f"This answer has no grade yet. {reason}"))
        replay.send(reply)
    return turns


def _last_answer(session: Session) -> str | None:
    return next((r.text for r in reversed(session.replies) if isinstance(r, Answered)), None)
