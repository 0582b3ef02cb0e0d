"""An interview conducted from Python, and stored sessions read back."""

import asyncio
import json

import pytest

import interviewer as iv
from interviewer.core.report import Report
from interviewer.testing import ScriptedCandidate, ScriptedExaminer
from tests.helpers import program

QUESTION = {
    "topic": "light",
    "prompt": "Why is the sky blue?",
    "rubric": [
        {"id": "scatter", "weight": 3, "description": "Air scatters short waves more."},
        {"id": "sun", "description": "Sunlight holds all colours.", "follow_up": "Whose light?"},
    ],
}
BANK = {"title": "Sky", "questions": [{**QUESTION, "id": f"q{n}"} for n in range(3)]}
BOTH = {"scatter": "air", "sun": "sunlight"}


@pytest.fixture
def bank(tmp_path):
    path = tmp_path / "sky.json"
    path.write_text(json.dumps(BANK))
    return iv.load_bank(path)


def interview(bank, *script, **more):
    return iv.Interview(bank, by=ScriptedExaminer(*script), **more)


def test_a_question_waits_until_it_is_answered_and_a_follow_up_is_one_too(bank):
    talk = interview(bank, {"scatter": "air"}, BOTH, count=1, follow_ups=1)
    assert talk.question == "Why is the sky blue?"
    assert talk.answer("The air.").score == 0.75
    assert talk.question == "More on sun?"
    found = talk.answer("The sunlight, and the air.")
    assert (found.score, found.points["sun"].turn) == (1, 1)
    assert talk.question is None
    assert isinstance(talk.step, iv.Finished)
    assert talk.report.score == 1
    assert talk.report.unaided_score == 0.75
    assert talk.report.closing


def test_what_is_asked_is_chosen_as_on_the_command_line(bank):
    talk = iv.Interview(bank, questions=["q2", "q0"])
    assert [question.id for question in talk.session.plan.questions] == ["q2", "q0"]
    assert len(iv.Interview(bank, count=2).session.plan.questions) == 2
    with pytest.raises(iv.NothingToAsk, match="light"):
        iv.Interview(bank, topic="sound")


def test_a_hint_and_a_question_back_leave_the_question_standing(bank):
    talk = interview(bank, {"scatter": "air"}, count=1, follow_ups=0)
    hint = talk.hint()
    assert hint
    assert talk.said == hint
    assert talk.answer("Could you say that again?") is None
    assert (talk.question, talk.replies[-2].kind) == ("Why is the sky blue?", "queried")
    assert talk.said
    assert talk.answer("The air.").score == 0.75
    assert talk.report.questions[0].score == 0.75


def test_skipping_and_stopping(bank):
    talk = interview(bank, BOTH, follow_ups=0)
    talk.skip()
    talk.answer("air and sunlight")
    assert talk.question
    talk.stop()
    report = talk.report
    assert [question.status for question in report.questions] == ["skipped", "graded", "unasked"]
    assert report.score == 0.5
    with pytest.raises(iv.OutOfTurn):
        talk.answer("More.")
    assert [reply.kind for reply in talk.replies] == [
        "skipped", "answered", "graded", "stopped", "concluded"
    ]  # fmt: skip


def test_a_grading_that_fails_leaves_the_answer_ungraded_and_goes_on(bank):
    talk = interview(bank, "The server is down.", BOTH, count=2)
    assert talk.answer("air").reason == "The server is down."
    assert talk.answer("air and sunlight").score == 1
    assert [question.status for question in talk.report.questions] == ["ungraded", "graded"]


def test_a_blank_answer_is_refused_and_changes_nothing(bank):
    talk = iv.Interview(bank)
    with pytest.raises(ValueError, match="skip"):
        talk.answer(" \n")
    assert talk.replies == ()


def test_a_report_before_the_end_is_as_if_it_stopped_now(bank):
    talk = interview(bank, BOTH, follow_ups=0)
    talk.answer("air and sunlight")
    assert [question.status for question in talk.report.questions] == ["graded"] + ["unasked"] * 2
    assert talk.question


async def test_the_async_way(bank):
    talk = interview(bank, BOTH, BOTH, count=2, follow_ups=0)
    assert (await talk.aanswer("air and sunlight")).score == 1
    await talk.askip()
    assert talk.question is None
    other = interview(bank)
    await other.astop()
    assert other.question is None


def test_a_front_end_can_take_every_step_itself(bank):
    talk = iv.Interview(bank, count=1)
    assert isinstance(talk.send(iv.Answered(text="Air.")), iv.Grade)
    with pytest.raises(iv.OutOfTurn):
        talk.send(iv.Skipped())
    assert isinstance(talk.send(iv.Ungraded(reason="by hand later")), iv.Conclude)
    assert isinstance(talk.send(iv.Concluded(text="Bye.")), iv.Finished)
    assert talk.report.closing == "Bye."


def test_a_front_end_can_be_the_candidates_port(bank):
    talk = interview(bank, BOTH, count=1)
    report = asyncio.run(talk.conduct(ScriptedCandidate("air and sunlight")))
    assert isinstance(report, Report)
    assert report.score == 1


# -- saved ----------------------------------------------------------------------------------------


def test_a_saved_interview_is_a_session_as_the_commands_know_it(bank, tmp_path):
    home = tmp_path / "home"
    with iv.Interview(bank, count=2, follow_ups=0, save=home) as talk:
        talk.answer("Air scatters short waves more; sunlight holds all colours.")
        sessions = iv.Sessions(home)
        assert list(sessions) == [talk.id]
        assert sessions["latest"].finished is None
        talk.skip()
    found = sessions["latest"]
    assert (found.id, found.plan.bank) == (talk.id, "Sky")
    assert [reply.kind for reply in found.replies] == [reply.kind for reply in talk.replies]
    assert found.report().score == talk.report.score == 0.5
    checked = found.verify()
    assert checked
    assert (checked.differences, checked.verdicts, checked.score) == ((), 1, 0.5)
    shown = program.call(home, "report", "latest", "--format", "json")
    assert json.loads(shown.stdout) == found.report().model_dump(mode="json")
    assert program.call(home, "verify", talk.id).returncode == 0


def test_a_saved_interview_that_is_left_can_be_resumed(bank, tmp_path):
    home = tmp_path / "home"
    with iv.Interview(bank, count=2, follow_ups=0, save=home) as talk:
        talk.answer("Air scatters short waves more.")
    done = program.call(home, "resume", "--offline", "--plain", stdin="Sunlight.\n")
    assert done.returncode == 0
    assert iv.Sessions(home)[talk.id].finished is not None


def test_sessions_are_a_mapping_that_only_reads(bank, tmp_path):
    home = tmp_path / "home"
    sessions = iv.Sessions(home)
    assert (len(sessions), list(sessions), "latest" in sessions) == (0, [], False)
    assert not home.exists()
    with pytest.raises(KeyError, match="There are no sessions yet"):
        sessions["latest"]
    for _ in range(2):
        iv.Interview(bank, count=1, save=home).stop()
    first, second = sessions
    assert sessions[second].id == second
    assert sessions["latest"].id == first
    assert sessions[second[-4:]].id == second
    assert first in sessions
    assert sessions.get("nonsense") is None
    assert {info.id for info in sessions.summaries()} == {first, second}


def test_a_quote_that_proves_nothing_is_found(bank, tmp_path):
    place = {"turn": 0, "start": 0, "end": 7}
    found = iv.Finding(point="scatter", credit=1, quote="made up", **place)
    other = iv.Finding(point="sun", credit=0)
    verdict = iv.Verdict(examiner="script", findings=(found, other))
    with interview(bank, verdict, count=1, follow_ups=0, save=tmp_path / "home") as talk:
        talk.answer("The air.")
    checked = iv.Sessions(tmp_path / "home")["latest"].verify()
    assert not checked
    assert "credit without a quote" in checked.differences[0]
