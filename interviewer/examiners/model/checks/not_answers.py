"""What is no answer at all, and which of an answer's words prove nothing, decided without a model.

A model can be talked into anything, so nothing that it can be talked into is left to it alone: what
is recognised here costs no call, and what is refused here earns nothing whoever vouches for it.
"""

from collections.abc import Sequence

from interviewer.core.questions import Question
from interviewer.core.text import fold
from interviewer.examiners.reading.passages import sentences_of
from interviewer.examiners.reading.pretence import Pretence, given_forms, overall, pretence
from interviewer.examiners.reading.word_forms import words

COPY = "the answer only repeats what was asked"

ECHO = 4
"""This many words in a row out of what was asked are an echo of it."""


def not_an_answer(question: Question, asked: Sequence[str], answer: str) -> str | None:
    """Say why this is no answer, in words for the report; None where it may be one.

    `asked` is everything the interviewer said to this question so far. What may be an answer is
    left alone: one word can be one, and so can what begins with "I don't know, but".
    """
    said = words(fold(answer).text)
    if sum(map(len, said)) < 2:
        return Pretence.NOTHING.remark
    before = given_forms((question.prompt, *asked))
    parts = [answer[p.start : p.end] for p in sentences_of([answer])]
    kind = overall([pretence(part, before) for part in parts])
    if kind is not None:
        return kind.remark
    if any(_echoes(said, words(given)) for given in (question.prompt, *asked)):
        return COPY
    return None


def _echoes(said: Sequence[str], given: Sequence[str]) -> bool:
    """Whether the words are the given ones again, in runs, once or more often."""
    if not said:
        return False
    inside = f" {' '.join(said)} " in f" {' '.join(given)} "
    if inside and (len(said) >= 4 or len(said) == len(given)):
        return True
    if len(said) < 5:
        return False
    runs = {tuple(given[i : i + ECHO]) for i in range(len(given) - ECHO + 1)}
    echoed: set[int] = set()
    for i in range(len(said) - ECHO + 1):
        if tuple(said[i : i + ECHO]) in runs:
            echoed.update(range(i, i + ECHO))
    return len(echoed) >= 0.9 * len(said)
