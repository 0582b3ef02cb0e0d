"""The part of an examiner that speaks between the questions, by rules and canned wordings.

Both examiners take it; a model words some of it itself where that leads further.
"""

from interviewer.core.protocol import (
    Answered,
    Ask,
    AskReply,
    Clarified,
    Clarify,
    Hint,
    Hinted,
    Probe,
    Probed,
)
from interviewer.core.questions import Question
from interviewer.core.run import OnNotice, OnWords, Reach
from interviewer.examiners.conversation.canned import clarified, hinted, probed
from interviewer.examiners.conversation.wishes import recognised


class CannedConversation:
    """Implements what of `core.run.Examiner` is neither grading nor closing words."""

    @property
    def reach(self) -> Reach:
        return ""

    async def try_reach(self) -> str:
        return ""

    def recognise(self, step: Ask, said: Answered) -> AskReply:
        """What was said to a question: by the named rules, then by what it is most like."""
        if step.beyond and not said.text.lstrip().startswith("/"):
            return said
        found = recognised(step, said)
        if step.beyond or not isinstance(found, Answered) or found.adds:
            return found
        from interviewer.examiners.conversation.unforeseen import unforeseen

        return unforeseen(step, found, self.earns_nothing)

    def earns_nothing(self, question: Question, text: str) -> bool | None:
        """Whether a text by itself earns nothing; None where that cannot be decided at once.

        False, as here, leaves everything an answer that no named rule knows.
        """
        del question, text
        return False

    async def clarify(self, step: Clarify, notify: OnNotice) -> Clarified:
        del notify
        return clarified(step)

    async def hint(self, step: Hint, show_words: OnWords) -> Hinted:
        del show_words
        return hinted(step)

    async def probe(self, step: Probe, show_words: OnWords) -> Probed:
        del show_words
        return probed(step)
