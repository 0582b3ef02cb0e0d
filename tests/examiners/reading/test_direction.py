"""Statements that point the other way: more for fewer, one thing for the other."""

import pytest

from interviewer.examiners.reading.direction import comparison, qualities, turned
from interviewer.examiners.reading.words import stems


def reverses(one: str, other: str) -> bool:
    mine, its = qualities(stems(one)), qualities(stems(other))
    return any(q.opposite in its and q not in its for q in mine)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("it has far fewer parameters", "it has far more parameters"),
        ("the errors are less correlated", "the errors are more correlated"),
        ("the variance rises", "the variance falls"),
        ("it overfits less", "it overfits more"),
        ("training is faster", "training is slower"),
        ("resample before the split", "resample after the split"),
        ("it reduces overfitting", "it increases overfitting"),
        ("oversample the minority", "oversample the majority"),
        ("data \u2191", "data \u2193"),
    ],
)
def test_a_turned_direction_is_the_reverse(one, other):
    assert reverses(one, other)
    assert reverses(other, one)
    assert not reverses(one, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("fewer weights", "fewer weights, and more data for each"),
        ("much smaller weights", "small weights"),
        ("less dense", "sparser"),
        ("other methods gain less from more data", "more data"),
        ("fewer weights", "it does not have more weights"),
    ],
)
def test_what_points_the_same_way_or_is_said_of_something_else_is_no_reverse(one, other):
    assert not reverses(one, other)


@pytest.mark.parametrize(
    ("one", "other", "reversed_"),
    [
        ("more features than samples", "more samples than features", True),
        ("more features than samples", "fewer samples than features", False),
        ("d is much larger than n", "n is much larger than d", True),
        ("p >> n", "n >> p", True),
        ("p >> n", "n << p", False),
        ("p > n", "p is larger than n", False),
        ("more features than samples", "more features", False),
    ],
)
def test_a_comparison_that_changes_sides_is_the_reverse(one, other, reversed_):
    assert turned(comparison(stems(one)), comparison(stems(other))) is reversed_
