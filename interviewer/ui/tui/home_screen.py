"""The home screen: what will be asked and by whom, what is unfinished, how it went before."""

from dataclasses import replace
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import Screen
from textual.widgets import OptionList, Static

from interviewer.core.errors import ReportedError
from interviewer.core.text import one_line
from interviewer.ui.ports import Host, QuestionChoice
from interviewer.ui.tui.home_parts import (
    BACK,
    BEGIN,
    CHOOSE,
    DOWN,
    HERE,
    LEAVE,
    MODEL,
    OPEN,
    PRACTICE,
    RESUME,
    about,
    entries,
)  # fmt: skip
from interviewer.ui.tui.keys import EVERYWHERE, HELP, PALETTE, KeyBar, KeyHint, bindings
from interviewer.ui.tui.layout import Ends, Page
from interviewer.ui.tui.listing import RowList
from interviewer.ui.tui.status_lines import StatusLines

SHORT = 20
"""Below so many lines only what is needed is shown."""


class HomeScreen(Screen[None]):
    """Where one starts, and comes back to."""

    KEYS: ClassVar[tuple[KeyHint, ...]] = (
        BEGIN, CHOOSE, PRACTICE, RESUME, OPEN, MODEL, LEAVE, DOWN, *EVERYWHERE,
    )  # fmt: skip
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings((BEGIN, CHOOSE, PRACTICE, MODEL, RESUME, OPEN, LEAVE, DOWN)),
        Binding("ctrl+q", "leave", show=False, priority=True),
        Binding("ctrl+c", "leave", show=False, priority=True),
    ]
    AUTO_FOCUS = ""
    VERTICAL_BREAKPOINTS = [(0, "-short"), (SHORT, "-tall")]  # noqa: RUF012 - as Textual declares it
    DEFAULT_CSS = """
    HomeScreen {
        #name { height: 1; padding: 0 2; background: $surface; color: $text-muted; }
        #column { align: center top; }
        #about {
            height: auto; max-width: 100; margin: 1 2; padding: 1 3;
            border: round $foreground 25%;
            &.-here { border: round $primary; }
        }
        RowList { height: 1fr; max-width: 104; padding: 0 4; }
        KeyBar, StatusLines { max-width: 104; }
        &.-short {
            #about, #about.-here { border: none; padding: 0 2; margin: 0 0 1 0; max-width: 104; }
            RowList { padding: 0; }
        }
    }
    """

    def __init__(self, host: Host) -> None:
        super().__init__()
        self._host = host
        self._view = host.home()

    def compose(self) -> ComposeResult:
        yield Static(id="name", markup=False)
        with Vertical(id="column"):
            yield Static(id="about", markup=False)
            yield RowList()
            yield StatusLines()
            yield KeyBar((BEGIN, CHOOSE, PRACTICE, HELP, LEAVE, PALETTE))

    def on_mount(self) -> None:
        self._list = self.query_one(RowList)
        self._tray = self.query_one(StatusLines)
        self._keys = self.query_one(KeyBar)
        self._show()

    def on_resize(self) -> None:
        self._show()

    def on_screen_resume(self) -> None:
        if self.is_mounted and hasattr(self, "_list"):
            self._view = self._told(self._host.home) or self._view
            self._show()

    def _show(self) -> None:
        view = self._view
        self.query_one("#name", Static).update(
            Ends(
                [("interviewer", "bold $foreground")], [(one_line(view.examiner), "$text-primary")]
            )
        )
        self.query_one("#about", Static).update(
            Page(about(view, short=self.app.size.height < SHORT))
        )
        self._list.show(entries(view))
        self._say_keys()

    @on(OptionList.OptionHighlighted)
    def _say_keys(self) -> None:
        kind = self._chosen()[0] if self._list.has_focus else ""
        self.query_one("#about").set_class(not kind, "-here")
        if kind in HERE:
            self._keys.show((HERE[kind], HELP, BACK, PALETTE))
            return
        keys = [BEGIN, *([RESUME] if self._view.unfinished else []), CHOOSE, PRACTICE]
        keys += [OPEN] if self._view.past else []
        keys += [MODEL] if self._view.model_hint else []
        self._keys.show((*keys, HELP, LEAVE, PALETTE))

    def on_descendant_focus(self) -> None:
        self._say_keys()

    def on_descendant_blur(self) -> None:
        self._say_keys()

    def _told(self, call: Any, *arguments: Any) -> Any:
        """What the host returns; None, with its sentence on the screen, where it cannot."""
        try:
            return call(*arguments)
        except ReportedError as told:
            self._tray.remark(str(told))
            return None

    def _chosen(self) -> tuple[str, str]:
        """The kind and the session of the entry at the pointer: r to resume, o to open."""
        kind, _, session = (self._list.chosen or "").partition(" ")
        return kind, session

    # -- keys ---------------------------------------------------------------------------------------

    def action_begin(self) -> None:
        self._begin(self._view.wish)

    def action_practice(self) -> None:
        self._begin(replace(self._view.wish, feedback_each=True))

    def _begin(self, wish: QuestionChoice) -> None:
        interview = self._told(self._host.begin, wish)
        if interview is not None:
            app: Any = self.app
            app.open_interview(interview)

    def action_choose_questions(self) -> None:
        from interviewer.ui.tui.choose_screen import ChooseScreen  # noqa: PLC0415 - seldom needed

        self.app.push_screen(ChooseScreen(self._view, self._host))

    def action_model(self) -> None:
        self._tray.remark(self._view.model_hint or "A model is connected already.")

    def action_resume(self) -> None:
        kind, session = self._chosen()
        if kind != "r":
            session = self._view.unfinished[0].id if self._view.unfinished else ""
        if not session:
            self._tray.remark("There is no unfinished interview.")
            return
        interview = self._told(self._host.resume, session)
        if interview is not None:
            app: Any = self.app
            app.open_interview(interview)

    def action_open(self) -> None:
        kind, session = self._chosen()
        if kind != "o":
            session = self._view.past[0].id if self._view.past else ""
        if not session:
            self._tray.remark("There is no finished interview yet.")
            return
        report = self._told(self._host.report, session)
        if report is not None:
            app: Any = self.app
            app.open_report(report)

    @on(OptionList.OptionSelected)
    def _selected(self) -> None:
        if self._chosen()[0] == "r":
            self.action_resume()
        else:
            self.action_open()

    def action_to_list(self) -> None:
        if self._list.option_count:
            self._list.focus()

    def action_escape(self) -> None:
        if self._tray.remarks:
            self._tray.remark("")
        else:
            self.action_leave()

    def action_leave(self) -> None:
        if self._list.has_focus:
            self.set_focus(None)
        else:
            self.app.exit()
