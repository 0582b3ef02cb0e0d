"""Where an answer lists terms and states nothing of them.

A list is recognised by its shape: many parts in a row that are a word or three, hardly any small word among
them. Whether its terms are the right ones makes no difference: "bagging, boosting, votes" says
nothing of any of them. Formulas are no lists, and a few terms inside an answer are how people talk.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from interviewer.examiners.reading.phrasing import phrasing, word_classes

LONG = 8
"""This many parts are a list wherever they stand."""
SHORT = 4
"""This many are one where hardly anything else is said."""
HARDLY = 0.5
"""The share of an answer's words that short lists are made of, where it says hardly anything else."""
WIDEST = 3
"""Words in a part of a list at most, an article before them aside."""
BARE = 0.7
"""The share of the parts of a list that are bare terms; a word such as "which" may be among them."""
HEAP = 12
"""This many words with hardly a small one among them are a list that lacks its commas."""
THIN, UNNATURAL = 0.2, 0.0
"""What is hardly a small word, and what is no order of words: see `phrasing`."""

_MARK = re.compile(
    r"[.!?;:,\n\u2022*|+/]+|\s-+\s|(?:^|(?<=\s))-(?=\s)|\b(?:and|or)\b|&",
    re.MULTILINE | re.IGNORECASE,
)
_WORD = re.compile(r"[^\W_]+(?:['\u2019-][^\W_]+)*")
_FORMULA = re.compile(r"[=<>^\\$\u2192]|->")
_ARTICLES, _TALK = frozenset("DT"), frozenset("BbHMS")
"""Classes of `phrasing`: what may open a term, and what makes a sentence: verbs and pronouns."""


@dataclass(frozen=True, slots=True)
class TermList:
    """A list of terms: `answer[start:end]`."""

    start: int
    end: int
    parts: int
    words: int
    """In all its parts."""
    head: int
    """Where the words begin that lead to its first term: "what matters is" and the first of all."""

    def moved(self, by: int) -> "TermList":
        """The same list in a text that begins so many characters earlier."""
        return replace(self, start=self.start + by, end=self.end + by, head=self.head + by)


@dataclass(frozen=True, slots=True)
class _Part:
    start: int
    end: int
    words: int
    fits: bool
    """Short enough for a list, and no formula or sentence."""
    bare: bool


def lists_in(answer: str, least: int = SHORT) -> list[TermList]:
    """The lists of an answer of `least` parts or more, in order; short ones only where they are nearly all of it."""
    if len(_MARK.findall(answer)) + 1 < least:
        return []
    parts = list(_parts(answer))
    found = list(_runs(parts, SHORT))
    listed = sum(run.words for run in found)
    if listed >= HARDLY * sum(part.words for part in parts):
        return [run for run in found if run.parts >= least]
    return list(_runs(parts, max(LONG, least)))


def heaped(sentence: str) -> bool:
    """Whether a sentence is terms one after another, without marks and in no order of speech."""
    terms = [word for word in _WORD.findall(sentence) if len(word) > 2 and word.isalpha()]
    if len(terms) < HEAP or _FORMULA.search(sentence):
        return False
    read = phrasing(sentence)
    return read.glue < THIN and read.natural < UNNATURAL


def _runs(parts: list[_Part], least: int) -> Iterator[TermList]:
    """Runs of parts that fit a list, `least` of them or more and most of them bare."""
    run: list[_Part] = []
    for n, part in enumerate([*parts, None]):
        if part is not None and part.fits:
            run.append(part)
            continue
        head = parts[n - len(run) - 1 : n - len(run)] if n > len(run) else []
        bare = next((at for at, one in enumerate(run) if one.bare), len(run))
        head, run = (run[bare - 1 : bare] or head), run[bare:]
        while run and not run[-1].bare:
            run.pop()
        if len(run) >= least and sum(p.bare for p in run) >= BARE * len(run):
            words = sum(one.words for one in run)
            yield TermList(run[0].start, run[-1].end, len(run), words, (head or run)[0].start)
        run = []


def _parts(answer: str) -> Iterator[_Part]:
    at = 0
    for end, after in [*(match.span() for match in _MARK.finditer(answer)), (len(answer),) * 2]:
        text = answer[at:end]
        words = _WORD.findall(text.casefold())
        classes = "".join(word_classes(word) for word in words)
        core = classes[1:] if len(classes) > 1 and classes[0] in _ARTICLES else classes
        if words:
            yield _Part(
                at,
                end,
                len(words),
                fits=len(core) <= WIDEST
                and (len(core) == 1 or _TALK.isdisjoint(core))
                and not _FORMULA.search(text)
                and any(len(word) > 2 for word in words),
                bare=len(core) == 1 or set(core) == {"C"},
            )
        at = after
