"""Sentences that are denied as a whole: "it is not true that ...", "..., which is wrong", "... That is false."

Recognised by how they are put, in English. What is denied inside a sentence, by a "not" at its verb, is recognised
by `polarity` and compared with what should have been said.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

OPENING, TAIL = 160, 80
"""Characters at either end of a sentence in which it may be denied; no more is looked at."""

_WRONG = (
    r"(?:false|wrong|incorrect|untrue|mistaken|nonsense|rubbish|"
    r"an? (?:\w+ )?(?:myth|misconception|mistake|fallacy|lie|error)|"
    r"(?:not|never) (?:really |actually |at all |even )?(?:true|so|right|correct|the case))"
)
_ISNT = r"(?:is|was)n['\u2019]?t (?:really |actually |even )?(?:true|so|right|correct|the case)"
_IS = r"(?: (?:is|was|are|were)|['\u2019]s)"
_OPENING = r"^\W*(?:\w+\W+){0,3}?"
_LAST = r"(?:(?:but|yet|no|well|however|and|all of|none of)\W+)*"
_THAT = r"(?:that|this|it|which|these|those|they)"

_BEFORE = re.compile(
    rf"{_OPENING}it(?:{_IS} (?:\w+ly )?{_WRONG}| {_ISNT})\W+(?:that|to (?:say|think|believe|claim))\b",
    re.IGNORECASE,
)
_CLAIM = re.compile(
    r"^\W*(?:but |and )?(?:the|this|any|that) (?:\w+ )?"
    r"(?:claim|idea|statement|belief|notion|view|assumption) (?:that )?",
    re.IGNORECASE,
)
_IS_WRONG = re.compile(rf"{_IS} (?:\w+ly )?{_WRONG}\W*$", re.IGNORECASE)
_REJECTED = re.compile(
    r"^\W*(?:\w+\W+){0,9}?(?:not|\w+n['\u2019]t|never|no|nobody|none|hardly|untrue|myth|"
    r"(?:false|wrong|incorrect|mistaken)(?:ly)?|misconception|fallacy|den(?:y|ies)|doubt\w*|disagree|contrary|"
    r"cannot|fails?|unlikely)\W+(?:\w+\W+){0,5}?that\b",
    re.IGNORECASE,
)
_DOUBTED = re.compile(
    rf"{_OPENING}(?:i (?:(?:really|simply) )?(?:(?:do|would)(?: not|n['\u2019]?t) "
    r"(?:think|believe|agree|say|claim)|never (?:said|say|claim\w*)|doubt|deny|disagree)"
    r"|(?:nobody|no one|no-one) (?:would )?(?:says?|thinks?|believes?|claims?))\b",
    re.IGNORECASE,
)
_BEHIND = re.compile(
    rf"[,;:\u2013\u2014-]\s*{_LAST}{_THAT}(?:{_IS} (?:\w+ly )?{_WRONG}| {_ISNT})\W*$", re.IGNORECASE
)
_AFTERWARDS = re.compile(
    rf"^\W*{_LAST}{_THAT}(?: (?:claim|statement|idea|belief|view))?"
    rf"(?:{_IS} (?:\w+ly )?{_WRONG}| {_ISNT})\W*$"
    rf"|^\W*{_LAST}(?:{_THAT}{_IS} )?(?:\w+ )?the (?:opposite|reverse|contrary)(?: \w+){{0,3}}\W*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Frame:
    """A sentence that is denied as a whole."""

    start: int
    end: int
    """What is denied, without the words that deny it: `sentence[start:end]`."""
    certain: bool = True
    """False for "I don't think that ..." and its like, which may deny some of it only."""


def frames(sentences: Sequence[str]) -> dict[int, Frame]:
    """Return which of the sentences are denied, by their number.

    A semicolon ends no sentence here: what is denied before it is denied behind it, and the reverse.
    """
    found: dict[int, Frame] = {}
    before: list[int] = []
    for whole in _joined(sentences):
        last = sentences[whole[0]]
        if before and len(whole) == 1 and len(last) < TAIL and _AFTERWARDS.search(last):
            found[whole[0]] = Frame(0, 0)
            found.update((n, Frame(0, len(sentences[n]))) for n in before)
        elif frame := _framed(" ".join(sentences[n] for n in whole)):
            at = 0
            for n in whole:
                size = len(sentences[n])
                start, end = (min(max(x - at, 0), size) for x in (frame.start, frame.end))
                found[n] = Frame(start, end, frame.certain)
                at += size + 1
        before = whole
    return found


def _joined(sentences: Sequence[str]) -> Iterator[list[int]]:
    """The numbers of the sentences, those together that a semicolon joins."""
    whole: list[int] = []
    for n, sentence in enumerate(sentences):
        whole.append(n)
        if not sentence.endswith(";"):
            yield whole
            whole = []
    if whole:
        yield whole


def _framed(sentence: str) -> Frame | None:
    end = len(sentence)
    opening, tail = sentence[:OPENING], max(0, end - TAIL)
    if found := _BEFORE.search(opening):
        return Frame(found.end(), end)
    if found := _BEHIND.search(sentence, tail):
        return Frame(0, found.start())
    claim, wrong = _CLAIM.search(opening), _IS_WRONG.search(sentence, tail)
    if claim and wrong and claim.end() < wrong.start():
        return Frame(claim.end(), wrong.start())
    if found := _REJECTED.search(opening) or _DOUBTED.search(opening):
        return Frame(found.end(), end, certain=False)
    return None
