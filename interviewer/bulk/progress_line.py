"""How far long work has come: one line on the terminal, rewritten in place; nothing in a pipe."""

import sys
import time
from collections.abc import Callable

from interviewer.core.text import Inert, inert

EVERY = 0.1
"""Seconds between two looks of the line."""


class Progress:
    """A line such as "1,200 graded, 340 a second, 3 min left". Messages go above it."""

    def __init__(self, *, shown: bool, clock: Callable[[], float] = time.monotonic) -> None:
        self._shown = shown
        self._clock = clock
        self._started = self._last = clock()
        self._width = 0
        self.count = 0
        self.share = 0.0
        """Of the input, 0 to 1, as far as it has been read; 0 where its end is not known."""

    def step(self) -> None:
        """One more answer is done."""
        self.count += 1
        if self._shown and self._clock() - self._last >= EVERY:
            self._last = self._clock()
            self._draw(self._line())

    def note(self, line: Inert) -> None:
        """Show another line than that of the answers done."""
        if self._shown:
            self._draw(line)

    def say(self, message: Inert) -> None:
        """Write a message to standard error, without tearing the line."""
        self._draw(Inert(""))
        print(message, file=sys.stderr, flush=True)

    def end(self) -> None:
        self._draw(Inert(""))

    @property
    def seconds(self) -> float:
        return self._clock() - self._started

    def _line(self) -> Inert:
        passed = max(self.seconds, 1e-6)
        line = f"{self.count:,} graded, {self.count / passed:,.0f} a second"
        if self.share > 0:
            line += f", {self.share:.0%}, {_time(passed * (1 - self.share) / self.share)} left"
        return inert(line)

    def _draw(self, line: Inert) -> None:
        if self._width or line:
            sys.stderr.write("\r" + line.ljust(self._width) + ("" if line else "\r"))
            sys.stderr.flush()
        self._width = len(line)


def _time(seconds: float) -> str:
    if seconds < 90:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 5400 else f"{seconds / 3600:.1f} h"


def on_terminal(*, results_elsewhere: bool) -> bool:
    """Whether a progress line can be seen, and does not mix with results on the same screen."""
    return sys.stderr.isatty() and (results_elsewhere or not sys.stdout.isatty())
