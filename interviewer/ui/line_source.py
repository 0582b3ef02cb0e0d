"""Where the lines of plain mode come from: a pipe or a file, read as bytes and never whole.

A line may be endless, and so may a pipe: of a line only so much is kept, and signals are handled
between two reads, however fast they follow each other.
"""

import asyncio
import codecs
import errno
import os
import select
from collections import deque
from typing import Protocol

from interviewer.core.choices import KeptForLater
from interviewer.core.text import MAX_ANSWER, normalise

MOST_OF_A_LINE = 4 * MAX_ANSWER
"""Bytes of a line that are kept; with this many it is too long for an answer."""


class TerminalGone(KeptForLater):
    """The terminal was closed. That looks like the end of the input, and nobody meant it as one."""


class PastedLine(str):
    """A line that a paste ended and not a key: it is text, also where it is blank."""

    __slots__ = ()


class CutLine(str):
    """The beginning of a line that is too long to be kept."""

    __slots__ = ("beyond",)
    beyond: int
    """This many bytes of it are not kept."""


class LineSource(Protocol):
    """Who types, or what was written beforehand."""

    async def next(self) -> str | None:
        """Return the next line without its end; None at the end of the input.

        Raises TerminalGone.
        """

    @property
    def more(self) -> bool:
        """Whether another line is there already."""

    @property
    def unfinished(self) -> str:
        """What was typed of a line that has not been ended."""


class Lines:
    """Lines from a pipe or a file, without blocking the event loop. Implements `LineSource`.

    Read as bytes: an invalid byte must not end the interview. UTF-16 is known by its mark, or by
    its zeros.
    """

    unfinished = ""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self._terminal = os.isatty(descriptor)
        self._whole: deque[tuple[bytes, int]] = deque()
        """Lines with how much of each is not kept."""
        self._begun = bytearray()
        self._beyond = 0
        self._ended = False
        self._utf16: codecs.IncrementalDecoder | None = None
        self._at_start = True

    @property
    def more(self) -> bool:
        return bool(self._whole)

    async def next(self) -> str | None:
        while not self._whole:
            if self._ended:
                return None
            await readable(self._descriptor)
            piece = read(self._descriptor)
            if not piece and self._terminal and hung_up(self._descriptor):
                raise TerminalGone
            self._take(piece)
        raw, beyond = self._whole.popleft()
        line = normalise(raw).removesuffix("\n")
        if not beyond:
            return line
        cut = CutLine(line)
        cut.beyond = beyond
        return cut

    def _take(self, piece: bytes) -> None:
        self._ended = not piece
        text = self._as_utf8(piece)
        *ends, rest = text.split(b"\n")
        for end in ends:
            self._begin(end)
            self._end_line()
        self._begin(rest)
        if self._ended and (self._begun or self._beyond):
            self._end_line()

    def _begin(self, piece: bytes) -> None:
        room = MOST_OF_A_LINE - len(self._begun)
        self._begun += piece[:room]
        self._beyond += max(0, len(piece) - room)

    def _end_line(self) -> None:
        self._whole.append((bytes(self._begun), self._beyond))
        self._begun.clear()
        self._beyond = 0

    def _as_utf8(self, piece: bytes) -> bytes:
        if self._at_start:
            self._at_start = False
            encoding = _utf16_of(piece)
            if encoding:
                self._utf16 = codecs.getincrementaldecoder(encoding)("replace")
            return self._as_utf8(piece.removeprefix(codecs.BOM_UTF8))
        if self._utf16 is None:
            return piece
        return self._utf16.decode(piece, not piece).encode("utf-8", "replace")


def _utf16_of(start: bytes) -> str:
    """The name of the encoding where these bytes are UTF-16, else nothing."""
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    sample = start[: 2 * (min(len(start), 400) // 2)]
    for zeros, encoding in ((sample[1::2], "utf-16-le"), (sample[::2], "utf-16-be")):
        if len(zeros) > 2 and zeros.count(0) == sample.count(0) > 0.8 * len(zeros):
            return encoding
    return ""


def read(descriptor: int) -> bytes:
    """What can be read now; nothing at the end. Raises TerminalGone, or OSError."""
    try:
        piece = os.read(descriptor, 65536)
    except OSError as error:
        if error.errno != errno.EIO:  # a terminal's that is gone, or was taken away
            raise
        raise TerminalGone from None
    return piece


async def readable(descriptor: int, within: float | None = None) -> bool:
    """Wait until there is something to read; False where nothing came `within` this many seconds."""
    loop = asyncio.get_running_loop()
    ready: asyncio.Future[None] = loop.create_future()
    try:
        loop.add_reader(descriptor, _settle, ready)
    except OSError:  # a regular file or a device: it never blocks, and cannot be waited for
        await asyncio.sleep(0)  # signals are handled all the same
        return True
    try:
        return bool((await asyncio.wait({ready}, timeout=within))[0])
    finally:
        loop.remove_reader(descriptor)


def _settle(ready: "asyncio.Future[None]") -> None:
    if not ready.done():
        ready.set_result(None)


def hung_up(descriptor: int) -> bool:
    """Whether the other end of a terminal or a pipe has gone."""
    poll = select.poll()
    poll.register(descriptor, 0)
    return any(event & select.POLLHUP for _, event in poll.poll(0))
