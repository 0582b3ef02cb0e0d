"""Doubles of the three ports: they record what they were asked, and fail loudly when used up."""

from interviewer.core.grading import Finding, Verdict, checked
from interviewer.core.interview import (
    Answered,
    Concluded,
    ExaminerIdentity,
    FollowedUp,
    Graded,
    Reviewed,
    Ungraded,
)
from interviewer.core.run import Choice


class ScriptedCandidate:
    """Gives the replies it was made with, in order; reviews are always read."""

    def __init__(self, *replies, choices=()):
        self.replies = list(replies)
        self.choices = list(choices)
        self.asked = []
        self.failures = []
        self.notices = []
        self.heard = []

    async def ask(self, step):
        self.asked.append(step)
        assert self.replies, f"the candidate's script is used up at: {step.text}"
        reply = self.replies.pop(0)
        if isinstance(reply, BaseException):
            raise reply
        return Answered(text=reply) if isinstance(reply, str) else reply

    async def review(self, step):
        self.asked.append(step)
        return Reviewed()

    async def decide(self, failure):
        self.failures.append(failure)
        assert self.choices, f"nothing is scripted for the failure: {failure.sentence}"
        return self.choices.pop(0)

    async def attend(self, work):
        return await work

    def tell(self, notice):
        self.notices.append(notice.text)

    def hear(self, words):
        self.heard.append(words)


class MarkExaminer:
    """Credits point `p` where the answer contains `p!`; asks "More on p?". No judgement at all."""

    def __init__(self, name="script", failures=0):
        self.identity = ExaminerIdentity(name=name, version="1", kind="script")
        self.failures = failures
        self.graded = []

    async def grade(self, step, tell):
        tell_free(tell)
        self.graded.append(step.sheet.answers[-1])
        if self.failures:
            self.failures -= 1
            return Ungraded(reason="The server is down.")
        sheet = step.sheet
        found = [
            checked(
                Finding(point=p.id, credit=1, quote=f"{p.id}!")
                if any(f"{p.id}!" in answer for answer in sheet.answers)
                else Finding(point=p.id, credit=None if f"{p.id}?" in sheet.answers[-1] else 0),
                sheet.question,
                sheet.answers,
                sheet.asked,
            )
            for p in sheet.question.points
        ]
        return Graded(verdict=Verdict(examiner=self.identity.name, findings=tuple(found)))

    async def follow_up(self, step, hear):
        text = f"More on {step.target.id}?"
        for word in text.split(" "):
            hear(word + " ")
        return FollowedUp(text=text, point=step.target.id)

    async def conclude(self, step, tell):
        tell_free(tell)
        return Concluded(text=f"{len(step.sheets)} questions.")


def tell_free(tell):
    assert callable(tell)


class ListRecorder:
    """Keeps replies in a list; refuses the first `refusals` of them."""

    def __init__(self, error=None, refusals=0):
        self.replies = []
        self.error = error
        self.refusals = refusals

    def record(self, reply):
        if self.refusals:
            self.refusals -= 1
            raise self.error
        self.replies.append(reply)


RETRY, SKIP, OFFLINE, KEEP = Choice.RETRY, Choice.SKIP, Choice.OFFLINE, Choice.KEEP
