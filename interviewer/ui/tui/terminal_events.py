"""What a terminal sends, as Textual's events.

Textual's own parser reads a part of the kitty keyboard protocol, ends the program at the rest, and
types what it does not know; see docs/decisions/.
"""

from collections.abc import Iterable, Iterator

from textual import events, messages
from textual.message import Message

from interviewer.ui.keyboard.key_codes import FocusReport, KeyPress, ModeReport, MouseReport
from interviewer.ui.keyboard.scanner import Paste
from interviewer.ui.keyboard.terminal_input import Burst, Input, TerminalInput
from interviewer.ui.tui.textual_private import XTermParser, key_of_character

SYNCHRONIZED_OUTPUT = 2026


class Key(events.Key):
    """A key that also says which letter is at its place, for menus; named as Textual's to its handlers."""

    def __init__(self, press: KeyPress) -> None:
        key = key_of_character(press.key) if press.key == press.text else press.key
        super().__init__(key, press.text or None)
        self.letter = press.letter


class TerminalEvents:
    """Events out of what is read."""

    def __init__(self) -> None:
        self._input = TerminalInput()
        self._mouse = XTermParser()
        self._away = False
        """Whether the window said last that it lost the focus."""

    @property
    def patience(self) -> float | None:
        """Seconds without input after which to call `quiet`; None where nothing waits for that."""
        return self._input.patience

    def feed(self, data: bytes) -> Iterator[Message]:
        """Take what was read; yield what it means so far."""
        yield from self._messages(self._input.feed(data))

    def quiet(self) -> Iterator[Message]:
        """Nothing more came for a while: what is complete by now is."""
        yield from self._messages(self._input.quiet())

    def _messages(self, found: Iterable[Input]) -> Iterator[Message]:
        for each in found:
            if self._away and isinstance(each, KeyPress | Paste | Burst):
                self._away = (
                    False  # who types is there; the report of it was lost, and keys would be
                )
                yield events.AppFocus()
            message = self._message(each)
            if message is not None:
                yield message

    def _message(self, found: Input) -> Message | None:
        match found:
            case KeyPress():
                return Key(found)
            case Paste(text) | Burst(text):
                return events.Paste(text)
            case MouseReport(button, column, row, released):
                end = "m" if released else "M"
                return self._mouse.parse_mouse_code(f"\x1b[<{button};{column};{row}{end}")
            case FocusReport(gained):
                self._away = not gained
                return events.AppFocus() if gained else events.AppBlur()
            case ModeReport(mode, setting) if mode == SYNCHRONIZED_OUTPUT and setting > 0:
                return messages.TerminalSupportsSynchronizedOutput()
        return None
