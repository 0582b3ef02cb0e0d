"""Whether a sentence is an answer at all, or only pretends to be one; the same for both examiners.

What is recognised here earns nothing whoever vouches for it, and costs no call to a model. What may be an
answer is left alone: "I don't know the name, but each fold keeps the shares" says something.
"""

import re
from collections.abc import Collection, Iterable
from enum import Enum

from interviewer.core.text import fold
from interviewer.examiners.reading.named_rules import first_that_holds
from interviewer.examiners.reading.pretence_rules import (
    AUTHORITY,
    FILLER,
    NOTHING,
    ORDERS,
    UNKNOWING,
)
from interviewer.examiners.reading.word_forms import PLAIN, form, forms, words

# Letters of other scripts that pass for Latin ones; an order spelt with them is an order.
_LOOK_ALIKE = str.maketrans(
    "\u0430\u0441\u0435\u0456\u0458\u043e\u0440\u0455\u0445\u0443\u0501\u051b\u0475\u0261\u0131"
    "\u03b1\u03bf\u03c1\u03bd\u03b9\u03ba\u03c4\u0432\u043a\u043c\u043d\u0442",
    "aceijopsxydqvgi" + "aopvikt" + "bkmht",
)
_NO_WORD = re.compile(r"[^\w'/]+")
LONGEST_NOTHING = 400
"""Characters. What is longer says something, if only something wrong."""


class Pretence(Enum):
    """What a sentence is that is no answer."""

    NOTHING = "no answer was given"
    UNKNOWING = "the candidate did not know"
    TALK = "the answer only talks to the examiner"

    @property
    def remark(self) -> str:
        """In words for the report."""
        return self.value


def pretence(sentence: str, given: Collection[str]) -> Pretence | None:
    """What the sentence is in place of an answer; None where it may be one.

    `given` are the forms (`word_forms.form`) of the words of everything that was asked.
    """
    folded = fold(sentence).text
    if len(folded) <= LONGEST_NOTHING:
        said = _NO_WORD.sub(" ", folded).strip()
        if NOTHING.holds(said):
            return Pretence.NOTHING
        if first_that_holds(UNKNOWING, said) and not _left(said, given):
            return Pretence.UNKNOWING
    if first_that_holds(ORDERS, unmasked(sentence)) is not None:
        return Pretence.TALK
    return Pretence.TALK if only_authority(sentence, given) else None


def given_forms(texts: Iterable[str]) -> frozenset[str]:
    """The forms of the words of what was asked, for `pretence`."""
    return frozenset(a_form for text in texts for a_form in forms(text))


def overall(kinds: Collection[Pretence | None]) -> Pretence | None:
    """What a whole answer is, from what each of its sentences is; None where one may be an answer."""
    if not kinds or None in kinds:
        return None
    for kind in (Pretence.TALK, Pretence.UNKNOWING):
        if kind in kinds:
            return kind
    return Pretence.NOTHING


def orders_in(text: str, given: str) -> bool:
    """Whether a sentence orders the examiner what to do, in words that `given` did not hold."""
    own, said = unmasked(given), unmasked(text)
    return any(match[0] not in own for rule in ORDERS for match in rule.compiled.finditer(said))


def only_authority(sentence: str, given: Collection[str]) -> bool:
    """Whether a sentence claims authority and says hardly anything else."""
    text = plain = unmasked(sentence)
    for rule in AUTHORITY:
        plain = rule.compiled.sub(" ", plain)
    return plain != text and len({w for w in forms(plain) if w not in PLAIN} - set(given)) < 2


def unmasked(text: str) -> str:
    """A text folded, its look-alike letters made Latin."""
    return fold(text).text.translate(_LOOK_ALIKE)


def _left(said: str, given: Collection[str]) -> list[str]:
    """What a text says besides that its author does not know."""
    for rule in UNKNOWING:
        said = rule.compiled.sub(" ", said)
    said = FILLER.compiled.sub(" ", said)
    return [w for w in words(said) if form(w) not in PLAIN and form(w) not in given]
