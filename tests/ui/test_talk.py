"""The interview over JSON lines: every line is understood or answered by an error."""

import asyncio
import io
import json

import pytest

from interviewer.core.choices import KeptForLater
from interviewer.core.interview import Session
from interviewer.core.plan import Plan
from interviewer.core.questions import Question, RubricPoint
from interviewer.core.run import run
from interviewer.testing import ListRecorder
from interviewer.ui.talk import TalkCandidate, UnusableLineError, understood
from tests.helpers.scripted import MarkExaminer

QUESTIONS = tuple(
    Question(
        id=name,
        prompt=f"What is {name}?",
        rubric=(RubricPoint(id="one", description="one"), RubricPoint(id="two", description="two")),
        hints=("look here", "and here", "half"),
    )
    for name in ("a", "b")
)


class Lines:
    def __init__(self, *lines):
        self.lines = [line if isinstance(line, str) else json.dumps(line) for line in lines]

    async def next(self):
        return self.lines.pop(0) if self.lines else None


async def judged(question, point, quote, why):
    return {"question": question, "point": point, "upheld": quote == "mine", "reason": why}


def talk(*lines, replies=(), **more):
    out = io.StringIO()
    candidate = TalkCandidate(Lines(*lines), out, judged)
    plan = Plan(bank="b", questions=QUESTIONS, examiner=MarkExaminer().identity, **more)
    session, recorder = Session(plan, replies), ListRecorder()
    kept = False
    try:
        asyncio.run(run(session, candidate, MarkExaminer(), recorder))
    except KeptForLater:
        kept = True
    return [json.loads(line) for line in out.getvalue().splitlines()], session, kept


def test_a_whole_interview():
    events, session, kept = talk(
        {"answer": "one!"}, {"answer": "two!"}, {"skip": True}, follow_ups=2, feedback="each"
    )
    assert [event["event"] for event in events] == [
        "question", "question", "verdict", "question", "verdict",
    ]  # fmt: skip
    assert events[0] == {
        "event": "question", "number": 1, "of": 2, "id": "a", "text": "What is a?", "follow_up": 0,
    }  # fmt: skip
    assert (events[1]["follow_up"], events[1]["text"]) == (1, "More on two?")
    assert events[2]["question"]["status"] == "graded"
    assert session.finished
    assert not kept


def test_hints_questions_back_and_the_question_again():
    events, _, kept = talk(
        {"hint": True}, {"answer": "do you mean per fold?"}, {"repeat": True}, {"stop": True}
    )
    assert [event["event"] for event in events] == ["question", "hint", "clarification", "question"]
    assert (events[1]["text"], events[1]["rung"]) == ("look here", 1)
    assert events[3]["text"] == "What is a?"
    assert not kept


def test_a_resumed_session_asks_the_question_and_says_the_hint_again():
    _, before, _ = talk({"hint": True})
    events, _, _ = talk(replies=before.replies)
    assert [event["event"] for event in events] == ["question", "hint"]
    assert [event["text"] for event in events] == ["What is a?", "look here"]


def test_the_end_of_the_input_keeps_the_session():
    events, session, kept = talk({"answer": "one!"})
    assert kept
    assert [event["event"] for event in events] == ["question", "question"]
    assert not session.finished


def test_an_appeal_is_judged_and_the_question_still_stands():
    appeal = {"appeal": {"point": "one", "quote": "mine", "why": "I did say it"}}
    events, session, _ = talk(appeal, {"stop": True})
    assert events[1] == {
        "event": "appeal", "question": None, "point": "one", "upheld": True, "reason": "I did say it",
    }  # fmt: skip
    assert session.finished


def test_a_prediction_before_the_verdict():
    events, session, _ = talk({"skip": True}, {"answer": "one! two!"}, {"predict": 3}, predict=True)
    assert events[-1]["event"] == "predict"
    assert session.as_if_stopped().sheets[1].predicted == 3


BAD = [
    ("", "not JSON"),
    ("nonsense", "not JSON"),
    ("[" * 100_000, "not JSON"),
    ("[1]", "not an object"),
    ("{}", "Send one of"),
    ('{"answr": "x"}', "no member 'answr'"),
    ('{"answer": "x", "skip": true}', "Send one of"),
    ('{"answer": "  "}', "empty"),
    ('{"answer": 3}', "string"),
    ('{"answer": "' + "x" * 70_000 + '"}', "longer"),
    ('{"skip": 1}', "true"),
    ('{"predict": 7}', "0 to 3"),
    ('{"predict": true}', "0 to 3"),
    ('{"appeal": "x"}', "object of strings"),
    ('{"appeal": {"point": "p", "quote": " "}}', "names a"),
]


@pytest.mark.parametrize(("line", "why"), BAD, ids=range(len(BAD)))
def test_what_cannot_be_understood_is_an_error_and_changes_nothing(line, why):
    with pytest.raises(UnusableLineError, match=why):
        understood(line)
    events, session, _ = talk(line or "x", {"answer": "one! two!"}, {"stop": True})
    assert [event["event"] for event in events] == ["question", "error", "question"]
    assert len(session.as_if_stopped().sheets[0].turns) == 1
