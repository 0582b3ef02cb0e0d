"""The time of an interview on the screen: of the answer, of pauses, and what is left of a limit."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from interviewer.ui.tui.stopwatch import Left, Stopwatch, left

if TYPE_CHECKING:
    from interviewer.core.plan import Plan
    from interviewer.core.protocol import Ask


class InterviewTime:
    """Reads the clock that it is given: seconds since the interview began."""

    def __init__(self, elapsed: Callable[[], float]) -> None:
        self._elapsed = elapsed
        self.answer = Stopwatch(elapsed)
        """Of the answer that is being written."""
        self._pause = Stopwatch(elapsed)
        self._paused = 0.0
        self._nudged = False

    @property
    def spent(self) -> float:
        """Seconds since this screen was opened, without its pauses."""
        return self._elapsed() - self._paused

    def next_question(self) -> None:
        """Another question is discussed: its own limit begins."""
        self._nudged = False

    def pause(self) -> None:
        self.answer.rest()
        self._pause.restart()

    def resume(self) -> float:
        """End the pause; return its seconds."""
        away = self._pause.seconds
        self._pause.rest()
        self._paused += away
        return away

    def left(self, plan: "Plan", step: "Ask | None") -> Left | None:
        """What is left of the question's limit, else of the interview's; None without a limit."""
        if plan.per_question is not None:
            before = step.sheet.seconds or 0.0 if step is not None else 0.0
            return left(plan.per_question * 60, before + self.answer.seconds)
        if plan.minutes is not None:
            return left(plan.minutes * 60, self.spent)
        return None

    def nudge(self, plan: "Plan", step: "Ask | None") -> bool:
        """Whether it is time to ask for an end; once for each question."""
        found = self.left(plan, step)
        if found is None or not found.nudge or self._nudged:
            return False
        self._nudged = True
        return True
