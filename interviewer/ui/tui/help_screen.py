"""The help: every key of the screen it was called from, and what the program is about."""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import Screen
from textual.widgets import Static

from interviewer.ui.tui.keys import KeyBar, KeyHint
from interviewer.ui.tui.layout import Page, Row, row

ABOUT = """\
Answer in your own words. The interviewer compares what you say with what a full answer contains, \
point by point, and asks again where one is missing. Every credit is shown with your own words as \
its evidence; what could not be decided is neither made nor missed.

Every answer is saved before it is read, and what you type within a second. You can leave at any \
time and go on later."""
BACK = KeyHint("escape", "Esc", "back", "Back to where you were.", "dismiss", stays=True)


class HelpScreen(Screen[None]):
    """Over the screen that it explains, which stays as it is."""

    KEYS: ClassVar[tuple[KeyHint, ...]] = (BACK,)
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter,q,f1,ctrl+q,ctrl+c", "dismiss", show=False, priority=True)
    ]
    AUTO_FOCUS = "VerticalScroll"
    DEFAULT_CSS = """
    HelpScreen {
        #name { height: 1; padding: 0 2; background: $surface; color: $text-muted; }
        VerticalScroll { padding: 1 4 0 4; scrollbar-size-vertical: 1; }
        #help { max-width: 84; height: auto; }
    }
    """

    def __init__(self, keys: Sequence[KeyHint]) -> None:
        super().__init__()
        self._told = keys

    def compose(self) -> ComposeResult:
        yield Static("Help", id="name", markup=False)
        with VerticalScroll():
            yield Static(Page(self._rows()), id="help", markup=False)
        yield KeyBar((BACK,))

    def _rows(self) -> list[Row]:
        rows = [row(("Keys", "bold $text-primary"))]
        rows += [
            row(key.about, lead=(f"{key.shown:<8}", "bold $foreground"))
            for key in self._told
            if key.about
        ]
        rows += [row(), row(("How it works", "bold $text-primary"))]
        for text in ABOUT.split("\n\n"):
            rows += [row(text), row()]
        return rows
