"""The report: the grade at the top, every question in a list, the chosen one's evidence beside it."""

from contextlib import suppress
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.screen import Screen
from textual.widgets import OptionList, Static

from interviewer.core.errors import ReportedError
from interviewer.core.report import QuestionReport, Report
from interviewer.core.text import inert, one_line
from interviewer.practice.attempts import OtherAttempts
from interviewer.reports.facts import examiner_name
from interviewer.ui.ports import Appeal, Host
from interviewer.ui.tui.background import aside
from interviewer.ui.tui.headline import TopLine
from interviewer.ui.tui.keys import EVERYWHERE, HELP, PALETTE, KeyBar, KeyHint, bindings
from interviewer.ui.tui.layout import Page
from interviewer.ui.tui.listing import RowList
from interviewer.ui.tui.on_demand import dispute_screen, transcript_screen
from interviewer.ui.tui.report_parts import OVERVIEW, details, entries, overview, summary
from interviewer.ui.tui.status_lines import StatusLines

if TYPE_CHECKING:
    from collections.abc import Mapping

SHORT = 20
"""Below this many lines the summary has no panel."""
BARS_FROM = 120
"""Below this many cells the names of the questions come before the bars."""
NARROW = 70
"""Below this many cells the list and the details take turns."""

SAVE = KeyHint("s", "s", "save", "Write the transcript as Markdown and say where.", "save")
AGAIN = KeyHint(
    "a", "a", "answer again", "Answer the chosen question again, in a new session.", "again"
)
HTML = KeyHint("h", "h", "HTML", "Write the report as a page for a browser.", "html")
ORDER = KeyHint("o", "o", "order", "Weakest questions first, or as they were asked.", "order")
DISPUTE = KeyHint(
    "d",
    "d",
    "dispute",
    "Dispute a missed point of the chosen question: it is judged again by words you name.",
    "dispute",
)
TRANSCRIPT = KeyHint("t", "t", "transcript", "Read the whole conversation.", "transcript")
REGRADE = KeyHint("g", "g", "grade", "Grade what could not be graded.", "regrade")
LEAVE = KeyHint(
    "escape", "Esc", "leave", "Leave the report. Everything is saved.", "leave", stays=True
)
OPEN = KeyHint(
    "enter", "Enter", "details", "Read about the chosen question.", "details", footer=False
)
UP = KeyHint("pageup", "PgUp", "up", "Scroll the details up.", "scroll(-1)", footer=False)
DOWN = KeyHint("pagedown", "PgDn", "down", "Scroll the details down.", "scroll(1)", footer=False)


class ReportScreen(Screen[None]):
    """One report. Its list begins with an overview, then a line for every question."""

    KEYS: ClassVar[tuple[KeyHint, ...]] = (
        SAVE, HTML, AGAIN, DISPUTE, TRANSCRIPT, ORDER, REGRADE, OPEN, UP, DOWN, LEAVE, *EVERYWHERE,
    )  # fmt: skip
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings((SAVE, HTML, AGAIN, DISPUTE, TRANSCRIPT, ORDER, REGRADE, LEAVE)),
        *bindings((UP, DOWN), priority=True),
        Binding("ctrl+q,ctrl+c", "leave", show=False, priority=True),
    ]
    AUTO_FOCUS = "RowList"
    HORIZONTAL_BREAKPOINTS = [  # noqa: RUF012 - as Textual declares it
        (0, "-narrow"), (NARROW, "-middle"), (100, "-wide"), (BARS_FROM, "-wider"), (150, "-widest"),
    ]  # fmt: skip
    VERTICAL_BREAKPOINTS = [(0, "-short"), (SHORT, "-tall")]  # noqa: RUF012 - the same
    DEFAULT_CSS = """
    ReportScreen {
        #column { align: center top; padding: 1 2 0 2; }
        #summary, #parts, StatusLines { width: 100%; max-width: 170; }
        #summary {
            height: auto; padding: 0 2;
            border: round $primary; border-title-color: $text-primary;
        }
        #parts { height: 1fr; }
        RowList {
            width: 38; height: 1fr; padding: 0 1;
            border: round $foreground 25%; border-title-color: $text-muted;
            &:focus { border: round $primary; }
        }
        #scroll {
            width: 1fr; padding: 0 1 0 2; scrollbar-size-vertical: 1;
            border: round $foreground 25%; border-title-color: $text-muted;
        }
        #details { height: auto; max-width: 97; padding: 0 1 0 0; }
        &.-wide RowList { width: 47; }
        &.-wider RowList { width: 54; }
        &.-widest RowList { width: 68; }
        &.-short {
            #column { padding: 0; }
            #summary { border: none; padding: 0 2; }
        }
        &.-narrow {
            #column { padding: 0; }
            RowList { width: 1fr; border: none; padding: 0; &:focus { border: none; } }
            #scroll { display: none; border: none; }
            &.-reading { RowList, #summary { display: none; } #scroll { display: block; } }
        }
    }
    """

    def __init__(self, host: Host, report: Report) -> None:
        super().__init__()
        self._host = host
        self.report = report
        self._grading = False
        self._weakest_first = False
        self._others: Mapping[str, OtherAttempts] = {}
        """What was answered in other sessions; comes after a while."""
        self._detailed: str | None = None
        """The entry whose details are shown."""

    def compose(self) -> ComposeResult:
        yield TopLine(
            inert(f"Report \u203a {one_line(self.report.bank)}"),
            examiner_name(self.report.examiner),
        )
        with Vertical(id="column"):
            yield Static(id="summary", markup=False)
            with Horizontal(id="parts"):
                yield RowList()
                with VerticalScroll(id="scroll", can_focus=False):
                    yield Static(id="details", markup=False)
            yield StatusLines()
        yield KeyBar(())

    def on_mount(self) -> None:
        self._list = self.query_one(RowList)
        self._scroll = self.query_one("#scroll", VerticalScroll)
        self._status_lines = self.query_one(StatusLines)
        self.query_one("#summary").border_title = "result"
        self._list.border_title = "questions"
        self._show(OVERVIEW)
        self.run_worker(self._look_back)  # type: ignore[arg-type]

    async def _look_back(self) -> None:
        with suppress(ReportedError):  # the report is whole without it
            self._others = await aside(lambda: self._host.other_attempts(self.report))
        if self._others and self._chosen is not None:
            self._show_details()

    def _show(self, chosen: str) -> None:
        self.query_one("#summary", Static).update(Page(summary(self.report)))
        bars = self.app.size.width >= BARS_FROM
        entries_ = entries(self.report, weakest_first=self._weakest_first, bars=bars)
        self._list.show(entries_, chosen)
        self._show_details()
        self._say_keys()

    def _say_keys(self) -> None:
        again = [AGAIN] if self._chosen is not None else []
        regrade = [REGRADE] if self._ungraded and not self._grading else []
        at = self._chosen
        dispute = [DISPUTE] if at is not None and self._questions[at].disputable else []
        keys = (*again, *dispute, *regrade, TRANSCRIPT, ORDER, SAVE, HTML, HELP, LEAVE, PALETTE)
        self.query_one(KeyBar).show(keys)

    @property
    def _questions(self) -> tuple[QuestionReport, ...]:
        return self.report.questions

    @property
    def _ungraded(self) -> bool:
        return any(question.status == "ungraded" for question in self.report.questions)

    @property
    def _chosen(self) -> int | None:
        """The place of the chosen question; None for the overview."""
        chosen = self._list.chosen
        return None if chosen in (None, OVERVIEW) else int(chosen or 0)

    @on(OptionList.OptionHighlighted)
    def _choice_moved(self) -> None:
        if self._list.chosen != self._detailed:  # said again where the list was filled again
            self._show_details()
            self._say_keys()
            if not self._grading:
                self._status_lines.remark(inert(""))

    def _show_details(self) -> None:
        at, self._detailed = self._chosen, self._list.chosen
        rows = overview(self.report)
        if at is not None:
            question = self._questions[at]
            rows = details(question, self._others.get(question.id, OtherAttempts()))
        self.query_one("#details", Static).update(Page(rows))
        self._scroll.border_title = "overview" if at is None else f"question {at + 1}"
        self._scroll.scroll_home(animate=False)

    # -- keys ---------------------------------------------------------------------------------------

    @on(OptionList.OptionSelected)
    def action_details(self) -> None:
        self.add_class("-reading")

    def action_scroll(self, by: int) -> None:
        if by < 0:
            self._scroll.scroll_page_up(animate=False)
        else:
            self._scroll.scroll_page_down(animate=False)

    def action_save(self) -> None:
        try:
            path = self._host.save_transcript(self.report)
        except ReportedError as reported:
            self._status_lines.remark(inert(str(reported)))
        else:
            self._status_lines.remark(inert(f"Saved: {path}"))

    def action_html(self) -> None:
        try:
            path = self._host.save_html(self.report)
        except ReportedError as reported:
            self._status_lines.remark(inert(str(reported)))
        else:
            self._status_lines.remark(inert(f"Saved: {path}"))

    def action_order(self) -> None:
        self._weakest_first = not self._weakest_first
        self._show(self._list.chosen or OVERVIEW)

    def action_again(self) -> None:
        at = self._chosen
        if at is None:
            self._status_lines.remark(inert("Choose a question first, with the arrow keys."))
            return
        try:
            interview = self._host.again(self.report, self.report.questions[at].id)
        except ReportedError as reported:
            self._status_lines.remark(inert(str(reported)))
            return
        app: Any = self.app
        app.open_interview(interview)

    def action_dispute(self) -> None:
        at = self._chosen
        if at is None or not self._questions[at].disputable:
            which = "Choose a question first, with the arrow keys."
            why = which if at is None else "There is no point of this question to dispute."
            self._status_lines.remark(inert(why))
            return

        async def hear(appeal: Appeal) -> tuple[str, QuestionReport]:
            judged = await self._host.appeal(self.report, self._questions[at].id, appeal)
            self.report = judged.report
            app: Any = self.app
            app.report_renewed(judged.report)
            return judged.reason, self._questions[at]

        self.app.push_screen(dispute_screen(self._questions[at], hear), self._disputed)

    def _disputed(self, renewed: QuestionReport | None) -> None:
        if renewed is not None:
            self._show(self._list.chosen or OVERVIEW)

    def action_transcript(self) -> None:
        self.app.push_screen(transcript_screen(self.report))

    def action_regrade(self) -> None:
        if not self._ungraded:
            self._status_lines.remark(inert("Everything that was answered has a grade."))
        elif not self._grading:
            self._grading = True
            self._status_lines.state(inert("Grading what had no grade. You can read on meanwhile."))
            self.run_worker(self._regrade)  # type: ignore[arg-type]

    async def _regrade(self) -> None:
        try:
            self.report = await aside(lambda: self._host.regrade(self.report))
        except ReportedError as reported:
            said = str(reported)
        else:
            left = sum(question.status == "ungraded" for question in self.report.questions)
            said = "Graded." if not left else f"{left} could still not be graded."
            app: Any = self.app
            app.report_renewed(self.report)
        self._grading = False
        self._status_lines.state(inert(""))
        self._show(self._list.chosen or OVERVIEW)
        self._status_lines.remark(inert(said))

    def action_leave(self) -> None:
        if self.has_class("-reading") and self.has_class("-narrow"):
            self.remove_class("-reading")
            return
        app: Any = self.app
        app.close_screen()
