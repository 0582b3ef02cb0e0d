"""Questions back that the bank foresees, and what it replies to them.

A reply fits a question of its own kind alone: what says which kind is meant does not say what a word
means, though both questions hold the same words.
"""

import re
from typing import Literal

from interviewer.core.questions import Question
from interviewer.core.text import fold

ALIKE = 0.6
"""A question back is one that the bank foresees where they share at least this of their words."""
THE_SAME = 0.6
"""What is put as a question, in other forms than questions back have, is one of the bank's where they share this of the words of both."""

_SMALL_WORDS = (
    "a an the do does did you i me my mean can could may should shall is are we it of for to in on or and be about that this "
    "what which how with assume"
)
_SMALL = frozenset(_SMALL_WORDS.split())


Kind = Literal["meaning", "amount", "wish", "reason", "how", ""]
"""What is asked for: what a word means, how much of something, whether something is wanted of the
answer, why, or how. Empty for every other question: which one, or whether it is so.
"""

_KINDS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    (
        "meaning",
        re.compile(
            r"what (?:(?:exactly|precisely|even) )?(?:do|did|would) you (?:\w+ )?(?:mean|understand)|what (?:is|are|'s) (?:the )?(?:meaning|definition)"
            r"|what (?:counts|qualifies|is meant|does [\w' -]+ mean|means)|what's [\w' -]+ supposed to mean|(?:define|explain|clarify)\b|what is (?:an? )?[\w-]+$"
        ),
    ),
    (
        "amount",
        re.compile(r"(?:\w+ )?how (?:many|much|long|deep|deeply|detailed|big|large|small|often|far|soon|imbalanced)\b"),
    ),
    ("wish", re.compile(r"(?:do|would) you (?:want|like|need|expect)|(?:should|shall|must|may|can|could|do) i\b")),
    ("reason", re.compile(r"(?:but |and )?(?:why|what for)\b")),
    ("how", re.compile(r"(?:but |and )?how\b")),
)  # fmt: skip


def foreseen_reply(question: Question, text: str) -> str:
    """The bank's reply to the question back that is most like this one; empty where none is near."""
    said, kind = _words(text), kind_of(text)
    prompt = _words(question.prompt)
    best, reply = ALIKE, ""
    for known in question.clarifications:
        for asked in known.asked:
            words = _words(asked)
            if kind_of(asked) != kind or not (said & words) - (prompt if words - prompt else set()):
                continue
            shared = len(said & words) / max(min(len(said), len(words)), 1)
            if shared >= best:
                best, reply = shared, known.reply
    return reply


def is_foreseen(question: Question, text: str) -> bool:
    """Whether a text is, nearly word for word, a question back that the bank foresees."""
    said, kind = _words(text), kind_of(text)
    for known in question.clarifications:
        for asked in known.asked:
            words = _words(asked)
            alike = words and len(said & words) >= THE_SAME * len(said | words)
            if alike and kind_of(asked) == kind:
                return True
    return False


def kind_of(text: str) -> Kind:
    """What a question back asks for."""
    bare = " ".join(re.sub(r"[^\w' -]+", " ", fold(text).text.replace("\u2019", "'")).split())
    bare = re.sub(r"^(?:(?:sorry|and|but|so|ok|okay|well|hm+|just|wait|please) )+", "", bare)
    return next((kind for kind, pattern in _KINDS if pattern.match(bare)), "")


def _words(text: str) -> frozenset[str]:
    bare = "".join(char if char.isalnum() else " " for char in fold(text).text)
    return frozenset(bare.split()) - _SMALL
