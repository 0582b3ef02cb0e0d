"""Two attempts at one question, side by side: which points were gained and which were lost. Pure."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from interviewer.core.report import PointReport, QuestionReport

WORDS = ("missed", "with help", "unaided")
"""How well a point was said, from worst to best."""


class AttemptReport(NamedTuple):
    """One attempt at a question."""

    session: str
    day: date
    """On the person's calendar."""
    report: QuestionReport


class OtherAttempts(NamedTuple):
    """The attempts at a question beside the one that is looked at."""

    before: AttemptReport | None = None
    """The first that was graded; None where the one that is looked at is."""
    since: AttemptReport | None = None
    """The newest that was graded, where it came later."""


class Change(NamedTuple):
    """A point that was said better, or worse, than before."""

    label: str
    was: str
    now: str
    gained: bool


def changes(then: Sequence[PointReport], now: Sequence[PointReport]) -> Iterator[Change]:
    """The points that differ, those gained first. What is undecided, or not in both, does not count."""
    before = {point.id: point for point in then}
    found = []
    for point in now:
        old = before.get(point.id)
        if old is None or "undecided" in (old.state, point.state) or _rank(point) == _rank(old):
            continue
        was, is_ = WORDS[_rank(old)], WORDS[_rank(point)]
        found.append(Change(point.label, was, is_, _rank(point) > _rank(old)))
    yield from sorted(found, key=lambda change: not change.gained)


def _rank(point: PointReport) -> int:
    return 0 if point.state == "missed" else 2 if point.unaided else 1
