"""How the person stands and how that came about, in panels."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.screen import Screen
from textual.widgets import Static

from interviewer.core.text import counted, inert
from interviewer.practice.progress import Progress
from interviewer.ui.tui.headline import TopLine
from interviewer.ui.tui.keys import EVERYWHERE, HELP, PALETTE, KeyBar, KeyHint, bindings
from interviewer.ui.tui.layout import Page
from interviewer.ui.tui.progress_parts import LEFT, RIGHT, Panel, scores

BACK = KeyHint("escape", "Esc", "back", "Back to the home screen.", "dismiss", stays=True)
UP = KeyHint("pageup", "PgUp", "up", "Scroll up.", "scroll(-1)")
DOWN = KeyHint("pagedown", "PgDn", "down", "Scroll down.", "scroll(1)")


NARROW = 60
"""Below so many cells the bars are short."""


class ProgressScreen(Screen[None]):
    """Scores, coverage, what slips away, beliefs, predictions."""

    KEYS: ClassVar[tuple[KeyHint, ...]] = (DOWN, UP, BACK, *EVERYWHERE)
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings((UP, DOWN, BACK)),
        Binding("up", "line(-1)", show=False),
        Binding("down", "line(1)", show=False),
        Binding("g,q,ctrl+q,ctrl+c", "dismiss", show=False, priority=True),
    ]
    AUTO_FOCUS = ""
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]  # noqa: RUF012 - as Textual declares it
    DEFAULT_CSS = """
    ProgressScreen {
        #middle { align-horizontal: center; height: 1fr; }
        #page { height: 1fr; max-width: 160; scrollbar-gutter: auto; padding: 1 1 0 1; }
        #columns { height: auto; }
        .column { height: auto; width: 1fr; }
        .panel {
            height: auto; margin: 0 1; padding: 0 2;
            border: round $foreground 25%; border-title-color: $text-primary;
        }
        &.-narrow #columns { layout: vertical; }
    }
    """

    def __init__(self, found: Progress) -> None:
        super().__init__()
        self._found = found

    def compose(self) -> ComposeResult:
        yield TopLine(inert("Progress"), inert(self._about()))
        with (
            Vertical(id="middle"),
            VerticalScroll(id="page", can_focus=False),
            Horizontal(id="columns"),
        ):
            for column in (LEFT, RIGHT):
                with Vertical(classes="column"):
                    for panel in column:
                        yield self._panel(panel)
        yield KeyBar((DOWN, UP, HELP, BACK, PALETTE))

    def _about(self) -> str:
        """The days to go, and what is due."""
        due = counted(len(self._found.due), "point")
        if self._found.until is None:
            return f"{due} due today"
        days = (self._found.until - self._found.today).days
        return f"{due} due today, {counted(days, 'day')} to go"

    def _panel(self, panel: Panel) -> Static:
        short = panel.rows is scores and self.app.size.width < NARROW
        rows = scores(self._found, wide=6) if short else panel.rows(self._found)
        drawn = Static(Page(rows), id=panel.id, classes="panel", markup=False)
        drawn.border_title = panel.title
        return drawn

    def action_scroll(self, by: int) -> None:
        page = self.query_one("#page", VerticalScroll)
        page.scroll_relative(y=by * max(page.size.height - 2, 1), animate=False)

    def action_line(self, by: int) -> None:
        self.query_one("#page", VerticalScroll).scroll_relative(y=by, animate=False)
