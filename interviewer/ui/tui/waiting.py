"""A wait that can be seen: a sign that moves, what is waited for, since when, how to stop it."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.widget import Widget

from interviewer.core.text import Inert, inert
from interviewer.ui.tui.status_lines import FRAMES_A_SECOND, StatusLines

if TYPE_CHECKING:
    from textual.timer import Timer

READING = inert("reading your answer")


class Waiting:
    """Redraws the line while it runs. Reads the clock that it is given."""

    def __init__(self, screen: Widget, lines: StatusLines, clock: Callable[[], float]) -> None:
        self._screen = screen
        self._lines = lines
        self._clock = clock
        self._timer: Timer | None = None
        self._since = self._said = 0.0
        self._doing = READING
        self._holds: float | None = None

    def begin(self, doing: Inert, holds: float | None = None) -> None:
        """Something else is done now. `holds`: after this many seconds that is no longer so."""
        if self._timer is None:
            self._since = self._clock()
            self._timer = self._screen.set_interval(1 / FRAMES_A_SECOND, self._draw)
        self._doing, self._holds, self._said = doing or READING, holds, self._clock()
        self._draw()

    def end(self) -> None:
        """What was waited for is there."""
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
            self._lines.state(inert(""))

    def _draw(self) -> None:
        if self._timer is None:
            return
        if self._holds is not None and self._clock() - self._said > self._holds:
            self._doing, self._holds = READING, None
        self._lines.wait(self._doing, self._clock() - self._since)
