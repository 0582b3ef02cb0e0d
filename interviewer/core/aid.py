"""What help a point took: a follow-up, a hint, or none.

A hint helps with the point that it leads to, and with others that it speaks of; what is said of the
rest, and what was said before it, is the candidate's own.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Literal

from interviewer.core.grading import Finding
from interviewer.core.questions import Question, RubricPoint
from interviewer.core.sheets import GivenHint, Sheet
from interviewer.core.text import fold

Aid = Literal["follow-up", "hint"]

SPOKEN_OF = 2
"""A hint speaks of a point where it shares this many of the point's words that the question lacks."""
LONG, ALIKE = 5, 5
"""Letters: shorter words say too little, and longer ones with the same beginning are taken for one."""
_WORD = re.compile(r"[^\W\d_]+")


def unaided(found: Finding, before: Finding, sheet: Sheet) -> float | None:
    """What was earned without help, 0 to 1: by words of the first answer, or at its first grading
    (`before`). None where it is undecided.

    A point that a hint before the first answer spoke of was not made without help.
    """
    if found.credit is None:
        return None
    first = sheet.turns[0] if sheet.turns else None
    if first and _hinted(found.point, sheet.hints[: first.hints], sheet.question):
        return 0.0
    if first and found.turn == 0 and first.led_to(found.point, found.start):
        return 0.0
    if not sheet.verdicts or found.turn == 0:
        return found.credit
    return min(found.credit, before.credit or 0.0)


def aid_of(found: Finding, sheet: Sheet) -> Aid:
    """What helped with a point that was not made without help: a hint that spoke of it, if there was
    one since the answer before, else the follow-up.
    """
    turn = found.turn or 0
    if turn >= len(sheet.turns):
        return "follow-up"
    before = sheet.turns[turn - 1].hints if turn else 0
    given = sheet.hints[before : sheet.turns[turn].hints]
    return "hint" if _hinted(found.point, given, sheet.question) else "follow-up"


def _hinted(point_id: str, given: Iterable[GivenHint], question: Question) -> bool:
    point = next((known for known in question.points if known.id == point_id), None)
    return any(
        hint.point == point_id or (point is not None and _speaks_of(hint.text, point, question))
        for hint in given
    )


def _speaks_of(text: str, point: RubricPoint, question: Question) -> bool:
    return len(_beginnings(text) & _own_words(point, question)) >= SPOKEN_OF


@lru_cache(maxsize=256)
def _own_words(point: RubricPoint, question: Question) -> frozenset[str]:
    """What a point's description, label and signs hold and the question does not."""
    said = " ".join((point.description, point.label or "", *point.signs))
    return _beginnings(said) - _beginnings(question.prompt)


def _beginnings(text: str) -> frozenset[str]:
    words = _WORD.findall(fold(text).text)
    return frozenset(word[:ALIKE] for word in words if len(word) >= LONG)
