"""Tonight's questions: what is chosen, in which order, and why."""

import random
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviewer.core.questions import Misconception, Question, RubricPoint
from interviewer.practice.memory import Remembered
from interviewer.practice.neighbours import side_by_side
from interviewer.practice.reviews import Attempt, Past, PointKey, Rating, Review, asks
from interviewer.practice.schedule import drill, due_points, evening
from interviewer.practice.worth import REPEAT, Offer, repetition_of

TODAY = date(2026, 12, 3)
AGAIN, HARD, GOOD = Rating.AGAIN, Rating.HARD, Rating.GOOD


def question(name, points=3, *, topic="t", minutes=5.0, essential=False, **more):
    return Question(
        id=name,
        topic=topic,
        prompt=f"What about {name}?",
        minutes=minutes,
        rubric=tuple(
            RubricPoint(
                id=f"p{i}",
                label=f"part {i}",
                description=f"Part {i} of {name}.",
                essential=essential and not i,
            )
            for i in range(points)
        ),
        **more,
    )


def offers(*questions, bank="bank"):
    return [Offer(bank, one) for one in questions]


def past(one, days_ago, *ratings, bank="bank", session=None):
    day = TODAY - timedelta(days=days_ago)
    name = session or f"{day:%Y%m%d}-{one.id}"
    reviews = tuple(
        Review(PointKey(bank, one.id, p.id), day, rating, "offline", asks(p), name, 1)
        for p, rating in zip(one.points, ratings, strict=False)
    )
    attempt = Attempt(name, 1, bank, one.id, one.topic, day, "graded", 0.5, 0.5, None, 60.0)
    return Past(reviews, (attempt,))


def tonight(questions, pasts=(), **more):
    return evening(offers(*questions), Remembered.of(pasts), TODAY, **more)


def ids(found):
    return [choice.question.id for choice in found.choices]


A, B, C, D = (question(name) for name in "abcd")


def test_at_first_everything_is_new_and_the_minutes_are_kept():
    found = tonight([A, B, C, D], minutes=15)
    assert ids(found) == ["a", "b", "c"]
    assert [choice.points for choice in found.choices] == [()] * 3
    assert found.choices[0].why == "New: not asked yet, on t."
    assert not found.rehearsal


def test_a_question_longer_than_the_evening_is_still_asked():
    assert ids(tonight([A, B], minutes=2)) == ["a"]


def test_what_is_due_comes_first_and_says_why():
    found = tonight([A, B, C], [past(C, 6, AGAIN, GOOD, HARD)])
    assert ids(found)[0] == "c"
    first = found.choices[0]
    assert first.points[0] == "p0"
    assert first.why == "You missed \u201cpart 0\u201d 6 days ago; 2 more points are due."


@pytest.mark.parametrize(
    ("rating", "days", "why"),
    [
        (AGAIN, 1, "You missed \u201cpart 0\u201d yesterday."),
        (HARD, 4, "You needed help for \u201cpart 0\u201d 4 days ago."),
        (GOOD, 9, "You said \u201cpart 0\u201d 9 days ago, and it is about to be forgotten."),
    ],
)
def test_one_sentence_for_each_kind_of_past(rating, days, why):
    one = question("a", 1)
    assert tonight([one], [past(one, days, rating)]).choices[0].why == why


def test_what_is_not_due_is_not_asked_without_a_date_and_with_one_if_it_would_be_forgotten():
    known = [past(A, 1, GOOD, GOOD, GOOD)]
    assert tonight([A], known).choices == ()
    found = tonight([A], known, until=TODAY + timedelta(days=9))
    assert ids(found) == ["a"]
    assert "by 12 Dec it would be forgotten" in found.choices[0].why


def test_what_was_asked_today_is_not_asked_again_today():
    known = [past(A, 0, AGAIN, AGAIN, AGAIN)]
    assert tonight([A], known).choices == ()
    assert tonight([A], known, until=TODAY + timedelta(days=2)).choices == ()


def test_the_dearer_of_two_equal_pasts_comes_first():
    dear = question("dear", essential=True)
    found = tonight(
        [A, dear], [past(A, 3, AGAIN, GOOD, GOOD), past(dear, 3, AGAIN, GOOD, GOOD)], minutes=5
    )
    assert ids(found) == ["dear"]


def test_new_questions_are_limited():
    assert ids(tonight([A, B, C], [past(A, 5, AGAIN)], new=1)) == ["a", "b"]
    assert ids(tonight([A, B, C], [past(A, 5, AGAIN)], new=0)) == ["a"]
    assert ids(tonight([A], new=0)) == []


def test_the_last_evening_is_a_rehearsal():
    def rehearsal(days):
        return tonight([A], until=TODAY + timedelta(days=days)).rehearsal

    assert [rehearsal(days) for days in (0, 1, 2)] == [True, True, False]
    assert not rehearsal(-1), "a day that has passed does not count"


def test_the_question_that_was_asked_last_does_not_come_first():
    known = [past(A, 3, AGAIN, AGAIN, AGAIN, session="2"), past(B, 3, AGAIN, session="1")]
    assert ids(tonight([A, B], known)) == ["b", "a"]
    assert ids(tonight([A], known[:1])) == ["a"]


def test_two_questions_of_one_id_are_not_asked_in_one_evening():
    both = [Offer("one", A), Offer("two", A)]
    assert len(evening(both, Remembered.of([]), TODAY).choices) == 1


def test_a_point_that_asks_for_something_else_now_is_as_if_never_asked():
    edited = A.model_copy(
        update={
            "rubric": tuple(
                p.model_copy(update={"description": f"Not {p.description}"}) for p in A.rubric
            )
        }
    )
    edited.__dict__.pop("points", None)
    found = tonight([edited], [past(A, 6, AGAIN, AGAIN, AGAIN)])
    assert [(choice.question.id, choice.points) for choice in found.choices] == [("a", ())]
    assert due_points(offers(edited), Remembered.of([past(A, 6, AGAIN)]), TODAY) == []


def test_the_points_that_are_due_are_those_whose_day_has_come():
    known = Remembered.of([past(A, 1, AGAIN, GOOD)])
    assert [p.id for _, p, _ in due_points(offers(A, B), known, TODAY)] == ["p0"]


def mistaken(name, said):
    wrong = Misconception(id="m", description=said)
    return question(name, topic=name, misconceptions=(wrong,))


def test_what_is_mistaken_for_one_another_stands_side_by_side():
    lasso = mistaken("lasso", "The L1 penalty shrinks weights like the L2 penalty of ridge.")
    trees = mistaken("trees", "A deeper tree generalizes better.")
    ridge = mistaken("ridge", "The L2 penalty makes weights zero like the L1 penalty of lasso.")
    joins = mistaken("joins", "An outer join keeps only matching rows.")
    ordered = side_by_side([lasso, trees, joins, ridge], lambda one: ("bank", one))
    assert [one.id for one in ordered] == ["lasso", "ridge", "trees", "joins"]


@given(st.integers(0, 1000), st.integers(0, 40), st.sampled_from([None, 1, 5, 30]))
def test_every_choice_keeps_the_rules(seed, minutes, until):
    chance = random.Random(seed)
    questions = [question(f"q{n}", 1 + n % 4, minutes=1.0 + n % 5) for n in range(12)]
    pasts = [
        past(one, chance.randrange(0, 20), *chance.choices(list(Rating), k=4))
        for one in questions
        if chance.random() < 0.6
    ]
    day = None if until is None else TODAY + timedelta(days=until)
    found = tonight(questions, pasts, minutes=minutes, until=day)
    again = tonight(questions, pasts, minutes=minutes, until=day)
    assert found == again
    assert len(set(ids(found))) == len(found.choices)
    assert len(found.choices) <= 1 or sum(c.minutes for c in found.choices) <= minutes
    news = [not choice.points for choice in found.choices]
    assert news == sorted(news), "what is due comes before what is new"
    for choice in found.choices:
        assert choice.why.endswith(".")
        assert "\n" not in choice.why
        assert set(choice.points) <= {point.id for point in choice.question.points}


def test_a_drill_asks_what_was_missed_the_last_time_due_or_not():
    known = Remembered.of(
        [
            past(A, 0, AGAIN, GOOD, AGAIN),
            past(B, 5, GOOD, HARD, GOOD),
            past(C, 9, AGAIN),
            past(C, 4, GOOD),
        ]
    )
    found = drill(offers(A, B, C, D), known, TODAY)
    assert [(c.question.id, c.points) for c in found.choices] == [("a", ("p0", "p2"))]
    assert found.choices[0].why == "You missed \u201cpart 0\u201d today, and 1 more point of it."


def test_repetitions_count_more_for_somebody_who_forgets_more_than_the_curve_says():
    known = [past(A, 9, AGAIN, AGAIN, AGAIN)]
    known += [past(A, days, AGAIN, AGAIN, AGAIN) for days in (7, 5, 3, 2)]
    forgets = repetition_of(Remembered.of(known))
    keeps = [past(A, 9, GOOD, GOOD, GOOD), *(past(A, d, GOOD, GOOD, GOOD) for d in (7, 4, 2))]
    assert forgets == REPEAT[1]
    assert REPEAT[0] <= repetition_of(Remembered.of(keeps)) < 1
    assert repetition_of(Remembered.of([])) == 1


def test_however_little_time_there_is_what_is_due_goes_before_what_is_new():
    dear = [question(f"new{n}", 6, minutes=1.0) for n in range(9)]
    known = [past(A, 2, AGAIN, GOOD, GOOD), past(B, 2, GOOD, GOOD, AGAIN)]
    assert ids(tonight([*dear, A, B], known, minutes=10)) == ["a", "b"]
    dated = ids(tonight([*dear, A, B], known, minutes=10, until=TODAY + timedelta(days=9)))
    assert any(name.startswith("new") for name in dated)
