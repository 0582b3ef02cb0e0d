"""Measures against values worked out by hand, and what must hold for any grades at all."""

import math
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviewer.calibration import agreement, intervals, measures
from interviewer.calibration.agreement import Decision, Mark, compare, of_length
from interviewer.calibration.intervals import Figure

close = pytest.approx


def test_pearson_by_hand():
    # Deviations (-1.5 -.5 .5 1.5) and (-1 -1 1 1): 4 / sqrt(5 * 4).
    assert measures.pearson([1, 2, 3, 4], [1, 1, 3, 3]) == close(4 / math.sqrt(20))
    assert measures.pearson([0, 1], [1, 0]) == -1


def test_spearman_shares_the_ranks_of_ties():
    # Ranks 1 2.5 2.5 4 and 1 2 3 4: sums of squares 4.5 and 5, product 4.5.
    assert measures.spearman([0.1, 0.5, 0.5, 0.9], [1, 2, 3, 4]) == close(4.5 / math.sqrt(22.5))
    assert measures.spearman([1, 10, 100], [0.1, 0.2, 0.3]) == 1
    assert measures.spearman([0.1 + 0.2, 0.3, 1], [1, 1, 2]) == 1  # 0.30000000000000004 ties 0.3


def test_rmse_by_hand():
    assert measures.rmse([0, 1], [0.3, 0.6]) == close(math.sqrt(0.125))


def test_quadratic_kappa_by_hand():
    # Bins 0 2 4 4 and 0 4 4 2. Squared differences 8; expected (36 + 36) - 2 * 10 * 10 / 4 = 22.
    assert measures.quadratic_kappa([0, 0.5, 1, 1], [0.1, 1, 0.9, 0.5]) == close(1 - 8 / 22)
    assert [measures.bin_of(score) for score in (0, 0.124, 0.125, 0.5, 0.874, 0.875, 1)] == [
        0, 0, 1, 2, 3, 4, 4,
    ]  # fmt: skip


def test_quadratic_kappa_of_two_bins_is_cohens_kappa():
    human, machine = [0, 0, 0, 1, 1, 1, 1], [0, 0, 1, 1, 1, 0, 1]
    cells = measures.confusion([h == 1 for h in human], [m == 1 for m in machine])
    assert measures.quadratic_kappa(human, machine) == close(measures.kappa_of(cells))


def test_partial_correlation_by_hand():
    # r_xy .5, r_xz .6, r_yz .7: (.5 - .42) / sqrt(.64 * .51).
    assert measures.partial_of(0.5, 0.6, 0.7) == close(0.08 / math.sqrt(0.64 * 0.51))
    assert measures.partial_of(0.5, 1.0, 0.7) is None


def test_two_classes_by_hand():
    cells = measures.confusion(
        [True] * 5 + [False] * 5, [True] * 4 + [False] + [True] * 2 + [False] * 3
    )
    assert cells == (4, 2, 1, 3)
    assert measures.precision_of(cells) == close(4 / 6)
    assert measures.recall_of(cells) == close(4 / 5)
    assert measures.f1_of(cells) == close(8 / 11)
    assert measures.macro_f1_of(cells) == close((8 / 11 + 6 / 9) / 2)
    assert measures.kappa_of(cells) == close((0.7 - 0.5) / 0.5)


def test_within_question_removes_what_questions_differ_in():
    # Each question is ordered the wrong way round, yet the easy one stands above the hard one.
    human, machine = [0.1, 0.2, 0.8, 0.9], [0.2, 0.1, 0.9, 0.8]
    assert measures.pearson(human, machine) > 0.9
    found = compare([Mark(q, h, m) for q, h, m in zip("aabb", human, machine, strict=True)])
    assert found.scores["pearson_within_question"].value == -1


def test_what_is_not_defined_is_none_and_never_a_number():
    same = [0.1] * 3
    for measure in (measures.pearson, measures.spearman, measures.quadratic_kappa):
        assert (
            measure(same, [0, 0.5, 1]) is None if measure is not measures.quadratic_kappa else True
        )
        assert measure(same, same) is None
        assert measure([], []) is None
    assert measures.rmse([], []) is None
    assert measures.macro_f1_of((3, 0, 1, 0)) is None
    assert measures.precision_of((0, 0, 1, 1)) is None
    assert measures.kappa_of((2, 0, 0, 0)) is None
    nothing = compare([])
    assert set(nothing.scores.values()) == {Figure(None)}
    assert nothing.points == {}


def test_the_threshold_is_chosen_on_other_questions():
    # Question b's own best threshold would be .8; chosen on a it is .35, and b pays for it.
    marks = [Mark("a", h, m) for h, m in ((0, 0.1), (0, 0.2), (1, 0.5), (1, 0.6))]
    marks += [Mark("b", h, m) for h, m in ((0, 0.7), (1, 0.9))]
    found = compare(marks, wanted=["macro_f1"]).scores["macro_f1"]
    # On a, b's threshold .8 calls everything wrong; on b, a's calls everything right.
    cells = (1, 1, 2, 2)
    assert found.value == close(measures.macro_f1_of(cells))
    alone = compare(marks[:4], wanted=["macro_f1"]).scores["macro_f1"]
    assert alone.value is None


@pytest.mark.parametrize(
    ("truth", "scores", "threshold"),
    [
        ([False, False, True, True], [0.1, 0.2, 0.6, 0.9], 0.4),
        ([True, True], [0.1, 0.2], -math.inf),
        ([False], [0.1], math.inf),
    ],
)
def test_best_threshold(truth, scores, threshold):
    assert measures.best_threshold(truth, scores) == close(threshold)


def test_undecided_points_are_neither_right_nor_wrong_but_do_not_agree():
    said = [(True, True), (False, False), (True, None), (False, True)]
    found = compare([], [Decision("q", "p", human, machine) for human, machine in said])
    assert (found.decisions, found.undecided) == (4, 1)
    assert found.points["precision"].value == 0.5
    assert found.points["recall"].value == 1
    assert found.points["agreement"].value == 0.5


def test_length_is_measured_as_a_grader_of_its_own():
    marks = [Mark("a", 0, 0.3, 5), Mark("a", 1, 0.1, 50), Mark("b", 0.5, 0.3, 20)]
    found = of_length(marks)
    assert tuple(found) == agreement.OF_LENGTH
    assert found["spearman"].value == close(1)


def test_intervals_hold_the_value_and_narrow_with_more_questions():
    def width(questions):
        marks = [
            Mark(str(q), (a * 7 + q) % 5 / 4, ((a * 7 + q) % 5 / 4 + (a * q) % 3 / 2) / 2, a)
            for q in range(questions)
            for a in range(6)
        ]
        found = compare(marks, wanted=["pearson"]).scores["pearson"]
        assert found.low <= found.value <= found.high
        return found.high - found.low

    assert width(60) < width(12)


def test_intervals_are_the_same_every_time_and_absent_for_one_question():
    marks = [Mark(str(n % 5), n % 3 / 2, n % 7 / 6, n) for n in range(40)]
    assert compare(marks) == compare(marks)
    assert compare(marks).few
    single = compare([Mark("q", 0, 0.2), Mark("q", 1, 0.6)]).scores["pearson"]
    assert single == Figure(close(1.0))


def test_a_figure_that_most_samples_leave_undefined_has_no_interval():
    rows = intervals.summed([(1, 0)] * 9 + [(0, 1)], lambda sums: sums[0] if sums[1] else None)
    found = intervals.figures({"f": rows}, 10)["f"]
    assert found.value == 9
    never = intervals.summed([(1.0,)] * 3, lambda sums: 1.0 if sums[0] > 9 else None)
    assert intervals.figures({"f": never}, 3)["f"] == Figure(None)


def test_a_figure_as_json_is_rounded_and_keeps_none():
    assert Figure(0.123456, None, 1).as_json() == {"value": 0.1235, "low": None, "high": 1}


def test_five_thousand_rows_take_seconds_not_minutes():
    marks = [
        Mark(str(n % 135), n * 37 % 11 / 10, n * 53 % 997 / 996, n * 31 % 60) for n in range(5000)
    ]
    before = time.process_time()
    compare(marks)
    assert time.process_time() - before < 20  # takes 3; a hang or a square law would show


scores = st.floats(0, 1, allow_nan=False).map(lambda value: round(value, 3))
rows = st.lists(
    st.tuples(st.sampled_from("abcd"), scores, scores, st.integers(0, 500)), max_size=25
)


@given(rows)
def test_any_grades_give_figures_within_their_range_or_none(found):
    marks = [Mark(*row) for row in found]
    groups = agreement._by_question(marks)
    for name, statistic in agreement._STATISTICS.items():
        value = statistic(groups)([1] * len(groups)) if groups else None
        if value is None:
            continue
        assert math.isfinite(value)
        assert (0 if name in ("rmse", "macro_f1") else -1) - 1e-9 <= value <= 1 + 1e-9, name


@given(rows, st.floats(0.1, 5), st.floats(-2, 2))
def test_correlations_do_not_change_with_scale(found, factor, offset):
    human = [row[1] for row in found]
    machine = [row[2] for row in found]
    moved = [round(value * factor + offset, 9) for value in machine]
    first, second = measures.pearson(human, machine), measures.pearson(human, moved)
    assert (first is None) == (second is None)
    if first is not None:
        assert second == close(first, abs=1e-5)
        assert measures.spearman(human, moved) == close(measures.spearman(human, machine))


@given(rows)
def test_both_sides_can_be_swapped(found):
    human, machine = [row[1] for row in found], [row[2] for row in found]
    for measure in (measures.pearson, measures.spearman, measures.rmse, measures.quadratic_kappa):
        assert measure(human, machine) == close(measure(machine, human))


@given(rows.filter(lambda found: len({row[1] for row in found}) > 1))
def test_perfect_agreement_is_one(found):
    human = [row[1] for row in found]
    assert measures.pearson(human, human) == close(1)
    assert measures.spearman(human, human) == close(1)
    assert measures.rmse(human, human) == 0
    assert measures.quadratic_kappa(human, human) in (None, 1)


@given(rows, st.lists(st.integers(0, 3), min_size=4, max_size=4))
def test_a_resample_is_measured_as_if_its_rows_were_written_out(found, times):
    marks = [Mark(*row) for row in found]
    groups = agreement._by_question(marks)
    if not groups:
        return
    times = times[: len(groups)]
    written_out = [
        mark for group, n in zip(groups, times, strict=True) for _ in range(n) for mark in group
    ]
    human, machine = [m.human for m in written_out], [m.machine for m in written_out]
    for name, plain in (
        ("pearson", measures.pearson),
        ("spearman", measures.spearman),
        ("rmse", measures.rmse),
        ("qwk", measures.quadratic_kappa),
    ):
        expected = plain(human, machine)
        got = agreement._STATISTICS[name](groups)(times)
        assert got == (None if expected is None else close(expected, abs=1e-6)), name
