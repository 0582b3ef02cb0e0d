"""Whether a follow-up gives away what it asks for, or asks what was asked before.

A follow-up may use every word that the candidate, the question or an earlier turn has used. What
only the bank knows is kept from it: a run of five words out of a reference answer or the rubric, and
single terms of the point it leads towards. Being wrong costs little either way that this can fail: an
honest follow-up that is refused makes room for the bank's own, written by a person.

The words are looked at while they stream. What is shown of an unfinished text would pass as a whole
text, and a word that may still turn into a term is held back until it has ended.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from interviewer.core.interview import Sheet, Target
from interviewer.core.questions import Question
from interviewer.examiners.reading.word_forms import PLAIN, form, forms, placed

RUN = 5
"""So many words in a row out of the bank give something away."""

LONGEST_FOLLOW_UP = 70
"""Words; somebody who asks at greater length is lecturing."""

ALIKE = 0.8
"""Two questions that share so much of their words are one question."""

_SECRETS = re.compile(
    r"\b(?:rubric|reference answer|model answer|answer key|grading|system prompt|marking scheme)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Word:
    form: str
    text: str
    start: int
    end: int


def prepare(question: Question) -> None:
    """Do what every watch over this question needs, while there is time for it."""
    _secret_runs(question)


class LeakCheck:
    """Looks over the words of one follow-up, whole or while they come."""

    def __init__(self, sheet: Sheet, target: Target) -> None:
        self._asked = [forms(text) for text in sheet.asked]
        # What the bank's author asks towards this very point gives nothing of it away.
        open_texts = [sheet.question.prompt, *sheet.asked, *sheet.answers, target.canned or ""]
        known = [forms(text) for text in open_texts]
        self._runs = _secret_runs(sheet.question) - set().union(*map(_runs, known))
        self._terms = _terms(sheet, target) - {word for words in known for word in words}
        self._said_secrets = " ".join(open_texts)

    def trouble(self, text: str) -> str | None:
        """Say what is wrong with a whole follow-up; None where it may be asked."""
        words = _words(text)
        if not words:
            return "it says nothing"
        if len(words) > LONGEST_FOLLOW_UP or text.count("?") > 2:
            return "it is no single short question"
        if self._first_leak(words, text) is not None:
            return "it gives the point away"
        if any(_alike([word.form for word in words], asked) for asked in self._asked):
            return "it was asked before"
        return None

    def clear(self, text: str) -> tuple[int, bool]:
        """How many characters of an unfinished follow-up may be shown, and whether it leaks.

        The text may go on in the middle of its last word.
        """
        words = _words(text)
        leak = self._first_leak(words[:-1] if _unfinished(words, text) else words, text)
        if leak is not None:
            return leak, True
        if len(words) > LONGEST_FOLLOW_UP:
            return words[LONGEST_FOLLOW_UP - 1].end, True
        if _unfinished(words, text) and self._may_leak(words):
            return words[-1].start, False
        return len(text), False

    def _first_leak(self, words: Sequence[_Word], text: str) -> int | None:
        """Where the first word stands with which the text would give something away."""
        for i, word in enumerate(words):
            run = tuple(w.form for w in words[max(0, i - RUN + 1) : i + 1])
            if word.form in self._terms or run in self._runs:
                return word.start
        for match in _SECRETS.finditer(text):
            if match[0].casefold() not in self._said_secrets.casefold():
                return match.start()
        return None

    def _may_leak(self, words: Sequence[_Word]) -> bool:
        """Whether the last word, once it has ended, may be one that gives something away."""
        begun = words[-1].text
        before = tuple(word.form for word in words[-RUN:-1])
        fifths = {run[-1] for run in self._runs if run[:-1] == before}
        danger = (*self._terms, *fifths, "rubric", "reference", "grading", "answer", "marking")
        return any(_begins(begun, secret) for secret in danger)


def _begins(begun: str, whole: str) -> bool:
    """Whether a word that begins so may have that stem: the last letters of a stem may change."""
    shared = min(len(begun), max(1, len(whole) - 2))
    return begun[:shared] == whole[:shared]


def _unfinished(words: Sequence[_Word], text: str) -> bool:
    return bool(words) and words[-1].end == len(text)


@lru_cache(maxsize=64)
def _secret_runs(question: Question) -> frozenset[tuple[str, ...]]:
    texts = [question.reference_answer or "", *question.alternative_answers]
    for part in (question.point(name) for name in _names(question)):
        texts += [part.description, *part.signs] if part else []
    return frozenset().union(*(_runs(forms(text)) for text in texts))


def _names(question: Question) -> list[str]:
    return [part.id for part in question.points] + [part.id for part in question.misconceptions]


def _terms(sheet: Sheet, target: Target) -> set[str]:
    """The words that make the target: those of its description, and those that its signs share.

    What runs through the other points as well is the subject's language and not this point's own.
    """
    question = sheet.question
    part = question.point(target.id)
    described = set(forms(target.description))
    counts = Counter(word for sign in (part.signs if part else ()) for word in set(forms(sign)))
    signs = {word for word, count in counts.items() if count > 1}
    others = [set(forms(point.description)) for point in question.points if point.id != target.id]
    common = {
        word
        for word in described | signs
        if 2 * sum(word in other for other in others) > len(others)
    }
    return {word for word in (described | signs) - common - PLAIN if len(word) > 1}


def _alike(words: Sequence[str], other: Sequence[str]) -> bool:
    shared = sum((Counter(words) & Counter(other)).values())
    return 2 * shared >= ALIKE * (len(words) + len(other))


def _runs(words: Sequence[str]) -> set[tuple[str, ...]]:
    return {tuple(words[i : i + RUN]) for i in range(len(words) - RUN + 1)}


def _words(text: str) -> list[_Word]:
    return [_Word(form(word), word, start, end) for word, start, end in placed(text)]
