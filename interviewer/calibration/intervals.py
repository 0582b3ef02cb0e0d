"""How sure a figure is: 95 % intervals from resampling whole questions.

Answers to one question resemble one another, so it is the number of questions, not of answers,
that says how sure a figure is. A resample draws as many questions as there are, with repetition
(Efron 1979; cluster bootstrap, percentile interval). What belongs to a question was summed once, so
that a thousand resamples cost additions, not a thousand readings of the answers.
"""

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from operator import mul

RESAMPLES = 1000
FEW = 10
"""With fewer questions than this an interval is a rough guess, and is said to be."""

Statistic = Callable[[Sequence[int]], float | None]
"""Takes how often each question is in the sample; None where the figure is not defined for it."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure with its 95 % interval.

    `value` is None where it is not defined; `low` and `high` also where there is one question only,
    or where the figure is undefined for more than half of the resamples.
    """

    value: float | None
    low: float | None = None
    high: float | None = None

    def as_json(self) -> dict[str, float | None]:
        """`{"value", "low", "high"}`, four digits."""
        shown = {"value": self.value, "low": self.low, "high": self.high}
        return {name: None if f is None else round(f, 4) for name, f in shown.items()}


def summed(
    per_question: Sequence[Sequence[float]], formula: Callable[[Sequence[float]], float | None]
) -> Statistic:
    """A statistic that is a formula over sums: one row of summands for each question."""
    columns = list(zip(*per_question, strict=True))

    def statistic(times: Sequence[int]) -> float | None:
        return formula([sum(map(mul, times, column)) for column in columns])

    return statistic


def figures(
    statistics: Mapping[str, Statistic],
    questions: int,
    *,
    resamples: int = RESAMPLES,
    seed: int = 0,
) -> dict[str, Figure]:
    """Return every statistic over all questions, with its interval. The same on every machine."""
    once = [1] * questions
    values = {name: statistic(once) for name, statistic in statistics.items()}
    if questions < 2:
        return {name: Figure(value) for name, value in values.items()}
    drawn: dict[str, list[float]] = {name: [] for name in statistics}
    draw = random.Random(seed)  # noqa: S311 - a repeatable sample, not a secret
    for _ in range(resamples):
        times = [0] * questions
        for question in draw.choices(range(questions), k=questions):
            times[question] += 1
        for name, statistic in statistics.items():
            value = None if values[name] is None else statistic(times)
            if value is not None:
                drawn[name].append(value)
    return {
        name: Figure(value, *_interval(drawn[name], resamples)) for name, value in values.items()
    }


def _interval(drawn: list[float], resamples: int) -> tuple[float | None, float | None]:
    if len(drawn) * 2 <= resamples:
        return None, None
    drawn.sort()
    return _quantile(drawn, 0.025), _quantile(drawn, 0.975)


def _quantile(ordered: Sequence[float], share: float) -> float:
    """Between the two nearest values, in proportion (Hyndman and Fan's type 7)."""
    place = share * (len(ordered) - 1)
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (place - low)
