"""Measures of agreement between two sets of grades, each with its source and range.

Rules of this file:

1. A measure that is not defined (nothing varies, one class only, no grades) is None: never NaN,
   never 0. Both of those would be read as a result.
2. Every measure but Spearman's is a formula over sums, so that a sample of whole questions is
   measured by adding up what was summed once for each question (see `intervals.py`).
3. Scores are 0 to 1 on both sides.
"""

from collections.abc import Sequence
from itertools import pairwise
from math import sqrt

Sums = Sequence[float]

KAPPA_BINS = 5
"""Quadratic weighted kappa compares scores rounded to the nearest quarter: 0, .25, .5, .75, 1."""

CORRECT = 0.5
"""A score of at least this is "correct" where answers are divided into two classes."""

_NOTHING = 1e-12
"""A variance below this share of its raw sum of squares is rounding, not variance."""


def pair_sums(xs: Sequence[float], ys: Sequence[float]) -> tuple[float, ...]:
    """Return n, and the sums of x, y, xx, yy and xy.

    Hand in values near 0 (shift them first): the formulas subtract these sums from one another.
    """
    xx, yy = sum(x * x for x in xs), sum(y * y for y in ys)
    xy = sum(x * y for x, y in zip(xs, ys, strict=True))
    return float(len(xs)), sum(xs), sum(ys), xx, yy, xy


def shifted(values: Sequence[float]) -> list[float]:
    """The values less the first one: what does not vary becomes exactly 0."""
    return [value - values[0] for value in values]


def ratio(covariance: float, x_spread: float, y_spread: float) -> float | None:
    """A correlation from centred sums, kept within -1..1 against rounding."""
    product = x_spread * y_spread
    if x_spread <= 0 or product <= 0:
        return None
    return max(-1.0, min(1.0, covariance / sqrt(product)))


def centred(n: float, a: float, b: float, ab: float) -> float:
    """The sum of (a - mean a)(b - mean b) from raw sums; 0 where rounding is all that is left."""
    spread = ab - a * b / n
    return spread if abs(spread) > _NOTHING * abs(ab) else 0.0


def pearson_of(sums: Sums) -> float | None:
    """Pearson's product-moment correlation, -1..1, from `pair_sums` (Pearson 1895)."""
    n, x, y, xx, yy, xy = sums
    if not n:
        return None
    return ratio(centred(n, x, y, xy), centred(n, x, x, xx), centred(n, y, y, yy))


def pearson(xs: Sequence[float], ys: Sequence[float]) -> float | None:
    """Pearson's correlation, -1..1; None where one side does not vary."""
    return pearson_of(pair_sums(shifted(xs), shifted(ys))) if xs else None


def partial_of(xy: float | None, xz: float | None, yz: float | None) -> float | None:
    """Correlation of x and y given z, -1..1 (Yule 1907): what is left when z is accounted for."""
    if xy is None or xz is None or yz is None:
        return None
    left = (1 - xz * xz) * (1 - yz * yz)
    return max(-1.0, min(1.0, (xy - xz * yz) / sqrt(left))) if left > _NOTHING else None


def within_sums(xs: Sequence[float], ys: Sequence[float]) -> tuple[float, float, float]:
    """One question's centred sums: xx, yy, xy. Added over questions they give `within_of`."""
    n, x, y, xx, yy, xy = pair_sums(shifted(xs), shifted(ys))
    return centred(n, x, x, xx), centred(n, y, y, yy), centred(n, x, y, xy)


def within_of(sums: Sums) -> float | None:
    """Pearson's correlation after removing each question's mean from both sides, -1..1.

    What is left when easy and hard questions no longer matter: does the examiner order the
    answers to the same question as people do?
    """
    xx, yy, xy = sums
    return ratio(xy, xx, yy)


def rmse_of(sums: Sums) -> float | None:
    """Root of the mean squared difference, 0..1 for scores; 0 is best. From n and sum of squares."""
    n, squares = sums
    return sqrt(squares / n) if n else None


def rmse(xs: Sequence[float], ys: Sequence[float]) -> float | None:
    return rmse_of((len(xs), sum((x - y) ** 2 for x, y in zip(xs, ys, strict=True))))


def bin_of(score: float) -> int:
    """The score's quarter, 0..4; halves go up."""
    return int(score * (KAPPA_BINS - 1) + 0.5)


def quadratic_kappa_of(sums: Sums) -> float | None:
    """Cohen's kappa with quadratic weights, -1..1 (Cohen 1968), from `pair_sums` of bins.

    1 - (sum of squared differences seen) / (the same expected of independent graders with these
    marginals). Expected is (xx + yy) - 2 x y / n, so no table of bins is needed.
    """
    n, x, y, xx, yy, xy = sums
    expected = xx + yy - 2 * x * y / n if n else 0.0
    return 1 - (xx + yy - 2 * xy) / expected if expected > _NOTHING else None


def quadratic_kappa(xs: Sequence[float], ys: Sequence[float]) -> float | None:
    """Quadratic weighted kappa of scores rounded to quarters; None where all fall into one bin."""
    return quadratic_kappa_of(pair_sums([bin_of(x) for x in xs], [bin_of(y) for y in ys]))


# -- ranks ----------------------------------------------------------------------------------------


def levels(values: Sequence[float]) -> list[int]:
    """Number the distinct values from 0 upwards; values alike to 12 digits are one."""
    rounded = [round(value, 12) for value in values]
    order = {value: level for level, value in enumerate(sorted(set(rounded)))}
    return [order[value] for value in rounded]


def midranks(counts: Sequence[float]) -> list[float]:
    """The rank of each level, the lowest first; ties share the mean of their ranks (from 1)."""
    ranks, before = [], 0.0
    for count in counts:
        ranks.append(before + (count + 1) / 2)
        before += count
    return ranks


def spearman_of(
    x_levels: Sequence[int], y_levels: Sequence[int], counts: Sequence[int]
) -> float | None:
    """Spearman's rank correlation, -1..1 (Spearman 1904): Pearson's of the midranks.

    Row i stands for `counts[i]` answers, so that a resample needs no sorting.
    """
    n = sum(counts)
    if not n:
        return None
    deviations, spreads = [], []
    for row_levels in (x_levels, y_levels):
        per_level = [0] * (max(row_levels) + 1)
        for level, count in zip(row_levels, counts, strict=True):
            per_level[level] += count
        deviation = [rank - (n + 1) / 2 for rank in midranks(per_level)]
        spreads.append(sum(c * d * d for c, d in zip(per_level, deviation, strict=True)))
        deviations.append(deviation)
    x_off, y_off = deviations
    product = sum(
        count * x_off[x] * y_off[y]
        for x, y, count in zip(x_levels, y_levels, counts, strict=True)
        if count
    )
    return ratio(product, *spreads)


def spearman(xs: Sequence[float], ys: Sequence[float]) -> float | None:
    """Spearman's rank correlation with ties, -1..1; None where one side does not vary."""
    return spearman_of(levels(xs), levels(ys), [1] * len(xs)) if xs else None


# -- two classes ----------------------------------------------------------------------------------


def confusion(truth: Sequence[bool], said: Sequence[bool]) -> tuple[int, int, int, int]:
    """Return how many were truly made, falsely made, falsely missed, truly missed."""
    both = list(zip(truth, said, strict=True))
    cells = ((True, True), (False, True), (True, False), (False, False))
    found = [both.count(cell) for cell in cells]
    return found[0], found[1], found[2], found[3]


def precision_of(cells: Sums) -> float | None:
    """Of what the examiner called made, the share that people did, 0..1."""
    return _share(cells[0], cells[0] + cells[1])


def recall_of(cells: Sums) -> float | None:
    """Of what people called made, the share that the examiner did, 0..1."""
    return _share(cells[0], cells[0] + cells[2])


def f1_of(cells: Sums) -> float | None:
    """Harmonic mean of precision and recall of "made", 0..1 (van Rijsbergen 1979)."""
    return _share(2 * cells[0], 2 * cells[0] + cells[1] + cells[2])


def macro_f1_of(cells: Sums) -> float | None:
    """Mean of the F1 of both classes, 0..1; None where people used one class only."""
    made, false_made, false_missed, missed = cells
    if not made + false_missed or not missed + false_made:
        return None
    return ((f1_of(cells) or 0.0) + (f1_of((missed, false_missed, false_made, made)) or 0.0)) / 2


def kappa_of(cells: Sums) -> float | None:
    """Cohen's kappa, -1..1 (Cohen 1960): agreement beyond chance; None where chance is certain."""
    made, false_made, false_missed, missed = cells
    n = sum(cells)
    if not n:
        return None
    truly, said = (made + false_missed) / n, (made + false_made) / n
    chance = truly * said + (1 - truly) * (1 - said)
    return ((made + missed) / n - chance) / (1 - chance) if 1 - chance > _NOTHING else None


def _share(part: float, whole: float) -> float | None:
    return part / whole if whole else None


def best_threshold(truth: Sequence[bool], scores: Sequence[float]) -> float:
    """The lowest score to call correct so that macro F1 is highest on these answers.

    Midway between two neighbouring scores; among equally good places the middle one. Infinite
    where people used one class only: then everything belongs to it.
    """
    positives = sum(truth)
    if positives in (0, len(truth)):
        return float("-inf") if positives else float("inf")
    rows = sorted(zip(scores, truth, strict=True), reverse=True)
    made = false_made = 0
    best, places = -1.0, [0.0]
    for (score, correct), (below, _) in pairwise(rows):
        made, false_made = made + correct, false_made + (not correct)
        if score == below:
            continue
        missed = len(rows) - positives - false_made
        value = macro_f1_of((made, false_made, positives - made, missed)) or 0.0
        if value > best + _NOTHING:
            best, places = value, []
        if value >= best - _NOTHING:
            places.append((score + below) / 2)
    return places[len(places) // 2]
