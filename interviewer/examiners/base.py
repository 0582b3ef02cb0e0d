"""Everything an examiner does but grading, in a form that needs no network and no model."""

from abc import ABC, abstractmethod

from interviewer.core.plan import ExaminerIdentity
from interviewer.core.protocol import (
    Clarified,
    Conclude,
    Concluded,
    FollowedUp,
    FollowUp,
    Grade,
    Graded,
    Ungraded,
)
from interviewer.core.run import OnNotice, OnWords, plain_follow_up
from interviewer.examiners.conversation.canned import step_down
from interviewer.examiners.conversation.canned_conversation import CannedConversation
from interviewer.reports.closing import closing_of


class BaseExaminer(CannedConversation, ABC):
    """An examiner that lacks `identity` and `grade`: the bank's follow-ups, a computed closing.

    Subclass it for an examiner of your own; override what yours does better.
    """

    @property
    @abstractmethod
    def identity(self) -> ExaminerIdentity:
        """Who grades, exactly enough to say later which grades can be compared."""

    @abstractmethod
    async def grade(self, step: Grade, notify: OnNotice) -> Graded | Ungraded | Clarified:
        """Grade all that was said to the question; the newest answer is the last turn."""

    @property
    def usage(self) -> str:
        """What was used so far, in words; empty."""
        return ""

    def warm(self) -> None:
        """Begin to load what the first answer needs: nothing."""

    async def follow_up(self, step: FollowUp, show_words: OnWords) -> FollowedUp:
        """Ask the bank's own follow-up, or a general one where the bank has none.

        Somebody who has just said that he knows nothing gets a step down.
        """
        text = step_down(step) or step.target.canned or plain_follow_up(step)
        show_words(text)
        return FollowedUp(text=text, point=step.target.id)

    async def conclude(self, step: Conclude, notify: OnNotice) -> Concluded:
        """Sum up what was computed, in 80 to 150 words."""
        del notify
        return Concluded(text=closing_of(step, self.identity))

    async def aclose(self) -> None:
        """Close what is open: nothing."""
