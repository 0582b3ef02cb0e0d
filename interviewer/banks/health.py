"""What answers show of a bank: points that separate nobody, signs that match nothing, leaks.

Pure: it is handed what examiners decided. A finding is a hint for whoever writes the bank, never a fault.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from statistics import median
from typing import Final, NamedTuple

from interviewer.banks.duplicates import alike, specific_words
from interviewer.core.questions import Question, RubricPoint

LEAST: Final = 5
"""Fewer answers to a question say nothing of its points."""
_RUN: Final = 5
"""This many words in a row out of the reference answer give it away."""
_OFTEN: Final = 0.25
_LATE: Final = 1.5


class Seen(NamedTuple):
    """One answer and what was decided about it."""

    question: str
    answer: str
    points: Mapping[str, bool | None]
    """By id; None is undecided."""
    other: Mapping[str, bool | None] = {}
    """What another examiner decided, where two graded it."""
    disputed: frozenset[str] = frozenset()
    """Points that the candidate appealed against."""
    seconds: float | None = None


class Finding(NamedTuple):
    """Something to look at."""

    question: str
    point: str
    """Empty where it is about the whole question."""
    what: str


def findings(questions: Sequence[Question], seen: Sequence[Seen]) -> Iterator[Finding]:
    """Everything that is worth a look, question by question."""
    for pair in alike(questions):
        yield Finding(
            questions[pair.first].id, "", f"asks nearly the same as {questions[pair.second].id}"
        )
    by_question: dict[str, list[Seen]] = {}
    for one in seen:
        by_question.setdefault(one.question, []).append(one)
    for question in questions:
        yield from _of_its_words(question)
        answers = by_question.get(question.id, [])
        if len(answers) >= LEAST:
            yield from _of_points(question, answers)
            yield from _never_told_apart(question, answers)
        yield from _of_time(question, answers)


def _of_its_words(question: Question) -> Iterator[Finding]:
    secret = runs(question.reference_answer or "") - runs(question.prompt)
    signs: dict[str, str] = {}
    for point in question.points:
        if point.follow_up and runs(point.follow_up) & secret:
            yield Finding(
                question.id,
                point.id,
                "its follow-up holds five words in a row of the reference answer",
            )
        for sign in point.signs:
            other = signs.setdefault(sign.casefold(), point.id)
            if other != point.id:
                yield Finding(question.id, point.id, f"the sign {sign!r} is also one of {other}")
    for hint in question.hints:
        if runs(hint) & secret:
            yield Finding(
                question.id, "", "a hint holds five words in a row of the reference answer"
            )


def _of_points(question: Question, answers: Sequence[Seen]) -> Iterator[Finding]:
    for point in question.points:
        made = [one.points.get(point.id) for one in answers]
        decided = [value for value in made if value is not None]
        if len(decided) >= LEAST and not any(decided):
            yield Finding(question.id, point.id, f"nobody made it, in {len(decided)} answers")
        if len(decided) >= LEAST and all(decided):
            yield Finding(question.id, point.id, f"everybody made it, in {len(decided)} answers")
        if len(decided) < (1 - _OFTEN) * len(made):
            yield Finding(
                question.id,
                point.id,
                f"undecided in {len(made) - len(decided)} of {len(made)} answers",
            )
        disputes = sum(point.id in one.disputed for one in answers)
        if disputes >= 2 and disputes >= _OFTEN * len(answers):
            yield Finding(
                question.id, point.id, f"disputed in {disputes} of {len(answers)} answers"
            )
        both = [
            (one.points[point.id], one.other[point.id])
            for one in answers
            if point.id in one.points and point.id in one.other
        ]
        apart = sum(a is not None and b is not None and a != b for a, b in both)
        if len(both) >= LEAST and apart >= _OFTEN * len(both):
            yield Finding(
                question.id,
                point.id,
                f"two examiners decided it differently in {apart} of {len(both)} answers",
            )
        yield from _of_signs(question, point, answers)


def _of_signs(question: Question, point: RubricPoint, answers: Sequence[Seen]) -> Iterator[Finding]:
    said = [set(specific_words(one.answer)) for one in answers if one.points.get(point.id)]
    if len(said) < 2 * LEAST or not point.signs:
        return
    idle = [
        sign
        for sign in point.signs
        if not any(set(specific_words(sign)) <= words for words in said)
    ]
    if 2 * len(idle) > len(point.signs):
        yield Finding(
            question.id,
            point.id,
            f"{len(idle)} of {len(point.signs)} signs match none of {len(said)} answers that made it",
        )


def _never_told_apart(question: Question, answers: Sequence[Seen]) -> Iterator[Finding]:
    for one, other in combinations(question.points, 2):
        both = [(a.points.get(one.id), a.points.get(other.id)) for a in answers]
        values = [first for first, second in both if first is second and first is not None]
        if len(values) == len(both) and sum(values) >= 2 and len(values) - sum(values) >= 2:
            yield Finding(
                question.id, one.id, f"decided as {other.id} is, in all {len(both)} answers"
            )


def _of_time(question: Question, answers: Sequence[Seen]) -> Iterator[Finding]:
    seconds = [one.seconds for one in answers if one.seconds]
    if question.minutes and len(seconds) >= 3 and median(seconds) > _LATE * 60 * question.minutes:
        yield Finding(
            question.id,
            "",
            f"takes {median(seconds) / 60:.0f} minutes and is planned with {question.minutes:.0f}",
        )


def runs(text: str) -> set[tuple[str, ...]]:
    """Every five words in a row."""
    words = re.findall(r"\w+", text.casefold())
    return {tuple(words[i : i + _RUN]) for i in range(len(words) - _RUN + 1)}
