"""Questions that ask the same, within a bank or between banks: found by the words of their prompts.

A candidate who takes two banks should not be asked one thing twice, and an import should not add
what is there already.
"""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from interviewer.core.questions import Question

LIKENESS: Final = 0.72
"""From this on two prompts ask the same; measured on the shipped banks and on imported ones."""

_ASKING_WORDS: Final = (
    "a an and another any are as asked at be been before between briefly by can compare could describe "
    "define definition detail did difference different differ do does each else example explain first for from "
    "get give go happen happens has have how i if in into is it its itself just know let like main make mean "
    "meaning means more most must need of often on one or other our out over please purpose say should show so "
    "some somebody someone something such take tell term than that the their them then there these they thing "
    "things this those through to two understand up us use used using versus vs was way ways we well were what "
    "when where which while who whose why will with without word words would you your yourself"
)
_ASKING: Final = frozenset(_ASKING_WORDS.split())
"""Words that say how something is asked, and not what."""

_COMMON: Final = 500
"""A word of more prompts than this is not looked up: it says nothing about a question, and there may be thousands."""


class Likeness(NamedTuple):
    """Two questions that ask the same, by their places in what was compared."""

    first: int
    second: int
    likeness: float
    """0 to 1; 1 where the prompts have the same words."""


def alike(questions: Sequence[Question], least: float = LIKENESS) -> Iterator[Likeness]:
    """Every pair whose prompts are alike by at least `least`, in order.

    The cosine of two prompts' words, rarer words counting more. What is asked of a thing counts less
    than the thing: "What is overfitting?" and "Explain overfitting." are the same.
    """
    words = [Counter(specific_words(question.prompt)) for question in questions]
    spread = Counter(word for found in words for word in found)
    total = len(questions)
    weights = [
        {word: count * (math.log(total / spread[word]) + 1) for word, count in found.items()}
        for found in words
    ]
    lengths = [math.sqrt(sum(weight**2 for weight in found.values())) for found in weights]
    having: dict[str, list[int]] = defaultdict(list)
    for second, found in enumerate(weights):
        products: dict[int, float] = defaultdict(float)
        for word, weight in found.items():
            if len(having[word]) <= _COMMON:
                for first in having[word]:
                    products[first] += weight * weights[first][word]
            having[word].append(second)
        for first in sorted(products):
            likeness = products[first] / (lengths[first] * lengths[second])
            if likeness >= least:
                yield Likeness(first, second, min(likeness, 1.0))


def is_asking(word: str) -> bool:
    """Whether a word only says how something is asked."""
    return word.casefold() in _ASKING


def specific_words(prompt: str) -> list[str]:
    """The words of a text that say what it is about, without endings; all where there are only others."""
    found = re.findall(r"[^\W_]+(?:\+\+|#)?", prompt.casefold())
    said = [_stem(word) for word in found if word not in _ASKING]
    return said or found or [prompt.strip()]


def _stem(word: str) -> str:
    """The word without the endings that number and tense give it in English."""
    for ending, instead in (("ies", "y"), ("sses", "ss"), ("ing", ""), ("ed", ""), ("s", "")):
        stem = word.removesuffix(ending)
        if stem != word and len(stem) >= 4 and not (ending == "s" and stem.endswith("s")):
            word = stem + instead
            break
    return word.removesuffix("e") if len(word) > 4 else word
