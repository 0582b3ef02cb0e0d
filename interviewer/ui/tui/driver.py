"""The terminal itself: what comes from it is read so that nothing in it can do harm, and what goes
to it can be shown there.

Textual's own driver ends its input thread at one invalid byte, types out of order what a paste
holds after an ESC, spins when the terminal is closed, waits forever to write to one that is, and
believes COLUMNS and LINES more than the terminal; see docs/decisions/.
"""

import codecs
import os
import selectors
import signal
import sys
import termios
import threading
from contextlib import suppress
from typing import IO, Any, ClassVar

from rich.cells import cell_len

from interviewer.process.signals import loop_handler
from interviewer.ui.terminal_mode import put_right
from interviewer.ui.tui.terminal_events import TerminalEvents
from interviewer.ui.tui.textual_private import PosixDriver

STOP_WITHIN = 0.1
"""Seconds after which the thread that reads sees that it is to end."""
KITTY_FLAGS = 1 | 4 | 8 | 16
"""Asked of a terminal that knows the kitty keyboard protocol: unambiguous codes, for all keys, with
the key's place on a US keyboard and the text that it types. Releases are of no use and not asked for."""
_KITTY_ASKED = f"\x1b[>{KITTY_FLAGS}u"


class SafeDriver(PosixDriver):
    """Textual's driver with an input and an output that stand what can come."""

    def __init__(self, app: Any, **how: Any) -> None:
        super().__init__(app, **how)
        if not _is_terminal(sys.__stderr__) and _is_terminal(sys.__stdout__):
            self.terminal = sys.__stdout__  # messages go to a file; the screen is still there
        self.terminal = Output(self.terminal)
        self._shown = False
        """Whether the terminal is the screen's: entered and not left again."""
        self._stopped = False
        """Whether it was left for the shell, until the process is continued."""
        self._left = False
        """Whether it was left for good."""
        # Between two steps of the loop: in the middle of one, what these do could wait for itself.
        for number, act in ((signal.SIGTSTP, self._stop), (signal.SIGCONT, self._resume)):
            signal.signal(number, loop_handler(self.event_loop, act))

    def start_application_mode(self) -> None:
        put_right(self.fileno)
        super().start_application_mode()  # type: ignore[no-untyped-call]
        self._shown = self.writing
        self._stopped = not self._shown  # in the background, it is continued later
        if self._stopped and not self._there():
            self._terminal_is_gone()

    def stop_application_mode(self) -> None:
        """Give the terminal back for good; `suspend_application_mode` gives it back for a while."""
        self._left = True
        signal.signal(signal.SIGTSTP, signal.SIG_DFL)
        signal.signal(signal.SIGCONT, signal.SIG_DFL)
        self._hide()

    def suspend_application_mode(self) -> None:
        self._hide()
        self.close()

    def _hide(self) -> None:
        if self._shown:
            super().stop_application_mode()
            self._shown = False

    def write(self, data: str) -> None:
        """Nothing is written while the terminal is the shell's, nor waits forever to be."""
        if self.writing:
            super().write(
                _KITTY_ASKED if data.startswith("\x1b[>") and data.endswith("u") else data
            )

    def _there(self) -> bool:
        try:
            termios.tcgetattr(self.fileno)
        except termios.error:
            return False
        return True

    def _stop(self, _number: int) -> None:
        """Ctrl+Z: give the terminal back, then stop."""
        if self._shown:
            self._stopped = True
            self.suspend_application_mode()
            os.kill(os.getpid(), signal.SIGSTOP)

    def _resume(self, _number: int) -> None:
        """Continued. Somebody else may have stopped it, and the shell used the terminal since."""
        if self._left or self.driven.leaving:
            return
        if self._shown:
            self.suspend_application_mode()
        self.tell_of_resume()
        self.resume_application_mode()

    def terminal_size(self) -> tuple[int, int]:
        """The terminal is asked; exported COLUMNS and LINES say what it was once."""
        for stream in (self.terminal, sys.__stdin__, sys.__stdout__, sys.__stderr__):
            with suppress(AttributeError, OSError, ValueError):
                size = os.get_terminal_size(stream.fileno())  # type: ignore[union-attr]
                if size.columns and size.lines:
                    return size.columns, size.lines
        return super().terminal_size()

    def run_input_thread(self) -> None:
        source = TerminalEvents()
        with selectors.SelectSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            while not self.exit_event.is_set():
                ready = selector.select(source.patience or STOP_WITHIN)
                data = self._read() if ready else b""
                if ready and not data:
                    self._terminal_is_gone()
                    return
                try:
                    for message in source.feed(data) if ready else source.quiet():
                        self.process_message(message)
                except Exception:  # noqa: BLE001 - no input ends the program, nor a loop just closed
                    source = TerminalEvents()

    def _read(self) -> bytes:
        try:
            return os.read(self.fileno, 64 * 1024)
        except OSError:
            return b""

    def _terminal_is_gone(self) -> None:
        """As after SIGHUP, which does not reach a program that is not its terminal's leader."""
        hang_up = getattr(self.driven, "hang_up", None)
        if hang_up is not None:
            self.event_loop.call_soon_threadsafe(hang_up, int(signal.SIGHUP))


class Output:
    """A terminal that may vanish, and may know fewer characters than are written to it."""

    def __init__(self, file: IO[str] | None) -> None:
        self._file = file
        encoding = getattr(file, "encoding", None) or "utf-8"
        self._encoding = None if codecs.lookup(encoding).name.startswith("utf") else encoding
        self._lock = threading.Lock()

    def write(self, text: str) -> None:
        if self._file is None:
            return
        try:
            self._file.write(text if self._encoding is None else plainer(text, self._encoding))
        except OSError:
            self._file = None

    def flush(self) -> None:
        if self._file is None:
            return
        try:
            self._file.flush()
        except OSError:
            self._file = None

    def fileno(self) -> int:
        return sys.__stderr__.fileno() if self._file is None else self._file.fileno()  # type: ignore[union-attr]

    def isatty(self) -> bool:
        return _is_terminal(self._file)


def plainer(text: str, encoding: str) -> str:
    """The text with every character that the encoding lacks replaced by one as wide."""
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return "".join(_Plainer.of(char, encoding) for char in text)
    return text


class _Plainer:
    LOOKS_LIKE: ClassVar[dict[str, str]] = {
        **dict.fromkeys("\u2500\u2504\u2508\u2574\u2576", "-"),
        **dict.fromkeys("\u2501\u2550\u2509", "="),
        **dict.fromkeys("\u2502\u2503\u2551\u258c\u2590\u258f\u258e\u2595\u258a\u2588", "|"),
        **dict.fromkeys("\u256d\u256e\u256f\u2570\u250c\u2510\u2514\u2518\u251c\u2524\u253c", "+"),
        **dict.fromkeys("\u2581\u2582\u2583\u2584\u2585\u2586\u2587\u2580\u2594", " "),
        "\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"', "\u2013": "-", "\u2014": "-",
        "\u2026": ".", "\u203a": ">", "\u2039": "<", "\u2190": "<", "\u2192": ">",
        "\u2191": "^", "\u2193": "v", "\u00b7": ".", "\u2022": "*", "\u00a0": " ",
    }  # fmt: skip

    @classmethod
    def of(cls, char: str, encoding: str) -> str:
        try:
            char.encode(encoding)
        except UnicodeEncodeError:
            return cls.LOOKS_LIKE.get(char) or "?" * cell_len(char)
        return char


def _is_terminal(file: Any) -> bool:
    return file is not None and file.isatty()
