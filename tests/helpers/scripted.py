"""Doubles of the three ports: those of `interviewer.testing`, and an examiner that reads marks."""

from interviewer.core.protocol import Concluded
from interviewer.core.run import Choice
from interviewer.testing import ListRecorder, ScriptedCandidate, ScriptedExaminer

__all__ = ["KEEP", "OFFLINE", "RETRY", "SKIP", "ListRecorder", "MarkExaminer", "ScriptedCandidate"]


class MarkExaminer(ScriptedExaminer):
    """Credits point `p` where the answer contains `p!`; asks "More on p?". No judgement at all.

    The first `failures` gradings fail.
    """

    def __init__(self, name="script", failures=0):
        super().__init__(name=name)
        self.failures = failures

    def decide(self, sheet):
        if self.failures:
            self.failures -= 1
            return "The server is down."
        return {point.id: _mark(point.id, sheet.answers) for point in sheet.question.points}

    async def conclude(self, step, notify):
        assert callable(notify)
        return Concluded(text=f"{len(step.sheets)} questions.")


def _mark(point, answers):
    if any(f"{point}!" in answer for answer in answers):
        return f"{point}!"
    return None if f"{point}?" in answers[-1] else 0


RETRY, SKIP, OFFLINE, KEEP = Choice.RETRY, Choice.SKIP, Choice.OFFLINE, Choice.KEEP
