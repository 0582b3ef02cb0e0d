"""The program on a terminal: which screen is shown, how it is left, and with what outcome.

The app holds no state of an interview. A crash leaves it as an exception once the terminal is
restored (Textual would print every local variable); a signal leaves it with the draft kept.
"""

import asyncio
import contextlib
import gc
import os
import signal
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from textual import events
from textual.app import App, SystemCommand
from textual.await_complete import AwaitComplete
from textual.binding import Binding, BindingType
from textual.driver import Driver
from textual.screen import Screen
from textual.theme import ThemeProvider

from interviewer.core.errors import ReportedError
from interviewer.process.signals import SIGNALS
from interviewer.ui.ports import Host, Interview, PendingHost, PendingInterview
from interviewer.ui.tui.driver import SafeDriver
from interviewer.ui.tui.keys import KeyHint, key_meant
from interviewer.ui.tui.on_demand import open_help, open_palette
from interviewer.ui.tui.screens import home_screen, interview_screen, report_screen
from interviewer.ui.tui.textual_private import QuietApp, acting_screen, mounted
from interviewer.ui.tui.themes import DARK, LIGHT

if TYPE_CHECKING:
    from interviewer.core.report import Report


class AppOutcome(NamedTuple):
    """What the person leaves behind, for the command to print once the screen is gone."""

    report: "Report | None" = None
    """Of the interview that was finished last."""
    kept: str | None = None
    """The session that was kept for later, where that came last."""
    said: str = ""
    """A sentence to say: why it was kept, or what failed."""
    status: int = 0
    """0 done, 1 or 2 after a failure that was shown, 128 + the number of a signal."""


class InterviewerApp(QuietApp, inherit_bindings=False):
    """Shows `first` from where it stands, else `report`, else the home screen."""

    TITLE = "interviewer"
    ENABLE_COMMAND_PALETTE = True
    COMMAND_PALETTE_BINDING = "ctrl+p"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f1", "help", "Help", show=False, priority=True),
        Binding("ctrl+z", "suspend_process", "Suspend", show=False, priority=True),
    ]
    CSS = """
    Screen { background: $background; }
    ModalScreen { background: $background 60%; }
    OptionList:nocolor > .option-list--option-highlighted { text-style: reverse; }
    TextArea:nocolor .text-area--selection { text-style: reverse; }
    Input:nocolor { text-style: underline; }
    Input:nocolor > .input--cursor { text-style: reverse; }
    """

    def __init__(
        self,
        host: Host | PendingHost,
        first: Interview | PendingInterview | None = None,
        report: "Report | None" = None,
    ) -> None:
        colourless = bool(os.environ.get("NO_COLOR"))
        super().__init__(ansi_color=colourless or None)
        self._host = host
        self.outcome = AppOutcome()
        self._floor = 1
        """This many screens at the bottom are not returned to; leaving the lowest other one exits."""
        self._first = first
        self._report = report
        self._caught: asyncio.Future[None] | None = None
        """A signal that waits until everything is there."""
        gc.disable()  # nothing can be thrown away yet; looking for it delays the first paint
        self.register_theme(DARK)
        self.register_theme(LIGHT)
        remembered = "ansi-dark" if colourless else host.theme()
        self.theme = remembered if remembered in self.available_themes else DARK.name

    @property
    def host(self) -> Host:
        """The rest of the program. Loaded on first use."""
        return self._host.make() if isinstance(self._host, PendingHost) else self._host

    def get_driver_class(self) -> type[Driver]:
        return SafeDriver

    def get_default_screen(self) -> Screen[Any]:
        if self._first is not None:
            return interview_screen(self._first)
        if self._report is not None:
            return report_screen(self.host, self._report)
        return home_screen(self.host)

    def on_mount(self) -> None:
        self.call_after_refresh(gc.enable)
        self.theme_changed_signal.subscribe(self, self._keep_theme)
        self.app_resume_signal.subscribe(self, lambda _: self.refresh(layout=True))

    def _keep_theme(self, theme: Any) -> None:
        with contextlib.suppress(ReportedError):  # a theme that is forgotten is no reason to stop
            self._host.keep_theme(theme.name)

    async def on_event(self, event: events.Event) -> None:
        """Pass each key to the screen before it acts, whoever acts on it.

        What was typed ahead waits until there is something that can act on it. What comes while
        the app is being left is not for it.
        """
        if isinstance(event, events.Key | events.Paste) and not event.is_forwarded:
            await _all_of(self._unmounted)
            if self.leaving:
                return
            if isinstance(event, events.Key):
                event.key = key_meant(event, self.focused)
            pressed = getattr(self.screen, "pressed", None) if self.screen_stack else None
            if pressed is not None:
                pressed(event.key if isinstance(event, events.Key) else "")
        await super().on_event(event)

    # -- from screen to screen ----------------------------------------------------------------------

    def push_screen(self, *what: Any, **how: Any) -> Any:
        """Nothing opens while the app is being left: Textual would mount it without its widgets."""
        return AwaitComplete() if self.leaving else super().push_screen(*what, **how)

    def switch_screen(self, *what: Any, **how: Any) -> AwaitComplete:
        return AwaitComplete() if self.leaving else super().switch_screen(*what, **how)

    def pop_screen(self) -> AwaitComplete:
        """Only the screen on top closes it, or the app: not one that acts on a key twice."""
        by = acting_screen()
        if by is not None and by is not self.screen:
            return AwaitComplete()
        return super().pop_screen()

    def open_interview(self, interview: Interview) -> None:
        self.push_screen(interview_screen(interview))

    def open_report(self, report: "Report") -> None:
        self.push_screen(report_screen(self.host, report))

    def _uncovered(self) -> bool:
        """Close what was opened over the interview; False where something has yet to come up."""
        if not self.leaving:
            if self._unmounted():
                return False
            while getattr(self.screen, "interview", None) is None and len(self.screen_stack) > 1:
                self.pop_screen()
        return True

    def interview_finished(self, report: "Report") -> None:
        if not self._uncovered():
            self.call_after_refresh(self.interview_finished, report)
            return
        self._came_to(AppOutcome(report=report))
        if len(self.screen_stack) > 1:
            self.switch_screen(report_screen(self.host, report))
        else:  # the first screen cannot be switched; nobody comes back to it
            self._floor = 2
            self.open_report(report)

    def report_renewed(self, report: "Report") -> None:
        if self.outcome.report is not None:
            self.outcome = self.outcome._replace(report=report)

    def interview_kept(self, interview: Interview, why: str = "") -> None:
        if not self._uncovered():
            self.call_after_refresh(self.interview_kept, interview, why)
            return
        self._came_to(AppOutcome(kept=interview.id, said=why))
        self.close_screen()

    def interview_discarded(self, interview: Interview, why: str = "") -> None:
        """Nothing of it is left, where it could be deleted."""
        if not self._uncovered():
            self.call_after_refresh(self.interview_discarded, interview, why)
            return
        try:
            interview.discard()
        except ReportedError as reported:
            self._came_to(
                AppOutcome(kept=interview.id, said=str(reported), status=reported.exit_status)
            )
        else:
            self._came_to(AppOutcome(said="The interview is discarded."))
        self.close_screen()

    def interview_failed(self, interview: Interview, reported: ReportedError) -> None:
        self._came_to(
            AppOutcome(kept=interview.id, said=str(reported), status=reported.exit_status)
        )
        self.close_screen()

    def interview_refused(self, reported: ReportedError) -> None:
        """It could not begin: nothing was asked for good, so there is nothing to stay for."""
        self._came_to(AppOutcome(said=str(reported), status=reported.exit_status))
        self.exit(return_code=self.outcome.status)

    def _came_to(self, outcome: AppOutcome) -> None:
        """A signal that came before this was shown decides the status all the same."""
        if self.leaving:
            outcome = outcome._replace(status=self.outcome.status)
        self.outcome = outcome

    def close_screen(self) -> None:
        """Back to where this screen was opened from; from the first one, out."""
        if len(self.screen_stack) > self._floor:
            self.pop_screen()
        else:
            self.exit(return_code=self.outcome.status)

    def action_suspend_process(self) -> None:
        """Suspend; while an answer is being read, the key takes it back instead.

        A program that leads its session has no shell behind it that could continue it.
        """
        take_back = getattr(self.screen, "action_take_back", None)
        if (take_back is None or not take_back()) and os.getsid(0) != os.getpid():
            super().action_suspend_process()

    def action_help(self) -> None:
        open_help(self)

    def action_command_palette(self) -> None:
        open_palette(self)

    def search_themes(self) -> None:
        open_palette(self, providers=[ThemeProvider], placeholder="Search for themes...")

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        keys: tuple[KeyHint, ...] = getattr(screen, "KEYS", ())
        for key in keys:
            if key.action == "app.command_palette":
                continue
            yield SystemCommand(
                f"{key.label.capitalize()} ({key.shown})", key.about, _press(self, screen, key)
            )
        yield SystemCommand(
            "Theme", "Choose the colours; they are remembered.", self.action_change_theme
        )

    # -- the ways out -------------------------------------------------------------------------------

    def exit(self, *what: Any, **how: Any) -> None:
        """Leave; what is running ends now, not when the widgets it shows things in have gone."""
        super().exit(*what, **how)
        self.workers.cancel_all()

    def hang_up(self, number: int) -> None:
        """A signal: keep the draft, give the terminal back, leave with 128 + its number.

        The first SIGINT cancels what the examiner is doing, as Ctrl+C does. Widgets cannot be
        taken down while they are being put up, nor what is typed be kept before the interview is
        there, so a signal that comes then waits for that.
        """
        if self._caught is not None or (self.mounted.is_set() and not self.screen_stack):
            return  # it is being left
        if self._unfinished():
            self._caught = asyncio.ensure_future(self._hang_up_soon(number))
            return
        cancel = getattr(self.screen, "cancel", None)
        if number == signal.SIGINT and cancel is not None and cancel():
            return
        for screen in self.screen_stack:
            keep = getattr(screen, "keep_draft", None)
            if keep is not None:
                keep()
            interview = getattr(screen, "interview", None)
            if interview is not None and not interview.session.finished:
                self.outcome = AppOutcome(kept=interview.id)
        self.outcome = self.outcome._replace(status=128 + number)
        self.exit(return_code=self.outcome.status)

    def _unmounted(self) -> list[asyncio.Event]:
        """What comes once the app, and then once each screen, is mounted; without what has come."""
        events: list[asyncio.Event] = [self.mounted]
        if self.mounted.is_set():
            events = [mounted(screen) for screen in self.screen_stack]
        return [event for event in events if not event.is_set()]

    def _unfinished(self) -> list[asyncio.Event]:
        """The same, and what comes once a screen has the interview that it shows."""
        there = [getattr(screen, "there", None) for screen in self.screen_stack]
        return [
            *self._unmounted(),
            *(event for event in there if event is not None and not event.is_set()),
        ]

    async def _hang_up_soon(self, number: int) -> None:
        await _all_of(self._unfinished)
        self._caught = None
        self.hang_up(number)

    async def run_async(self, **how: Any) -> None:
        # From before the terminal is touched until it is given back, whenever they come.
        with SIGNALS.handled_by(asyncio.get_running_loop(), self.hang_up):
            try:
                await super().run_async(**how)
            finally:
                gc.enable()


async def _all_of(waiting: Callable[[], list[asyncio.Event]]) -> None:
    while events := waiting():
        await events[0].wait()
        await asyncio.sleep(0)


def _press(app: App[None], screen: Screen[Any], key: KeyHint) -> Any:
    async def press() -> None:
        if app.screen is screen:  # it may have closed since
            await app.run_action(key.action, screen)

    return press
