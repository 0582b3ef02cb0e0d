"""An answer cut into passages that can be quoted: sentences, and the clauses of long ones."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from interviewer.examiners.offline.words import Word, words

LONG = 30
"""A sentence of more words is quoted by its clauses."""

_SENTENCE_END = re.compile(r"(?<=[.!?;])[\"')\]]*\s+|\n+|\s+(?=(?:[-*\u2022]|\d{1,2}[.)])\s)")
_ABBREVIATION = re.compile(r"\b(?:e\.g|i\.e|etc|vs|cf|approx|resp)\.$", re.IGNORECASE)
_CLAUSE_END = re.compile(
    r"[,:\u2013\u2014]\s+|\s-+\s|\s+(?=(?:because|but|whereas|while|so that)\b)"
)

_NEGATORS = "not no never none nor neither without hardly cannot nothing nobody nowhere"
NEGATORS = frozenset(_NEGATORS.split())


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of one answer: `answers[turn][start:end]`."""

    turn: int
    start: int
    end: int
    words: tuple[Word, ...]

    @property
    def stems(self) -> list[str]:
        return [word.stem for word in self.words]


def passages(answers: Sequence[str]) -> list[Passage]:
    """Cut every answer into passages that hold at least one word, in order."""
    found = []
    for turn, answer in enumerate(answers):
        said = words(answer)
        for start, end in _pieces(answer, said):
            inside = tuple(word for word in said if start <= word.start < end)
            if inside:
                trimmed = inside[-1].end
                while trimmed < end and not answer[trimmed].isspace():
                    trimmed += 1
                found.append(Passage(turn, inside[0].start, trimmed, inside))
    return found


def _pieces(text: str, said: Sequence[Word]) -> Iterator[tuple[int, int]]:
    for start, end in _split(text, 0, len(text), _SENTENCE_END):
        if sum(start <= word.start < end for word in said) > LONG:
            yield from _split(text, start, end, _CLAUSE_END)
        else:
            yield start, end


def _split(text: str, start: int, end: int, at: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    begin = start
    for match in at.finditer(text, start, end):
        if not _ABBREVIATION.search(text, begin, match.start()):
            yield begin, match.end()
            begin = match.end()
    yield begin, end
