"""The bytes of a terminal, split into text, escape sequences and pastes.

Follows ECMA-48 and xterm's control sequences. Whatever comes, nothing raises and nothing waits for
ever: a sequence that is damaged is dropped up to the byte that damaged it, and one whose end does
not come is given up once the terminal has been quiet. Text is never dropped with it.
"""

import codecs
import re
from typing import NamedTuple

PASTE_BEGINS, PASTE_ENDS = b"\x1b[200~", b"\x1b[201~"
MOST_PASTED = 16 * 1024 * 1024
"""Bytes of one paste that are kept: far more than an answer may have."""
LONGEST = 4096
"""Bytes that a sequence may have; an input method may send a whole sentence in one."""
QUIET_ENDS_SEQUENCE = 2
"""Reads in a row without input after which a sequence whose end never came is given up."""
QUIET_ENDS_PASTE = 100
"""The same of a paste: what came of it is taken as it is."""


class Text(NamedTuple):
    """Characters that were sent as they are, control characters among them."""

    text: str


class Sequence(NamedTuple):
    """One whole escape sequence; ESC alone is the key of that name."""

    raw: bytes


class Paste(NamedTuple):
    """A whole pasted text."""

    text: str


Piece = Text | Sequence | Paste

_COMPLETE = re.compile(
    rb"\x1b(?:"
    rb"\[M[\x20-\xff]{3}"  # a mouse as X10 knew it: three bytes that may be any
    rb"|\[\[[A-E]"  # F1 to F5 on the Linux console
    rb"|\[(?!\[|M)[0-?]*[ -/]*[@-~]"
    rb"|O[0-9;]*[ A-Za-z]"
    rb"|[\]PX^_][^\x07\x1b]*(?:\x07|\x1b\\)"
    rb"|(?![\[O\]PX^_])[\x00-\x1a\x1c-\x7f]"  # Alt and a key
    rb"|[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
    rb")"
)
_BEGUN = re.compile(
    rb"\x1b(?:\[(?:M[\x20-\xff]{0,2}|\[|[0-?]*[ -/]*)|O[0-9;]*|[\]PX^_][^\x07\x1b]*\x1b?"
    rb"|[\xc2-\xf4][\x80-\xbf]{0,2})?\Z"
)
_STRING = re.compile(rb"\x1b[\]PX^_]")
_X10_BEGUN = re.compile(rb"\x1b\[M")
_INTRODUCER = re.compile(rb"\x1b(?:\[[0-?]*[ -/]*|O[0-9;]*)?")
_RXVT_SHIFT = re.compile(rb"\x1b\[[0-9]{1,2}\$\Z")


class Scanner:
    """Pieces out of bytes that come in portions of any size."""

    def __init__(self) -> None:
        self._rest = b""
        """A sequence whose end has not come."""
        self._paste: bytearray | None = None
        self._quiet = 0
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")

    @property
    def open(self) -> bool:
        """Whether what was read so far could mean different things."""
        return self._paste is not None or bool(self._rest)

    def feed(self, data: bytes) -> list[Piece]:
        """Take what was read; return what is complete."""
        self._quiet = 0
        if self._paste is not None:
            self._paste += data
            if len(self._paste) > MOST_PASTED:
                del self._paste[MOST_PASTED : -len(PASTE_ENDS)]
            return []
        data, self._rest = self._rest + data, b""
        found: list[Piece] = []
        at = 0
        while at < len(data) and self._paste is None:
            escape = data.find(b"\x1b", at)
            if escape != at:
                end = len(data) if escape < 0 else escape
                self._text(data[at:end], found)
                at = end
            else:
                self._text(b"", found, final=True)
                at = self._sequence(data, at, found)
        if self._paste is not None:
            self._paste += data[at:]
        return found

    def _sequence(self, data: bytes, at: int, found: list[Piece]) -> int:
        """Take the sequence that begins here; return where it ends."""
        whole = _COMPLETE.match(data, at)
        if whole:
            if whole[0] == PASTE_BEGINS:
                self._paste = bytearray()
            elif whole[0] != PASTE_ENDS:  # one that nothing began
                found.append(Sequence(whole[0]))
            return whole.end()
        if len(data) - at <= LONGEST and _BEGUN.match(data, at):
            self._rest = data[at:]
            return len(data)
        return at + self._damaged(data[at : at + LONGEST], found)

    def _damaged(self, data: bytes, found: list[Piece]) -> int:
        """Take what no end will come of; return how much of it that was."""
        if _RXVT_SHIFT.match(data):
            found.append(Sequence(data))
            return len(data)
        introducer = _STRING.match(data) or _X10_BEGUN.match(data)
        if introducer is None:
            introducer = _INTRODUCER.match(data)
            assert introducer is not None  # noqa: S101 - it begins with ESC
            if introducer.end() == 1:
                found.append(Sequence(b"\x1b"))
        # What follows one of these is more likely somebody's words than a report: none is asked for.
        return introducer.end()

    def quiet(self) -> list[Piece]:
        """Nothing more came for a while: what is complete by now is."""
        self._quiet += 1
        found: list[Piece] = []
        if self._rest and self._quiet >= QUIET_ENDS_SEQUENCE:
            data, self._rest = self._rest, b""
            found += [*self._given_up(data)]
        if self._paste is not None and self._quiet > QUIET_ENDS_PASTE:
            self._paste += PASTE_ENDS
        while self._paste is not None and PASTE_ENDS in self._paste:
            found += self._pasted(bytes(self._paste))
        return found

    def _given_up(self, data: bytes) -> list[Piece]:
        found: list[Piece] = []
        after = data[self._damaged(data, found) :]
        return found + (self.feed(after) if after else [])

    def _pasted(self, paste: bytes) -> list[Piece]:
        """The paste, and what came after it.

        An end mark inside a paste is part of it where another end mark follows at once: a terminal
        writes the whole paste in one go, and no keys are pressed in between. The last end mark
        before the next paste ends this one.
        """
        quiet, self._paste = self._quiet, None
        until = paste.find(PASTE_BEGINS)
        end = paste.rfind(PASTE_ENDS, 0, until if until >= 0 else len(paste))
        if end < 0:
            end = paste.find(PASTE_ENDS)
        found: list[Piece] = [Paste(paste[:end].decode("utf-8", "replace"))]
        found += self.feed(paste[end + len(PASTE_ENDS) :])
        self._quiet = quiet
        return found

    def _text(self, data: bytes, found: list[Piece], *, final: bool = False) -> None:
        text = self._decoder.decode(data, final)
        if text:
            found.append(Text(text))
