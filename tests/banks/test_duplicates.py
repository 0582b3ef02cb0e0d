"""Questions that ask the same are found, and others are not."""

import time

import pytest

from interviewer.banks.duplicates import alike
from interviewer.core.questions import Question


def asked(*prompts):
    return [Question(id=f"q{n}", prompt=p, reference_answer="So.") for n, p in enumerate(prompts)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("What is overfitting?", "Explain overfitting."),
        ("What is overfitting?", "what is Overfitting"),
        ("What is the difference between TCP and UDP?", "How do TCP and UDP differ?"),
        ("How does an index speed up a query?", "Why do indexes speed up queries?"),
        ("What are the types of joins?", "Which types of join are there?"),
        ("Was ist ein Index?", "Was ist ein Index?"),
        ("???", "???"),
        ("What?", "What?"),
    ],
)
def test_the_same_in_other_words_is_found(one, other):
    filler = asked("What is a mutex?", "How is memory freed in Rust?")
    found = list(alike([*asked(one, other), *filler]))
    assert [(pair.first, pair.second) for pair in found] == [(0, 1)]
    assert 0.72 <= found[0].likeness <= 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("What is overfitting?", "What is underfitting?"),
        ("What is a left join?", "What is a right join?"),
        ("What is C?", "What is C++?"),
        ("How does k-means work?", "How does k-nearest neighbours work?"),
        ("What is a hash table?", "What is a hash function?"),
    ],
)
def test_what_only_sounds_alike_is_not(one, other):
    filler = asked("What is a mutex?", "How is memory freed in Rust?")
    assert list(alike([*asked(one, other), *filler])) == []


def test_three_thousand_questions_take_no_time():
    questions = asked(*(f"What is the {n}th step of process {n % 700}?" for n in range(3000)))
    began = time.process_time()
    list(alike(questions))
    assert time.process_time() - began < 2
