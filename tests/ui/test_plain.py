"""What line mode prints, and what it makes of the lines that are typed."""

import asyncio
import contextlib
import io
from pathlib import Path

import pytest

from interviewer.core.choices import KeptForLater
from interviewer.core.interview import Session
from interviewer.core.plan import Plan
from interviewer.core.protocol import HintWanted
from interviewer.core.questions import Question, RubricPoint
from interviewer.core.run import run
from interviewer.testing import ListRecorder
from interviewer.ui import asking
from interviewer.ui.plain import PlainCandidate
from interviewer.ui.slash_commands import COMMANDS, HELP, command_in
from tests.helpers.scripted import MarkExaminer
from tests.helpers.terminal import Terminal

README = Path(__file__).parent.parent.parent / "README.md"
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


def test_every_command_is_explained_greeted_with_and_in_the_readme():
    greeting, readme = asking.greeting("b", 1, "offline"), README.read_text()
    for command in COMMANDS:
        assert f"  {command.word:<8} {command.help}\n" in HELP
        assert command.word in greeting
        assert f"`{command.word}`" in readme


@pytest.mark.parametrize(
    ("line", "command"),
    [("/skip", ("/skip", "")), (" /HINT ", ("/hint", "")), ("/skip it", None), ("/skp", None), ("skip", None)],
)  # fmt: skip
def test_a_command_stands_alone_on_its_line(line, command):
    assert command_in(line) == command


def test_a_mistyped_command_is_no_answer():
    shown, session = typed("/hnit", "/skip")
    assert "There is no /hnit. Did you mean /hint?" in shown
    assert [reply.kind for reply in session.replies] == ["skipped"]


def test_an_unknown_command_is_replied_to_at_once_and_a_path_is_an_answer():
    shown, session = typed("/start", "/skip")
    assert "There is no /start. There is /skip" in shown
    assert [reply.kind for reply in session.replies] == ["skipped"]
    _, session = typed("/etc/hosts holds it", "", "/quit")
    assert session.replies[0].text == "/etc/hosts holds it"


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


def test_a_person_who_stops_early_reads_how_to_continue(tmp_path):
    with Terminal(
        tmp_path / "home", "--offline", "--plain", "--count", "1", size=(100, 30)
    ) as terminal:
        terminal.until("Question 1 of 1")
        terminal.type("/quit\r")
        terminal.until("You stopped early. To continue it: interviewer resume")
        assert terminal.end() == 0
