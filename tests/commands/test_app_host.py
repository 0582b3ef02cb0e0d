"""What the screen's host makes of a wish: the plan of a new session, and of a question asked again."""

import json

import pytest

from interviewer.commands.app_host import AppHost
from interviewer.commands.live_interview import Examiners, InterviewFactory, InterviewSource
from interviewer.core.errors import ReportedError
from interviewer.core.questions import NothingToAsk
from interviewer.storage.bank_files import find_bank
from interviewer.storage.session_store import SessionStore
from interviewer.ui.ports import Appeal
from interviewer.ui.question_choice import QuestionChoice
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


async def test_other_attempts_at_the_questions_of_a_report(host):
    def answers(*said):
        return host.begin(QuestionChoice(follow_ups=0)).conduct(ScriptedCandidate(*said))

    first = await answers("It is zero.", "sentence-1!", "c")
    assert host.other_attempts(first) == {}
    second = await answers("sentence-1!", "sentence-1!", "c")
    third = await answers("It is zero.", "sentence-1!", "c")
    before, since = host.other_attempts(second)["q0"]
    assert (before.session, since.session) == (first.session, third.session)
    assert (before.report, since.report) == (first.questions[0], third.questions[0])
    assert host.other_attempts(first)["q0"].before is None
    assert host.other_attempts(first)["q0"].since.session == third.session
    assert host.other_attempts(third)["q0"].since is None


async def test_a_disputed_point_is_judged_journaled_and_in_the_report(host):
    first = host.begin(QuestionChoice(follow_ups=0))
    report = await first.conduct(ScriptedCandidate("It is zero.", "sentence-1!", "c"))
    assert [point.id for point in report.questions[0].disputable] == ["sentence-1"]
    judged = await host.appeal(report, "q0", Appeal("sentence-1", "It is zero"))
    point = judged.report.questions[0].points[0]
    assert (judged.upheld, point.state, point.dispute.reason) == (False, "missed", judged.reason)
    assert host.report(report.session) == judged.report
    assert judged.report.questions[0].disputable == ()
    with pytest.raises(ReportedError, match="disputed before"):
        await host.appeal(judged.report, "q0", Appeal("sentence-1", "It is zero"))


async def test_a_verdict_that_is_disputed_while_the_interview_goes_on_stands_with_it(host):
    interview = host.begin(QuestionChoice(follow_ups=0, feedback_each=True))
    seen = []

    class Disputing(ScriptedCandidate):
        async def review(self, step):
            if step.sheet.number == 1:
                told = await interview.appeal("q0", "sentence-1", "nobody said it", "")
                seen.append((told, interview.question(1)))
            return await super().review(step)

    report = await interview.conduct(Disputing("It is zero.", "sentence-1!", "c"))
    ((told, question),) = seen
    assert (told["upheld"], question) == (False, report.questions[0])
    assert question.points[0].dispute.reason == told["reason"]
