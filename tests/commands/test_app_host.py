"""What the screen's host makes of a wish: the plan of a new session, and of a question asked again."""

import json

import pytest

from interviewer.commands.app_host import AppHost
from interviewer.commands.live_interview import Examiners, InterviewFactory, InterviewSource
from interviewer.core.questions import NothingToAsk
from interviewer.storage.bank_files import find_bank
from interviewer.storage.session_store import SessionStore
from interviewer.ui.ports import QuestionChoice
from tests.helpers.scripted import MarkExaminer, ScriptedCandidate

BANK = {
    "title": "Letters",
    "questions": [
        {"id": f"q{n}", "topic": "abc", "prompt": f"Say {n}.", "reference_answer": f"It is {n}."}
        for n in range(3)
    ],
}


@pytest.fixture
def host(tmp_path):
    (tmp_path / "letters.json").write_text(json.dumps(BANK))
    bank = find_bank(tmp_path / "letters.json", tmp_path).load()
    store = SessionStore(tmp_path / "home")
    panel = Examiners(MarkExaminer("first"), None)
    return AppHost(store.home, lambda: InterviewFactory(store, InterviewSource(bank), panel))


def test_a_wish_becomes_a_plan(host):
    plan = host.begin(QuestionChoice(count=2, follow_ups=1, feedback_each=True)).session.plan
    assert [question.id for question in plan.questions] == ["q0", "q1"]
    assert (plan.bank, plan.bank_ids) == ("Letters", ("letters", "letters"))
    assert (plan.follow_ups, plan.feedback, plan.examiner.name) == (1, "each", "first")
    assert len(plan.bank_digest) == 64
    with pytest.raises(NothingToAsk):
        host.begin(QuestionChoice(topic="xyz"))


async def test_a_question_of_a_report_is_asked_again_alone(host):
    first = host.begin(QuestionChoice(follow_ups=0))
    report = await first.conduct(ScriptedCandidate("a", "sentence-1!", "c"))
    again = host.again(report, "q1").session.plan
    assert [question.id for question in again.questions] == ["q1"]
    assert again.bank_ids == ("letters",)
    assert (again.feedback, again.follow_ups) == ("each", 0)
    assert again.bank_digest == first.session.plan.bank_digest
