"""How a person stands: points by state, beliefs held and given up, predictions."""

from datetime import timedelta

import pytest

from interviewer.core.questions import Misconception
from interviewer.practice.memory import Remembered
from interviewer.practice.progress import by_topic, standing
from interviewer.practice.reviews import Attempt, BeliefSeen, Past, together
from interviewer.practice.worth import Offer
from tests.practice.test_schedule import AGAIN, GOOD, HARD, TODAY, past, question

A = question("a", misconceptions=(Misconception(id="m", description="It is always so."),))
B = question("b", topic="u")
OFFERS = [Offer("bank", A), Offer("bank", B)]


def stood(*pasts, **more):
    left = together(pasts)
    return standing(OFFERS, left, Remembered.of(pasts), [], today=TODAY, **more)


def test_each_point_stands_as_it_went_the_last_time():
    found = stood(past(A, 9, AGAIN, AGAIN, AGAIN), past(A, 2, GOOD, HARD))
    assert [(p.key.question, p.key.point, p.state, p.reviews) for p in found.points] == [
        ("a", "p0", "unaided", 2),
        ("a", "p1", "aided", 2),
        ("a", "p2", "missed", 1),
        ("b", "p0", "never", 0),
        ("b", "p1", "never", 0),
        ("b", "p2", "never", 0),
    ]
    asked, never = found.points[0], found.points[3]
    assert 0 < asked.recall < 1
    assert asked.due > TODAY - timedelta(days=2)
    assert (never.recall, never.due, never.on_the_day) == (None, None, None)
    assert [(t.topic, t.share) for t in found.topics] == [("t", pytest.approx(2 / 3)), ("u", None)]


def test_what_would_be_forgotten_by_the_day_comes_dearest_first():
    found = stood(past(A, 2, AGAIN, GOOD), until=TODAY + timedelta(days=9))
    assert [point.key.point for point in found.at_risk] == ["p0", "p1"]
    assert found.at_risk[0].on_the_day < found.at_risk[0].recall
    assert [point.key.point for point in found.due] == ["p0", "p1"]


def test_a_point_that_asks_for_something_else_keeps_its_past_as_older():
    edited = A.model_copy(
        update={"rubric": (A.rubric[0].model_copy(update={"description": "Another thing."}),)}
    )
    edited.__dict__.pop("points", None)
    known = [past(A, 5, GOOD), past(A, 3, GOOD)]
    found = standing(
        [Offer("bank", edited)], together(known), Remembered.of(known), [], today=TODAY
    )
    assert [(p.state, p.reviews, p.older) for p in found.points] == [("never", 0, 2)]


def attempt(days_ago, session, *, status="graded", predicted=None, score=0.5, topic="t"):
    return Attempt(
        session, 1, "bank", "a", topic, TODAY - timedelta(days=days_ago), status, score, score,
        predicted, None,
    )  # fmt: skip


def shown(days_ago, session, *, held=True):
    return BeliefSeen(session, 1, "bank", "a", "m", TODAY - timedelta(days=days_ago), held)


@pytest.mark.parametrize(
    ("attempts", "beliefs", "held", "last"),
    [
        ([attempt(6, "1")], [shown(6, "1")], True, 6),
        ([attempt(6, "1")], [shown(6, "1", held=False)], False, 6),
        ([attempt(6, "1"), attempt(2, "2")], [shown(6, "1")], False, 2),
        ([attempt(6, "1"), attempt(2, "2", status="ungraded")], [shown(6, "1")], True, 6),
        ([attempt(6, "1"), attempt(2, "2")], [shown(6, "1"), shown(2, "2")], True, 2),
    ],
)
def test_a_belief_is_held_until_its_question_goes_by_without_it(attempts, beliefs, held, last):
    (found,) = stood(Past((), tuple(attempts), tuple(beliefs))).beliefs
    assert (found.held, found.description) == (held, "It is always so.")
    assert (found.since, found.last) == (TODAY - timedelta(days=6), TODAY - timedelta(days=last))


def test_predictions_stand_beside_what_was_graded():
    made = stood(
        Past(
            (),
            (
                attempt(3, "1", predicted=3, score=0.5),
                attempt(2, "2", predicted=0, score=0.5, topic="u"),
                attempt(1, "3", score=0.5),
                attempt(1, "4", predicted=3, score=None, status="ungraded"),
            ),
        )
    ).predictions
    assert [(one.predicted, one.over) for one in made] == [(1.0, 0.5), (0.0, -0.5)]
    assert by_topic(made) == [("t", 1, 0.5), ("u", 1, -0.5)]
