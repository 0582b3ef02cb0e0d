"""The candidate's time for an answer, without pauses; and what is left where it is limited. Pure."""

from collections.abc import Callable
from typing import NamedTuple

from interviewer.core.text import Inert, inert
from interviewer.ui.tui.formatting import clock

NUDGE = 1.5
"""At this many times the limit one sentence asks for an end. Nothing is ever cut off."""


class Stopwatch:
    """Runs, rests, and begins again. Reads the clock that it is given, in seconds."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._spent = 0.0
        self._since: float | None = None

    def restart(self) -> None:
        """From zero, for another question."""
        self._spent, self._since = 0.0, self._clock()

    def run(self) -> None:
        if self._since is None:
            self._since = self._clock()

    def rest(self) -> None:
        self._spent, self._since = self.seconds, None

    @property
    def seconds(self) -> float:
        running = 0.0 if self._since is None else max(self._clock() - self._since, 0.0)
        return self._spent + running


class Left(NamedTuple):
    """What a countdown shows."""

    text: Inert
    style: str
    nudge: bool
    """Whether it is time for the one sentence."""


def left(limit: float, spent: float) -> Left:
    """How much of a limit is left, in seconds: amber in its last quarter, red once it has passed."""
    rest = limit - spent
    if rest < 0:
        return Left(inert(f"+{clock(-rest)} over"), "bold $text-error", spent >= NUDGE * limit)
    style = "bold $text-warning" if rest <= limit / 4 else ""
    return Left(inert(f"{clock(rest)} left"), style, nudge=False)
