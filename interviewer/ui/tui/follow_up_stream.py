"""A follow-up that is being written: held until its first sentence is whole, then shown as it grows.

One that may still be refused is refused before that, so nothing is shown and taken back.
"""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.widget import Widget

if TYPE_CHECKING:
    from textual.timer import Timer

REFRESH_EVERY = 0.05
"""Seconds between two refreshes."""
SENTENCE = r"(?:[.?!]|\u2026|\u3002|\uff1f)(?:\s|[\"')]|\u201d|$)"
"""The end of one. Compiled with the first follow-up, not before the first paint."""


class FollowUpStream:
    """The words of one follow-up, as they come. `write` shows all of them so far."""

    def __init__(self, screen: Widget, write: Callable[[str], None]) -> None:
        self._screen = screen
        self._write = write
        self._words: list[str] = []
        self._written = 0
        """This many characters of the words are on the screen."""
        self._timer: Timer | None = None

    def add(self, more: str) -> bool:
        """Take the next words; return whether they are the first."""
        self._words.append(more)
        if self._timer is None:  # the first sentence at once, the others together
            self._refresh()
        return len(self._words) == 1

    def stop(self) -> None:
        """The follow-up is whole, or is not wanted: the next words are those of another."""
        self._words.clear()
        self._written = 0
        if self._timer is not None:
            self._timer.stop()
            self._timer = None

    def _refresh(self) -> None:
        self._timer = None
        coming = "".join(self._words)
        if self._written == 0 and not re.search(SENTENCE, coming):
            return
        if len(coming) > self._written:
            self._written = len(coming)
            self._write(coming)
            self._timer = self._screen.set_timer(REFRESH_EVERY, self._refresh)
