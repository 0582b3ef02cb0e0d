"""Computes each number that the wordings of the first bank state."""

import json
import math
from itertools import product
from random import Random
from statistics import mean

from interviewer import assets

BANK = json.loads(assets.default_bank().read_text(encoding="utf-8"))


def said(question_id, *wordings):
    """Each is still an accepted wording or one of a misconception, word for word."""
    question = next(q for q in BANK["questions"] if q["id"] == question_id)
    parts = [*question["rubric"], *question["misconceptions"]]
    known = {sign for part in parts for sign in part["signs"]}
    for wording in wordings:
        assert wording in known, (question_id, wording)


def majority(members, right):
    """The probability that most of the independent members are right."""
    return sum(
        math.prod(right if one else 1 - right for one in votes)
        for votes in product((False, True), repeat=members)
        if 2 * sum(votes) > members
    )


def test_folds():
    said("stratified-cross-validation", "1000 rows, 10 folds: fit on 900, score on 100, ten times")
    assert (1000 * 9 // 10, 1000 // 10) == (900, 100)
    said("stratified-cross-validation", "50 positives of 1000, k=10: 5 positives per fold")
    assert 50 // 10 == 5
    said(
        "stratified-cross-validation",
        "900 cats and 100 dogs, k=10: each fold gets 90 cats and 10 dogs",
    )
    assert (900 // 10, 100 // 10) == (90, 10)
    said("stratified-cross-validation", "3 positives, 5 folds -> at least 2 folds have none")
    assert 5 - 3 == 2
    said("stratified-cross-validation", "p = 1%, n = 200: two positives, most folds have zero")
    assert 0.01 * 200 == 2 and 5 - 2 > 5 / 2


def test_votes():
    said("ensembles", "3 models at 70%, independent: majority right 78% of the time")
    assert round(majority(3, 0.7), 2) == 0.78
    said("ensembles", "five independent members at 80% -> majority 94%")
    assert round(majority(5, 0.8), 2) == 0.94
    said("ensembles", "y_hat = (f1 + f2 + f3) / 3", "probabilities .6, .7, .8 averaged to .7")
    assert math.isclose(mean((0.6, 0.7, 0.8)), 0.7)
    said("ensembles", "10 members x 20 ms = 200 ms per request")
    assert 10 * 20 == 200


def test_a_bootstrap_sample_holds_about_63_percent_of_the_rows():
    said("ensembles", "about 63% of the distinct rows in each bootstrap sample")
    draw = Random(1)
    shares = [len({draw.randrange(1000) for _ in range(1000)}) / 1000 for _ in range(50)]
    assert round(mean(shares), 2) == round(1 - 1 / math.e, 2) == 0.63


def test_penalties_and_losses():
    said("regularization", "big weights cost most: 10² = 100, 1² = 1")
    assert (10**2, 1**2) == (100, 1)
    said("regularization", "1000 units, p=.2 -> about 200 off in each step")
    assert 1000 * 0.2 == 200
    said("regularization", "val loss .41 .38 .40 .43 -> stop, take epoch 2")
    losses = (0.41, 0.38, 0.40, 0.43)
    assert losses.index(min(losses)) + 1 == 2


def test_rare_cases():
    said("imbalanced-data", "50 frauds x 20 copies = 1000", "pos_weight = 98/2 = 49")
    assert 50 * 20 == 1000 and 98 / 2 == 49
    said("imbalanced-data", "10,000 neg -> keep 500, 50 pos x 10")
    assert 50 * 10 == 500
    said("imbalanced-data", "15 of 20 ill found -> recall 75%")
    said("imbalanced-data", "TP 15, FN 5, FP 30: recall .75, precision .33")
    assert 15 / (15 + 5) == 0.75 and round(15 / (15 + 30), 2) == 0.33
    said("imbalanced-data", "980 of 1000 right and not one sick found")
    assert 980 / 1000 == 0.98


def test_the_best_of_a_hundred_noisy_scores_is_two_and_a_half_too_good():
    said("validation-and-test", "100 runs w/ noise of 1% -> winner looks 2.5% too good")
    draw = Random(1)
    best = mean(max(draw.gauss(0, 1) for _ in range(100)) for _ in range(2000))
    assert round(best, 1) == 2.5


def test_deep_stacks_of_sigmoids():
    said("rise-of-deep-learning", "ReLU: gradient 1, sigmoid at most 0.25")
    slopes = [s * (1 - s) for s in (1 / (1 + math.exp(-x / 100)) for x in range(-500, 501))]
    assert max(slopes) == 0.25
    said("rise-of-deep-learning", "0.25^10 ≈ 1e-6, so deep sigmoid nets didn't learn")
    assert math.isclose(0.25**10, 1e-6, rel_tol=0.1)


def test_copies_of_images():
    said("data-augmentation", "1,000 images x 10 variants = 10,000")
    assert 1000 * 10 == 10_000


def test_weights():
    said("convolutional-networks", "784*784 = 614k weights", "5x5x3x64 = 4,800 weights")
    assert round(784 * 784, -3) == 615_000 and 784 * 784 // 1000 == 614
    assert 28 * 28 == 784 and 5 * 5 * 3 * 64 == 4_800
    said("convolutional-networks", "10*10 -> 10*10: 100*100 = 10k vs 2*81 = 162")
    assert (100 * 100, 2 * 81) == (10_000, 162)
    said("convolutional-networks", "about 60 times fewer weights than dense")
    assert 55 < 10_000 / 162 < 65
    said("convolutional-networks", "224*224*3 = 150k inputs per dense neuron")
    assert 224 * 224 * 3 // 1000 == 150
    said("convolutional-networks", "3*3*64*128 = 73,728 weights", "(3*3+1)*32 = 320 params")
    assert 3 * 3 * 64 * 128 == 73_728 and (3 * 3 + 1) * 32 == 320
    said("convolutional-networks", "dense 32*32*3*100 = 307,200, conv 3*3*3*100 = 2,700")
    assert 32 * 32 * 3 * 100 == 307_200 and 3 * 3 * 3 * 100 == 2_700
    said("convolutional-networks", "9 filters x 9 = 81, then 1 filter x 9 channels x 9 = 81")
    assert 9 * 9 == 1 * 9 * 9 == 81


def test_wrong_counts_are_wrong():
    said("convolutional-networks", "100 + 100 = 200 weights fully connected")
    assert 100 * 100 != 200


def test_many_dimensions():
    said("curse-of-dimensionality", "10 bins per axis, d=6 -> 10^6 cells to fill")
    assert 10**6 == math.prod([10] * 6)
    said("curse-of-dimensionality", "1000 features x .05 = 50 false hits")
    assert 1000 * 0.05 == 50
