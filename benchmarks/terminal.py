"""A program on a real pseudo-terminal: what it shows, and when.

The clock starts before the process does and stops when the bytes have come out of the terminal: what
a person would see, interpreter and all.
"""

import fcntl
import os
import pty
import re
import select
import struct
import termios
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Self

_CODES = re.compile(
    rb"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[PX^_][^\x1b]*\x1b\\|.)"
)


class Terminal:
    """A process on a terminal of its own. Use as a context manager; leaving it ends the process."""

    def __init__(
        self,
        words: Sequence[str],
        environment: Mapping[str, str],
        size: tuple[int, int] = (40, 120),
    ) -> None:
        """`size` is rows and columns."""
        self.began = time.perf_counter()
        self.pid, self._fd = pty.fork()
        if self.pid == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", *size, 0, 0))
            os.execvpe(words[0], list(words), dict(environment))  # noqa: S606 - no shell is wanted
        self._raw = b""
        self._status: int | None = None

    def type(self, text: str) -> float:
        """Press the keys of a text; return when that was done."""
        now = time.perf_counter()
        os.write(self._fd, text.encode())
        return now

    def until(self, shown: str, patience: float = 20.0) -> float:
        """Read until the text was shown; return when. Raises TimeoutError with what was shown."""
        wanted = shown.encode()
        end = time.perf_counter() + patience
        while time.perf_counter() < end:
            if wanted in _CODES.sub(b"", self._raw):
                return time.perf_counter()
            if not self._read(end - time.perf_counter()):
                break
        raise TimeoutError(f"{shown!r} was not shown in:\n{self.seen[-3000:]}")

    def forget(self) -> None:
        """What was shown so far is not looked at again."""
        self._raw = b""

    def quiet(self, seconds: float) -> None:
        """Read until nothing has been shown for this long."""
        while self._read(seconds):
            pass

    def _read(self, patience: float) -> bool:
        ready, _, _ = select.select([self._fd], [], [], max(patience, 0))
        if not ready:
            return False
        try:
            data = os.read(self._fd, 1 << 16)
        except OSError:  # the program has ended
            return False
        self._raw += data
        return bool(data)

    @property
    def seen(self) -> str:
        """All that was shown since `forget`, without its codes."""
        return _CODES.sub(b"", self._raw).decode("utf-8", "replace")

    def processor(self) -> float:
        """Seconds of processor time that its threads have had; noise of the machine is not in it."""
        spent = 0
        for task in Path(f"/proc/{self.pid}/task").iterdir():
            with suppress(OSError):  # the thread has ended
                spent += int((task / "schedstat").read_text().split()[0])
        return spent / 1e9

    def memory(self) -> float:
        """The process's resident memory, in MB."""
        return memory_of(self.pid)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        with suppress(OSError):
            os.kill(self.pid, 9)
        os.waitpid(self.pid, 0)
        os.close(self._fd)


def memory_of(process: int | str) -> float:
    """A process's resident memory, in MB."""
    lines = Path(f"/proc/{process}/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS"))
