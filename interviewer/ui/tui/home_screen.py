"""The home screen: what will be asked and by whom, what is unfinished, how it went before."""

from dataclasses import replace
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.screen import Screen
from textual.widgets import OptionList, Static

from interviewer.core.errors import ReportedError
from interviewer.core.text import inert, one_line
from interviewer.ui.ports import Host
from interviewer.ui.question_choice import QuestionChoice
from interviewer.ui.tui.headline import TopLine
from interviewer.ui.tui.home_parts import (
    BACK,
    BEGIN,
    CHOOSE,
    DOWN,
    DRILL,
    HERE,
    LEAVE,
    MODEL,
    OPEN,
    PRACTICE,
    PROGRESS,
    RESUME,
    THEME,
    TONIGHT,
    WHOLE,
    about,
    entries,
    sample,
    standing,
    welcome,
)  # fmt: skip
from interviewer.ui.tui.keys import EVERYWHERE, HELP, PALETTE, KeyBar, KeyHint, bindings
from interviewer.ui.tui.layout import Page
from interviewer.ui.tui.listing import RowList
from interviewer.ui.tui.on_demand import choose_screen, model_screen, progress_screen
from interviewer.ui.tui.status_lines import StatusLines

SHORT = 20
"""Below this many lines only what is needed is shown."""


NARROW = 60
"""Below so many cells of a past interview only the day, the grade and the score are shown."""


class HomeScreen(Screen[None]):
    """Where one starts, and comes back to."""

    KEYS: ClassVar[tuple[KeyHint, ...]] = (
        BEGIN, PRACTICE, DRILL, WHOLE, PROGRESS, CHOOSE, RESUME, OPEN, MODEL, THEME, LEAVE, DOWN,
        *EVERYWHERE,
    )  # fmt: skip
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings((BEGIN, CHOOSE, PRACTICE, DRILL, WHOLE, PROGRESS)),
        *bindings((MODEL, RESUME, OPEN, THEME, LEAVE, DOWN)),
        Binding("ctrl+q", "leave", show=False, priority=True),
        Binding("ctrl+c", "leave", show=False, priority=True),
    ]
    AUTO_FOCUS = ""
    VERTICAL_BREAKPOINTS = [(0, "-short"), (SHORT, "-tall")]  # noqa: RUF012 - as Textual declares it
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (76, "-middle")]  # noqa: RUF012 - the same
    DEFAULT_CSS = """
    HomeScreen {
        #column { align: center top; padding: 1 1 0 1; }
        #top { width: 100%; height: auto; max-width: 140; }
        .panel {
            height: auto; width: 1fr; margin: 0 1; padding: 0 2;
            border: round $foreground 25%; border-title-color: $text-primary;
            &.-here { border: round $primary; }
        }
        #beside { width: 2fr; display: none; &.-shown { display: block; } }
        #about { width: 3fr; }
        #rest { width: 100%; height: 1fr; max-width: 140; padding: 0 1; }
        #sessions {
            height: auto; max-height: 100%; padding: 0 1;
            border: round $foreground 25%; border-title-color: $text-primary;
            &.-here { border: round $primary; }
            &.-empty { display: none; }
        }
        RowList { height: auto; max-height: 100%; }
        StatusLines { max-width: 140; }
        &.-welcome {
            #column { align: center middle; }
            #rest { height: auto; }
        }
        &.-narrow #top { layout: vertical; }
        &.-narrow #about { width: 1fr; }
        &.-narrow #beside, &.-short #beside { display: none; }
        &.-short {
            #column { padding: 0; }
            #rest { padding: 0; }
            .panel, .panel.-here, #sessions, #sessions.-here {
                border: none; padding: 0 1; margin: 0;
            }
        }
    }
    """

    def __init__(self, host: Host) -> None:
        super().__init__()
        self._host = host
        self._view = host.home()

    def compose(self) -> ComposeResult:
        yield TopLine()
        with Vertical(id="column"):
            with Horizontal(id="top"):
                yield Static(id="about", classes="panel", markup=False)
                yield Static(id="beside", classes="panel", markup=False)
            with Vertical(id="rest"), Vertical(id="sessions"):
                yield RowList()
            yield StatusLines()
        yield KeyBar((BEGIN, CHOOSE, PRACTICE, HELP, LEAVE, PALETTE))

    def on_mount(self) -> None:
        self._list = self.query_one(RowList)
        self._status_lines = self.query_one(StatusLines)
        self._keys = self.query_one(KeyBar)
        self._show()

    def on_resize(self) -> None:
        self._show()

    def on_screen_resume(self) -> None:
        if self.is_mounted and hasattr(self, "_list"):
            self._view = self._or_remark(self._host.home) or self._view
            self._show()

    @property
    def _first_run(self) -> bool:
        return not self._view.unfinished and not self._view.past

    @property
    def _beside(self) -> int:
        """Cells of a line in the panel beside: two fifths, without its edges."""
        return min(self.app.size.width - 2, 140) * 2 // 5 - 8

    def _show(self) -> None:
        view, short = self._view, self.app.size.height < SHORT
        self.query_one(TopLine).show(inert("Home"), one_line(view.examiner))
        main, beside = self.query_one("#about", Static), self.query_one("#beside", Static)
        self.set_class(self._first_run, "-welcome")
        if self._first_run:
            main.border_title = "welcome"
            main.update(Page(welcome(view)))
            beside.border_title = "a question"
            beside.update(Page(sample(view)))
        else:
            main.border_title = "tonight" if view.tonight else "an interview"
            main.update(Page(about(view, short=short)))
            beside.border_title = "how you stand"
            beside.update(Page(standing(view.standing, self._beside) if view.standing else ()))
        beside.set_class(self._first_run or view.standing is not None, "-shown")
        sessions = self.query_one("#sessions")
        sessions.border_title = "your interviews"
        sessions.set_class(self._first_run, "-empty")
        self._list.show(entries(view, narrow=self.app.size.width < NARROW))
        self._say_keys()

    @on(OptionList.OptionHighlighted)
    def _say_keys(self) -> None:
        kind = self._chosen()[0] if self._list.has_focus else ""
        self.query_one("#about").set_class(not kind, "-here")
        self.query_one("#sessions").set_class(bool(kind), "-here")
        if kind in HERE:
            self._keys.show((HERE[kind], HELP, BACK, PALETTE))
            return
        short = self.app.size.height < SHORT
        keys = [BEGIN, PRACTICE] if short else [] if not self._first_run else [PRACTICE]
        if self._view.tonight is not None:
            keys = (
                [TONIGHT, *([DRILL] if self._view.tonight.missed else []), WHOLE] if short else []
            )
        keys += [PROGRESS] if self._view.past else []
        keys += [RESUME] if self._view.unfinished else []
        keys += [OPEN] if self._view.past else []
        self._keys.show((*keys, CHOOSE, MODEL, THEME, HELP, LEAVE, PALETTE))

    def on_descendant_focus(self) -> None:
        self._say_keys()

    def on_descendant_blur(self) -> None:
        self._say_keys()

    def _or_remark(self, call: Any, *arguments: Any) -> Any:
        """What the host returns; None, with its sentence on the screen, where it cannot."""
        try:
            return call(*arguments)
        except ReportedError as reported:
            self._status_lines.remark(inert(str(reported)))
            return None

    def _chosen(self) -> tuple[str, str]:
        """The kind and the session of the entry at the pointer: r to resume, o to open."""
        kind, _, session = (self._list.chosen or "").partition(" ")
        return kind, session

    # -- keys ---------------------------------------------------------------------------------------

    def action_begin(self) -> None:
        """What is proposed first: tonight's questions, else a whole interview."""
        if self._view.tonight is not None:
            self._open(self._or_remark(self._host.practise))
        else:
            self.action_interview()

    def action_interview(self) -> None:
        self._begin(self._view.wish)

    def action_practice(self) -> None:
        if self._view.tonight is not None:
            self._open(self._or_remark(self._host.practise))
        else:
            self._begin(replace(self._view.wish, feedback_each=True))

    def action_drill(self) -> None:
        self._open(self._or_remark(lambda: self._host.practise(missed=True)))

    def action_progress(self) -> None:
        found = self._or_remark(self._host.progress)
        if found is not None:
            self.app.push_screen(progress_screen(found))

    def _begin(self, wish: QuestionChoice) -> None:
        self._open(self._or_remark(self._host.begin, wish))

    def _open(self, interview: Any) -> None:
        if interview is not None:
            app: Any = self.app
            app.open_interview(interview)

    def action_choose_questions(self) -> None:
        self.app.push_screen(choose_screen(self._view, self._host))

    def action_model(self) -> None:
        self.app.push_screen(model_screen(self._host))

    def action_resume(self) -> None:
        kind, session = self._chosen()
        if kind != "r":
            session = self._view.unfinished[0].id if self._view.unfinished else ""
        if not session:
            self._status_lines.remark(inert("There is no unfinished interview."))
            return
        interview = self._or_remark(self._host.resume, session)
        if interview is not None:
            app: Any = self.app
            app.open_interview(interview)

    def action_open(self) -> None:
        kind, session = self._chosen()
        if kind != "o":
            session = self._view.past[0].id if self._view.past else ""
        if not session:
            self._status_lines.remark(inert("There is no finished interview yet."))
            return
        report = self._or_remark(self._host.report, session)
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
        if self._status_lines.remarks:
            self._status_lines.remark(inert(""))
        else:
            self.action_leave()

    def action_leave(self) -> None:
        if self._list.has_focus:
            self.set_focus(None)
        else:
            self.app.exit()
