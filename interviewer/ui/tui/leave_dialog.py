"""How an interview is left. Enter is always the safe choice; no letter ends anything."""

from enum import Enum
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static

from interviewer.core.text import inert
from interviewer.ui.tui.keys import KeyHint
from interviewer.ui.tui.layout import MUTED, Page, row
from interviewer.ui.tui.listing import Entry, RowList

TINY = 10
"""Below this many lines only the choices are shown."""


class Leaving(Enum):
    """What is done with the interview."""

    KEEP = "leave now and resume later"
    FINISH = "finish now, with a report"
    DISCARD = "discard it \u2026"


BACK = KeyHint("escape", "Esc", "back", "Back to the interview.", "back", stays=True)
CHOOSE = KeyHint("enter", "Enter", "choose", "Choose the line with the pointer.", "choose")
STAY = "stay"


class LeaveDialog(ModalScreen[Leaving | None]):
    """Over the interview, which continues behind it. None: it is not left."""

    KEYS: ClassVar[tuple[KeyHint, ...]] = (CHOOSE, BACK)
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", show=False, priority=True),
        Binding("ctrl+c", "keep", show=False, priority=True),
        Binding("ctrl+q", "nothing", show=False, priority=True),
        Binding("ctrl+k,ctrl+r,ctrl+t,ctrl+s", "nothing", show=False, priority=True),
    ]
    AUTO_FOCUS = "RowList"
    VERTICAL_BREAKPOINTS = [(0, "-tiny"), (TINY, "-room")]  # noqa: RUF012 - as Textual declares it
    DEFAULT_CSS = """
    LeaveDialog {
        &.-tiny #dialog { border: none; padding: 0; }
        &.-tiny Static { display: none; }
        align: center middle;
        #dialog {
            width: 60; max-width: 96%; height: auto; max-height: 100%; padding: 1 2;
            border: round $primary; border-title-color: $text-primary; background: $surface;
        }
        Static { height: auto; margin: 0 0 1 0; }
        RowList { height: auto; }
    }
    """

    def __init__(self, *, unsent: bool) -> None:
        """`unsent` where something stands in the box."""
        super().__init__()
        self._unsent = unsent
        self._sure = False

    def compose(self) -> ComposeResult:
        with Vertical(id="dialog"):
            yield Static(markup=False)
            yield RowList()

    def on_mount(self) -> None:
        self.query_one("#dialog").border_title = "leave the interview?"
        self._show()

    def _show(self) -> None:
        self.query_one(RowList).show(self._entries(), STAY)
        asked = "Nothing of this interview will be left, on the screen or on disk."
        if not self._sure:
            asked = "Everything sent is saved and can be resumed"
            asked += "; what you typed, too." if self._unsent else "."
        self.query_one(Static).update(Page([row((inert(asked), MUTED))]))

    def _entries(self) -> list[Entry]:
        if self._sure:
            return [
                Entry(STAY, (inert("no, keep it"),)),
                Entry("gone", ((inert("yes, discard it for good"), "$text-error"),)),
            ]
        return [
            Entry(STAY, (inert("stay"),)),
            *(Entry(choice.name, (inert(choice.value),)) for choice in Leaving),
        ]

    @on(OptionList.OptionSelected)
    def _chosen(self) -> None:
        chosen = self.query_one(RowList).chosen
        if chosen == Leaving.DISCARD.name:
            self._sure = True
            self._show()
        elif chosen == "gone":
            self.dismiss(Leaving.DISCARD)
        elif chosen == STAY and self._sure:
            self._sure = False
            self._show()
        else:
            self.dismiss(None if chosen in (None, STAY) else Leaving[chosen])

    def action_back(self) -> None:
        self.dismiss(None)

    def action_keep(self) -> None:
        self.dismiss(Leaving.KEEP)

    def action_nothing(self) -> None:
        """^Q has brought one here; a second one is no answer."""
