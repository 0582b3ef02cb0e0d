"""What is measured of a text, to tell an answer from what is none: words, and what they are about.

Words of the question's subject all count as the same: what decides is how much of a text is about it.
"""

import re
from collections.abc import Collection, Iterator
from functools import lru_cache
from itertools import pairwise

from interviewer.core.questions import Question
from interviewer.core.text import fold
from interviewer.examiners.conversation.slips import mended
from interviewer.examiners.reading.stems import stem
from interviewer.examiners.reading.words import known, rarity, stems

TELLING = 2.6
"""A word of the subject is at least so rare (`words.rarity`); "thing" and "work" are of any."""
RARE = 3.0
_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:'[^\W\d_]+)?")
_CODE = re.compile(r"[{}<>=;\\|\[\]]")
_NOTE = re.compile(r"->|=>|\d%")
_FIRST = frozenset(["i", "i'm", "i'd", "i've", "i'll", "me", "my", "mine", "myself"])
_SECOND = frozenset(["you", "your", "you're", "you've", "you'd", "you'll", "yours"])
_WE = frozenset(["we", "us", "our", "let's", "we've"])
_SHORT = 3
"""Letters: a shorter word is too short to be taken apart, or to be a word of the subject."""
_GRAM = 4

_LENGTHS = (1, 2, 3, 5, 8, 13, 21, 31)
_COUNTS = (1, 2, 3, 5)
_SUBJECT_SHARES = (0.05, 0.1, 0.15, 0.2, 0.3, 0.4)
_RARE_SHARES = (0.05, 0.1, 0.2, 0.3)
_UNKNOWN_SHARES = (0.1, 0.3, 0.6)


@lru_cache(maxsize=64)
def subject_words(question: Question, *, signs: bool = True) -> frozenset[str]:
    """The stems of the words that an answer to a question may hold and the question does not.

    Without `signs`, of the descriptions and the reference answer alone, as many a bank has no more.
    """
    texts = [*(point.description for point in question.points), question.reference_answer or ""]
    if signs:
        texts += question.alternative_answers
        texts += (sign for point in question.points for sign in point.signs)
        for belief in question.misconceptions:
            texts += [belief.description, *belief.signs]
        texts += (term for point in question.points for term in point.terms)
    given = frozenset(stems(question.prompt))
    found = {one for text in texts for one in stems(text)}
    return frozenset(one for one in found - given if len(one) >= _SHORT and rarity(one) >= TELLING)


def features(text: str, subject: Collection[str]) -> frozenset[str]:
    """The features of a text, by name. `subject` are the stems of the question's `subject_words`."""
    folded = fold(text).text.replace("\u2019", "'")
    words = mended(" ".join(_WORD.findall(folded))).split()
    tokens = ["#" if word[0].isdigit() else _token(word, subject) for word in words]
    found = {f"w:{token}" for token in tokens}
    found.update(f"b:{left} {right}" for left, right in pairwise(["<", *tokens, ">"]))
    for token in tokens:
        found.update(_grams(token))
    found.update(_shape(folded.strip(), words, tokens))
    return frozenset(found)


def says_i(text: str) -> float:
    """The share of a text's words that speak of its author, 0 to 1."""
    words = _WORD.findall(fold(text).text)
    return sum(word in _FIRST for word in words) / max(len(words), 1)


def _token(word: str, subject: Collection[str]) -> str:
    return "$" if stem(word.split("'", maxsplit=1)[0]) in subject else word


def _grams(token: str) -> Iterator[str]:
    """Runs of letters: a misspelt word shares most of its own."""
    if len(token) >= _SHORT:
        marked = f"_{token}_"
        yield from (f"c:{marked[at : at + _GRAM]}" for at in range(len(marked) - _GRAM + 1))


def _shape(folded: str, words: list[str], tokens: list[str]) -> Iterator[str]:
    """What there is to a text beside its words: its length, whom it speaks of, how it ends."""
    count, about = max(len(words), 1), tokens.count("$")
    others = [stem(t.split("'")[0]) for t in tokens if t not in "$#" and len(t) >= _SHORT]
    strange = sum(not known(one) for one in others)
    rare = sum(known(one) and rarity(one) >= RARE for one in others)
    yield f"f:length{_step(len(words), _LENGTHS)}"
    yield f"f:subject{_step(about, _COUNTS)}"
    yield f"f:subject-share{_step(about / count, _SUBJECT_SHARES)}"
    yield f"f:rare-share{_step(rare / count, _RARE_SHARES)}"
    yield f"f:unknown-share{_step(strange / count, _UNKNOWN_SHARES)}"
    first, second, we = (not own.isdisjoint(words) for own in (_FIRST, _SECOND, _WE))
    yield f"f:persons{first:d}{second:d}{we:d}"
    marks = {
        "first": first,
        "second": second,
        "asks": folded.endswith("?"),
        "question-mark": "?" in folded,
        "exclamation-mark": "!" in folded,
        "full-stop": folded.endswith("."),
        "dots": "..." in folded or "\u2026" in folded,
        "script": any("\u0400" <= char < "\u2000" or char > "\u2fff" for char in folded),
        "code": bool(_CODE.search(folded)),
        "note": bool(_NOTE.search(folded)),
    }
    yield from (f"f:{name}" for name, holds in marks.items() if holds)


def _step(value: float, edges: tuple[float, ...]) -> int:
    return sum(value >= edge for edge in edges)
