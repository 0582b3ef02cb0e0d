"""The program in a real pseudo-terminal: what is typed is bytes, what is shown is bytes.

Everything waits for a condition, with a deadline that only a defect reaches.
"""

import fcntl
import os
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time

from tests.helpers import forks
from tests.helpers.program import environment

DEADLINE = float(os.environ.get("TERMINAL_DEADLINE", "30"))
_CODES = re.compile(
    rb"\x1b\[[0-9;?<>=$ ]*[A-Za-z@`~{|}]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b[=>()][0AB]?|\x1b[78cM]|\x1bP[^\x1b]*\x1b\\"
)
LEFT = b"\x1b[?1049l"
"""What takes a terminal out of full-screen mode."""
ENTERED = b"\x1b[?1049h"


class Terminal:
    """A process with a terminal of its own: its leader, so that keys become signals."""

    def __init__(self, home, *words, size=(80, 24), command=None, **more):
        self.master, slave = os.openpty()
        self.resize(*size)
        settings = environment(home, **{"TERM": "xterm-256color", **more})
        if command is None and forks.possible(more):
            server = forks.server(environment(home))
            self.process = server.start(map(str, words), settings, [slave] * 3, leader=True)
        else:
            self.process = subprocess.Popen(
                command or [sys.executable, "-m", "interviewer", *map(str, words)],
                stdin=slave,
                stdout=slave,
                stderr=slave,
                env=settings,
                start_new_session=True,
                preexec_fn=_as_a_shell_would,  # noqa: PLW1509 - there is no other way to a terminal
            )
        os.close(slave)
        self.output = b""
        self._seen = 0
        self.last = ""
        """What the last `until` saw."""

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
        self.hang_up()

    def resize(self, columns, rows):
        fcntl.ioctl(self.master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def type(self, text):
        """Type; what the program shows is read meanwhile, or neither would get on."""
        left = text.encode() if isinstance(text, str) else text
        while left:
            _, writable, _ = select.select([], [self.master], [], 0)
            if writable:
                left = left[os.write(self.master, left[:512]) :]
            elif self.process.poll() is not None:
                return  # nobody is there to read the rest
            self._read(0 if left else 0.01)

    def read(self, wait=0.02) -> None:
        """Read what comes within so many seconds: a program that nobody reads stands still."""
        self._read(wait)

    def _read(self, wait) -> bool:
        """Read what there is; False once nothing more can come."""
        if not select.select([self.master], [], [], wait)[0]:
            return True
        try:
            piece = os.read(self.master, 65536)
        except OSError:  # the last program that had it open has gone
            return False
        self.output += piece
        return bool(piece)

    @property
    def shown(self) -> str:
        """What was shown since the last `until`, without codes; as it came, not as it stands."""
        return without_codes(self.output[self._seen :])

    def until(self, *words) -> None:
        """Wait until one of the words is shown; white space does not matter."""
        end = time.monotonic() + DEADLINE
        while not any(squeezed(word) in squeezed(self.shown) for word in words):
            assert self._read(0.05), f"ended before {words}: {self.shown[-2000:]}"
            assert time.monotonic() < end, f"never showed {words}: {self.shown[-2000:]}"
        self.last = self.shown
        self._seen = len(self.output)

    def wait_for(self, condition, what="") -> None:
        end = time.monotonic() + DEADLINE
        while not condition():
            self._read(0.02)
            assert time.monotonic() < end, f"never: {what} {self.shown[-2000:]}"

    def end(self) -> int:
        """Read to the end; return the exit status."""
        self.wait_for(lambda: self.process.poll() is not None, "its end")
        while select.select([self.master], [], [], 0)[0] and self._read(0):
            pass
        return self.process.returncode

    def kill(self, number) -> None:
        os.kill(self.process.pid, number)

    def hang_up(self) -> None:
        """Close the terminal."""
        if self.master >= 0:
            os.close(self.master)
            self.master = -1


def _as_a_shell_would() -> None:
    """Its terminal is its own; no signal is ignored, though one may be where the tests run."""
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)
    for number in (signal.SIGINT, signal.SIGHUP, signal.SIGTERM):
        signal.signal(number, signal.SIG_DFL)


def without_codes(output: bytes) -> str:
    return _CODES.sub(b" ", output).decode("utf-8", "replace")


def squeezed(text: str) -> str:
    return "".join(text.split())
