"""An answer cut into passages: sentences, which can be quoted, and the clauses they are made of."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from interviewer.examiners.reading.words import Word, words

LONG = 30
"""A sentence of more words is quoted by its clauses."""

STATED = 3
"""A clause of fewer words is no statement by itself."""

_SENTENCE_END = re.compile(
    r"(?<=[.!?;])[\"')\]]*\s+|\n+|(?<!\s)\s+(?=(?:[-*\u2022]|\d{1,2}[.)])\s)",
)
_ABBREVIATION = re.compile(r"\b(?:e\.g|i\.e|etc|vs|cf|approx|resp)\.$", re.IGNORECASE)
ABBREVIATED = 8
"""Characters that the longest abbreviation has at most, its full stop and a character before it."""
_CLAUSE_END = re.compile(
    r"[,:()\u2013\u2014]\s*|\s-+\s|\s/\s"
    r"|(?<!\s)\s+(?=(?:because|but|whereas|while|so that|and|or|then|even if|even though|although)\b)"
)


class Passage(NamedTuple):
    """A stretch of one answer: `answers[turn][start:end]`."""

    turn: int
    start: int
    end: int
    words: tuple[Word, ...]

    @property
    def stems(self) -> list[str]:
        return [word.stem for word in self.words]


def sentences_of(answers: Sequence[str]) -> list[Passage]:
    """Cut every answer into sentences that hold at least one word, in order."""
    found: list[Passage] = []
    for turn, answer in enumerate(answers):
        whole = Passage(turn, 0, len(answer), tuple(words(answer)))
        found.extend(_cut(answer, whole, _SENTENCE_END))
    return found


def clauses_of(sentence: Passage, answers: Sequence[str]) -> list[Passage]:
    """Cut a sentence at commas, colons, brackets, dashes and conjunctions."""
    return list(_cut(answers[sentence.turn], sentence, _CLAUSE_END))


def statements_of(sentence: Passage, answers: Sequence[str]) -> list[Passage]:
    """The clauses that can stand by themselves; a shorter one opens the next, as in a list."""
    found: list[Passage] = []
    for part in clauses_of(sentence, answers):
        if found and len(found[-1].words) < STATED:
            found.append(joined([found.pop(), part]))
        else:
            found.append(part)
    return found


def joined(parts: Sequence[Passage]) -> Passage:
    """One passage of neighbours."""
    inside = tuple(word for part in parts for word in part.words)
    return Passage(parts[0].turn, parts[0].start, parts[-1].end, inside)


def _cut(text: str, whole: Passage, at: re.Pattern[str]) -> Iterator[Passage]:
    begin, ends = whole.start, []
    for match in at.finditer(text, whole.start, whole.end):
        near = max(begin, match.start() - ABBREVIATED)
        if not _ABBREVIATION.search(text, near, match.start()):
            ends.append(match.end())
            begin = match.end()
    starts = [word.start for word in whole.words]
    first = 0
    for end in (*ends, whole.end):
        last = bisect_left(starts, end, first)
        inside, first = whole.words[first:last], last
        if inside:
            yield Passage(whole.turn, inside[0].start, _closed(text, inside[-1].end, end), inside)


def _closed(text: str, end: int, limit: int) -> int:
    """Take the marks that close the last word along: "folds." rather than "folds"."""
    while end < limit and not text[end].isspace():
        end += 1
    return end
