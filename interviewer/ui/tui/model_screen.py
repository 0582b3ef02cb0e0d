"""Connecting a language model: where its server is, which model, a test call; kept in config.toml."""

from collections.abc import Callable
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.screen import Screen
from textual.widgets import Input, OptionList, Static

from interviewer.core.errors import ReportedError
from interviewer.core.text import inert, one_line
from interviewer.ui.home_views import ModelForm
from interviewer.ui.ports import Host
from interviewer.ui.tui.background import aside
from interviewer.ui.tui.headline import TopLine
from interviewer.ui.tui.keys import EVERYWHERE, HELP, PALETTE, KeyBar, KeyHint, bindings
from interviewer.ui.tui.layout import MUTED, Page, row
from interviewer.ui.tui.listing import Entry, RowList
from interviewer.ui.tui.status_lines import StatusLines

PROVIDER = KeyHint("ctrl+n", "^N", "provider", "The next preset of a server.", "provider")
LIST = KeyHint("ctrl+l", "^L", "its models", "Ask the server which models it has.", "list")
TEST = KeyHint("ctrl+t", "^T", "test", "Make one test call.", "test")
KEEP = KeyHint("ctrl+s", "^S", "save", "Keep this in config.toml and use it from now on.", "keep")
BACK = KeyHint("escape", "Esc", "back", "Back without saving.", "back", stays=True)


class ModelScreen(Screen[None]):
    """A form of three lines. Nothing is sent before a key asks for it."""

    KEYS: ClassVar[tuple[KeyHint, ...]] = (PROVIDER, LIST, TEST, KEEP, BACK, *EVERYWHERE)
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings((PROVIDER, LIST, TEST, KEEP, BACK), priority=True),
        Binding("ctrl+q,ctrl+c", "back", show=False, priority=True),
        # At once: what is typed after it belongs to the next line of the form.
        Binding("tab", "app.focus_next", show=False, priority=True),
        Binding("shift+tab", "app.focus_previous", show=False, priority=True),
    ]
    AUTO_FOCUS = "#address"
    DEFAULT_CSS = """
    ModelScreen {
        #column { align: center top; height: 1fr; }
        #form {
            height: auto; max-height: 1fr; max-width: 100; margin: 1 2 0 2; padding: 1 2;
            border: round $primary; border-title-color: $text-primary;
        }
        #form Static { height: auto; }
        Input { height: 1; border: none; padding: 0 1; background: $surface; margin: 0 0 1 0; }
        Input:focus { border: none; background: $panel; }
        RowList { height: 1fr; max-width: 100; margin: 0 2; display: none; padding: 0 1;
            border: round $foreground 25%; border-title-color: $text-muted;
            &.-shown { display: block; } &:focus { border: round $primary; }
        }
        StatusLines { max-width: 104; }
    }
    """

    def __init__(self, host: Host) -> None:
        super().__init__()
        self._host = host
        self._presets = host.providers()
        self._busy = False

    def compose(self) -> ComposeResult:
        yield TopLine(inert("Model"))
        with Vertical(id="column"):
            with VerticalScroll(id="form", can_focus=False):
                yield Static(id="about", markup=False)
                yield Static("address of an OpenAI-compatible API", markup=False)
                yield Input(id="address")
                yield Static("model", markup=False)
                yield Input(id="model", placeholder="empty: the built-in examiner grades")
                yield Static("file that holds the key (empty: environment or none)", markup=False)
                yield Input(id="key")
            yield RowList()
            yield StatusLines()
        yield KeyBar((PROVIDER, LIST, TEST, KEEP, HELP, BACK, PALETTE))

    def on_mount(self) -> None:
        self._status_lines = self.query_one(StatusLines)
        self._list = self.query_one(RowList)
        self._list.border_title = "models of this server"
        self.query_one("#form").border_title = "language model"
        for line in self.query(Input):
            line.cursor_blink = False
        try:
            form = self._host.model()
        except ReportedError as reported:
            self._status_lines.remark(inert(str(reported)))
            form = ModelForm("", "", "", "", "none")
        self._provider, self._key_origin = form.provider, form.key_origin
        self._say_who(form)
        self.query_one("#address", Input).value = form.base_url
        self.query_one("#model", Input).value = form.model
        self._about()

    def _say_who(self, form: ModelForm) -> None:
        who = one_line(form.model) if form.model else inert("built-in examiner, offline")
        self.query_one(TopLine).show(inert("Model"), who)

    def _about(self) -> None:
        self.query_one("#about", Static).update(
            Page(
                [
                    row(
                        (inert("provider "), MUTED),
                        (one_line(self._provider or "by address"), "bold $foreground"),
                        (inert("   key "), MUTED),
                        one_line(self._key_origin),
                    ),
                    row((inert("Answers then go to that server and nowhere else."), MUTED)),
                    row(),
                ]
            )
        )

    @property
    def form(self) -> ModelForm:
        """What stands in the form."""
        address, model, key = (
            self.query_one(name, Input).value.strip() for name in ("#address", "#model", "#key")
        )
        return ModelForm(self._provider, address, model, key, self._key_origin)

    def action_provider(self) -> None:
        names = [name for name, _ in self._presets]
        at = names.index(self._provider) + 1 if self._provider in names else 0
        self._provider, address = self._presets[at % len(names)]
        self.query_one("#address", Input).value = address
        self._about()

    def action_list(self) -> None:
        self._ask("asking for the list", self._host.models, self._listed)

    def action_test(self) -> None:
        self._ask("making a test call", self._host.try_model, self._said)

    def _ask(
        self, doing: str, call: Callable[[ModelForm], Any], done: Callable[[Any], None]
    ) -> None:
        if self._busy:
            return
        form = self.form

        async def work() -> None:
            try:
                done(await aside(lambda: call(form)))
            except ReportedError as reported:
                self._status_lines.remark(inert(str(reported)))
            finally:
                self._busy = False
                self._status_lines.state(inert(""))

        self._busy = True
        self._status_lines.remark(inert(""))
        self._status_lines.state(inert(f"{doing} \u2026"))
        self.run_worker(work)  # type: ignore[arg-type]

    def _listed(self, names: tuple[str, ...]) -> None:
        self._list.show([Entry(name, (one_line(name),)) for name in names])
        self._list.add_class("-shown")
        self._list.focus()

    def _said(self, said: str) -> None:
        self._status_lines.remark(inert(said))

    @on(OptionList.OptionSelected)
    def _chosen(self) -> None:
        self.query_one("#model", Input).value = self._list.chosen or ""
        self.query_one("#model", Input).focus()

    def action_keep(self) -> None:
        try:
            said = self._host.keep_model(self.form)
        except ReportedError as reported:
            self._status_lines.remark(inert(str(reported)))
        else:
            self.dismiss()
            self.app.notify(inert(said), markup=False)

    def action_back(self) -> None:
        self.dismiss()
