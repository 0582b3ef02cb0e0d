"""Which questions of known banks a posting, a CV or notes call for: by the words that they share."""

import math
import re
from collections import Counter
from collections.abc import Sequence
from typing import Final, NamedTuple

from interviewer.banks.duplicates import is_asking, specific_words
from interviewer.core.questions import Question

_LEAST: Final = 2.0
"""Below this a question shares no specific word with the material."""
_OF_NO_TOPIC_LIST = (
    "about after again against also although always because both during either even ever every "
    "few help if good great job join least less look many much never new no not now once only "
    "own per plus role same since still strong team than too under until very while within work "
    "years yet one two three four five six seven eight nine ten day week month nice offer non "
    "apply"
)
_OF_NO_TOPIC: Final = frozenset(_OF_NO_TOPIC_LIST.split())
"""Words of postings that call for no question, beside those that only ask."""
_OF_BANK, _OF_TOPIC = 3.0, 1.5
"""What a word counts more where it names the question's bank, or its topic."""
_SCENE: Final = 0.6
"""What a word counts less that only the question's scene holds: "it's Friday", "five times as many"."""
_AGAIN: Final = 0.35
"""What a word counts once more when a question was chosen for it already."""


class Match(NamedTuple):
    """A question that the material calls for."""

    place: int
    """In what was looked through."""
    score: float
    words: tuple[str, ...]
    """The words that both have, the most specific first."""


def matches(material: str, questions: Sequence[tuple[str, Question]], count: int) -> list[Match]:
    """At most `count` questions, the best first. Each is given with the name of its bank.

    A word counts by how rare it is among the questions, and more where it names the topic or the bank:
    "SQL" in a posting calls for the bank of that name. It counts less each time that a question was
    chosen for it: a posting names many things.
    """
    written = _written(material)
    banks = [set(specific_words(bank)) for bank, _ in questions]
    topics = [set(specific_words(question.topic)) for _, question in questions]
    told = [set(specific_words(_rubric_of(question))) for _, question in questions]
    held = [
        bank | topic | rubric | set(specific_words(question.prompt))
        for bank, topic, rubric, (_, question) in zip(banks, topics, told, questions, strict=True)
    ]
    spread = Counter(word for words in held for word in words)

    def weight(place: int, word: str) -> float:
        most = _OF_BANK if word in banks[place] else _OF_TOPIC if word in topics[place] else 1.0
        return math.log(len(held) / spread[word] + 1) * (
            most if most > 1 or word in told[place] else _SCENE
        )

    weights = [
        {word: weight(place, word) for word in words if word in written}
        for place, words in enumerate(held)
    ]
    used: Counter[str] = Counter()
    found: list[Match] = []
    left = {place for place, words in enumerate(weights) if sum(words.values()) >= _LEAST}
    while left and len(found) < count:
        scores = {
            place: sum(weight * _AGAIN ** used[word] for word, weight in weights[place].items())
            for place in left
        }
        best = max(sorted(left), key=lambda place: scores[place])
        words = sorted(
            weights[best], key=lambda word: (-weights[best][word] * _AGAIN ** used[word], word)
        )
        found.append(Match(best, scores[best], tuple(written[word] for word in words[:5])))
        used.update(words)
        left.discard(best)
    return found


def _rubric_of(question: Question) -> str:
    """What the question's points are called, and the names that the field has for them."""
    return " ".join(part for point in question.rubric for part in (point.label or "", *point.terms))


def _written(material: str) -> dict[str, str]:
    """The specific words of a text without their endings, each as it is first written there."""
    found: dict[str, str] = {}
    for word in re.findall(r"[^\W_]+(?:\+\+|#)?", material):
        for stem in specific_words(word):
            if len(word) > 1 and not is_asking(word) and word.casefold() not in _OF_NO_TOPIC:
                found.setdefault(stem, word)
    return found
