"""The help: every key of the screen it was called from, and what the program is about."""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.screen import Screen
from textual.widgets import Static

from interviewer.core.text import inert
from interviewer.ui.tui.headline import TopLine
from interviewer.ui.tui.keys import KeyBar, KeyHint
from interviewer.ui.tui.layout import Page, Row, row

ABOUT = """\
Answer in your own words. The interviewer compares what you say with what a full answer contains, \
point by point, and asks again where one is missing. Every credit is shown with your own words as \
its evidence; what could not be decided is neither made nor missed.

Every answer is saved before it is read, and what you type within a second. You can leave at any \
time and resume later."""
SIGNS = (
    ("\u2713", "bold $text-success", "made unaided"),
    ("\u25cb", "bold $text-accent", "made with a follow-up or a hint"),
    ("\u2717", "bold $text-error", "missed"),
    ("?", "bold $text-warning", "undecided: it counts neither way"),
)
BACK = KeyHint("escape", "Esc", "back", "Back to where you were.", "dismiss", stays=True)


class HelpScreen(Screen[None]):
    """Over the screen that it explains, which stays as it is."""

    KEYS: ClassVar[tuple[KeyHint, ...]] = (BACK,)
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter,q,f1,ctrl+q,ctrl+c", "dismiss", show=False, priority=True)
    ]
    AUTO_FOCUS = "VerticalScroll"
    VERTICAL_BREAKPOINTS = [(0, "-tiny"), (9, "-room")]  # noqa: RUF012 - as Textual declares it
    DEFAULT_CSS = """
    HelpScreen {
        &.-tiny VerticalScroll { margin: 0; padding: 0; border: none; }
        #column { align: center top; height: 1fr; }
        VerticalScroll {
            max-width: 100; margin: 1 2 0 2; padding: 0 2; scrollbar-size-vertical: 1;
            border: round $primary; border-title-color: $text-primary;
        }
        #help { height: auto; }
    }
    """

    def __init__(self, keys: Sequence[KeyHint]) -> None:
        super().__init__()
        self._shown_keys = keys

    def compose(self) -> ComposeResult:
        yield TopLine(inert("Help"))
        with Vertical(id="column"), VerticalScroll():
            yield Static(Page(self._rows()), id="help", markup=False)
        yield KeyBar((BACK,))

    def on_mount(self) -> None:
        self.query_one(VerticalScroll).border_title = "help"

    def _rows(self) -> list[Row]:
        rows = [row((inert("Keys"), "bold $text-primary"))]
        rows += [
            row(inert(key.about), lead=(inert(f"{key.shown:<8}"), "bold $foreground"))
            for key in self._shown_keys
            if key.about
        ]
        rows += [row(), row((inert("How it works"), "bold $text-primary"))]
        for said in ABOUT.split("\n\n"):
            rows += [row(inert(said)), row()]
        rows.append(row((inert("Signs"), "bold $text-primary")))
        rows += [row(inert(said), lead=(inert(f"{sign}  "), style)) for sign, style, said in SIGNS]
        return rows
