"""Questions back that the bank foresees, and what it replies to them."""

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


def foreseen_reply(question: Question, text: str) -> str:
    """The bank's reply to the question back that is most like this one; empty where none is near."""
    said = _words(text)
    best, reply = ALIKE, ""
    for known in question.clarifications:
        for asked in known.asked:
            words = _words(asked)
            shared = len(said & words) / max(min(len(said), len(words)), 1)
            if shared >= best and len(said & words) >= 1:
                best, reply = shared, known.reply
    return reply


def is_foreseen(question: Question, text: str) -> bool:
    """Whether a text is, nearly word for word, a question back that the bank foresees."""
    said = _words(text)
    for known in question.clarifications:
        for asked in known.asked:
            words = _words(asked)
            if words and len(said & words) >= THE_SAME * len(said | words):
                return True
    return False


def _words(text: str) -> frozenset[str]:
    bare = "".join(char if char.isalnum() else " " for char in fold(text).text)
    return frozenset(bare.split()) - _SMALL
