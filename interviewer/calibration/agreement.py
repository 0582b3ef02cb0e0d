"""How far two sets of grades agree: an examiner and people, or people and one another.

The measures are in `measures.py`, the intervals in `intervals.py`. Answer length is always measured
beside an examiner: a grader that only counts words agrees with people more than one would think.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from interviewer.calibration import measures
from interviewer.calibration.intervals import FEW, Figure, Statistic, figures, summed
from interviewer.calibration.measures import pair_sums

FOLDS = 10
"""The two-class threshold for a question is chosen on the questions of the other folds."""

OF_SCORES = (
    "pearson",
    "spearman",
    "rmse",
    "pearson_within_question",
    "partial_pearson_length",
    "qwk",
    "macro_f1",
)
OF_LENGTH = ("pearson", "spearman", "pearson_within_question", "macro_f1")
"""What can be said about answer length, which is no score."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One answer graded twice; both scores 0 to 1. `length` is the answer's, in words."""

    question: str
    human: float
    machine: float
    length: float = 0.0


@dataclass(frozen=True, slots=True)
class Decision:
    """One rubric point of one answer, decided twice; `machine` None is undecided."""

    question: str
    point: str
    human: bool
    machine: bool | None


Row = TypeVar("Row", Mark, Decision)


@dataclass(frozen=True, slots=True)
class Agreement:
    """Every figure there is for two sets of grades."""

    n: int
    """Answers compared."""
    questions: int
    scores: Mapping[str, Figure]
    """The figures of OF_SCORES, or those that were asked for."""
    decisions: int
    """Points compared, undecided ones included."""
    undecided: int
    points: Mapping[str, Figure]
    """precision, recall, f1, kappa, macro_f1 over the decided points, and `agreement`, in which an
    undecided point does not agree; empty where nobody decided points."""

    @property
    def few(self) -> bool:
        """There are so few questions that the intervals are rough guesses."""
        return self.questions < FEW


def compare(
    marks: Sequence[Mark],
    decisions: Sequence[Decision] = (),
    *,
    wanted: Sequence[str] = OF_SCORES,
) -> Agreement:
    """Measure two sets of grades against one another; `wanted` are figures of OF_SCORES."""
    undecided = sum(decision.machine is None for decision in decisions)
    return Agreement(
        n=len(marks),
        questions=len({mark.question for mark in marks}),
        scores=_score_figures(marks, wanted),
        decisions=len(decisions),
        undecided=undecided,
        points=_point_figures(decisions),
    )


def of_length(marks: Sequence[Mark]) -> dict[str, Figure]:
    """The figures of OF_LENGTH for a grader that knows nothing but how long an answer is."""
    return _score_figures([replace(mark, machine=mark.length) for mark in marks], OF_LENGTH)


Groups = list[list[Mark]]
"""The marks of each question."""


def _score_figures(marks: Sequence[Mark], wanted: Sequence[str]) -> dict[str, Figure]:
    groups = _by_question(marks)
    if not groups:
        return dict.fromkeys(wanted, Figure(None))
    return figures({name: _STATISTICS[name](groups) for name in wanted}, len(groups))


def _by_question(rows: Sequence[Row]) -> list[list[Row]]:
    """The rows of each question, in the order in which the questions first appear."""
    groups: dict[str, list[Row]] = {}
    for row in rows:
        groups.setdefault(row.question, []).append(row)
    return list(groups.values())


def _columns(group: Sequence[Mark], start: Mark) -> tuple[list[float], list[float], list[float]]:
    """Human, machine and length, all counted from one mark's: near 0, and 0 if they never vary."""
    return (
        [mark.human - start.human for mark in group],
        [mark.machine - start.machine for mark in group],
        [mark.length - start.length for mark in group],
    )


def _pearson(groups: Groups) -> Statistic:
    start = groups[0][0]
    return summed([pair_sums(*_columns(group, start)[:2]) for group in groups], measures.pearson_of)


def _spearman(groups: Groups) -> Statistic:
    """Over ranks, which change with the sample; equal answers of a question are counted once."""
    marks = [mark for group in groups for mark in group]
    owners = [number for number, group in enumerate(groups) for _ in group]
    human = measures.levels([mark.human for mark in marks])
    machine = measures.levels([mark.machine for mark in marks])
    cells = Counter(zip(owners, human, machine, strict=True))
    sizes = list(cells.values())
    owner, x_levels, y_levels = (list(column) for column in zip(*cells, strict=True))

    def statistic(times: Sequence[int]) -> float | None:
        counts = [times[of] * size for of, size in zip(owner, sizes, strict=True)]
        return measures.spearman_of(x_levels, y_levels, counts)

    return statistic


def _rmse(groups: Groups) -> Statistic:
    rows = [(len(g), sum((mark.human - mark.machine) ** 2 for mark in g)) for g in groups]
    return summed(rows, measures.rmse_of)


def _within(groups: Groups) -> Statistic:
    rows = [
        measures.within_sums([mark.human for mark in g], [mark.machine for mark in g])
        for g in groups
    ]
    return summed(rows, measures.within_of)


def _partial(groups: Groups) -> Statistic:
    rows = []
    for group in groups:
        human, machine, length = _columns(group, groups[0][0])
        rows.append(
            (*pair_sums(human, machine), *pair_sums(human, length), *pair_sums(machine, length))
        )

    def formula(sums: measures.Sums) -> float | None:
        three = [measures.pearson_of(sums[at : at + 6]) for at in (0, 6, 12)]
        return measures.partial_of(*three)

    return summed(rows, formula)


def _quadratic_kappa(groups: Groups) -> Statistic:
    rows = [
        pair_sums(
            [measures.bin_of(mark.human) for mark in group],
            [measures.bin_of(mark.machine) for mark in group],
        )
        for group in groups
    ]
    return summed(rows, measures.quadratic_kappa_of)


def _two_way(groups: Groups) -> Statistic:
    """Macro F1 of correct and not, each question by a threshold that never saw it.

    The questions are dealt into FOLDS in turn. The interval resamples questions with the thresholds
    as they are. Undefined with a single question: there is nothing to choose a threshold on.
    """
    if len(groups) < 2:
        return lambda _times: None
    rows: list[tuple[int, int, int, int]] = [(0, 0, 0, 0)] * len(groups)
    folds = min(FOLDS, len(groups))
    for fold in range(folds):
        others = [m for number, g in enumerate(groups) if number % folds != fold for m in g]
        threshold = measures.best_threshold(
            [mark.human >= measures.CORRECT for mark in others], [mark.machine for mark in others]
        )
        for number in range(fold, len(groups), folds):
            truth = [mark.human >= measures.CORRECT for mark in groups[number]]
            said = [mark.machine >= threshold for mark in groups[number]]
            rows[number] = measures.confusion(truth, said)
    return summed(rows, measures.macro_f1_of)


_STATISTICS: dict[str, Callable[[Groups], Statistic]] = {
    "pearson": _pearson,
    "spearman": _spearman,
    "rmse": _rmse,
    "pearson_within_question": _within,
    "partial_pearson_length": _partial,
    "qwk": _quadratic_kappa,
    "macro_f1": _two_way,
}


def _point_figures(decisions: Sequence[Decision]) -> dict[str, Figure]:
    groups = _by_question(decisions)
    if not groups:
        return {}
    rows = []
    for group in groups:
        decided = [decision for decision in group if decision.machine is not None]
        cells = measures.confusion(
            [decision.human for decision in decided],
            [bool(decision.machine) for decision in decided],
        )
        rows.append((*cells, len(group)))
    formulas: dict[str, Callable[[measures.Sums], float | None]] = {
        "precision": measures.precision_of,
        "recall": measures.recall_of,
        "f1": measures.f1_of,
        "kappa": measures.kappa_of,
        "macro_f1": measures.macro_f1_of,
    }
    statistics = {
        name: summed([row[:4] for row in rows], formula) for name, formula in formulas.items()
    }
    statistics["agreement"] = summed(rows, lambda sums: (sums[0] + sums[3]) / sums[4])
    return figures(statistics, len(groups))
