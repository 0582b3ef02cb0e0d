"""Pieces of the closing words' sentences: questions, points, quotes and numbers as they stand inside one."""

import re
import zlib
from collections.abc import Sequence

from interviewer.core.bank_defaults import ANY_TOPIC
from interviewer.core.report import PointReport, QuestionReport, Report
from interviewer.core.text import one_line

QUOTE, LABEL = 18, 16
"""Words that a quote, and a point's label, may have."""
_ORDINALS = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
    "eleventh", "twelfth",
)  # fmt: skip
_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_SMALL = frozenset((
    "a", "an", "and", "as", "at", "but", "by", "for", "from", "in", "is", "it",
    "of", "on", "or", "so", "than", "that", "the", "then", "to", "with",
))  # fmt: skip
"""Words that lead to the next: nothing is cut after one."""


class Wordings:
    """Chooses among wordings, by what happened: the same report is always put the same way."""

    def __init__(self, report: Report) -> None:
        said = [turn.answer for question in report.questions for turn in question.turns]
        self._seed = zlib.crc32("\0".join([*said, f"{report.score}"]).encode("utf-8", "replace"))

    def one_of(self, *wordings: str) -> str:
        self._seed = zlib.crc32(b"next", self._seed)
        return wordings[self._seed % len(wordings)]


def the(number: int, question: QuestionReport) -> str:
    """A question inside a sentence: "the third question, on evaluation"."""
    ordinal = _ORDINALS[number - 1] if number <= len(_ORDINALS) else f"{number}th"
    topic = "" if question.topic == ANY_TOPIC else f" on {one_line(question.topic, 40)}"
    return f"the {ordinal} question{topic}"


def where(number: int, question: QuestionReport) -> str:
    """Where in the interview: "in the third question on evaluation"."""
    return f"in {the(number, question)}"


def label(point: PointReport) -> str:
    """A point's short name as it stands inside a sentence."""
    text = cut(point.label or point.description, LABEL).rstrip(" .")
    return text[:1].lower() + text[1:] if text[1:2].islower() else text


def cut(text: str, words: int) -> str:
    """The text on one line in at most this many words, cut where a clause ends if one does.

    Never inside a number such as "99 to 1", nor after a small word; an ellipsis shows the cut.
    """
    parts = one_line(text, 40 * words).replace('"', "'").split()
    if len(parts) <= words:
        return " ".join(parts).rstrip(".,;:\u2026")
    kept = parts[:words]
    clause = next((at for at in range(words, words // 2, -1) if parts[at - 1][-1] in ",;:"), None)
    if clause is not None:
        kept = parts[:clause]
    while len(kept) > 1 and clause is None and _hangs(kept, parts):
        kept.pop()
    return " ".join(kept).rstrip(".,;:\u2026") + "\u2026"


def _hangs(kept: Sequence[str], parts: Sequence[str]) -> bool:
    """Whether a cut here would tear something apart: a number, or a word from what it leads to."""
    following = " ".join(parts[len(kept) : len(kept) + 2])
    number = re.search(r"\d", kept[-1]) and re.search(r"\d", following)
    return bool(number) or kept[-1].lower().strip(",;") in _SMALL


def count(number: int, noun: str) -> str:
    """Return "three questions"."""
    return f"{number_word(number)} {noun}{'' if number == 1 else 's'}"


def number_word(number: int) -> str:
    return _NUMBERS[number] if number < len(_NUMBERS) else str(number)


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]
