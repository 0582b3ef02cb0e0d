"""What stands in place of the conversation for a while: a verdict, a prediction, a pause; and
the question above it.
"""

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Static

from interviewer.core.text import Inert, inert, one_line
from interviewer.ui.tui.layout import MUTED, Page, Row, paragraphs, row


class QuestionPanel(Static):
    """The question, in sight while its follow-ups are discussed or a long answer is written."""

    DEFAULT_CSS = """
    QuestionPanel {
        display: none; height: auto; max-height: 6; margin: 0 2; padding: 0 1;
        border: round $foreground 25%; border-title-color: $text-muted;
        &.-shown { display: block; }
    }
    """

    def __init__(self) -> None:
        super().__init__("", markup=False)

    def show(self, number: int, topic: str, prompt: str) -> None:
        """The question that is being discussed, with its topic."""
        about = f"question {number} \u00b7 {one_line(topic, 40)}"
        self.border_title = one_line(about).replace("[", "\\[")
        self.update(Page(paragraphs(prompt)))


class Pane(VerticalScroll):
    """Rows in a panel, in place of the conversation and the answer box: nothing can be typed."""

    DEFAULT_CSS = """
    Pane {
        height: auto; max-height: 100%; padding: 1 1 1 2;
        border: round $primary; border-title-color: $text-primary; scrollbar-size-vertical: 1;
        & > Static { height: auto; max-width: 97; padding: 0 1 0 0; }
    }
    """

    def compose(self) -> ComposeResult:
        yield Static(markup=False)

    def show(self, title: Inert, rows: Sequence[Row]) -> None:
        """Say something else, from its top."""
        self.border_title = title.replace("[", "\\[")
        self.query_one(Static).update(Page(rows))
        self.scroll_home(animate=False)


def pause() -> list[Row]:
    """What is shown instead of the question while the clock stands still."""
    return [
        row((inert("Paused"), "bold $foreground")),
        row(),
        row(inert("The clock stands still and the question is hidden. What you typed is kept.")),
        row(),
        row((inert("^S or Enter resumes."), MUTED)),
    ]
