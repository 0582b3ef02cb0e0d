"""Words: forms of one word are one, related words are near, look-alikes are nothing."""

import pytest

from interviewer.examiners.reading.phrasing import phrasing
from interviewer.examiners.reading.stems import stem
from interviewer.examiners.reading.words import (
    known,
    misspelling,
    rarity,
    relatives,
    stems,
    words,
)


@pytest.mark.parametrize(
    "forms",
    [
        "evaporates evaporated evaporating evaporation",
        "regularize regularise regularization regularisation regularized",
        "reduce reduces reduced reduction",
        "absorb absorbed absorption",
        "is are was were been being be",
        "write wrote written writing writes",
        "matrix matrices",
        "hypothesis hypotheses",
        "imbalance imbalanced",
        "generalises generalization generalize",
    ],
)
def test_the_forms_of_a_word_have_one_stem(forms):
    assert len({stem(form) for form in forms.split()}) == 1


@pytest.mark.parametrize(
    ("one", "other"), [("only", "on"), ("noise", "noize"), ("news", "new"), ("early", "ear")]
)
def test_words_that_only_look_like_forms_of_another_stay_apart(one, other):
    assert stem(one) != stem(other)


def test_words_keep_their_place_in_the_text():
    text = "Don\u2019t stop: 10,000 samples aren't enough, k=5."
    assert [text[w.start : w.end] for w in words(text)] == [
        "Don\u2019t", "Don\u2019t", "stop", "10,000", "samples", "aren't", "aren't", "enough", "k", "5",
    ]  # fmt: skip
    assert stems("Don't") == ("do", "not")
    assert stems("10,000") == stems("10000")


def test_kindred_words_are_near_and_opposites_are_not():
    near = dict(relatives(stem("decreases")))
    assert near[stem("reduces")] > 0.5
    assert stem("increases") not in near
    assert stem("supervised") not in dict(relatives(stem("unsupervised")))
    assert relatives("zzyzx") == ()


def test_likeness_is_a_share():
    for a_stem in ("water", "model", stem("training")):
        assert all(0 < likeness <= 1 for _, likeness in relatives(a_stem))


def test_rare_words_say_more():
    assert rarity("the") < rarity("water") < rarity(stem("overfitting"))
    assert known("water")
    assert not known("wqxz")


@pytest.mark.parametrize(
    ("written", "meant", "same"),
    [
        ("seperated", "separated", True),
        ("voltge", "voltage", True),
        ("recieve", "receive", True),
        ("cat", "cut", False),
        ("boltage", "voltage", False),
        ("v\u043eltage", "voltage", False),
    ],
)
def test_a_slip_of_the_finger_is_forgiven_and_a_look_alike_letter_is_not(written, meant, same):
    assert misspelling(written, meant) is same


def test_sentences_are_told_from_shuffled_words_and_lists():
    said = phrasing("The fold keeps the share of each class the same in training and validation.")
    shuffled = phrasing(
        "the the of fold and in same keeps each class training share the validation"
    )
    listed = phrasing("fold, share, class, training, validation, stratified, proportion")
    assert said.natural > 0.1 > -0.1 > shuffled.natural
    assert said.trust(1, 0.1) == 1
    assert shuffled.trust(1, 0.1) < 0.2
    assert listed.trust(1, 0.1) < 0.2
    assert listed.listed


def test_few_words_are_not_judged():
    assert phrasing("closed path").trust(1, 0) == 1
