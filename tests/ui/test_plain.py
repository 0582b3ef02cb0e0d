"""What line mode prints, and what it makes of the lines that are typed."""

import asyncio
import contextlib
import io

from interviewer.core.choices import KeptForLater
from interviewer.core.interview import Session
from interviewer.core.plan import Plan
from interviewer.core.protocol import HintWanted
from interviewer.core.questions import Question, RubricPoint
from interviewer.core.run import run
from interviewer.testing import ListRecorder
from interviewer.ui.plain import PlainCandidate
from tests.helpers.scripted import MarkExaminer

QUESTIONS = tuple(
    Question(
        id=name,
        prompt=f"What is {name}?",
        rubric=(RubricPoint(id="one", description="one"),),
        hints=("look here", "and here", "half"),
    )
    for name in ("a", "b")
)


class Leaving:
    """Lines after which the person leaves."""

    more = False
    unfinished = ""

    def __init__(self, *lines):
        self.lines = list(lines)

    async def next(self):
        if not self.lines:
            raise KeptForLater
        return self.lines.pop(0)


def typed(*lines, replies=(), **more):
    """What is printed while these lines are typed, and the session they are typed into."""
    out = io.StringIO()
    candidate = PlainCandidate(
        Leaving(*lines), out, io.StringIO(), interactive=True, keep_draft=lambda text: None, **more
    )
    plan = Plan(bank="b", questions=QUESTIONS, examiner=MarkExaminer().identity)
    session, recorder = Session(plan, replies), ListRecorder()
    with contextlib.suppress(KeptForLater):
        asyncio.run(run(session, candidate, MarkExaminer(), recorder))
    return out.getvalue(), session


def test_a_question_is_printed_once_however_often_something_is_said_in_between():
    shown, _ = typed("/hint", "", "/hint", "")
    assert shown.count("What is a?") == 1
    assert shown.index("What is a?") < shown.index("look here") < shown.index("and here")


def test_a_resumed_session_prints_the_question_and_the_hint_that_was_given():
    _, before = typed("/hint", "")
    shown, _ = typed(replies=before.replies)
    assert shown.index("Question 1 of 2") < shown.index("What is a?") < shown.index("look here")


def test_a_hint_that_is_asked_for_in_words_ends_what_was_being_typed():
    _, session = typed("can I have a hint?", "")
    assert session.replies[0] == HintWanted(typed=True)
