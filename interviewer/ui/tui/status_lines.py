"""The lines just above the answer box: what goes on, what failed, what can be chosen.

Everything is said here and not in a window over the answer, which stays in sight.
"""

from collections.abc import Sequence

from textual.content import Content, Span
from textual.style import Style
from textual.widgets import Static

from interviewer.core.text import inert, one_line
from interviewer.ui.tui.keys import KeyHint
from interviewer.ui.tui.layout import MUTED, Flow, Page, Row, row, say_in_place

LONG = 120
"""Characters of a sentence that could push its choices out of sight: they come first then."""


class StatusLines(Static):
    """Three things to say, the last set one of a higher order first: a menu, a remark, the state."""

    DEFAULT_CSS = """
    StatusLines {
        height: auto; min-height: 1; max-height: 8; padding: 0 5; color: $text-muted;
        link-style: not underline; link-color: $foreground; link-style-hover: underline;
    }
    """

    def __init__(self) -> None:
        super().__init__("", markup=False)
        self._state: list[Row | Flow] = []
        self._remark: list[Row | Flow] = []
        self._menu: list[Row | Flow] = []

    def state(self, text: str, keys: Sequence[KeyHint] = ()) -> None:
        """What goes on. With keys: what failed, and what can be done about it."""
        self._state = _offer(text, keys) if keys else _plain(text, MUTED)
        self._say()

    @property
    def remarks(self) -> bool:
        """Whether something is said that a key would take away."""
        return bool(self._remark)

    def remark(self, text: str) -> None:
        """Something to know now; gone with the next key."""
        if text or self._remark:
            self._remark = _plain(text, "$text-warning")
            self._say()

    def greet(self, text: str, *, short: bool) -> None:
        """A remark to start with; `short` leaves it one line, for the question has to be seen."""
        line = Content.styled(one_line(text), "$text-warning")
        self._remark = [Row(line, cut=True)] if short and text else _plain(text, "$text-warning")
        self._say()

    def menu(self, text: str, keys: Sequence[KeyHint]) -> None:
        """A choice that the person has called for; no keys take it away."""
        self._menu = _offer(text, keys) if keys else []
        self._say()

    def _say(self) -> None:
        say_in_place(self, Page(self._menu or [*self._remark, *self._state]))


def _plain(text: str, style: str) -> list[Row | Flow]:
    return [row((line, style)) for line in inert(text).split("\n") if line]


def _offer(text: str, keys: Sequence[KeyHint]) -> list[Row | Flow]:
    said, choices = _plain(text, "$foreground"), Flow(tuple(_choice(key) for key in keys))
    return [choices, *said] if len(text) > LONG else [*said, choices]


def _choice(key: KeyHint) -> Content:
    text = f"{key.shown} {key.label}"
    click = Style.from_meta({"@click": f"screen.{key.action}"})
    return Content(
        text, spans=[Span(0, len(text), click), Span(0, len(key.shown), "bold $text-primary")]
    )
