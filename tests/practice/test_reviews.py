"""What a session says about a person's memory, point by point."""

from datetime import date

import pytest

from interviewer.core.grading import Belief, Finding, Verdict
from interviewer.core.interview import Session
from interviewer.core.plan import ExaminerIdentity, Plan
from interviewer.core.protocol import (
    Answered,
    FollowedUp,
    Graded,
    Hinted,
    HintWanted,
    Predicted,
    Skipped,
    Stopped,
    Ungraded,
)
from interviewer.core.questions import Misconception, Question, RubricPoint
from interviewer.practice.reviews import PointKey, Rating, asks, bank_of, past_of

DAY = date(2026, 12, 3)
AGAIN, HARD, GOOD = Rating.AGAIN, Rating.HARD, Rating.GOOD

QUESTION = Question(
    id="q",
    topic="evaluation",
    prompt="Why three sets?",
    rubric=(
        RubricPoint(id="a", weight=2, description="The test set is used once."),
        RubricPoint(id="b", description="The validation set chooses."),
        RubricPoint(id="c", description="Training fits."),
    ),
    misconceptions=(
        Misconception(id="m", description="Tune on the test set.", contradicts="a"),
        Misconception(id="n", description="Size decides."),
    ),
)


def plan(*questions, **more) -> Plan:
    return Plan(
        bank="My bank",
        questions=questions or (QUESTION,),
        examiner=ExaminerIdentity(name="offline", version="1", kind="offline"),
        **more,
    )


def graded(said="", *, beliefs=(), by="offline") -> Graded:
    """A verdict in letters: A is made, a is missed, ? is undecided; from the answer before it."""
    credits_ = dict(zip("abc", said, strict=True))
    findings = tuple(
        Finding(point=name, credit=None)
        if mark == "?"
        else Finding(point=name, credit=1, quote=name, turn=int(mark), start=0, end=1)
        if mark.isdigit()
        else Finding(point=name, credit=0)
        for name, mark in credits_.items()
    )
    held = tuple(Belief(misconception=b, quote="x", turn=0, start=0, end=1) for b in beliefs)
    return Graded(verdict=Verdict(examiner=by, findings=findings, beliefs=held))


def said(*replies, agreed=None):
    session = Session(agreed or plan(follow_ups=2))
    for reply in replies:
        session.send(reply)
    sheets = session.as_if_stopped().sheets
    return past_of("s", session.plan, sheets, {1: DAY}, DAY)


def ratings(past) -> dict[str, Rating]:
    return {review.key.point: review.rating for review in past.reviews}


ANSWER = Answered(text="x")


def follow(point):
    return FollowedUp(text="And?", point=point)


@pytest.mark.parametrize(
    ("replies", "wanted"),
    [
        ([ANSWER, graded("000")], {"a": GOOD, "b": GOOD, "c": GOOD}),
        ([ANSWER, graded("0x?")], {"a": GOOD, "b": AGAIN}),
        (
            [ANSWER, graded("0xx"), follow("b"), ANSWER, graded("01x")],
            {"a": GOOD, "b": HARD, "c": AGAIN},
        ),
        (
            [HintWanted(), Hinted(text="Look.", point="a", rung=1), ANSWER, graded("0xx")],
            {"a": HARD, "b": AGAIN, "c": AGAIN},
        ),
        ([ANSWER, Ungraded(reason="away")], {}),
        # made at first, then denied in the follow-up: the newest verdict knows most
        ([ANSWER, graded("0xx"), follow("b"), ANSWER, graded("xxx")], dict.fromkeys("abc", AGAIN)),
        # the follow-up was not graded: nothing is known
        ([ANSWER, graded("0xx"), follow("b"), ANSWER, Ungraded(reason="away")], {}),
    ],
)  # fmt: skip
def test_each_point_asked_about_is_one_review(replies, wanted):
    assert ratings(said(*replies)) == wanted


def test_a_held_belief_is_a_miss_of_the_point_it_contradicts_even_where_that_is_undecided():
    held = said(ANSWER, graded("?00", beliefs=["m", "n"]))
    assert ratings(held) == {"a": AGAIN, "b": GOOD, "c": GOOD}
    assert [(b.misconception, b.held) for b in held.beliefs] == [("m", True), ("n", True)]


def test_a_belief_given_up_in_the_conversation_leaves_the_point_aided_at_best():
    past = said(
        ANSWER, graded("0xx", beliefs=["m"]), follow("m"), ANSWER, graded("000"), agreed=plan()
    )
    assert ratings(past) == {"a": HARD, "b": GOOD, "c": GOOD}
    assert [(b.misconception, b.held) for b in past.beliefs] == [("m", False)]


def test_a_skipped_question_is_a_miss_of_all_its_points_and_counts_only_beside_an_answer():
    two = plan(QUESTION.model_copy(update={"id": "first"}), QUESTION, follow_ups=0)
    past = said(ANSWER, graded("000"), Skipped(), agreed=two)
    assert [(r.key.question, r.rating) for r in past.reviews] == [
        *[("first", GOOD)] * 3,
        *[("q", AGAIN)] * 3,
    ]
    assert [attempt.status for attempt in past.attempts] == ["graded", "skipped"]
    assert said(Skipped(), Skipped(), agreed=two) == ((), (), ())
    assert said(Stopped()) == ((), (), ())


def test_a_point_is_known_by_bank_question_and_point_whatever_the_title_or_file_is():
    first, second = QUESTION, QUESTION.model_copy()
    named = plan(first, second, bank_ids=("one", "two"))
    assert [bank_of(named, question) for question in named.questions] == ["one", "two"]
    assert bank_of(plan(first), first) == "my-bank"
    review = said(ANSWER, graded("000")).reviews[0]
    assert (review.key, review.day) == (PointKey("my-bank", "q", "a"), DAY)
    assert (review.examiner, review.session, review.number) == ("offline", "s", 1)


def test_who_judged_stands_beside_each_review():
    past = said(ANSWER, graded("0xx", by="gpt"), follow("b"), ANSWER, graded("01x", by="offline"))
    assert {review.examiner for review in past.reviews} == {"offline"}


def test_the_prediction_stands_beside_the_score():
    past = said(ANSWER, graded("0xx"), Predicted(rating=3), agreed=plan(predict=True, follow_ups=0))
    attempt = past.attempts[0]
    assert (attempt.predicted, attempt.score, attempt.topic) == (3, 0.5, "evaluation")


@pytest.mark.parametrize(
    ("changed", "same"),
    [
        ({"weight": 9, "essential": True, "label": "short", "signs": ("once",)}, True),
        ({"description": "the TEST set, is used once"}, True),
        ({"description": "The test set is used twice."}, False),
    ],
)
def test_what_a_point_asks_for_is_its_description(changed, same):
    point = QUESTION.points[0]
    assert (asks(point) == asks(point.model_copy(update=changed))) is same
