"""A terminal that hands over each key as it is pressed, and is given back as it was.

The terminal's own line editing cuts a line at 4,095 bytes in silence, and puts the codes of arrow
keys into it.
"""

import os
import signal
import sys
import termios
from collections.abc import Callable
from contextlib import suppress
from typing import Any, Self


def put_right(descriptor: int) -> None:
    """Undo what a program that was killed left behind, so that it is not taken for what was before.

    Nobody can give a terminal back after `kill -9`. Most shells do it then; a plain `sh` does not, and
    shows nothing of what is typed. No shell leaves a terminal without whole lines by itself.
    """
    with suppress(termios.error):
        mode = termios.tcgetattr(descriptor)
        if mode[3] & termios.ICANON:
            return
        mode[0] = (mode[0] | termios.BRKINT | termios.ICRNL) & ~(termios.IGNCR | termios.INLCR)
        mode[1] |= termios.OPOST | termios.ONLCR
        mode[3] |= termios.ICANON | termios.ECHO | termios.ECHOE | termios.ISIG | termios.IEXTEN
        termios.tcsetattr(descriptor, termios.TCSANOW, mode)


class KeyByKey:
    """From `with` on, keys come one by one and are not shown; Ctrl+C and Ctrl+Z act as ever, Ctrl+S does nothing."""

    def __init__(self, descriptor: int) -> None:
        self.descriptor = descriptor
        self.redraw: Callable[[], None] = lambda: None
        """Called when the program continues after Ctrl+Z: the shell used the terminal since."""
        self.shows_keys = True
        """Whether the terminal is to show what is typed. Emacs, for one, shows it itself."""
        self._before: list[Any] | None = None
        self._handlers: dict[int, Any] = {}

    def __enter__(self) -> Self:
        put_right(self.descriptor)
        with suppress(termios.error):
            self._before = termios.tcgetattr(self.descriptor)
            self.shows_keys = bool(self._before[3] & termios.ECHO)
        self._take()
        for number, act in (
            (signal.SIGTSTP, self._stop),
            (signal.SIGCONT, self._resume),
            (signal.SIGQUIT, self._quit),
        ):
            if signal.getsignal(number) is not signal.SIG_IGN:
                self._handlers[number] = signal.signal(number, act)
        return self

    def __exit__(self, *_: object) -> None:
        self._give_back()
        while self._handlers:
            signal.signal(*self._handlers.popitem())

    def _take(self) -> None:
        if self._before is None:
            return
        mode = list(self._before)
        mode[0] &= ~termios.IXON  # who presses Ctrl+S wants to save, not to stop the terminal
        mode[3] &= ~(termios.ICANON | termios.ECHO | termios.IEXTEN)
        mode[3] |= termios.NOFLSH  # a signal key throws away nothing that was typed
        mode[6] = [*mode[6]]
        mode[6][termios.VMIN], mode[6][termios.VTIME] = 1, 0
        with suppress(termios.error):
            termios.tcsetattr(self.descriptor, termios.TCSANOW, mode)

    def _give_back(self) -> None:
        if self._before is not None:
            with suppress(termios.error):
                termios.tcsetattr(self.descriptor, termios.TCSANOW, self._before)

    def _stop(self, *_: object) -> None:
        self._give_back()
        os.kill(os.getpid(), signal.SIGSTOP)

    def _resume(self, *_: object) -> None:
        self._take()
        self.redraw()

    def _quit(self, *_: object) -> None:
        self._give_back()
        signal.signal(signal.SIGQUIT, signal.SIG_DFL)
        os.kill(os.getpid(), signal.SIGQUIT)


def show(descriptor: int) -> Callable[[str], None]:
    """What writes to the terminal that is read from, wherever standard output goes."""
    try:
        out = os.open(os.ttyname(descriptor), os.O_WRONLY | os.O_NOCTTY | os.O_CLOEXEC)
    except OSError:
        out = os.dup(descriptor)
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"

    def write(text: str) -> None:
        left = text.encode(encoding, "replace")
        with suppress(OSError):  # the terminal is gone; reading from it says so
            while left:
                left = left[os.write(out, left) :]

    return write


def width(descriptor: int) -> int:
    """The columns of a terminal; 80 where it does not know."""
    try:
        return os.get_terminal_size(descriptor).columns or 80
    except OSError:
        return 80
