"""Whether a quote stands in a bare list of terms, which states nothing of them.

A list does make a point that asks for names. And notes under labels ("cost: latency, n times the compute") look like
lists and are statements: what stands under a label is held against the point by itself.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from interviewer.core.questions import Question, RubricPoint
from interviewer.examiners.model.checks.labelled_notes import labelled_parts
from interviewer.examiners.reading.evidence import Claim
from interviewer.examiners.reading.lists import TermList, heaped, lists_in
from interviewer.examiners.reading.passages import Passage
from interviewer.examiners.reading.rubric import IndexedAnswers
from interviewer.examiners.reading.word_forms import PLAIN, forms

FULL = 12
"""A list of this many terms is one, whatever was asked."""
STATED, OWN, SPECIFIC = 0.7, 0.6, 0.3
"""Notes under a label state a point by so much of one of its wordings, with so large a share of words that are the
point's own, each shared among the points that have it."""
FOREIGN = 0.34
"""With a smaller share of words of its own than this the notes have nothing to do with the point."""

_ASKS_FOR_NAMES = re.compile(
    r"^(?:names?|lists?|enumerates?)\b|\b(?:name|list|enumerate)\b"
    r"|\b(?:names|naming) (?:at least |any |some )?(?:one (?:is|such|makes)|two|three|four|five|both|either|all|its)\b"
    r"|\bany one\b(?! else)|\bor names (?:an?other|other)\b"
    r"|\b(?:state|give|mention) (?:at least |the |some )?(?:\d|two|three|four|five|examples)",
    re.IGNORECASE,
)
"""What a point says that names make: "names two of its kinds", "naming one is enough", "any one of them"."""
_SENTENCE_END = re.compile(r"[.!?](?=\s)|\n")


@dataclass(frozen=True, slots=True)
class PointWords:
    """The words that a bank has for the points of a question, as forms."""

    names: frozenset[str]
    """The points that are made by naming things."""
    shares: Mapping[str, Mapping[str, float]]
    """How much each word is each point's own: 1, shared equally among the points that have it."""
    given: frozenset[str]
    """The words of the question."""

    def fit(self, text: str, point: str) -> tuple[float, float]:
        """How far a text's words are a point's own: the share of those that are, and of them what is its alone."""
        said = {word for word in forms(text) if word not in PLAIN and word not in self.given}
        shares = [self.shares.get(word, {}).get(point, 0.0) for word in said]
        count = max(1, len(said))
        return sum(share > 0 for share in shares) / count, sum(shares) / count


def point_words(question: Question) -> PointWords:
    own = {
        p.id: frozenset(w for t in (p.description, *p.signs, *p.terms) for w in forms(t))
        for p in question.points
    }
    owners: dict[str, list[str]] = {}
    for point, words in own.items():
        for word in words:
            owners.setdefault(word, []).append(point)
    return PointWords(
        frozenset(p.id for p in question.points if _of_names(question, p)),
        {word: dict.fromkeys(points, 1 / len(points)) for word, points in owners.items()},
        frozenset(forms(question.prompt)),
    )


def _of_names(question: Question, point: RubricPoint) -> bool:
    """Whether a point is made by naming things, so that a list makes it."""
    texts = (question.prompt, point.description)
    return any(map(_ASKS_FOR_NAMES.search, texts)) or bool(lists_in(point.description))


class _Listed(NamedTuple):
    """The list that a statement is part of."""

    parts: int
    """How many terms it has."""
    text: str
    label: tuple[int, int] | None
    """Where the notes under a label stand that the statement begins in, as offsets."""


class TermLists:
    """The lists in what was said to a question. Made for one grading."""

    def __init__(
        self,
        words: PointWords,
        speech: IndexedAnswers,
        answers: Sequence[str],
        texts: Sequence[str],
    ) -> None:
        """`texts` has every sentence, or nothing in place of one that is not read as English."""
        self._words = words
        self._speech = speech
        self._answers = answers
        self._labels = [labelled_parts(answer) for answer in answers]
        self._listed = self._found(texts)

    def doubt(self, statement: int, point: str, wordings: Sequence[Claim]) -> bool | None:
        """Whether a statement only lists terms as far as a point goes: None where it does not.

        True leaves no room; False is a list that somebody may have meant as a statement.
        """
        listed = self._listed.get(statement)
        if listed is None:
            return None
        if listed.label is not None:
            if listed.parts < FULL:
                return None
            return self._under_label(statement, listed.label, point, wordings)
        named = self._names(listed.text, point)
        return None if named and listed.parts < FULL else listed.parts >= FULL and not named

    def _under_label(
        self, statement: int, label: tuple[int, int], point: str, wordings: Sequence[Claim]
    ) -> bool | None:
        """The same for notes that are hardly more than terms, under their labels.

        Any terms can be put under any labels: most of these must be the point's own and say a wording of it.
        """
        start, end = label
        turn = self._speech.statements.passages[statement].turn
        own, specific = self._words.fit(self._answers[turn][start:end], point)
        if own < FOREIGN:
            return True
        here = [
            n
            for n, p in enumerate(self._speech.statements.passages)
            if p.turn == turn and p.start < end and start < p.end
        ]
        rows = (self._speech.statements.by_passage(wanted) for wanted in wordings)
        stated = max(
            max(row[n] for n in here) / wanted.total
            for row, wanted in zip(rows, wordings, strict=True)
        )
        says = stated >= STATED or point in self._words.names
        return None if says and own >= OWN and specific >= SPECIFIC else False

    def _names(self, listed: str, point: str) -> bool:
        """Whether a list is what the point asks for: names, most of which are the point's own."""
        return point in self._words.names and self._words.fit(listed, point)[0] >= 1 / 2

    def _found(self, texts: Sequence[str]) -> dict[int, _Listed]:
        """The statements that are part of a list, each with that list."""
        found: dict[int, _Listed] = {}
        lists = [_lists(a, labels) for a, labels in zip(self._answers, self._labels, strict=True)]
        heaps = [heaped(text) for text in texts]
        for n, p in enumerate(self._speech.statements.passages):
            answer, label = self._answers[p.turn], self._label(p)
            for run in lists[p.turn][label is not None]:
                led = run.parts >= FULL and not _SENTENCE_END.search(answer, run.head, run.start)
                start = run.head if led else run.start
                if start < p.end and p.start < run.end:
                    found[n] = _Listed(run.parts, answer[run.start : run.end], label)
            home = self._speech.home[n]
            if heaps[home]:
                found[n] = _Listed(FULL, texts[home], None)
        return found

    def _label(self, statement: Passage) -> tuple[int, int] | None:
        """The notes under a label that a statement begins in, if any."""
        labels = self._labels[statement.turn]
        return next((part for part in labels if part[0] <= statement.start < part[1]), None)


def _lists(answer: str, labels: Sequence[tuple[int, int]]) -> tuple[list[TermList], list[TermList]]:
    """The lists outside of labelled notes, and those of the whole answer.

    What stands before notes or between them is no part of the list that they look like.
    """
    whole = lists_in(answer)
    if not labels:
        return whole, whole
    ends = [0, *(at for label in labels for at in label), len(answer)]
    between = zip(ends[::2], ends[1::2], strict=True)
    outside = [run.moved(start) for start, end in between for run in lists_in(answer[start:end])]
    return outside, whole
