"""The lines just above the answer box: what goes on, what failed, what can be chosen.

Everything is said here and not in a window over the answer, which stays in sight.
"""

from collections.abc import Sequence

from textual.content import Content, Span
from textual.style import Style
from textual.widgets import Static

from interviewer.core.text import inert
from interviewer.ui.tui.keys import Key


class Tray(Static):
    """Three things to say, the last set one of a higher order first: a menu, a remark, the state."""

    DEFAULT_CSS = """
    Tray {
        height: auto; min-height: 1; max-height: 8; padding: 0 5; color: $text-muted;
        link-style: not underline; link-color: $foreground; link-style-hover: underline;
    }
    """

    def __init__(self) -> None:
        super().__init__("", markup=False)
        self._state = Content("")
        self._remark = Content("")
        self._menu = Content("")

    def state(self, text: str, keys: Sequence[Key] = ()) -> None:
        """What goes on. With keys: what failed, and what can be done about it."""
        self._state = self._offer(text, keys) if keys else Content(inert(text))
        self._say()

    def remark(self, text: str) -> None:
        """Something to know now; gone with the next key."""
        if text or self._remark:
            self._remark = Content.assemble((inert(text), "$text-warning")) if text else Content("")
            self._say()

    def menu(self, text: str, keys: Sequence[Key]) -> None:
        """A choice that the person has called for; no keys take it away."""
        self._menu = self._offer(text, keys) if keys else Content("")
        self._say()

    def _say(self) -> None:
        lines = [self._menu] if self._menu else [self._remark, self._state]
        self.update(Content("\n").join([line for line in lines if line]))

    def _offer(self, text: str, keys: Sequence[Key]) -> Content:
        parts = [_choice(key) for key in keys]
        width = (self.content_size.width or self.app.size.width) - 1
        flat = sum(part.cell_length + 3 for part in parts) <= width
        choices = Content("   " if flat else "\n").join(parts)
        return Content.assemble((inert(text), "$foreground"), "\n", choices)


def _choice(key: Key) -> Content:
    text = f"{key.shown} {key.label}"
    click = Style.from_meta({"@click": f"screen.{key.action}"})
    return Content(
        text, spans=[Span(0, len(text), click), Span(0, len(key.shown), "bold $text-primary")]
    )
