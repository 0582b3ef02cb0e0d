"""What a quote can prove, decided by code alone, whoever vouches for it.

A model that has been talked round marks everything as made and quotes real words. What is checked
here does not listen to it: to whom the words speak, whose words they are, whether they are about the
subject, and whether there are enough of them. Whether they are true is not seen here.

Which words are about the subject is seen from what the bank says about a question. A bank that says little
cannot show it, and nothing is held against anybody then.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from interviewer.core.grading import PARROTED_WORDS, Place
from interviewer.core.questions import Question
from interviewer.examiners.reading.pretence import only_authority, orders_in
from interviewer.examiners.reading.word_forms import PLAIN, forms

ENOUGH_WORDS = 40
"""Different words about the subject: this many a bank needs to say of a question."""

_SENTENCE_END = re.compile(r"[.!?\n]+")

Runs = frozenset[tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class BankWords:
    """What the bank says of a question, as forms of words."""

    given: frozenset[str]
    """The words of the question itself: whoever repeats them has said nothing yet."""
    all: frozenset[str]
    specific: frozenset[str]
    """Those of `all` that were not given, and that are specific."""
    recited: Runs
    """Runs of words out of the rubric that stand in no reference answer and among no signs."""

    @property
    def rich(self) -> bool:
        return len(self.specific) >= ENOUGH_WORDS


@lru_cache(maxsize=64)
def subject_of(question: Question) -> BankWords:
    people = [question.reference_answer or "", *question.alternative_answers]
    people += [sign for point in question.points for sign in point.signs]
    people += [sign for wrong in question.misconceptions for sign in wrong.signs]
    rubric = [point.description for point in question.rubric]
    texts = [*people, *rubric, *(wrong.description for wrong in question.misconceptions)]
    given = frozenset(forms(question.prompt))
    words = frozenset(word for text in texts for word in forms(text))
    return BankWords(
        given=given,
        all=words | given,
        specific=frozenset(word for word in words - given - PLAIN if _is_specific(word)),
        recited=_only_rubric(rubric, people),
    )


def _only_rubric(rubric: Sequence[str], people: Sequence[str]) -> Runs:
    """The runs of the rubric that nobody else says: neither whole, nor but for a word at either end."""
    honest = _runs(people, PARROTED_WORDS - 1)
    return frozenset(
        run for run in _runs(rubric) if run[1:] not in honest and run[:-1] not in honest
    )


def _is_specific(word: str) -> bool:
    return len(word) > 2 or any(char.isdigit() for char in word)


def _runs(texts: Sequence[str], size: int = PARROTED_WORDS) -> Runs:
    said = [forms(text) for text in texts]
    return frozenset(s[i : i + size] for s in said for i in range(len(s) - size + 1))


def proves_nothing(question: Question, answer: str, place: Place) -> str | None:
    """Say why a quote proves nothing although the candidate said it; None where it may."""
    start, end = sentence_round(answer, place.start, place.end)
    sentence, quote = answer[start:end], answer[place.start : place.end]
    if orders_in(sentence, question.prompt):
        return "unsupported: the quote is from words to the examiner"
    if only_authority(quote, subject_of(question).given):
        return "unsupported: a claim to authority proves nothing"
    if _recites(question, quote) or _recites(question, sentence):
        return "unsupported: the quote recites the rubric"
    return None


def sentence_round(text: str, start: int, end: int) -> tuple[int, int]:
    """The bounds of the sentence, or sentences, that a passage stands in."""
    before = [match.end() for match in _SENTENCE_END.finditer(text, 0, start)]
    after = _SENTENCE_END.search(text, max(start, end - 1))
    return (before[-1] if before else 0), (after.end() if after else len(text))


def _recites(question: Question, quote: str) -> bool:
    """Whether most of a quote is runs of the rubric's own words, or all of one description."""
    said, recited = forms(quote), subject_of(question).recited
    for point in question.rubric:
        own = _runs([point.description]) & recited
        if own and f" {' '.join(forms(point.description))} " in f" {' '.join(said)} ":
            return True
    places: set[int] = set()
    for i in range(len(said) - PARROTED_WORDS + 1):
        if said[i : i + PARROTED_WORDS] in recited:
            places.update(range(i, i + PARROTED_WORDS))
    return len(places) > 0.5 * len(said)


def new_words(question: Question, text: str) -> set[str]:
    """The words of a text that are specific and that the question did not hold."""
    return {word for word in forms(text) if word not in PLAIN} - subject_of(question).given


def off_subject(question: Question, quote: str) -> bool:
    """Whether a quote shares no word at all, small words aside, with what the bank says."""
    subject = subject_of(question)
    return subject.rich and not any(
        word in subject.all for word in forms(quote) if _is_specific(word)
    )


def specific_words(question: Question, answers: Sequence[str]) -> set[str] | None:
    """The words about the subject that the answers hold, the given ones aside; None: not known."""
    subject = subject_of(question)
    if not subject.rich:
        return None
    return {word for answer in answers for word in forms(answer)} & subject.specific


def in_another_language(question: Question, answers: Sequence[str]) -> bool:
    """Whether hardly any word is one that the bank, or anybody speaking its language, would use."""
    said = [word for answer in answers for word in forms(answer)]
    known = sum(word in PLAIN or word in subject_of(question).all for word in said)
    return known < 0.3 * len(said)
