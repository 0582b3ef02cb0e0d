"""Quotes that prove something: what `core.grading.supports` demands, prepared once a question.

The rule is the core's, and a test holds the two together; only the question's own texts, which do
not change from answer to answer, are kept folded here.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

from interviewer.core.grading import PARROTED_WORDS
from interviewer.core.questions import Question
from interviewer.core.text import fold
from interviewer.examiners.reading.passages import Passage

_BETWEEN = re.compile(r"[\W_]+")

Quote = tuple[str, int, int, int]
"""The words, the turn, and where they start and end in its answer."""


def proof(
    passage: Passage, question: Question, answers: Sequence[str], asked: Sequence[str]
) -> Quote | None:
    """Return the passage as a quote; all of its answer where the passage alone proves nothing, as
    "A." to a choice does; None where that only repeats what was given, too.
    """
    answer = answers[passage.turn]
    whole = (len(answer) - len(answer.lstrip()), len(answer.rstrip()))
    for start, end in ((passage.start, passage.end), whole):
        # What was asked later may take up the candidate's own words; it gave nothing away.
        if _proves(answer[start:end], question, asked[: passage.turn + 1]):
            return answer[start:end], passage.turn, start, end
    return None


def _proves(quote: str, question: Question, asked: Sequence[str]) -> bool:
    words = _spaced(quote)
    if not words.strip() or any(words in _spaced(text) for text in (question.prompt, *asked)):
        return False
    if words.count(" ") <= PARROTED_WORDS:
        return True
    honest, given = _texts(question)
    return any(words in text for text in honest) or not any(words in text for text in given)


@lru_cache(maxsize=256)
def _texts(question: Question) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What a candidate may well say word for word, and what only the rubric says."""
    honest = [question.reference_answer or "", *question.alternative_answers]
    honest.extend(sign for point in question.rubric for sign in point.signs)
    given = [point.description for point in question.rubric]
    return tuple(map(_spaced, honest)), tuple(map(_spaced, given))


@lru_cache(maxsize=1024)
def _spaced(text: str) -> str:
    """The folded words with a space before, between and after them."""
    return f" {_BETWEEN.sub(' ', fold(text).text).strip()} "
