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
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import lru_cache

from interviewer.core.questions import Misconception, Question, RubricPoint
from interviewer.core.sheets import Sheet, Target
from interviewer.examiners.model.checks.closed_questions import closed, closes_at
from interviewer.examiners.reading.stems import stem
from interviewer.examiners.reading.word_forms import PLAIN, form, forms, placed
from interviewer.examiners.reading.words import rarity

RUN = 5
"""This many words in a row out of the bank give something away."""

LONGEST_FOLLOW_UP = 70
"""Words; somebody who asks at greater length is lecturing."""

SHARED = 2
"""A word that this many signs of a point share is one of its words."""

ENOUGH = 2
"""Everyday words of a point give it away from this many different ones on."""
NEW = 2
"""This many words of a run are the bank's alone; one may be chance: "fail on the same sample"."""
RARE = 2.5
"""From this rarity on (see `words.rarity`) a word is no everyday word."""
LONG = 11
"""A word of this many letters is none either, whatever its stem."""
SAME_STEM = 7
"""Words that begin with this many letters alike are forms of one word."""

_FIELD_WORDS = """
batch class column cost dataset epoch error feature file fine fit group input label layer length line
loss metric number output parameter predict prediction query row sample score size step table tree
value variable weight
"""
FIELD = frozenset(form(word) for word in _FIELD_WORDS.split())
"""Words that people in the field use all day: one of them makes no point."""

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
        said = {word for words in known for word in words}
        self._runs = {
            run
            for run in _secret_runs(sheet.question)
            if len({word for word in run if word not in said and word not in PLAIN}) >= NEW
        }
        self._terms = {term for term in _terms(sheet.question, target.id) if not _known(term, said)}
        part = sheet.question.point(target.id)
        right = part.contradicts if isinstance(part, Misconception) else None
        owner = sheet.question.point(right) if right else part
        self._described = frozenset(
            word for told in (part, owner) if told for word in forms(told.description)
        )
        self._belief = isinstance(part, Misconception)
        self._names = set(forms(f"{target.id} {_label(sheet.question, target.id)}")) - FIELD
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
        if closed(text, leading=self._belief):
            return 'it can be answered by "yes"'
        if any(_alike([word.form for word in words], asked) for asked in self._asked):
            return "it was asked before"
        return None

    def gives_away(self, text: str) -> bool:
        """Whether any text, a question or not, gives the target away."""
        return self._first_leak(_words(text), text) is not None

    def recites(self, text: str) -> bool:
        """Whether a text holds a run of words that only the bank knows."""
        said = tuple(word.form for word in _words(text))
        return any(said[i : i + RUN] in self._runs for i in range(len(said) - RUN + 1))

    def clear(self, text: str) -> tuple[int, bool]:
        """How many characters of an unfinished follow-up may be shown, and whether it leaks.

        The text may continue in the middle of its last word.
        """
        words = _words(text)
        leak = self._first_leak(words[:-1] if _unfinished(words, text) else words, text)
        if leak is not None:
            return leak, True
        if len(words) > LONGEST_FOLLOW_UP:
            return words[LONGEST_FOLLOW_UP - 1].end, True
        asked = None if self._belief else closes_at(text)
        if asked is not None:  # nothing of it is shown before it asks for more than a "yes"
            return asked, False
        if _unfinished(words, text) and self._may_leak(words):
            return words[-1].start, False
        return len(text), False

    def _first_leak(self, words: Sequence[_Word], text: str) -> int | None:
        """Where the first word stands with which the text would give something away."""
        weak = set[str]()
        for i, word in enumerate(words):
            run = tuple(w.form for w in words[max(0, i - RUN + 1) : i + 1])
            strong = word.form in self._names or (
                word.form in self._described and _strong(word.form, word.text)
            )
            if run in self._runs or (strong and word.form in self._terms):
                return word.start
            if word.form in self._terms:
                weak.add(word.form)
            if len(weak) >= ENOUGH:
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


def _label(question: Question, target: str) -> str:
    part = question.point(target)
    return (part.label or "") if isinstance(part, RubricPoint) else ""


def _known(term: str, said: AbstractSet[str]) -> bool:
    """Whether a term is a form of a word that was said: "stratify" of "stratified"."""
    bare = term.removeprefix("un")
    return bool(said & {term, bare}) or any(
        len(term) >= SAME_STEM and len(word) >= SAME_STEM and term[:SAME_STEM] == word[:SAME_STEM]
        for word in said
    )


@lru_cache(maxsize=4096)
def _strong(term: str, written: str) -> bool:
    """Whether a term makes the point by itself: no everyday word, and none of the whole field."""
    return term not in FIELD and (len(written) >= LONG or rarity(stem(written)) >= RARE)


def _begins(begun: str, whole: str) -> bool:
    """Whether a word that begins so may have that stem: the last letters of a stem may change."""
    shared = min(len(begun), max(1, len(whole) - 2))
    return begun[:shared] == whole[:shared]


def _unfinished(words: Sequence[_Word], text: str) -> bool:
    return bool(words) and words[-1].end == len(text)


@lru_cache(maxsize=64)
def _secret_runs(question: Question) -> frozenset[tuple[str, ...]]:
    """Runs of words that only the bank knows. Small words in a row mean nothing."""
    texts = [question.reference_answer or "", *question.alternative_answers]
    for part in (question.point(name) for name in _names(question)):
        texts += [part.description, *part.signs] if part else []
    runs = frozenset[tuple[str, ...]]().union(*(_runs(forms(text)) for text in texts))
    return frozenset(run for run in runs if not PLAIN.issuperset(run))


def _names(question: Question) -> list[str]:
    return [part.id for part in question.points] + [part.id for part in question.misconceptions]


@lru_cache(maxsize=256)
def _terms(question: Question, target: str) -> frozenset[str]:
    """The words that make the target: those of its description, and those that its signs share.

    What runs through the other points as well is the subject's language and not this point's own.
    Of a wrong belief they are the words of what is right; the belief's own are the candidate's.
    """
    part = question.point(target)
    if isinstance(part, Misconception):
        return _right(question, part)
    return _own(question, part) if part is not None else frozenset()


def _own(question: Question, point: RubricPoint) -> frozenset[str]:
    described = set(forms(point.description))
    others = [other for other in question.points if other.id != point.id]
    common = {
        word
        for word in described | _shared(point)
        if 2 * sum(word in forms(other.description) for other in others) > len(others)
        or any(_counted(other)[word] >= SHARED for other in others)
    }
    words = (described | _shared(point)) - common - PLAIN
    return frozenset(word for word in words if len(word) > 1)


def _right(question: Question, belief: Misconception) -> frozenset[str]:
    """What is right in place of a wrong belief: its correction, and the point that it contradicts."""
    wrong, _, correction = belief.description.partition(";")
    held = {word for text in (wrong, *belief.signs) for word in forms(text)}
    right = {word for word in forms(correction) if len(word) > 1}
    point = next((p for p in question.points if p.id == belief.contradicts), None)
    if point is not None:
        right |= _own(question, point)
    return frozenset(right - held - PLAIN)


def _shared(point: RubricPoint) -> set[str]:
    """The words that several of a point's signs share."""
    return {word for word, count in _counted(point).items() if count >= SHARED}


@lru_cache(maxsize=512)
def _counted(point: RubricPoint) -> Counter[str]:
    """In how many of a point's signs a word is."""
    return Counter(word for sign in point.signs for word in set(forms(sign)))


def _alike(words: Sequence[str], other: Sequence[str]) -> bool:
    shared = sum((Counter(words) & Counter(other)).values())
    return 2 * shared >= ALIKE * (len(words) + len(other))


def _runs(words: Sequence[str]) -> set[tuple[str, ...]]:
    return {tuple(words[i : i + RUN]) for i in range(len(words) - RUN + 1)}


def _words(text: str) -> list[_Word]:
    return [_Word(form(word), word, start, end) for word, start, end in placed(text)]
