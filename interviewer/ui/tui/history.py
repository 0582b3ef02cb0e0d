"""What was said, as turns on the screen: those of a session that is resumed, and each new one."""

from interviewer.core.interview import Answered, Ask, Review, Session, Sheet, Skipped, Ungraded
from interviewer.core.report import question_report
from interviewer.ui.tui.bars import words
from interviewer.ui.tui.conversation import Turn
from interviewer.ui.tui.verdict import verdict


def asked_turn(step: Ask, coming: str | None = None, *, again: bool = False) -> Turn:
    """What the interviewer says. `coming` is a follow-up to this step that is being written."""
    number = step.follow_up + (coming is not None)
    if number:
        label = f"Interviewer, follow-up {number} of {step.follow_ups}"
    else:
        label = f"Interviewer, question {step.sheet.number}"
    if again:
        label += ", again"
        if step.follow_up:
            return Turn("interviewer", label, f"{step.sheet.question.prompt}\n\n{step.text}")
    return Turn("interviewer", label, step.text if coming is None else coming)


def answer_turn(text: str) -> Turn:
    return Turn("candidate", f"You, {words(text)}", text)


def verdict_turn(sheet: Sheet) -> Turn:
    rows = verdict(question_report(sheet))
    return Turn("verdict", f"Verdict on question {sheet.number}", tuple(rows))


def so_far(session: Session) -> list[Turn]:
    """The whole conversation of a session that is resumed, without the step that waits."""
    turns: list[Turn] = []
    replay = Session(session.plan)
    for reply in session.replies:
        match replay.step, reply:
            case Ask() as step, Answered(text=text):
                turns += [asked_turn(step), answer_turn(text)]
            case Ask() as step, Skipped():
                turns += [asked_turn(step), Turn("note", "", "(skipped)")]
            case Review() as step, _:
                turns.append(verdict_turn(step.sheet))
            case _, Ungraded(reason=reason):
                turns.append(Turn("note", "", f"This answer has no grade yet. {reason}"))
        replay.send(reply)
    return turns
