"""Labels from people, and what an examiner made of the same answers.

Two people's labels for one answer are two lines with another "reader". The answer is graded once;
its human score is the readers' mean, and each reader's decision on a point stands beside the
examiner's as a decision of its own: nobody is outvoted.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import combinations
from statistics import fmean
from typing import Any

from interviewer.bulk.input_lines import (
    FaultError,
    LineFaults,
    QuestionLookup,
    Source,
    records,
    share,
    text,
)
from interviewer.bulk.jobs import Outcome
from interviewer.calibration.agreement import Decision, Mark
from interviewer.core.grading import score
from interviewer.core.nearest import nearest
from interviewer.core.protocol import Graded
from interviewer.core.questions import Question
from interviewer.core.text import normalise, one_line


@dataclass(frozen=True, slots=True)
class Label:
    """What one reader says of one answer."""

    score: float
    points: Mapping[str, bool]
    """Empty where the reader did not decide points."""


@dataclass(slots=True)
class Labelled:
    """One answer, every reader's label of it, and the examiner's outcome once there is one."""

    question: Question
    answer: str
    labels: dict[str, Label] = field(default_factory=dict)
    """By reader; "" where the lines name none."""
    outcome: Outcome | None = None

    @property
    def human(self) -> float:
        return fmean(label.score for label in self.labels.values())

    @property
    def machine(self) -> float | None:
        """The examiner's score; None where it could not be graded, or nothing could be decided."""
        if not isinstance(self.outcome, Graded):
            return None
        found = {finding.point: finding.credit for finding in self.outcome.verdict.findings}
        points = self.question.points
        return score(points, [found.get(point.id) for point in points]).value

    def decided(self, point_id: str) -> bool | None:
        """Whether the examiner found the point made; None where it did not decide."""
        if not isinstance(self.outcome, Graded):
            return None
        found = self.outcome.verdict.finding(point_id)
        return None if found is None or found.credit is None else found.made

    @property
    def words(self) -> int:
        return len(self.answer.split())


def read(
    source: Source, bank: QuestionLookup, complaints: LineFaults, group: str | None
) -> tuple[list[Labelled], int]:
    """Return the labelled answers in the order read, and how many lines were of another group."""
    found: dict[Any, Labelled] = {}
    others = 0
    for line, data in records(source, complaints):
        if group is not None and data.get("group") != group:
            others += 1
            continue
        try:
            question, answer = bank.question(data), normalise(text(data, "answer"))
            label = Label(share(data, "score"), _points(data, question))
            reader = text(data, "reader") if data.get("reader") is not None else ""
        except FaultError as fault:
            complaints.about(line, fault)
            continue
        key = _key(data, question.id, answer, reader, found)
        found.setdefault(key, Labelled(question, answer)).labels[reader] = label
    return list(found.values()), others


def _key(
    data: Mapping[str, Any],
    question_id: str,
    answer: str,
    reader: str,
    found: Mapping[Any, Labelled],
) -> tuple[Any, ...]:
    """The answer that a line is about. Without readers, or from the same one, each is another."""
    known = data.get("id")
    named = known if isinstance(known, str | int) else None
    copy = 0
    while (key := (question_id, named, answer, copy)) in found and reader in found[key].labels:
        copy += 1
    return key


def _points(data: Mapping[str, Any], question: Question) -> dict[str, bool]:
    points = data.get("points") or {}
    if not isinstance(points, dict):
        raise FaultError('"points" is not an object. Write {"point-id": true, ...}.')
    known = [point.id for point in question.points]
    for name, made in points.items():
        if name not in known:
            raise FaultError(
                f"{one_line(question.id, 80)!r} has no point {one_line(name, 80)!r}."
                f"{nearest(name, known)} Correct it."
            )
        if not isinstance(made, bool | None):
            raise FaultError(f"The point {one_line(name, 80)!r} is neither true nor false.")
    return {name: made for name, made in points.items() if made is not None}


# -- as the measures take them --------------------------------------------------------------------


def marks(answers: Iterable[Labelled]) -> list[Mark]:
    """Each answer that has a score, with the mean of its readers'."""
    return [
        Mark(a.question.id, a.human, value, a.words)
        for a in answers
        if (value := a.machine) is not None
    ]


def decisions(answers: Iterable[Labelled], reader: str | None = None) -> list[Decision]:
    """The examiner's decision beside each reader's, or one reader's."""
    return [
        Decision(a.question.id, point, made, a.decided(point))
        for a in answers
        for name, label in a.labels.items()
        if reader is None or name == reader
        for point, made in label.points.items()
    ]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two readers, or the examiner and a reader, over the answers that both graded."""

    names: tuple[str, str]
    marks: list[Mark]
    decisions: list[Decision]


def pairs(answers: list[Labelled], examiner: str) -> Iterator[Pair]:
    """Readers with one another, then the examiner with each. Nothing where there is one reader."""
    readers = sorted({name for answer in answers for name in answer.labels})
    if len(readers) < 2:
        return
    for one, other in combinations(readers, 2):
        both = [a for a in answers if one in a.labels and other in a.labels]
        yield Pair(
            (one, other),
            [Mark(a.question.id, a.labels[one].score, a.labels[other].score) for a in both],
            [
                Decision(a.question.id, point, made, a.labels[other].points.get(point))
                for a in both
                for point, made in a.labels[one].points.items()
            ],
        )
    for reader in readers:
        graded = [(a, a.machine) for a in answers if reader in a.labels]
        yield Pair(
            (examiner, reader),
            [Mark(a.question.id, a.labels[reader].score, m) for a, m in graded if m is not None],
            decisions(answers, reader),
        )
