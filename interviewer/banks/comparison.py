"""What changed between two versions of a bank: questions and points that are the same, changed, new or gone.

A question is the same by its id, else by a prompt that asks the same; a point by its id within it, else by
its description. What a person has learned of a point stays with it as long as it is the same.
"""

from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from interviewer.banks.duplicates import alike, specific_words
from interviewer.core.questions import Question, RubricPoint

_RENAMED = 0.9
"""From this likeness of prompts on, a question with another id is the old one."""

Kind = Literal["same", "changed", "new", "gone"]


class PointChange(NamedTuple):
    """One rubric point that is new, gone or changed between two versions of a bank."""

    kind: Kind
    old: str
    """Its id before; empty where it is new."""
    new: str
    """Its id now; empty where it is gone."""
    what: tuple[str, ...] = ()
    """The fields that differ."""


class QuestionChange(NamedTuple):
    """One question that is new, gone or changed, with the changes of its points."""

    kind: Kind
    old: str
    new: str
    what: tuple[str, ...]
    points: tuple[PointChange, ...]


def compare(old: Sequence[Question], new: Sequence[Question]) -> list[QuestionChange]:
    """Every question of either, in the order of the new bank, then those that are gone."""
    before = {question.id: question for question in old}
    renamed = _renamed(old, new)
    found: list[QuestionChange] = []
    used: set[str] = set()
    for question in new:
        known = before.get(question.id) or before.get(renamed.get(question.id, ""))
        if known is None:
            points = tuple(PointChange("new", "", point.id) for point in question.points)
            found.append(QuestionChange("new", "", question.id, (), points))
            continue
        used.add(known.id)
        what = tuple(_fields(known, question, _QUESTION_FIELDS))
        points = tuple(_points(known.points, question.points))
        same = not what and all(point.kind == "same" for point in points)
        found.append(
            QuestionChange("same" if same else "changed", known.id, question.id, what, points)
        )
    gone = [question for question in old if question.id not in used]
    return found + [
        QuestionChange("gone", q.id, "", (), tuple(PointChange("gone", p.id, "") for p in q.points))
        for q in gone
    ]


_QUESTION_FIELDS = (
    "id", "topic", "difficulty", "prompt", "reference_answer", "alternative_answers", "misconceptions", "minutes",
    "hints", "deeper", "clarifications", "examples",
)  # fmt: skip
_POINT_FIELDS = ("id", "weight", "essential", "description", "label", "signs", "terms", "follow_up")


def _fields(
    old: Question | RubricPoint, new: Question | RubricPoint, names: Sequence[str]
) -> Iterator[str]:
    yield from (name for name in names if getattr(old, name) != getattr(new, name))


def _renamed(old: Sequence[Question], new: Sequence[Question]) -> dict[str, str]:
    """New ids, each with the old id of the question that asks the same."""
    now, before = {q.id for q in new}, {q.id for q in old}
    gone = [question for question in old if question.id not in now]
    fresh = [question for question in new if question.id not in before]
    both = [*gone, *fresh]
    found: dict[str, str] = {}
    for pair in sorted(alike(both, _RENAMED), key=lambda pair: -pair.likeness):
        one, other = both[pair.first], both[pair.second]
        if pair.first < len(gone) <= pair.second and one.id not in found.values():
            found.setdefault(other.id, one.id)
    return found


def _points(old: Sequence[RubricPoint], new: Sequence[RubricPoint]) -> Iterator[PointChange]:
    by_id = {point.id: point for point in old}
    by_words = {_words(point): point for point in old if point.id not in {p.id for p in new}}
    used: set[str] = set()
    for point in new:
        known = by_id.get(point.id) or by_words.get(_words(point))
        if known is None or known.id in used:
            yield PointChange("new", "", point.id)
            continue
        used.add(known.id)
        what = tuple(_fields(known, point, _POINT_FIELDS))
        yield PointChange("changed" if what else "same", known.id, point.id, what)
    yield from (PointChange("gone", point.id, "") for point in old if point.id not in used)


def _words(point: RubricPoint) -> tuple[str, ...]:
    return tuple(specific_words(point.description))
