"""An interview whose every reply follows from the step that waits, so that whoever resumes it, from
wherever it was cut, must end with the same report.
"""

from datetime import UTC, datetime
from itertools import count

from interviewer.core.grading import Finding, Verdict
from interviewer.core.interview import Session
from interviewer.core.plan import ExaminerIdentity, Plan
from interviewer.core.protocol import (
    Answered,
    Ask,
    Conclude,
    Concluded,
    FollowedUp,
    FollowUp,
    Grade,
    Graded,
    Review,
    Reviewed,
    Skipped,
    Ungraded,
)
from interviewer.core.questions import Question, RubricPoint
from interviewer.core.report import Report
from interviewer.core.report_builder import compose
from interviewer.storage.session_store import SessionStore

MOMENT = datetime(2026, 11, 23, 20, 18, 45, tzinfo=UTC)
ID = "20261123-201845-x7k2"

HOSTILE = "two\u2028lines\u0085of \U0001f600 text,\n[/b] {x} %s </answer> \x1b[31m\0 \u202e"
"""What a journal must keep to the letter: rows I04 to I17."""


def plan(questions: int = 5, **more) -> Plan:
    return Plan(
        bank="A bank",
        questions=tuple(
            Question(
                id=f"q{n}",
                topic=f"topic {n % 3}",
                prompt=f"What about {n}?",
                reference_answer=f"This is what to say about {n}.",
                rubric=tuple(
                    RubricPoint(id=f"p{i}", weight=i + 1, description=f"point {i} of {n}")
                    for i in range(3)
                ),
            )
            for n in range(1, questions + 1)
        ),
        examiner=ExaminerIdentity(name="script", version="1", kind="script"),
        **more,
    )


def reply_to(step):  # noqa: PLR0911 - one for each kind of step
    """The one reply to a step: skips question 4 of 5, cannot grade question 3 of 5."""
    match step:
        case Ask():
            number = step.sheet.number
            if number % 5 == 4:
                return Skipped()
            return Answered(text=f"Answer {number}.{step.follow_up}: {HOSTILE}")
        case Grade():
            if step.sheet.number % 5 == 3:
                return Ungraded(reason="The server is away.")
            return Graded(verdict=_verdict(step.sheet))
        case FollowUp():
            return FollowedUp(text=f"And {step.target.description}?", point=step.target.id)
        case Review():
            return Reviewed()
        case Conclude():
            return Concluded(text="Well done.")


def _verdict(sheet) -> Verdict:
    made = len(sheet.turns) + sheet.number % 2
    answer = sheet.answers[0]
    findings = tuple(
        Finding(point=point.id, credit=1, quote=answer[:6], turn=0, start=0, end=6)
        if i < made
        else Finding(point=point.id, credit=0 if i % 2 else None)
        for i, point in enumerate(sheet.question.points)
    )
    return Verdict(examiner="script", findings=findings)


def all_replies(agreed: Plan) -> list:
    session = Session(agreed)
    while not session.finished:
        session.send(reply_to(session.step))
    return session.replies


def give(opened, reply) -> None:
    """Record a reply and go on, as core.run does."""
    opened.record(reply)
    opened.session.send(reply)


def go_on(opened, steps: int | None = None) -> int:
    """Answer the next steps, all of them by default; return how many there were."""
    done = 0
    while not opened.session.finished and (steps is None or done < steps):
        give(opened, reply_to(opened.session.step))
        done += 1
    return done


def report(stored) -> Report:
    """The report without what may differ: when the session was finished."""
    ending = stored.ending()
    return compose(stored.plan, ending.sheets, closing=ending.closing, session=stored.id)


def store(home, **more) -> SessionStore:
    """Sessions with a clock that stands still and one that ticks, the same in every run."""
    ticks = count()
    settings = {
        "now": lambda: MOMENT,
        "monotonic": lambda: float(next(ticks)),
        "new_id": lambda: ID,
    }
    return SessionStore(home, **(settings | more))
