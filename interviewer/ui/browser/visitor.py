"""One visitor's program, in a pseudo-terminal of its own, with a web socket at the other end.

It is the very program that runs in a terminal, so keys, signals and a terminal that goes away are
read in one place. Textual's driver for browsers is not used: it ends at one invalid byte.
"""

import asyncio
import fcntl
import os
import signal
import struct
import sys
import termios
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress

CHUNK = 64 * 1024
"""Bytes that are sent to the browser at most at once."""
ENDS_WITHIN = 5.0
"""Seconds that a program has to keep its draft and end, before it is killed."""
LARGEST = 1000
"""Columns and rows of the largest terminal; a browser may ask for any number."""

_IN_ITS_TERMINAL = (
    "import fcntl, os, sys, termios; fcntl.ioctl(0, termios.TIOCSCTTY, 0);"
    "os.execv(sys.executable, [sys.executable, *sys.argv[1:]])"
)
"""Makes the pseudo-terminal the one whose closing the program notices, then becomes it."""


class Visitor:
    """A program from its start to its end. What it shows goes to `send`, bytes of a terminal."""

    def __init__(self, send: Callable[[bytes], Awaitable[None]]) -> None:
        self._send = send
        self._terminal = -1
        self._program: asyncio.subprocess.Process | None = None
        self._writer: asyncio.WriteTransport | None = None

    async def run(
        self, words: Sequence[str], columns: int, rows: int, environment: Mapping[str, str]
    ) -> int:
        """Run `python -m interviewer WORDS`; return its exit status once it has ended."""
        self._terminal, child = os.openpty()
        try:
            self.resize(columns, rows)
            self._program = await asyncio.create_subprocess_exec(
                *(sys.executable, "-c", _IN_ITS_TERMINAL, "-m", "interviewer", *words),
                stdin=child,
                stdout=child,
                stderr=child,
                env={**environment, "TERM": "xterm-256color", "COLORTERM": "truecolor"},
                start_new_session=True,
            )
        finally:
            os.close(child)
        loop = asyncio.get_running_loop()
        output = asyncio.StreamReader()
        reading, _ = await loop.connect_read_pipe(
            lambda: asyncio.StreamReaderProtocol(output), os.fdopen(self._terminal, "rb", 0)
        )
        self._writer, _ = await loop.connect_write_pipe(
            asyncio.BaseProtocol, os.fdopen(os.dup(self._terminal), "wb", 0)
        )
        try:
            with suppress(OSError):  # a terminal whose program has ended cannot be read
                while shown := await output.read(CHUNK):
                    await self._send(shown)
            return await self._program.wait()
        finally:
            self._writer.close()
            reading.close()
            await asyncio.shield(self._ended())

    def type(self, keys: bytes) -> None:
        """Type into the terminal. What comes after the program's end is dropped."""
        if self._writer is not None and not self._writer.is_closing():
            self._writer.write(keys)

    def resize(self, columns: int, rows: int) -> None:
        """Change the size of the terminal, in cells."""
        size = struct.pack("HHHH", _cells(rows), _cells(columns), 0, 0)
        with suppress(OSError):
            fcntl.ioctl(self._terminal, termios.TIOCSWINSZ, size)

    async def _ended(self) -> None:
        """Hang up, as a terminal that is closed does: the draft and the interview are kept."""
        program = self._program
        if program is None or program.returncode is not None:
            return
        with suppress(ProcessLookupError):
            program.send_signal(signal.SIGHUP)
        try:
            await asyncio.wait_for(program.wait(), ENDS_WITHIN)
        except TimeoutError:
            program.kill()
            await program.wait()


def _cells(number: int) -> int:
    return max(1, min(number, LARGEST))
