"""The rules of the interview, driven by hand: no async, no screen, no network."""

from typing import get_args

import pytest

from interviewer.core.grading import Belief, Finding, Verdict
from interviewer.core.interview import Session, amended
from interviewer.core.plan import ExaminerIdentity, Plan
from interviewer.core.protocol import (
    REPLIES,
    REPLY,
    Answered,
    AnyReply,
    Ask,
    Clarify,
    Conclude,
    Concluded,
    Finished,
    FollowedUp,
    FollowUp,
    Grade,
    Graded,
    Hint,
    HintWanted,
    OutOfTurn,
    Predict,
    Probe,
    Probed,
    Queried,
    Regraded,
    Review,
    Reviewed,
    Skipped,
    Step,
    Stopped,
    Ungraded,
)
from interviewer.core.questions import Misconception, Question, RubricPoint
from tests.helpers.replies import samples

SCRIPT = ExaminerIdentity(name="script", version="1", kind="script")


def question(name="q", weights=(1, 3, 2), essential=1, **more):
    rubric = tuple(
        RubricPoint(id=f"p{i}", weight=w, essential=i == essential, description=f"point {i}")
        for i, w in enumerate(weights)
    )
    return Question(id=name, prompt=f"What about {name}?", rubric=rubric, **more)


def plan(*questions, **more):
    return Plan(bank="b", questions=questions or (question(),), examiner=SCRIPT, **more)


def graded(*given, beliefs=()):
    return Graded(
        verdict=Verdict(
            examiner="script",
            findings=tuple(
                Finding(point=f"p{i}", credit=c, quote="x" if c else None, turn=0 if c else None)
                for i, c in enumerate(given)
            ),
            beliefs=beliefs,
        )
    )


def test_a_full_answer_is_not_followed_up():
    session = Session(plan())
    assert session.step.text == "What about q?"
    assert isinstance(session.send(Answered(text="all of it")), Grade)
    assert isinstance(session.send(graded(1, 1, 1)), Conclude)
    finished = session.send(Concluded(text="good"))
    assert isinstance(finished, Finished)
    assert finished.closing == "good"
    assert finished.sheets[0].answers == ("all of it",)


def test_follow_ups_go_to_essential_then_heavy_points_and_never_twice_to_one():
    session = Session(plan())
    session.send(Answered(text="little"))
    step = session.send(graded(0, 0, None))
    assert isinstance(step, FollowUp)
    assert step.target.id == "p1"
    ask = session.send(FollowedUp(text="And why?", point="p1"))
    assert (ask.follow_up, ask.follow_ups, ask.text, ask.point) == (1, 2, "And why?", "p1")
    session.send(Answered(text="dunno"))
    assert session.send(graded(0, 0, None)).target.id == "p2"
    session.send(FollowedUp(text="And when?", point="p2"))
    session.send(Answered(text="dunno"))
    assert isinstance(session.send(graded(0, 0, 0)), Conclude)


def test_a_wrong_belief_is_followed_up_first():
    wrong = Misconception(id="m", description="believes m", follow_up="Sure?")
    session = Session(plan(question(misconceptions=(wrong,))))
    session.send(Answered(text="m!"))
    held = Belief(misconception="m", quote="m!", turn=0, start=0, end=2)
    step = session.send(graded(0, 0, 0, beliefs=(held,)))
    assert (step.target.id, step.target.canned) == ("m", "Sure?")
    session.send(FollowedUp(text="Sure?", point="m"))
    session.send(Answered(text="yes"))
    assert session.send(graded(0, 0, 0, beliefs=(held,))).target.id == "p1"


def test_no_follow_ups_where_none_are_wanted():
    session = Session(plan(follow_ups=0))
    session.send(Answered(text="little"))
    assert isinstance(session.send(graded(0, 0, 0)), Conclude)


def test_a_failed_grading_is_no_zero_and_the_interview_goes_on():
    session = Session(plan(question("a"), question("b")))
    session.send(Answered(text="something"))
    ask = session.send(Ungraded(reason="the server is down"))
    assert isinstance(ask, Ask)
    assert ask.sheet.question.id == "b"
    sheets = session.as_if_stopped().sheets
    assert sheets[0].turns[0].ungraded == "the server is down"
    assert sheets[0].verdicts == ()


def test_skipping_a_question_and_skipping_its_follow_ups():
    session = Session(plan(question("a"), question("b")))
    session.send(Skipped())
    session.send(Answered(text="little"))
    session.send(graded(0, 0, 0))
    session.send(FollowedUp(text="More?", point="p1"))
    session.send(Skipped())
    sheets = session.as_if_stopped().sheets
    assert [sheet.skipped for sheet in sheets] == [True, False]
    assert len(sheets[1].turns) == 1


def test_stopping_ends_in_a_conclusion_and_leaves_the_rest_unasked():
    session = Session(plan(question("a"), question("b")))
    assert isinstance(session.send(Stopped()), Conclude)
    assert session.send(Concluded(text="")).sheets == ()


def test_feedback_after_each_question_is_a_step_of_its_own():
    session = Session(plan(question("a"), question("b"), feedback="each", follow_ups=0))
    session.send(Answered(text="x"))
    review = session.send(graded(1, 1, 1))
    assert isinstance(review, Review)
    assert review.sheet.verdicts
    assert isinstance(session.send(Reviewed()), Ask)
    assert isinstance(session.send(Skipped()), Review)
    assert isinstance(session.send(Stopped()), Conclude)


def test_a_reply_out_of_turn_names_both_and_changes_nothing():
    session = Session(plan())
    before = session.step
    with pytest.raises(
        OutOfTurn, match=r"Ask takes Answered or Skipped .* or Paused, not Reviewed"
    ):
        session.send(Reviewed())
    assert session.step is before
    assert session.replies == []


def test_every_step_refuses_every_reply_that_its_row_does_not_name():
    every = samples("p0", "p1", "p2")
    assert {type(reply) for reply in every} == set(get_args(AnyReply))
    said = Answered(text="a")
    to_step = {
        Ask: [],
        Grade: [said],
        Clarify: [Queried(text="?")],
        Hint: [HintWanted()],
        Probe: [said, graded(1, 1, 1)],
        Predict: [said, graded(1, 1, 1), Probed(text="")],
        FollowUp: [Answered(text="a"), graded(0, 0, 0)],
        Review: [Skipped()],
        Conclude: [Stopped()],
        Finished: [Stopped(), Concluded(text="c")],
    }
    assert set(to_step) == set(REPLIES)
    more = {Probe: {"level": "senior"}, Predict: {"level": "senior", "predict": True}}
    for kind, replies in to_step.items():
        for reply in every:
            session = Session(plan(feedback="each", **more.get(kind, {})), replies)
            assert isinstance(session.step, kind)
            if isinstance(reply, REPLIES[kind]):
                session.send(reply)
            else:
                with pytest.raises(OutOfTurn):
                    session.send(reply)


def test_replies_survive_being_stored():
    for reply in (Answered(text="a\n\u2028b"), graded(0.5, None, 0), Stopped()):
        assert REPLY.validate_json(reply.model_dump_json()) == reply


def test_an_answer_of_blanks_is_no_reply():
    with pytest.raises(ValueError, match="text"):
        Answered(text=" \n\t")


def test_a_later_grading_stands_in_for_a_failed_one():
    session = Session(plan(), [Answered(text="x"), Ungraded(reason="down")])
    sheets = session.as_if_stopped().sheets
    later = Regraded(question=1, verdict=graded(1, 0, None).verdict)
    (sheet,) = amended(sheets, [later, Regraded(question=9, verdict=later.verdict)])
    assert sheet.verdicts == (later.verdict,)
    assert sheet.turns[0].ungraded is None


def test_every_step_and_every_reply_has_its_place_in_the_protocol():
    assert set(REPLIES) == set(get_args(Step))
    taken = {reply for replies in REPLIES.values() for reply in replies}
    assert taken == set(get_args(AnyReply)), "a reply that no step takes can never be sent"
