"""A short phrase of an answer that is of the question's subject, to be said back in quotes."""

import re
from functools import lru_cache

from interviewer.core.questions import Question
from interviewer.examiners.conversation.said import subject_words
from interviewer.examiners.reading.stems import stem

LEAST, MOST = 2, 3
"""Words. A longer run in a question would make an echo of the answer that it came from."""
_SEGMENT = re.compile(r"[^.!?;:,()\"\n\u2026\u201c\u201d]+")
_WORD = re.compile(r"[^\W\d_]+(?:[-\u2019'][^\W\d_]+)*|\S+")
_PLAIN = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_LOOSE_WORDS = (
    "a an the of to in on at by for from with and or but so as than that which who is are was were be been it its this these those "
    "i you we they he she my your our their not no do does did can could will would may might should must if when because then also just very "
    "really like some any more most there here what how why where has have had get gets got into about instead usually only being alone always "
    "per off up out down over both same other another together apart too since becomes let lets each every keep keeps make makes take takes use uses used give gives means need needs want wants"
)
_LOOSE = frozenset(_LOOSE_WORDS.split())
"""A phrase holds none of these: it might not stand alone."""


def phrase_of(answer: str, question: Question) -> str:
    """Two or three words in a row of an answer, as they were said, which the bank says in a row too; empty where there
    are none. The first run with most words of the subject.

    Whatever else is two words of the subject may be no phrase: "model sees".
    """
    subject, known = subject_words(question), _said_in_a_row(question)
    best, found = 0, ""
    for segment in _SEGMENT.finditer(answer[:2000]):
        words = list(_WORD.finditer(segment.group()))
        for size in range(MOST, LEAST - 1, -1):
            for at in range(len(words) - size + 1):
                run = words[at : at + size]
                worth = _worth([match.group() for match in run], subject, known)
                if worth > best:
                    best, found = worth, segment.group()[run[0].start() : run[-1].end()]
    return " ".join(found.split())


@lru_cache(maxsize=64)
def _said_in_a_row(question: Question) -> frozenset[tuple[str, ...]]:
    """The stems of every two and three words that stand in a row in what a bank has of a question, the prompt apart."""
    texts = [question.reference_answer or "", *question.alternative_answers]
    texts += [t for p in question.points for t in (p.description, *p.signs, *p.terms)]
    return frozenset(
        tuple(stem(word) for word in words[at : at + size])
        for text in texts
        for segment in _SEGMENT.findall(text)
        for words in [_WORD.findall(segment.casefold())]
        for size in range(LEAST, MOST + 1)
        for at in range(len(words) - size + 1)
    )


def _worth(run: list[str], subject: frozenset[str], known: frozenset[tuple[str, ...]]) -> int:
    """How much a run says: its words of the subject; 0 where it could not stand alone."""
    if not all(_PLAIN.fullmatch(word) for word in run):
        return 0
    bare = [word.casefold() for word in run]
    if not _LOOSE.isdisjoint(bare):
        return 0
    if tuple(map(stem, bare)) not in known:
        return 0
    about = [stem(word) in subject for word in bare]
    if not (about[0] or about[-1]):
        return 0
    return 2 * sum(about) - len(run) + 2
