"""The offline examiner as the interview knows it. Its rules are loaded when an answer needs them:
until the first question has been read nobody waits for them.
"""

import threading
from dataclasses import replace

from interviewer.core.grading import Verdict
from interviewer.core.plan import ExaminerIdentity
from interviewer.core.protocol import FollowedUp, FollowUp, Grade, Graded, Ungraded
from interviewer.core.questions import Question
from interviewer.core.run import OnNotice, OnWords, plain_follow_up
from interviewer.core.sheets import Sheet
from interviewer.examiners.base import BaseExaminer
from interviewer.examiners.conversation import canned
from interviewer.examiners.offline.identity import IDENTITY


class OfflineExaminer(BaseExaminer):
    """The examiner port over `examine`; it never waits, and fails only past its deadline.

    `guards` False turns off what separates pretence from an answer, to measure what that costs.
    """

    def __init__(self, *, guards: bool = True) -> None:
        self._guards = guards
        self._prepared = set[int]()
        """The questions, by hash, whose answers are read quickly: all that can be done once is done."""

    @property
    def identity(self) -> ExaminerIdentity:
        return IDENTITY

    def warm(self) -> None:
        """Load the rules and their data in a thread, long before the first answer is typed."""
        threading.Thread(target=_load, daemon=True, name="interviewer-warm").start()

    def earns_nothing(self, question: Question, text: str) -> bool:
        """Whether a text makes no part of a point and shows no wrong belief. Takes milliseconds."""
        from interviewer.examiners.offline.rules import examine

        verdict = examine(question, [text], [question.prompt], guards=self._guards)
        return not verdict.beliefs and not any(found.credit for found in verdict.findings)

    async def grade(self, step: Grade, notify: OnNotice) -> Graded | Ungraded:
        from interviewer.examiners.off_loop import LONG, TooSlow, off_loop, size_of
        from interviewer.examiners.offline.rules import examine

        del notify
        sheet = step.sheet

        def read() -> Verdict:
            return examine(sheet.question, sheet.answers, sheet.asked, guards=self._guards)

        # With the first answer to a question its bank's texts are prepared, 0.1 s: keys are served meanwhile.
        first = hash(sheet.question) not in self._prepared
        try:
            verdict = await off_loop(read, size_of(sheet.answers) + first * LONG)
        except TooSlow as slow:
            return Ungraded(reason=str(slow))
        self._prepared.add(hash(sheet.question))
        return Graded(verdict=verdict)

    async def follow_up(self, step: FollowUp, show_words: OnWords) -> FollowedUp:
        """The bank's follow-up with a lead-in, or a step down for somebody who knows nothing."""
        text = canned.step_down(step) or canned.acknowledged(
            step, step.target.canned or plain_follow_up(step)
        )
        show_words(text)
        return FollowedUp(text=text, point=step.target.id)


def _with_verdict(sheet: Sheet, verdict: Verdict) -> Sheet:
    last = replace(sheet.turns[-1], verdict=verdict)
    return replace(sheet, turns=(*sheet.turns[:-1], last))


def _load() -> None:
    from interviewer.examiners.conversation import kinds
    from interviewer.examiners.offline import rules
    from interviewer.examiners.reading import words

    del rules
    words.rarity("the")
    kinds.model()
