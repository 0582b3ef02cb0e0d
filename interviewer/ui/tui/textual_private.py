"""All of Textual that Textual does not promise: every private name that this program uses, in one file.

Nothing public does what these are used for; docs/decisions/ says where that was found out. A test
(tests/ui/test_textual_private.py) says which of them the installed Textual lacks, and that no other
file uses one; `make textual-versions` runs the screens' tests with the oldest and the newest allowed.
"""

import asyncio
from typing import Any

from textual._context import active_message_pump
from textual._xterm_parser import XTermParser
from textual.app import App
from textual.binding import Binding
from textual.command import CommandPalette
from textual.document._document import EditResult, Location
from textual.drivers.linux_driver import LinuxDriver
from textual.keys import _character_to_key as key_of_character
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import TextArea

__all__ = ["EditResult", "Location", "XTermParser", "key_of_character"]


def acting_screen() -> Screen[Any] | None:
    """The screen whose message is being handled; None where it is the app's own."""
    by: Any = active_message_pump.get(None)
    while by is not None and not isinstance(by, Screen):
        by = by._parent  # what is not attached any more has no public way up
    return by


def mounted(screen: Screen[Any]) -> asyncio.Event:
    """Set once a screen is mounted."""
    return screen._mounted_event


def bindings_of(widget: Widget, key: str) -> list[Binding]:
    """The bindings that a widget itself has for a key."""
    return widget._bindings.key_to_bindings.get(key, [])


def type_text(box: TextArea, text: str) -> None:
    """Put text where the selection is, as typing does: the cursor follows, undo takes it back."""
    box._replace_via_keyboard(text, *box.selection)


class QuietApp(App[None], inherit_bindings=False):
    """An app that a crash leaves as an exception; Textual would print every local variable."""

    @property
    def leaving(self) -> bool:
        """Whether `exit` was called."""
        return self._exit

    @property
    def mounted(self) -> asyncio.Event:
        """Set once the app is mounted."""
        return self._mounted_event

    def _handle_exception(self, error: Exception) -> None:
        """Leave without a word; `run_async` raises the error once the terminal is restored."""
        error = getattr(error, "error", error)  # a worker wraps what it was failed by
        self._return_code = 1
        if self._exception is None:
            self._exception = error
            self._exception_event.set()
        self._close_messages_no_wait()

    async def run_async(self, **how: Any) -> None:
        """Raises what the app was left by."""
        await super().run_async(**how)
        if self._exception is not None:
            raise self._exception


class PosixDriver(LinuxDriver):
    """Textual's driver with names for what a subclass needs of it."""

    @property
    def terminal(self) -> Any:
        """Where it writes."""
        return self._file

    @terminal.setter
    def terminal(self, file: Any) -> None:
        self._file = file

    @property
    def event_loop(self) -> asyncio.AbstractEventLoop:
        return self._loop

    @property
    def driven(self) -> Any:
        """The app."""
        return self._app

    @property
    def writing(self) -> bool:
        """Whether the terminal is the screen's: its thread that writes is alive."""
        return self._writer_thread is not None and self._writer_thread.is_alive()

    def tell_of_resume(self) -> None:
        """The app is notified that it was continued, once it has the terminal again."""
        self._must_signal_resume = True

    def terminal_size(self) -> tuple[int, int]:
        """Columns and lines, as Textual finds them out."""
        return super()._get_terminal_size()

    def _get_terminal_size(self) -> tuple[int, int]:
        return self.terminal_size()

    def _query_in_band_window_resize(self) -> None:
        """Not asked for: the terminal is asked for its size when it says that it has changed."""


class PaletteBase(CommandPalette):
    """Textual's command palette with a name for what a key does in its list."""

    def act_in_list(self, action: str) -> None:
        """May raise LookupError before the list has been drawn."""
        super()._action_command_list(action)

    def _action_command_list(self, action: str) -> None:
        self.act_in_list(action)
