"""Quotes that prove something, and the numbers that code computes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviewer.core.grading import (
    Finding,
    Verdict,
    checked,
    grade,
    locate,
    score,
    settled,
    supports,
)
from interviewer.core.questions import Question, RubricPoint

QUESTION = Question(
    id="q",
    prompt="What is stratified cross-validation?",
    reference_answer="Every fold keeps the share of each class exactly the same as in the data.",
    rubric=(
        RubricPoint(
            id="p",
            weight=3,
            description="Says that stratifying keeps each category's share the same in every fold.",
        ),
    ),
)


def test_a_quote_is_found_as_people_read_it():
    answers = ["Each  fold\nkeeps \u201cthe\u201d SAME mix.", "and more"]
    place = locate('fold keeps "the" same mix', answers)
    assert (place.turn, answers[0][place.start : place.end]) == (
        0,
        "fold\nkeeps \u201cthe\u201d SAME mix",
    )


@pytest.mark.parametrize("quote", ["", "  ", "...", "art", "keeps mix", "the question"])
def test_a_quote_nobody_said_is_not_found(quote):
    assert locate(quote, ["It keeps the mix in every part."]) is None


@given(st.text(min_size=1), st.integers(0, 50), st.integers(1, 50))
def test_whatever_is_found_really_stands_there(text, start, size):
    place = locate(text[start : start + size], [text])
    if place is not None:
        assert 0 <= place.start < place.end <= len(text)


def test_words_that_were_handed_over_prove_nothing():
    assert not supports("stratified cross-validation", QUESTION, [])
    assert not supports("so what of the rare ones", QUESTION, ["And so what of the rare ones?"])
    assert not supports("!!", QUESTION, [])
    assert supports("each fold has the same mix", QUESTION, [])


def test_reciting_the_rubric_proves_nothing_but_the_reference_does():
    recited = "stratifying keeps each category's share the same in every fold"
    assert not supports(recited, QUESTION, [])
    assert supports("keeps the share of each class exactly the same", QUESTION, [])


def test_credit_without_a_proving_quote_is_taken_away():
    answers, asked = ["The folds share the mix."], [QUESTION.prompt]
    made_up = Finding(point="p", credit=1, quote="I said everything", turn=0, start=0, end=5)
    found = checked(made_up, QUESTION, answers, asked)
    assert (found.credit, found.quote) == (None, None)
    assert found.note == "undecided: the quote is not in the answer"
    none = checked(Finding(point="p", credit=1), QUESTION, answers, asked)
    assert (none.credit, none.note) == (0, "unsupported: no quote")
    real = checked(Finding(point="p", credit=1, quote="SHARE the mix"), QUESTION, answers, asked)
    assert (real.quote, real.turn, real.start, real.end) == ("share the mix", 0, 10, 23)


def points(*weights):
    return [RubricPoint(id=str(i), weight=w, description="d") for i, w in enumerate(weights)]


def test_the_score_weighs_what_could_be_decided_and_ranges_over_the_rest():
    found = score(points(1, 3, 2), [1.0, 0.5, None])
    assert found.value == pytest.approx(2.5 / 4)
    assert (found.low, found.high) == (pytest.approx(2.5 / 6), pytest.approx(4.5 / 6))
    nothing = score(points(1), [None])
    assert (nothing.value, nothing.low, nothing.high) == (None, 0, 1)


@given(st.lists(st.tuples(st.floats(0.1, 9), st.none() | st.floats(0, 1)), min_size=1, max_size=9))
def test_a_score_lies_in_its_range(pairs):
    found = score(points(*(w for w, _ in pairs)), [c for _, c in pairs])
    assert 0 <= found.low <= found.high <= 1 + 1e-9
    if found.value is not None:
        assert found.low - 1e-9 <= found.value <= found.high + 1e-9


@pytest.mark.parametrize(
    ("value", "letter"),
    [
        (1, "A"),
        (0.85, "A"),
        (0.844, "B"),
        (0.8451, "A"),
        (0.7, "B"),
        (0.5, "C"),
        (0.3, "D"),
        (0, "F"),
        (None, None),
    ],
)
def test_grade_bands(value, letter):
    assert grade(value) == letter


def test_without_its_essential_point_an_answer_is_no_pass():
    assert grade(0.95, essential_missed=True) == "D"
    assert grade(0.1, essential_missed=True) == "F"


def test_the_newest_decision_on_a_point_counts():
    def verdict(credit):
        return Verdict(examiner="e", findings=(Finding(point="p", credit=credit),))

    assert settled("p", [verdict(1.0), verdict(None)]).credit == 1.0
    assert settled("p", [verdict(1.0), verdict(0.0)]).credit == 0.0
    assert settled("p", [verdict(0.0), verdict(None)]).credit is None
    assert settled("p", [verdict(0.3), verdict(None)]).credit == 0.3
    assert settled("p", [verdict(None)]).credit is None
    assert settled("other", [verdict(1.0)]).credit is None
