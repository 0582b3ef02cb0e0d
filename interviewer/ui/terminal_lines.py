"""Lines typed at a terminal: edited with the usual keys, as long as they come, pastes whole."""

import os
import signal
from collections import deque
from collections.abc import Callable, Iterable

from interviewer.core.text import normalise
from interviewer.ui.edited_line import EditedLine
from interviewer.ui.keyboard.key_codes import KeyPress
from interviewer.ui.keyboard.scanner import Paste
from interviewer.ui.keyboard.terminal_input import Burst, Input, TerminalInput
from interviewer.ui.line_source import PastedLine, TerminalGone, read, readable
from interviewer.ui.terminal_mode import KeyByKey, show, width

ENTER = ("enter", "ctrl+j", "shift+enter", "alt+enter", "ctrl+enter")
SIGNALS = {"ctrl+c": signal.SIGINT, "ctrl+z": signal.SIGTSTP, "ctrl+backslash": signal.SIGQUIT}
"""Keys that the terminal makes signals of, where it reports them as keys instead."""


class TerminalLines:
    """Implements `LineSource`.

    A burst of lines that nothing marks as a paste is one, but for its last line ends: they are
    typed, so that what a program types at the terminal does what it would do in a pipe.
    """

    def __init__(self, terminal: KeyByKey, is_command: Callable[[str], bool]) -> None:
        self._descriptor = terminal.descriptor
        self._is_command = is_command
        self._input = TerminalInput("\r\n")
        self._whole: deque[str] = deque()
        self._ended = False
        self._pushed = False
        """Whether Ctrl+D was pressed at the end of the line; twice ends the input."""
        self._written: list[str] = []
        self._show = show(self._descriptor) if terminal.shows_keys else (lambda _: None)
        self._line = EditedLine(self._written.append, lambda: width(self._descriptor))
        terminal.redraw = self._redraw
        self._keys: dict[str, Callable[[], object]] = _editing(self._line)

    @property
    def more(self) -> bool:
        return bool(self._whole)

    @property
    def unfinished(self) -> str:
        return normalise(self._line.text)

    async def next(self) -> str | None:
        try:
            while not self._whole:
                if self._ended:
                    return None
                await self._read()
        except BaseException:
            self._show("\n" if self._line.text else "")  # what is said now begins a row
            raise
        return self._whole.popleft()

    async def _read(self) -> None:
        if not await readable(self._descriptor, self._input.patience):
            self._act(self._input.quiet())
            return
        piece = read(self._descriptor)
        if not piece:  # what is read key by key has no other end
            raise TerminalGone
        self._act(self._input.feed(piece))

    def _act(self, found: Iterable[Input]) -> None:
        for each in found:
            match each:
                case KeyPress():
                    self._press(each)
                case Paste(text):
                    self._paste(text, marked=True)
                case Burst(text):
                    self._paste(text, marked=False)
        self._flush()

    def _flush(self) -> None:
        self._show("".join(self._written))
        self._written.clear()

    def _press(self, press: KeyPress) -> None:
        pushed, self._pushed = self._pushed, False
        if press.text:
            self._line.insert(press.text)
        elif press.key in ENTER:
            self._whole.append(normalise(self._line.enter()))
        elif press.key == "ctrl+d":
            self._end_of_input(pushed=pushed)
        elif press.key in SIGNALS:
            os.kill(os.getpid(), SIGNALS[press.key])
        else:
            self._keys.get(press.key, int)()

    def _end_of_input(self, *, pushed: bool) -> None:
        """Ctrl+D: the end on an empty line, or at the second time; else it deletes."""
        if not self._line.at_end:
            self._line.delete()
        elif pushed or not self._line.text:
            if self._line.text:
                self._whole.append(normalise(self._line.enter()))
            self._ended = True
        else:
            self._pushed = True

    def _paste(self, text: str, *, marked: bool) -> None:
        *ended, rest = normalise(text).split("\n")
        for at, part in enumerate(ended):
            self._line.insert(part)
            line = normalise(self._line.enter())
            after = next((more for more in (*ended[at + 1 :], rest) if more.strip()), "")
            inside = bool(after) and not self._is_command(after)
            typed = not marked and (self._is_command(line) or not inside)
            self._whole.append(line if typed else PastedLine(line))
        self._line.insert(rest)

    def _redraw(self) -> None:
        self._line.show_again()
        self._flush()


def _editing(line: EditedLine) -> dict[str, Callable[[], object]]:
    """The keys that edit a line, as every shell has them."""
    return {
        "left": line.left, "ctrl+b": line.left, "right": line.right, "ctrl+f": line.right,
        "home": line.home, "ctrl+a": line.home, "end": line.end, "ctrl+e": line.end,
        "ctrl+left": line.word_left, "alt+left": line.word_left, "alt+b": line.word_left,
        "ctrl+right": line.word_right, "alt+right": line.word_right, "alt+f": line.word_right,
        "backspace": line.backspace, "shift+backspace": line.backspace, "delete": line.delete,
        "ctrl+w": line.cut_word, "ctrl+backspace": line.cut_word, "alt+backspace": line.cut_word,
        "ctrl+u": line.cut_to_start, "ctrl+k": line.cut_to_end,
    }  # fmt: skip
