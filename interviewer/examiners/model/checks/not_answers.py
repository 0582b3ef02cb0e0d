"""What is no answer at all, and which of an answer's words prove nothing, told without a model.

A model can be talked into anything, so nothing that it can be talked into is left to it alone: what
is recognised here costs no call, and what is refused here earns nothing whoever vouches for it.
"""

import re
from collections.abc import Sequence

from interviewer.core.questions import Question
from interviewer.core.text import fold
from interviewer.examiners.model.checks.injection import ORDERS, SENTENCE_END, unmasked
from interviewer.examiners.model.checks.word_forms import PLAIN, form, words

NOTHING = "no answer was given"
COPY = "the answer only repeats what was asked"
UNKNOWING = "the candidate did not know"
TALKS = "the answer only talks to the examiner"

ECHO = 4
"""So many words in a row out of what was asked are an echo of it."""


_FILLER = (
    r"(?:sorry|well|honestly|really|actually|hm+|um+|uh+|er+|oh|so|and|but|just|frankly|to be honest|"
    r"i think|i guess|i(?:'m| am)? afraid|at all|right now|yet|either|anything|about|of|on|how|why|what|"
    r"that|this|it|the|answer|one|question|to|is|are|was|you|me|please|thanks?|thank you|let'?s|can we|"
    r"move on|go on|next)"
)
_UNKNOWING = re.compile(
    r"(?:i )?(?:really |honestly |simply |just )?(?:do not|don'?t|did not|didn'?t|would not|wouldn'?t|"
    r"can ?not|can'?t|could not|couldn'?t)(?: really| even| quite)? "
    r"(?:know|remember|recall|say|tell|answer|understand)"
    r"|(?:i )?(?:have |'?ve )?(?:got )?(?:absolutely )?no (?:idea|clue|answer|comment)|idk|dunno|no clue"
    r"|(?:i(?:'m| am) )?(?:not (?:really )?sure|unsure|clueless)|(?:never|haven'?t|have not) "
    r"(?:heard|learn\w+|studied|seen|done) (?:of|about) (?:it|that|this)|beats me"
    r"|(?:ich )?wei(?:\u00df|ss) (?:ich |es )*nicht|keine ahnung|je ne sais pas|aucune id\u00e9e|no (?:lo )?s\u00e9"
    r"|n\u00e3o sei|non (?:lo )?so|nie wiem|\u4e0d\u77e5\u9053|\u308f\u304b\u308a\u307e\u305b\u3093|\u043d\u0435 \u0437\u043d\u0430\u044e"
)

_EMPTY = re.compile(
    r"(?:(?:pass|skip|n/?a|none|nothing|nope|no|yes|yep|yeah|ok(?:ay)?|maybe|help|test|whatever|who knows|"
    r"next|sure|unsure|hello|hi|blank|unknown|asdf\w*|lorem ipsum)\W*)+"
)


def not_an_answer(question: Question, asked: Sequence[str], answer: str) -> str | None:
    """Say why this is no answer, in words for the report; None where it may be one.

    `asked` is everything the interviewer said to this question so far. What may be an answer is
    left alone: one word can be one, and so can what begins with "I don't know, but".
    """
    text = fold(answer).text
    said = words(text)
    if sum(map(len, said)) < 2:
        return NOTHING
    rest = re.sub(r"[^\w'/]+", " ", text).strip()
    if _EMPTY.fullmatch(rest):
        return NOTHING
    if _UNKNOWING.search(rest):
        left = re.sub(rf"\b{_FILLER}\b", " ", _UNKNOWING.sub(" ", rest))
        given = {form(word) for said in (question.prompt, *asked) for word in words(said)}
        new = [word for word in words(left) if form(word) not in given | PLAIN]
        if not new:
            return UNKNOWING
    if any(_echoes(said, words(given)) for given in (question.prompt, *asked)):
        return COPY
    sentences = [part for part in SENTENCE_END.split(answer) if words(part)]
    if sentences and all(ORDERS.search(unmasked(part)) for part in sentences):
        return TALKS
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
