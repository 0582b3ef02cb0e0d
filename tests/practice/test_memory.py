"""The memory of a point: FSRS by its own package, and the curve that is written out here."""

from datetime import date, timedelta

import pytest
from fsrs import Card, Scheduler
from fsrs import Rating as Rated
from hypothesis import given
from hypothesis import strategies as st

from interviewer.practice.memory import DECAY, FACTOR, after, curve, memories
from interviewer.practice.reviews import PointKey, Rating, Review

DAY = date(2026, 12, 3)
KEY = PointKey("bank", "q", "p")


def review(days=0, rating=Rating.GOOD, *, key=KEY, asks=1, session=None):
    return Review(
        key, DAY + timedelta(days=days), rating, "offline", asks, session or f"s{days:03}", 1
    )


def test_the_curve_is_the_package_s_own():
    scheduler = Scheduler()
    assert (DECAY, FACTOR) == (scheduler._DECAY, scheduler._FACTOR)
    assert curve(5, 5) == pytest.approx(0.9)
    assert curve(5, 0) == curve(5, -3) == 1


@given(st.lists(st.tuples(st.integers(0, 30), st.sampled_from(Rating)), min_size=1, max_size=8))
def test_a_memory_is_what_the_package_makes_of_the_same_reviews(steps):
    scheduler = Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False)
    card, memory, day = Card(card_id=1), None, 0
    for gap, rating in steps:
        day += gap
        from interviewer.practice.memory import _noon

        card, _ = scheduler.review_card(card, Rated(rating), _noon(DAY + timedelta(days=day)))
        memory = after(memory, review(day, rating))
    assert (memory.stability, memory.difficulty) == (card.stability, card.difficulty)
    assert memory.reviews == len(steps)
    later = _noon(DAY + timedelta(days=day + 9))
    assert memory.recall(later.date()) == pytest.approx(
        scheduler.get_card_retrievability(card, later)
    )


def test_what_was_missed_is_due_tomorrow_and_what_was_known_later():
    missed, known = after(None, review(rating=Rating.AGAIN)), after(None, review())
    assert missed.due == DAY + timedelta(days=1)
    assert known.due == DAY + timedelta(days=2)
    twice = after(known, review(2))
    assert twice.due - twice.last > known.due - known.last


def test_reviews_count_in_the_order_of_their_days_not_of_their_arrival():
    made = [review(0, Rating.AGAIN), review(3), review(9, Rating.HARD)]
    assert memories(made) == memories(made[::-1])


def test_a_point_that_asks_for_something_else_starts_again():
    found = memories([review(0), review(4), review(9, Rating.AGAIN, asks=2)])
    assert found[KEY] == after(None, review(9, Rating.AGAIN, asks=2))
