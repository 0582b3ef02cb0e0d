"""Computes each number that the bank machine-learning.json states."""

import json
import math
import random
from itertools import product
from statistics import mean, median, pvariance

from interviewer import assets

BANK = json.loads(assets.banks()["machine-learning"].read_text(encoding="utf-8"))


def said(question_id, *phrases):
    """The statement is still in the bank, word for word."""
    text = " ".join(
        json.dumps(
            next(q for q in BANK["questions"] if q["id"] == question_id), ensure_ascii=False
        ).split()
    )
    for phrase in phrases:
        assert phrase in text, (question_id, phrase)


def descend(rate, steps, x=1.0):
    out = []
    for _ in range(steps):
        x -= rate * 2 * x  # the derivative of x^2
        out.append(x)
    return out


def test_gradient_descent_small_rate():
    # loss x^2, start at 1, lr 0.1: 0.8, then 0.64
    said("gradient-descent", "With lr 0.1 the next x is 0.8, then 0.64")
    a, b = descend(0.1, 2)
    assert math.isclose(a, 0.8) and math.isclose(b, 0.64)


def test_gradient_descent_large_rate_explodes():
    # lr 1.1: -1.2, then 1.44, it explodes; "lr 1.1 on x^2 grows every step"
    said("gradient-descent", "With lr 1.1 it's -1.2, then 1.44", "lr 1.1 on x^2 grows every step")
    xs = descend(1.1, 50)
    assert math.isclose(xs[0], -1.2) and math.isclose(xs[1], 1.44)
    assert all(abs(b) > abs(a) for a, b in zip(xs, xs[1:]))


def test_gradient_descent_tiny_rate_takes_long():
    # lr 0.0001: wait all day (after a thousand steps still above 0.8)
    said("gradient-descent", "With lr 0.0001 you wait all day")
    assert descend(0.0001, 1000)[-1] > 0.8


def test_gradient_descent_step_beyond_twice_the_distance():
    # a step a bit larger than twice the distance to the minimum, three times: farther away than at the start
    said("gradient-descent", "make steps a bit larger than the distance to the minimum times two")
    x = 1.0
    for _ in range(3):
        x -= 2.2 * x
    assert abs(x) > 1


def test_squared_error_ten_counts_hundred():
    # an error of 10 counts a hundred times as much as an error of 1; twice the error four times as much
    said(
        "loss-functions",
        "an error of 10 counts a hundred times as much as an error of 1",
        "twice the error costs four times as much",
        "twice the error costs just twice as much",
    )
    assert 10**2 / 1**2 == 100 and (2 * 3) ** 2 / 3**2 == 4 and abs(2 * 3) / abs(3) == 2


def test_log_loss_costs():
    # 0.9 for the right class costs about 0.1, 0.01 about 4.6
    said(
        "loss-functions",
        "0.9 for the right class costs about 0.1, 0.01 costs about 4.6",
        "p = 0.9 costs 0.1, p = 0.01 costs 4.6",
    )
    assert round(-math.log(0.9), 1) == 0.1 and round(-math.log(0.01), 1) == 4.6


def test_best_constants_for_the_five_targets():
    # targets 1, 2, 3, 4, 90: squared error wants 20, absolute error 3
    said(
        "loss-functions",
        "Take the targets 1, 2, 3, 4, 90. Squared error wants to predict 20, absolute error 3",
    )
    y = [1, 2, 3, 4, 90]
    grid = [i / 10 for i in range(0, 1000)]
    assert mean(y) == 20 and median(y) == 3
    assert min(grid, key=lambda c: sum((v - c) ** 2 for v in y)) == 20
    assert min(grid, key=lambda c: sum(abs(v - c) for v in y)) == 3


def test_odds_double():
    # a coefficient of 0.7 about doubles the odds (x 2.01)
    said("logistic-regression", "so 0.7 about doubles them", "odds x 2.01")
    assert round(math.exp(0.7), 2) == 2.01


def test_probability_is_one_half_on_the_boundary():
    # boundary where w.x + b = 0, that's p = 0.5
    said("logistic-regression", "Straight boundary where w.x + b = 0, that's p = 0.5")
    assert 1 / (1 + math.exp(0)) == 0.5


def test_probability_change_depends_on_where_one_stands():
    # contradicts "0.7 adds the same probability everywhere": from 95% there is less to gain than from 50%
    def after(p):
        z = math.log(p / (1 - p)) + 0.7
        return 1 / (1 + math.exp(-z)) - p

    assert after(0.95) < 0.05 and after(0.5) > 0.16


def gini(*counts):
    n = sum(counts)
    return 1 - sum((c / n) ** 2 for c in counts)


def test_gini():
    # 5 yes / 5 no: Gini 0.5; 5/0 and 0/5: 0
    said(
        "decision-trees",
        "Node with 5 yes / 5 no: Gini 0.5. A split into 5/0 and 0/5 brings it to 0",
    )
    assert gini(5, 5) == 0.5 and gini(5, 0) == 0 and gini(0, 5) == 0


def test_rows_left_out_of_a_bootstrap_sample():
    # about 37% of the rows are left out of each tree
    said("forest-or-boosting", "About 37% of the rows are left out of each tree")
    for n in (1_000, 10_000, 1_000_000):
        assert round((1 - 1 / n) ** n, 2) == 0.37


def best_inertia(points, k):
    """The smallest within-cluster sum of squares over all assignments (tiny data)."""
    best = math.inf
    for labels in product(range(k), repeat=len(points)):
        total = 0.0
        for c in range(k):
            members = [p for p, l in zip(points, labels) if l == c]
            if members:
                m = mean(members)
                total += sum((p - m) ** 2 for p in members)
        best = min(best, total)
    return best


def test_inertia_falls_to_zero():
    # its best value goes down with every cluster added, to zero when each point has its own centre
    said(
        "k-means",
        "its best value goes down with every cluster added, to zero when each point has a centre of its own",
    )
    values = [best_inertia([1.0, 2.0, 4.0, 7.0, 11.0], k) for k in range(1, 6)]
    assert all(b < a for a, b in zip(values, values[1:])) and values[-1] == 0


def test_precision_and_recall_of_the_two_thresholds():
    # 200 positives; 100 flagged, 80 true -> 80%, 40%; 400 flagged, 160 true -> 40%, 80%
    said(
        "decision-threshold",
        "100 flagged, 80 of them true -> precision 80%, recall 40%",
        "400 flagged, 160 true -> precision 40%, recall 80%",
    )
    assert (80 / 100, 80 / 200, 160 / 400, 160 / 200) == (0.8, 0.4, 0.4, 0.8)


def test_lower_threshold_never_loses_recall_and_precision_may_rise():
    # recall rises or stays; precision usually falls, though not at every single step
    said(
        "decision-threshold",
        "recall rises or stays, and precision usually falls, though not at every single step",
    )
    cases = sorted(
        [(0.9, 1), (0.8, 0), (0.7, 1), (0.6, 1), (0.5, 0), (0.4, 0), (0.3, 1), (0.2, 0)],
        reverse=True,
    )
    recalls, precisions = [], []
    for n in range(1, len(cases) + 1):
        hits = sum(y for _, y in cases[:n])
        recalls.append(hits / 4)
        precisions.append(hits / n)
    assert all(b >= a for a, b in zip(recalls, recalls[1:]))
    assert any(b > a for a, b in zip(precisions, precisions[1:])) and precisions[-1] < precisions[0]


def test_roc_example():
    # 100 positives, 9,900 negatives, recall 80%, FPR 5%: 495 false alarms for 80 hits, precision about 14% (.139)
    said(
        "roc-or-pr",
        "495 false alarms for 80 hits, a precision of about 14%",
        "80 TP vs 495 FP -> precision .139",
    )
    tp, fp = 0.8 * 100, 0.05 * 9_900
    assert round(tp) == 80 and round(fp) == 495
    assert round(tp / (tp + fp), 2) == 0.14 and round(tp / (tp + fp), 3) == 0.139
    assert 100 / (100 + 9_900) == 0.01  # 10,000 cases, 1% positive; AUPRC of guessing .01


def test_one_percent_of_a_million():
    # 1% of a million negatives is 10,000 false alarms
    said("roc-or-pr", "1% of a million negatives is 10,000 false alarms")
    assert 0.01 * 1_000_000 == 10_000


def auc(pos, neg):
    return mean((p > n) + 0.5 * (p == n) for p in pos for n in neg)


def test_auc_is_pair_ranking_and_ignores_balance():
    # AUC does not move when the mix of classes does; guessing has precision = share of positives
    said("roc-or-pr", "Throw away nine tenths of the negatives at random")
    rng = random.Random(1)
    pos = [rng.gauss(1, 1) for _ in range(300)]
    neg = [rng.gauss(0, 1) for _ in range(3000)]
    assert abs(auc(pos, neg) - auc(pos, neg[:300])) < 0.03

    def precision(negatives):
        tp, fp = sum(p > 1 for p in pos), sum(n > 1 for n in negatives)
        return tp / (tp + fp)

    assert precision(neg[:300]) > precision(neg) + 0.2


def test_halving_scores_keeps_auc():
    # halve all the scores (or square them): same AUC, other probabilities
    said("probability-calibration", "halve all the scores, same AUC, wrong probabilities")
    rng = random.Random(2)
    pos = [rng.betavariate(4, 2) for _ in range(200)]
    neg = [rng.betavariate(2, 4) for _ in range(200)]
    assert (
        auc(pos, neg)
        == auc([p / 2 for p in pos], [n / 2 for n in neg])
        == auc([p * p for p in pos], [n * n for n in neg])
    )


def test_calibration_counts():
    # 30% on a hundred days: about thirty; "out of 100 people at 5%, five default"; "scored 0.2, one in five"
    said(
        "probability-calibration",
        "out of 100 people at 5%, five default",
        "among everyone scored 0.2, one in five is positive",
    )
    assert round(0.3 * 100) == 30 and round(0.05 * 100) == 5 and 0.2 == 1 / 5


def test_unscaled_distances():
    # A (30,000, 25), B (30,500, 60), C (31,000, 25): A-B about 501, A-C 1,000
    said("feature-scaling", "A is nearer to B (about 501) than to C (1,000)")
    a, b, c = (30_000, 25), (30_500, 60), (31_000, 25)
    assert round(math.dist(a, b)) == 501 and math.dist(a, c) == 1_000


def test_green_is_halfway():
    # red 1, green 2, blue 3: a linear model's prediction for green is midway between the two
    said("categorical-encoding", "green would be halfway between red and blue")
    f = lambda x: 3.7 * x - 1.2  # any line
    assert math.isclose(f(2), (f(1) + f(3)) / 2)


def test_single_row_category_gets_its_own_label():
    # a category with 1 row gets its own label as code; smoothing pulls it to the overall mean
    said("categorical-encoding", "a category with 1 row gets its own label as code")
    assert mean([1]) == 1
    prior, weight = 0.1, 20
    assert abs((1 + weight * prior) / (1 + weight) - prior) < 0.05


def test_one_hot_distances_are_equal():
    # three one-hot codes are equally far from each other
    said("categorical-encoding", "How far is each from each other?")
    codes = [(1, 0, 0), (0, 1, 0), (0, 0, 1)]
    assert len({round(math.dist(a, b), 9) for a in codes for b in codes if a != b}) == 1


def test_rows_per_postcode():
    # forty thousand postcodes, fifty thousand rows: 1.25 rows a column
    said("categorical-encoding", "you have forty thousand postcodes and fifty thousand rows")
    assert 50_000 / 40_000 == 1.25


def test_complete_rows():
    # ten columns that each lack 10% independently: about 35% complete
    said(
        "missing-data",
        "with ten columns that each lack 10% independently, only about 35% of the rows are complete",
        "0.9^10 = 35%",
    )
    assert round(0.9**10, 2) == 0.35


def test_mean_imputation_shrinks_variance():
    # 1, 3, 5 has variance 2.67, with a filled-in 3 it's 2.0
    said("missing-data", "1, 3, 5 has variance 2.67, with a filled-in 3 it's 2.0")
    assert round(pvariance([1, 3, 5]), 2) == 2.67 and pvariance([1, 3, 5, 3]) == 2
    assert pvariance([1, 3, 5, 3, 3, 3]) < 2


def test_knn_extremes():
    # k = 1 repeats the training labels; k = n always gives the majority class
    said("nearest-neighbours", "k=1: train accuracy 100%), k = n -> majority class")
    rng = random.Random(3)
    data = [((rng.random(), rng.random()), int(rng.random() < 0.35)) for _ in range(61)]

    def predict(x, k):
        near = sorted(data, key=lambda d: math.dist(d[0], x))[:k]
        return int(sum(y for _, y in near) * 2 > k)

    assert all(predict(x, 1) == y for x, y in data)
    majority = int(sum(y for _, y in data) * 2 > len(data))
    assert {predict((rng.random(), rng.random()), len(data)) for _ in range(50)} == {majority}


def test_quadratic_kernel_is_an_inner_product_in_three_dimensions():
    # (x.z)^2 for 2-d inputs equals an inner product in 3-d
    said("svm-and-kernels", "(x.z)^2 for 2-d inputs equals an inner product in 3-d")
    phi = lambda v: (v[0] ** 2, math.sqrt(2) * v[0] * v[1], v[1] ** 2)
    rng = random.Random(4)
    for _ in range(100):
        x, z = [rng.uniform(-3, 3) for _ in range(2)], [rng.uniform(-3, 3) for _ in range(2)]
        assert math.isclose(
            (x[0] * z[0] + x[1] * z[1]) ** 2,
            sum(a * b for a, b in zip(phi(x), phi(z))),
            abs_tol=1e-9,
        )


def test_laplace_smoothing():
    # unseen word, 1,000 spam tokens, vocabulary of 500 -> 1/1500
    said("naive-bayes", "(0+1)/(1000+500) = 1/1500 instead of 0")
    assert (0 + 1) / (1000 + 500) == 1 / 1500


def test_underflow():
    # 100 factors of 0.0001 underflow to 0 in double precision; their logarithms do not
    said("naive-bayes", "100 factors of 0.0001 underflow to 0 in double precision")
    p = 1.0
    for _ in range(100):
        p *= 0.0001
    assert p == 0.0 and math.isfinite(100 * math.log(0.0001))


def test_false_alarms_per_fault():
    # 1 fault in 10,000 readings and 1% false alarms = about 100 false ones per fault
    said(
        "anomaly-detection",
        "1 fault in 10,000 readings and 1% false alarms = about 100 false ones per fault",
        "99.99% accuracy by never alarming",
    )
    assert round(0.01 * 9_999) == 100 and math.isclose(9_999 / 10_000, 0.9999)


def test_grid_size():
    # five settings with four values each make 1,024 trainings ("over a thousand runs")
    said("hyper-parameter-search", "five settings with four values each make 1,024 trainings")
    assert len(list(product(range(4), repeat=5))) == 1_024


def test_random_search_top_five_percent():
    # 60 random draws hit the best 5% with probability 1 - 0.95^60 = 95%
    said("hyper-parameter-search", "1 - 0.95^60 = 95%")
    assert round(1 - 0.95**60, 2) == 0.95


def test_grid_and_random_distinct_values():
    # a 3x3 grid tries 3 values of each, random tries 9 of each
    said("hyper-parameter-search", "a 3x3 grid tries 3 values of each, random tries 9 of each")
    grid = list(product([1, 2, 3], repeat=2))
    rng = random.Random(5)
    drawn = [(rng.random(), rng.random()) for _ in range(9)]
    assert len(grid) == 9 and len({a for a, _ in grid}) == 3
    assert len({a for a, _ in drawn}) == len({b for _, b in drawn}) == 9


def test_best_of_a_hundred_coin_tossers():
    # a hundred people toss ten times: nine heads or more for the best is nothing unusual; the next ten give five on average
    said(
        "hyper-parameter-search",
        "A hundred people toss a coin ten times each, and the best gets nine heads",
    )
    nine_or_more = (math.comb(10, 9) + math.comb(10, 10)) / 2**10
    assert 1 - (1 - nine_or_more) ** 100 > 0.6 and 10 * 0.5 == 5


def test_baseline_gain():
    # 91% negatives, model 92% -> +1 point
    said("baseline-models", "91% negatives, model 92% -> +1 point")
    assert 92 - 91 == 1


def test_time_series_origins():
    # 52 origins, horizon 7 = one year (to the day or two)
    said("time-series-validation", "52 origins = one year")
    assert 52 * 7 == 364


def test_bias_stays_variance_falls_with_more_data():
    # "More data alone does little for a model that underfits": a constant fitted to y = x^2
    said("bias-variance", "More data alone does little for a model that underfits")
    rng = random.Random(6)

    def errors(n):
        # straight line fitted to x^2 on [-1, 1], looked at in x = 1 where the truth is 1
        out = []
        for _ in range(200):
            xs = [rng.uniform(-1, 1) for _ in range(n)]
            ys = [x * x + rng.gauss(0, 0.1) for x in xs]
            mx, my = mean(xs), mean(ys)
            slope = sum((x - mx) * (y - my) for x, y in zip(xs, ys)) / sum(
                (x - mx) ** 2 for x in xs
            )
            out.append(my + slope * (1 - mx) - 1)
        return mean(out) ** 2, pvariance(out)

    bias_small, variance_small = errors(20)
    bias_large, variance_large = errors(500)
    assert bias_large > 0.3 and abs(bias_large - bias_small) < 0.1
    assert variance_large < variance_small / 5
