"""What a grading is, which quotes prove something, and how points become a score.

An examiner supplies findings with quotes; every number is computed here. A quote that the candidate
did not say, or only repeated, earns nothing.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from interviewer.core.questions import Question, RubricPoint
from interviewer.core.text import Folded, fold

MADE = 0.5
"""A point with at least this credit counts as made, below it as missed."""

BANDS = (("A", 0.85), ("B", 0.70), ("C", 0.50), ("D", 0.30), ("F", 0.0))
"""Grades with the lowest score of each. C and better is a pass."""

BEST_WITHOUT_ESSENTIAL = "D"
"""Where an essential point is missed, the grade is this at best, whatever the score."""

PARROTED_WORDS = 6
"""This many words in a row out of the rubric's own description are recited, not answered."""

UNFOUND = "undecided: the quote is not in the answer"
"""The note of a finding whose quote nobody said."""

Credit = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)]


class _Kept(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore", defer_build=True)


class Finding(_Kept):
    """What an examiner found about one rubric point."""

    point: str
    credit: Credit | None
    """0 to 1; None where the examiner could not decide. Above 0 only with a quote."""
    quote: str | None = None
    """The candidate's own words, exactly as they stand in the answer. Where the point is undecided,
    the words that made it so, if any."""
    turn: int | None = None
    """Which answer to this question holds the quote; 0 is the first."""
    start: int | None = None
    end: int | None = None
    """Code-point offsets of the quote in that answer; `answer[start:end] == quote`."""
    note: str = ""
    """Why there is no credit, where that is not plain: "unsupported: ...", "undecided: ..."."""
    by: Literal["", "model", "rules", "both"] = ""
    """Who decided it, where a model and the built-in rules graded together; else empty."""

    @property
    def made(self) -> bool:
        return self.credit is not None and self.credit >= MADE


class Belief(_Kept):
    """A misconception that the candidate holds, with the words that show it."""

    misconception: str
    quote: str
    turn: int
    start: int
    end: int


class Verdict(_Kept):
    """One examiner's findings on everything said so far to one question: one for each point."""

    examiner: str
    findings: tuple[Finding, ...]
    beliefs: tuple[Belief, ...] = ()
    remark: str = ""
    """Why nothing was credited at all, where code knows: "no answer was given"."""

    def finding(self, point_id: str) -> Finding | None:
        return next((found for found in self.findings if found.point == point_id), None)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a quote stands: `answers[turn][start:end]`, offsets in code points."""

    turn: int
    start: int
    end: int


def locate(quote: str, answers: Sequence[str]) -> Place | None:
    """Find a quote in the answers, newest first; None where nobody said it.

    Compared folded (see `text.fold`), at word boundaries, so that "art" is not found in "part".
    """
    wanted = fold(quote).text.strip(" .,;:\u2026\"'")
    if not any(char.isalnum() for char in wanted):
        return None
    for turn in range(len(answers) - 1, -1, -1):
        said = fold(answers[turn])
        start = _find_words(said, wanted)
        if start is not None:
            return Place(turn, said.starts[start], said.ends[start + len(wanted) - 1])
    return None


def supports(quote: str, question: Question, asked: Iterable[str]) -> bool:
    """Whether a quote can prove anything: it must hold more than was handed to the candidate.

    `asked` is everything the interviewer said to this question. False for words that only repeat
    it, and for a run of six words or more that recites a rubric description.
    """
    words = _words(quote)
    if not words.strip():
        return False
    if any(words in _words(given) for given in (question.prompt, *asked)):
        return False
    recited = any(words in _words(point.description) for point in question.rubric)
    if not recited or len(words.split()) < PARROTED_WORDS:
        return True
    # What an honest answer may say too, however near it is to the rubric.
    honest = [question.reference_answer or "", *question.alternative_answers]
    honest += [sign for point in question.rubric for sign in point.signs]
    return any(words in _words(text) for text in honest)


def checked(
    found: Finding, question: Question, answers: Sequence[str], asked: Sequence[str]
) -> Finding:
    """Return the finding with its quote's place, or without credit where the quote proves nothing.

    A quote that nobody said leaves its point undecided: its author may have meant words that were
    said, and copied them badly. An undecided finding keeps its quote where that was said. Never
    trusts offsets that came with the finding: they are computed again.
    """
    if not found.credit:
        return _uncredited(found, answers)
    place = locate(found.quote or "", answers)
    if place is None:
        credit, note = (None, UNFOUND) if found.quote else (0, "unsupported: no quote")
        return Finding(point=found.point, credit=credit, note=note)
    quote = answers[place.turn][place.start : place.end]
    # What was asked later may take up the candidate's own words; it gave nothing away.
    if not supports(quote, question, asked[: place.turn + 1]):
        return Finding(
            point=found.point, credit=0, note="unsupported: the quote repeats what was given"
        )
    return placed(found, place, answers)


def _uncredited(found: Finding, answers: Sequence[str]) -> Finding:
    """A finding without credit: an undecided one with the words that made it so, if they were said."""
    bare = Finding(point=found.point, credit=found.credit, note=found.note)
    place = locate(found.quote or "", answers) if found.credit is None else None
    return bare if place is None else placed(bare, place, answers)


def placed(found: Finding, place: Place, answers: Sequence[str]) -> Finding:
    """The finding with the words of the answers that stand at a place for its quote."""
    quote = answers[place.turn][place.start : place.end]
    return found.model_copy(
        update={"quote": quote, "turn": place.turn, "start": place.start, "end": place.end}
    )


@dataclass(frozen=True, slots=True)
class Score:
    """A weighted mean of credits, 0 to 1, over the points that could be decided.

    `value` is None where no point could be. `low` and `high` are what it would be if every
    undecided point were missed, or made.
    """

    value: float | None
    low: float
    high: float


def score(points: Sequence[RubricPoint], credits_: Sequence[float | None]) -> Score:
    """Weigh one credit for each point; None is undecided and counts in `low` and `high` alone."""
    total = sum(point.weight for point in points)
    pairs = [(p.weight, c) for p, c in zip(points, credits_, strict=True) if c is not None]
    decided = sum(weight for weight, _ in pairs)
    earned = sum(weight * credit for weight, credit in pairs)
    value = min(earned / decided, 1.0) if decided else None
    low = min(earned / total, 1.0)
    return Score(value, low, max(low, min((earned + total - decided) / total, 1.0)))


def score_of(question: Question, findings: Sequence[Finding]) -> Score:
    """The score of findings on a question, one for each of its points in their order."""
    return score(question.points, [found.credit for found in findings])


def grade(value: float | None, *, essential_missed: bool = False) -> str | None:
    """Return the band's letter of a score, 0 to 1; None for None.

    The score counts as it is shown, in whole percent: what reads 70 % is graded as 70 %.
    """
    if value is None:
        return None
    shown = int(f"{value * 100:.0f}") / 100
    letter = next(name for name, lowest in BANDS if shown >= lowest or lowest == 0)
    return max(letter, BEST_WITHOUT_ESSENTIAL) if essential_missed else letter


def settled(point_id: str, verdicts: Iterable[Verdict]) -> Finding:
    """Return the newest finding on a point; an undecided one takes no earlier credit away.

    Every verdict looks at the whole conversation on its question, so the newest knows most: what
    was missed before a follow-up and is undecided after it is undecided.
    """
    return settled_all((point_id,), verdicts)[0]


def settled_all(point_ids: Sequence[str], verdicts: Iterable[Verdict]) -> tuple[Finding, ...]:
    """Return `settled` for each point, having read each verdict once: points may be thousands."""
    found = {point_id: Finding(point=point_id, credit=None) for point_id in point_ids}
    for verdict in verdicts:
        for newer in {one.point: one for one in reversed(verdict.findings)}.values():
            known = found.get(newer.point)
            if known is not None and (newer.credit is not None or not known.credit):
                found[newer.point] = newer
    return tuple(found[point_id] for point_id in point_ids)


@lru_cache(maxsize=2048)
def _words(text: str) -> str:
    """The folded words of a text with a space round each: `in` then finds whole words in a row.

    Cached: a bank's texts are compared with every quote of every answer.
    """
    folded = "".join(char if char.isalnum() else " " for char in fold(text).text)
    return f" {' '.join(folded.split())} "


def _find_words(said: Folded, wanted: str) -> int | None:
    """Find `wanted` where it is not part of longer words."""
    at = said.text.find(wanted)
    while at >= 0:
        before, after = said.text[at - 1 : at], said.text[at + len(wanted) : at + len(wanted) + 1]
        inside_left = before.isalnum() and wanted[0].isalnum()
        inside_right = after.isalnum() and wanted[-1].isalnum()
        if not inside_left and not inside_right:
            return at
        at = said.text.find(wanted, at + 1)
    return None
