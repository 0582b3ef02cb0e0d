"""The lines just above the answer box: what is happening, what failed, what can be chosen.

Everything is said here and not in a window over the answer, which stays in sight.
"""

from collections.abc import Sequence

from textual.content import Content
from textual.style import Style
from textual.widgets import Static

from interviewer.core.text import Inert, inert, one_line
from interviewer.ui.tui.keys import KeyHint
from interviewer.ui.tui.layout import MUTED, Flow, Page, Row, row, say_in_place, text

LONG = 120
"""Characters of a sentence that could push its choices out of sight: they come first then."""
FRAMES = "\u280b\u2819\u2839\u2838\u283c\u2834\u2826\u2827\u2807\u280f"
FRAMES_A_SECOND = 8


class StatusLines(Static):
    """Two things to say, a remark before the state. The newer remark takes the place of the older."""

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

    def state(self, said: Inert, keys: Sequence[KeyHint] = ()) -> None:
        """What is happening. With keys: what failed, and what can be done about it."""
        self._state = _offer(said, keys) if keys else _plain(said, MUTED)
        self._say()

    def wait(self, doing: Inert, seconds: float) -> None:
        """What is being waited for, for how long, and how to stop it."""
        frame = FRAMES[int(seconds * FRAMES_A_SECOND) % len(FRAMES)]
        passed = f" {seconds:.0f} s" if seconds >= 1 else ""
        self._state = [
            row(
                (inert(frame), "bold $text-primary"),
                (inert(f" {doing}{passed}   "), "$foreground"),
                (inert("Esc stops it"), MUTED),
            )
        ]
        self._say()

    @property
    def remarks(self) -> bool:
        """Whether something is said that a key would take away."""
        return bool(self._remark)

    def remark(self, said: Inert) -> None:
        """Something to know now; gone with the next key."""
        if said or self._remark:
            self._remark = _plain(said, "$text-warning")
            self._say()

    def greet(self, said: Inert, *, short: bool) -> None:
        """A remark to start with; `short` leaves it one line, for the question has to be seen."""
        line = text((one_line(said), "$text-warning"))
        self._remark = [Row(line, cut=True)] if short and said else _plain(said, "$text-warning")
        self._say()

    def _say(self) -> None:
        say_in_place(self, Page([*self._remark, *self._state]))


def _plain(said: Inert, style: str) -> list[Row | Flow]:
    return [row((Inert(line), style)) for line in said.split("\n") if line]


def _offer(said: Inert, keys: Sequence[KeyHint]) -> list[Row | Flow]:
    rows, choices = _plain(said, "$text-error"), Flow(tuple(choice(key) for key in keys))
    return [choices, *rows] if len(said) > LONG else [*rows, choices]


def choice(key: KeyHint) -> Content:
    """A key with what it does, to be pressed or clicked."""
    click = Style.from_meta({"@click": f"screen.{key.action}"})
    shown = text((inert(key.shown), "bold $text-primary"), inert(f" {key.label}"))
    return shown.stylize(click)
