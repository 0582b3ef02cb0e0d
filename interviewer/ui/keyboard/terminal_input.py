"""Keys and pastes out of what a terminal sends, for the screen and for plain lines alike.

Terminals that mark no pastes send one as if it were typed, line ends and all, and the first line
end would send the first line. But they send it in one go, which nobody can type: a line end that
comes in one burst with text after it belongs to a paste.
"""

import re
import time
from collections.abc import Callable, Iterator
from typing import NamedTuple

from interviewer.ui.keyboard.key_codes import KeyCodes, KeyPress, Report
from interviewer.ui.keyboard.scanner import Paste, Piece, Scanner, Sequence, Text

QUIET = 0.05
"""Seconds without input after which a sequence or a paste is looked at again."""
BURST = 0.01
"""What comes within this many seconds of text belongs to the same burst. Nobody types as fast."""
MOST_HELD = 4 * 1024 * 1024
"""Characters of a burst that are kept waiting for its end."""
NOBODY_TYPES = 256
"""This many characters come in one read only of a paste."""
# Said by what they leave out: a class that lists all of Unicode takes 4 ms to compile.
_RUN = re.compile(r"[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f]+|.", re.DOTALL)
_IN_A_PASTE = re.compile(r"[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


class Burst(NamedTuple):
    """Text that came in one go and was not typed, though nothing marks it as a paste."""

    text: str


Input = Report | Paste | Burst


class TerminalInput:
    """What is read, portion by portion, and what it means."""

    def __init__(self, line_ends: str = "\r", clock: Callable[[], float] = time.monotonic) -> None:
        self._line_ends = line_ends
        self._clock = clock
        self._scanner = Scanner()
        self._codes = KeyCodes()
        self._held: list[str] = []
        """A line end that came with text before it, and what came since."""
        self._held_size = 0
        self._text_at = -BURST
        """When the last text came."""

    @property
    def patience(self) -> float | None:
        """Seconds without input after which to call `quiet`; None where nothing waits for that."""
        if self._held:
            return BURST
        return QUIET if self._scanner.open else None

    def feed(self, data: bytes) -> Iterator[Input]:
        """Take what was read; yield what it means so far."""
        yield from self._meanings(self._scanner.feed(data))

    def quiet(self) -> Iterator[Input]:
        """Nothing more came for a while: what is complete by now is."""
        yield from self._meanings(self._scanner.quiet())
        yield from self._release()

    def _meanings(self, pieces: list[Piece]) -> Iterator[Input]:
        for piece in pieces:
            if isinstance(piece, Text):
                yield from self._text(piece.text)
                continue
            yield from self._release()
            if isinstance(piece, Sequence):
                yield from self._codes.reports(piece.raw)
            else:
                yield piece

    def _text(self, text: str) -> Iterator[Input]:
        now = self._clock()
        in_burst, self._text_at = now - self._text_at <= BURST, now
        if not in_burst:
            yield from self._release()
        if not (in_burst or self._held or text.strip(self._line_ends)):
            yield from self._keys(text)
            return
        for run in _RUN.findall(text):
            if not _IN_A_PASTE.match(run):  # a key that is not text: up to there, it was typed
                yield from self._release()
                yield from self._keys(run)
            elif self._held:
                yield from self._hold(run)
            else:
                end = next((at for at, char in enumerate(run) if char in self._line_ends), len(run))
                yield from self._typed(run[:end])
                if end < len(run):
                    yield from self._hold(run[end:])

    def _typed(self, text: str) -> Iterator[Input]:
        """So long a text came in one read that nobody typed it."""
        if len(text) >= NOBODY_TYPES:
            yield Burst(text)
        else:
            yield from self._keys(text)

    def _hold(self, text: str) -> Iterator[Input]:
        self._held.append(text)
        self._held_size += len(text)
        if self._held_size > MOST_HELD:
            yield from self._release()

    def _release(self) -> Iterator[Input]:
        """What was held is a paste where text follows its first line end, else keys."""
        if not self._held:
            return
        held = "".join(self._held)
        self._held, self._held_size = [], 0
        if held.strip("\r\n"):
            yield Burst(held)
        else:
            yield from self._keys(held)

    def _keys(self, text: str) -> Iterator[KeyPress]:
        for char in text:
            yield self._codes.control(char) or self._codes.typed(char)
