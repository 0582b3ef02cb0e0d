"""The part of an examiner that speaks between the questions, by rules and canned wordings.

Both examiners take it; a model words some of it itself where that leads further. The rules are
loaded on first use: nothing is recognised before a first answer has been typed.
"""

from interviewer.core.protocol import Answered, Ask, Clarified, Clarify, Hint, Hinted, Probe, Probed
from interviewer.core.run import AskReply, OnNotice, OnWords


class CannedConversation:
    """Implements what of `core.run.Examiner` is neither grading nor closing words."""

    def recognise(self, step: Ask, said: Answered) -> AskReply:
        from interviewer.examiners.conversation.wishes import recognised  # noqa: PLC0415 - see top

        return said if step.beyond else recognised(step, said)

    async def clarify(self, step: Clarify, tell: OnNotice) -> Clarified:
        from interviewer.examiners.conversation.canned import clarified  # noqa: PLC0415 - see top

        del tell
        return clarified(step)

    async def hint(self, step: Hint, hear: OnWords) -> Hinted:
        from interviewer.examiners.conversation.canned import hinted  # noqa: PLC0415 - see top

        del hear
        return hinted(step)

    async def probe(self, step: Probe, hear: OnWords) -> Probed:
        from interviewer.examiners.conversation.canned import probed  # noqa: PLC0415 - see top

        del hear
        return probed(step)
