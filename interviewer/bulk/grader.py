"""Batches of answers graded in many processes: by Ray, Spark, multiprocessing, pandas, a loop."""

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from os import PathLike, fspath
from typing import Any, Protocol, Self, overload, runtime_checkable

from interviewer.banks.bank import Bank
from interviewer.bulk.answer_result import AnswerResult
from interviewer.bulk.event_loop import LOOP
from interviewer.bulk.rows import grade_rows
from interviewer.core.run import Examiner
from interviewer.examiners import registry
from interviewer.storage.home_folder import home_path

Record = Mapping[str, Any]
Columns = Mapping[str, Sequence[Any]]


@runtime_checkable
class Frame(Protocol):
    """What is needed of a pandas DataFrame."""

    def to_dict(self, orient: str) -> Any: ...

    def assign(self, **columns: Any) -> Self: ...


class Grader:
    """Grades a batch of rows; can be pickled, and is built again in each process that uses it.

    A batch is a list of rows, a mapping of columns (as `ray.data.map_batches` hands out), or a
    pandas DataFrame, and comes back as the same with the columns status, score, low, high, grade,
    reason and points added: points is a list in a row, and its JSON in a table. What a row needs:
    `bulk.rows.Row`. In a table an unknown number is NaN.

    Only names travel to another process, never a key: each finds its own in its environment.
    """

    def __init__(
        self,
        bank: Bank,
        *,
        by: str = registry.OFFLINE,
        concurrency: int = 8,
        home: str | PathLike[str] | None = None,
        **options: Any,
    ) -> None:
        """`by` names an examiner, `options` are those of `examiner`, such as model and base_url."""
        self.bank = bank
        self._by = by
        self._concurrency = concurrency
        self._home = None if home is None else fspath(home)
        self._options = options
        self._examiner: Examiner | None = None

    @property
    def examiner(self) -> Examiner:
        """Who grades in this process. Raises UsageError."""
        if self._examiner is None:
            made = registry.described(self._by, home_path(self._home), **self._options)
            self._examiner = made
        return self._examiner

    def __getstate__(self) -> dict[str, Any]:
        return {**self.__dict__, "_examiner": None}

    def __repr__(self) -> str:
        return f"Grader({self.bank!r}, by={self._by!r})"

    @overload
    def __call__(self, batch: Frame) -> Any: ...
    @overload
    def __call__(self, batch: Columns) -> dict[str, Any]: ...
    @overload
    def __call__(self, batch: Iterable[Record]) -> list[dict[str, Any]]: ...

    def __call__(self, batch: Frame | Columns | Iterable[Record]) -> Any:
        """Return the batch with its results, in its order."""
        if isinstance(batch, Frame):
            return batch.assign(**_columns(self._results(batch.to_dict("records"))))
        if isinstance(batch, Mapping):
            return {**batch, **_columns(self._results(_records(batch)))}
        rows = list(batch)
        results = self._results(rows)
        return [{**row, **_fields(found)} for row, found in zip(rows, results, strict=True)]

    def results(self, rows: Iterable[Record]) -> list[AnswerResult]:
        """Return the result of each row, in their order."""
        return self._results(rows)

    def _results(self, rows: Iterable[Record]) -> list[AnswerResult]:
        return [r for _, r in grade_rows(rows, self.bank, self.examiner, self._concurrency)]

    def close(self) -> None:
        """Close what its examiner holds open in this process; it opens it again when used."""
        examiner, self._examiner = self._examiner, None
        if examiner is not None:
            LOOP.run(examiner.aclose())


def _records(columns: Columns) -> Iterable[Record]:
    names = list(columns)
    cells = zip(*columns.values(), strict=True)
    return (dict(zip(names, row, strict=True)) for row in cells)


def _fields(found: AnswerResult) -> dict[str, Any]:
    said = found.as_json()
    return {
        "status": found.status,
        "score": found.score,
        "low": found.low,
        "high": found.high,
        "grade": found.grade,
        "reason": found.reason,
        "points": said["points"],
    }


def _columns(results: Sequence[AnswerResult]) -> dict[str, list[Any]]:
    return {
        "status": [found.status for found in results],
        "score": [_number(found.score) for found in results],
        "low": [_number(found.low) for found in results],
        "high": [_number(found.high) for found in results],
        "grade": [found.grade for found in results],
        "reason": [found.reason for found in results],
        "points": [json.dumps(found.as_json()["points"]) for found in results],
    }


def _number(value: float | None) -> float:
    return math.nan if value is None else value
