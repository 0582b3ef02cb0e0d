"""Choosing what to be asked: the questions themselves, to tick, with filters beside them."""

from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.screen import Screen
from textual.widgets import OptionList

from interviewer.core.errors import ReportedError
from interviewer.core.text import counted, inert, one_line
from interviewer.ui.home_views import HomeView
from interviewer.ui.ports import Host
from interviewer.ui.tui.choosing import Choosing
from interviewer.ui.tui.headline import TopLine
from interviewer.ui.tui.keys import EVERYWHERE, HELP, PALETTE, KeyBar, KeyHint, bindings
from interviewer.ui.tui.layout import MUTED
from interviewer.ui.tui.listing import Entry, RowList
from interviewer.ui.tui.status_lines import StatusLines

BEGIN = KeyHint("enter", "Enter", "begin", "Begin with the ticked questions.", "begin")
TICK = KeyHint("space", "Space", "tick", "Tick or leave out the question at the pointer.", "tick")
ALL = KeyHint("a", "a", "all", "Tick all that are listed, or none.", "all")
LEFT = KeyHint("left", "\u2190", "before", "", "turn(-1)", footer=False)
RIGHT = KeyHint("right", "\u2190\u2192", "change", "Change the value of the line.", "turn(1)")
MOVE = KeyHint("tab", "Tab", "filters, questions", "Go to the other list.", "move")
BACK = KeyHint("escape", "Esc", "back", "Back to the home screen.", "back", stays=True)


TOPICS_FROM = 100
"""Below so many cells the names of the questions have all the room; the filters tell the topics."""


class ChooseScreen(Screen[None]):
    """Filters on the left, questions on the right; what is ticked is asked."""

    KEYS: ClassVar[tuple[KeyHint, ...]] = (BEGIN, TICK, ALL, RIGHT, MOVE, LEFT, BACK, *EVERYWHERE)
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings((ALL, LEFT, RIGHT, BACK)),
        *bindings((BEGIN, TICK, MOVE), priority=True),
        Binding("ctrl+q,ctrl+c", "back", show=False, priority=True),
    ]
    AUTO_FOCUS = "#filters"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (70, "-middle")]  # noqa: RUF012 - as Textual declares it
    DEFAULT_CSS = """
    ChooseScreen {
        #column { align-horizontal: center; height: 1fr; }
        #parts { height: 1fr; max-width: 160; padding: 1 2 0 2; }
        RowList {
            border: round $foreground 25%; border-title-color: $text-muted; padding: 0 1;
            &:focus { border: round $primary; border-title-color: $text-primary; }
        }
        #filters { width: 36; height: auto; }
        #questions { width: 1fr; height: 1fr; margin: 0 0 0 1; }
        &.-narrow {
            #parts { layout: vertical; padding: 0; }
            RowList, RowList:focus { border: none; padding: 0; }
            #filters { width: 1fr; height: 5; }
            #questions { margin: 0; }
        }
    }
    """

    def __init__(self, view: HomeView, host: Host) -> None:
        super().__init__()
        self._host = host
        self._view = view
        self.choosing = Choosing(view)

    def compose(self) -> ComposeResult:
        yield TopLine(
            inert(f"Choose \u203a {one_line(self._view.title)}"), one_line(self._view.examiner)
        )
        with Vertical(id="column"), Horizontal(id="parts"):
            yield RowList(id="filters")
            yield RowList(id="questions")
        yield StatusLines()
        yield KeyBar((BEGIN, RIGHT, MOVE, HELP, BACK, PALETTE))

    def on_mount(self) -> None:
        self._filters = self.query_one("#filters", RowList)
        self._list = self.query_one("#questions", RowList)
        self._filters.border_title = "how"
        self._show()

    def _show(self) -> None:
        self._filters.show(
            [
                Entry(
                    str(number),
                    (
                        (inert(f"{setting.name:<11}"), MUTED),
                        inert(f"\u2039 {setting.shown} \u203a"),
                    ),
                )
                for number, setting in enumerate(self.choosing.settings)
            ]
        )
        listed, ticked = self.choosing.listed, self.choosing.ticked
        ids = {question.id for question in ticked}
        self._list.show(
            [
                Entry(
                    question.id,
                    (
                        (inert("[x] " if question.id in ids else "[ ] "), "$text-primary"),
                        one_line(question.title),
                    ),
                    ((inert(f" {one_line(question.topic, 24)}, {question.difficulty}"), MUTED),)
                    if self.app.size.width >= TOPICS_FROM
                    else (),
                )
                for question in listed
            ],
            self._list.chosen,
        )
        minutes = round(self._view.minutes * len(ticked) / max(self._view.questions, 1))
        self._list.border_title = (
            f"{counted(len(ticked), 'question')} of {len(self.choosing.questions)}, "
            f"about {minutes} min"
        )
        self._say_keys()

    def on_descendant_focus(self) -> None:
        self._say_keys()

    def _say_keys(self) -> None:
        here = (TICK, ALL) if self._list.has_focus else (RIGHT,)
        self.query_one(KeyBar).show((BEGIN, *here, MOVE, HELP, BACK, PALETTE))

    def action_move(self) -> None:
        (self._filters if self._list.has_focus else self._list).focus()

    def action_turn(self, by: int) -> None:
        if self._filters.has_focus:
            self.choosing.turn(int(self._filters.chosen or 0), by)
            self._show()

    def action_tick(self) -> None:
        if not self._list.has_focus:
            self.action_turn(1)
        elif self._list.chosen is not None:
            self.choosing.tick(self._list.chosen)
            self._show()

    def action_all(self) -> None:
        self.choosing.tick_all()
        self._show()

    @on(OptionList.OptionSelected)
    def action_begin(self) -> None:
        status_lines = self.query_one(StatusLines)
        if not self.choosing.ticked:
            status_lines.remark(inert("No question is ticked. Space ticks one, a ticks all."))
            return
        try:
            interview = self._host.begin(self.choosing.wish())
        except ReportedError as reported:
            status_lines.remark(inert(str(reported)))
            return
        app: Any = self.app
        self.dismiss()
        app.open_interview(interview)

    def action_back(self) -> None:
        self.dismiss()
