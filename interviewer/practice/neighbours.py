"""Which questions are mistaken for one another, so that they are asked side by side.

Interleaving helps where things are confusable, and hardly elsewhere (Brunmair and Richter 2019): L1 and
L2, precision and recall, validation and test. What people mistake is what a bank's misconceptions speak
of; so two questions are near where these and the names of their points share words that are rare.
"""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from math import log
from typing import Final, TypeVar

from interviewer.core.questions import Question
from interviewer.core.short_names import label_of
from interviewer.core.text import fold

One = TypeVar("One")
Named = tuple[str, Question]
"""A question with its bank's key."""

NEAR: Final = 0.12
"""From this similarity on, 0 to 1, two questions are taken to be confusable."""

SAME_TOPIC: Final = 0.04
"""Added for questions of one topic."""


def words_of(question: Question) -> frozenset[str]:
    """The words that say what a question is about and what is mistaken in it."""
    texts = [question.id.replace("-", " "), *map(label_of, question.points)]
    texts += [wrong.description for wrong in question.misconceptions]
    found = re.findall(r"[a-z][a-z0-9]{2,}", " ".join(fold(text).text for text in texts).casefold())
    return frozenset(word.removesuffix("s") for word in found if word not in _COMMON)


def similarity(one: Question, other: Question, rarity: Callable[[str], float]) -> float:
    """How confusable two questions are, 0 to 1: shared words by all words, each by its rarity."""
    left, right = words_of(one), words_of(other)
    total = sum(map(rarity, left | right))
    shared = sum(map(rarity, left & right))
    near = shared / total if total else 0.0
    return min(near + (SAME_TOPIC if one.topic == other.topic else 0.0), 1.0)


def rarity_in(questions: Sequence[Question]) -> Callable[[str], float]:
    """How much a word distinguishes questions: one that most of them have distinguishes none."""
    counts = Counter(word for question in questions for word in words_of(question))
    size = len(questions) + 1
    return lambda word: log(size / (1 + counts[word])) if counts[word] < size - 1 else 0.1


def side_by_side(
    ranked: Sequence[One],
    named: Callable[[One], Named],
    *,
    after: One | None = None,
    last: tuple[str, str] | None = None,
) -> list[One]:
    """Order by rank, but let each question be followed by its nearest confusable one.

    `after` is what is asked just before; `last` is the question, by bank and id, that was asked
    last of all: it does not come first, where there is another.
    """
    left = list(ranked)
    rarity = rarity_in([named(one)[1] for one in left])
    found: list[One] = []
    before = after
    while left:
        nearest, at = 0.0, 0
        if before is not None:
            here = named(before)[1]
            near = [similarity(here, named(one)[1], rarity) for one in left]
            nearest = max(near)
            at = near.index(nearest) if nearest >= NEAR else 0
        if before is None and len(left) > 1 and _key(named(left[0])) == last:
            at = 1
        before = left.pop(at)
        found.append(before)
    return found


def _key(named: Named) -> tuple[str, str]:
    return named[0], named[1].id


_COMMON: Final = frozenset(
    re.findall(
        r"\w+",
        "the and for that with from not are its than then they them this what when which where "
        "while does can one two all any has have had was were will would should could only always "
        "never more most less least same other into out over under each every because between "
        "says say name names answer question point use used using makes make made how why who "
        "their there here also but must may about after before without within such some thing "
        "things way ways",
    )
)
