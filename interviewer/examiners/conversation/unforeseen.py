"""What is said that is no answer, in words that no rule knows, and what an interviewer says to it.

The linear model of `kinds` decides behind the named rules. Where the examiner can tell at once that a
text earns nothing, less has to speak for its being none: an answer is lost only where nothing was in it.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from interviewer.core.protocol import About, Answered, Ask, HintWanted, Queried, Skipped, Stopped
from interviewer.core.questions import Question
from interviewer.examiners.conversation.asides import PROGRESS, SAID_ALREADY, UNCLEAR
from interviewer.examiners.conversation.kinds import Heard, heard
from interviewer.examiners.conversation.noise import is_noise
from interviewer.examiners.conversation.said import says_i, subject_words
from interviewer.examiners.conversation.wish_rules import DONE, KNOWS_NOTHING
from interviewer.examiners.conversation.wishes import SKIP_ASKED, prepared
from interviewer.examiners.reading.pretence import orders_in

_ADMITS = re.compile(
    r"\b(?:no (?:idea|clue)|(?:\w{1,6}n't|dont|cant|not|cannot) (?:\w{1,12} )?(?:know|explain|tell|remember|recall|say|come across)|heard (?:of|about|the name))\b"
)
_CORRECTS = re.compile(r"(?:(?:no|oh|ah|wait|sorry|i mean) )*i (?:meant|misspoke|mistyped)\b")
"""Who corrects himself says what counts."""
_CALLS_IT_AN_ANSWER = re.compile(
    r"(?:(?:this|that|here|it)(?:'s| is| was) )?(?:(?:my|an?|the|some|another) )?(?:\w{1,20} ){0,2}answer(?: (?:to|for|of|with|in|one|two|\d{1,3})\b.*)?"
    r"|i answer\b.*"
)
_ADDRESSES = re.compile(
    r"[?!\u2026]|\.\.|\b(?:i|im|i'm|i've|i'd|i'll|me|my|u|your|questions?|interview|hints?|skip|next|another|stop|quit|again|repeat|sorry|"
    r"thanks?|thx|hello|hi|please|pls|plz|minutes?|moment|sec|second|wait|score|points|understand|unclear|unfair|clue|help|time|break|brb|bye|ok|okay|lol|english|ffs|wtf)\b",
    re.IGNORECASE,
)
"""Whoever talks to somebody, or of himself, does it in such words."""
ATTEMPT = 7
"""Words. Who says so many, and that he does not know, has tried an answer."""

EarnsNothing = Callable[[Question, str], bool | None]
"""Whether a text by itself earns nothing at all; None where only a model can decide that."""

CERTAIN, LIKELY = 1.0, -2.0
"""Log odds. What scores the first is no answer; what scores the second is none if it earns nothing."""
PERSONAL = 3.0
"""So much more has to speak for it where the answer is a story of one's own."""
OF_THE_SUBJECT = 2.0
"""So much more where a word of the subject, or a number, is among what is said."""
PLAIN = 1.0
"""Log odds by which a kind must lead the next to be reacted to; else the reply fits any."""
SURE = 2.0
"""By which it must lead for what cannot be undone: to skip, to give a hint."""
TELLS_OF_ONESELF = 0.04
"""The share of "I" and "my" in a reference answer that tells of oneself."""
NOISE, UNKNOWN, UNSURE = "noise", "dont_know", "any"


@dataclass(frozen=True)
class Reaction:
    """What it is in the protocol's words, and the wordings it is answered by."""

    about: About
    replies: tuple[str, ...] = ()
    """None where the general ones of `about` serve."""


REACTIONS = {
    "skip": Reaction(
        "help",
        (
            SKIP_ASKED + ' Say "skip" and I ask the next one; anything else stays with this one.',
            SKIP_ASKED + ' "skip" leads to the next one. Half an answer is welcome too.',
        ),
    ),
    "hint": Reaction(
        "help",
        (
            'If you want a hint, say "hint": each one leads a little further.',
            'There are hints: say "hint". Or begin with any part of it: {part}',
        ),
    ),
    "stop": Reaction("stop"),
    "repeat": Reaction("repeat"),
    "unclear": Reaction("question", UNCLEAR.replies),
    "question_back": Reaction(
        "question",
        (
            "Take it in the sense you would in practice, and say which.",
            "That is left open. Choose the case that shows most, and say which it is.",
            "Either will do: say what you assume, and answer for that.",
            "I leave that to you. If it changes the answer, say how.",
        ),
    ),
    "scope": Reaction(
        "question",
        (
            "As you like. What matters most, in a few sentences, is enough.",
            "That is up to you: what counts is what you say, in whatever form.",
            "However it comes most easily to you. You can always add to it.",
        ),
    ),
    "progress": Reaction("help", PROGRESS.replies),
    "verdict": Reaction(
        "help",
        (
            "What is right, and what a full answer holds, comes with the report. Until then: what would you add?",
            "I keep that for the report, with the full answer beside it. Is there more that you would say?",
            "Not before the end, I am afraid. Say what you have, or ask for a hint.",
        ),
    ),
    "moment": Reaction("moment"),
    "insists": Reaction("moment", SAID_ALREADY.replies),
    "self": Reaction(
        "moment",
        (
            "I hear you. There is time, and half a sentence is a start: {part}",
            "Thank you for saying so. Begin with any part of it that you like: {part}",
            "I understand. Say what comes to mind first: {part}",
        ),
    ),
    "interview": Reaction(
        "moment",
        (
            "I take that as a remark. The question still stands: {part}",
            "Point taken. And what would you say to this: {part}",
            "Let us stay with the question for now: {part}",
        ),
    ),
    "social": Reaction(
        "moment",
        (
            "Let us get on with it, whenever you like: {part}",
            "All right. Here is where we were: {part}",
            "Then back to the question: {part}",
        ),
    ),
    UNSURE: Reaction(
        "moment",
        (
            'I take that as a remark. If it was your answer, send it again. There are also "hint", "skip" and "stop".',
            'Was that meant as your answer? Then send it once more. If not, say "hint", "skip" or "stop", or: {part}',
            'I am not sure what you would like; "hint", "skip" and "stop" I understand. If it was your answer, send it again.',
        ),
    ),
    NOISE: Reaction(
        "help",
        (
            "I could not make that out. Put it in words, as you would say it; nothing was graded.",
            'That did not reach me as words. Say it again, or "hint", or "skip".',
        ),
    ),
}
"""By kind. What says that its author does not know is an answer, and has none."""


def unforeseen(
    step: Ask, said: Answered, earns_nothing: EarnsNothing
) -> Answered | Skipped | Queried | HintWanted | Stopped:
    """What was said to a question, where no rule knows it: the answer it is, or what it is instead."""
    kind, sure = _kind(step.sheet.question, said.text, earns_nothing)
    again = _was_said(REACTIONS[kind].replies, step.instead) if kind in REACTIONS else False
    if kind in ("", UNKNOWN) or (kind in (NOISE, UNSURE) and again):
        return said
    if kind == "skip" and sure:
        return Skipped()
    if kind == "insists" and again and step.follow_up:
        return Skipped()
    if kind == "stop" and step.after == "stop":
        return Stopped()
    if kind == "hint" and sure:
        return HintWanted(typed=True)
    return Queried(text=said.text, about=REACTIONS[kind].about)


def kind_of(question: Question, text: str) -> str:
    """Which kind of no answer a text is, once it has been taken for one; empty where none is near."""
    if _is_noise(question, text):
        return NOISE
    found = heard(text, question)
    return _named(found) if found.score >= LIKELY else ""


def _named(found: Heard) -> str:
    """The kind; where two are as likely, the one that stands for any."""
    return found.kind if found.kind == UNKNOWN or found.margin >= PLAIN else UNSURE


def _kind(question: Question, text: str, earns_nothing: EarnsNothing) -> tuple[str, bool]:
    """The kind, empty for an answer, and whether it is plainly that kind."""
    bare = prepared(text)
    tried = len(text.split()) >= ATTEMPT and _ADMITS.search(bare) is not None
    if (
        tried
        or _CORRECTS.match(bare)
        or _CALLS_IT_AN_ANSWER.fullmatch(bare)
        or KNOWS_NOTHING.holds(bare)
        or DONE.holds(bare)
    ):
        return "", False
    if _is_noise(question, text):
        return NOISE, True
    if orders_in(text, question.prompt):
        return "", False  # it is graded as what it is
    found = heard(text, question)
    wanted = PERSONAL if _personal(question) else 0.0
    if not _is_none(found, wanted, question, text, earns_nothing):
        return "", False
    return _named(found), found.margin >= SURE


def _is_none(
    found: Heard, wanted: float, question: Question, text: str, earns_nothing: EarnsNothing
) -> bool:
    if not _ADDRESSES.search(text):
        return False
    if any(char.isdigit() for char in text) or found.subject:
        wanted += OF_THE_SUBJECT
    if found.score < LIKELY + wanted:
        return False
    nothing = earns_nothing(question, text)
    return found.score >= CERTAIN + wanted if nothing is None else nothing


def _is_noise(question: Question, text: str) -> bool:
    """Whether a text is random keys. Words of another script may be an answer, which nobody here can read."""
    return text.isascii() and is_noise(text, subject_words(question))


@lru_cache(maxsize=64)
def _personal(question: Question) -> bool:
    """Whether an answer tells of oneself, as a remark does."""
    return says_i(question.reference_answer or "") >= TELLS_OF_ONESELF


def _was_said(replies: Sequence[str], before: str) -> bool:
    """Whether one of the replies is what was said just before: then it is not said again."""
    return any(before.startswith(reply.split("{")[0]) for reply in replies)
