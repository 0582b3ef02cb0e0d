"""Keeps a skip that was pressed in haste from a question that nobody can have read yet."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.widget import Widget

if TYPE_CHECKING:
    from textual.timer import Timer

UNREAD = 1.0
"""Seconds after a new question in which the key of skipping may be meant for what came before."""
GRACE = 3.0
"""Seconds until such a skip happens after all, unless another key is pressed."""


class SkipGuard:
    """Holds a skip for a while. What is not held any more never happens."""

    def __init__(self, screen: Widget) -> None:
        self._screen = screen
        self._fresh: Timer | None = None
        self._held: Timer | None = None

    def new_question(self) -> None:
        """One is on the screen that was not there before."""
        self.let_go()
        if self._fresh is not None:
            self._fresh.stop()
        self._fresh = self._screen.set_timer(UNREAD, self._read)

    def hold(self, skip: Callable[[], None]) -> bool:
        """Whether the skip has to wait: it is called later, once, unless it is let go."""
        if self._fresh is None:
            return False
        if self._held is None:
            self._held = self._screen.set_timer(GRACE, skip)
        return True

    def let_go(self) -> bool:
        """Drop a skip that is held; False where none is."""
        if self._held is None:
            return False
        self._held.stop()
        self._held = None
        return True

    def _read(self) -> None:
        self._fresh = None
