"""One life of the program in a terminal: what is typed at it, when it is hit, and with what."""

import contextlib
import os
import random
import select
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from tests.chaos.scene import Scene
from tests.helpers.terminal import ENTERED, Terminal

PATIENCE = float(os.environ.get("CHAOS_PATIENCE", "20"))
"""Seconds that the program may take to end; more is a hang."""
SIGNALS = (signal.SIGTERM, signal.SIGHUP, signal.SIGINT, signal.SIGKILL)
SIZES = [(1, 1), (2, 5), (10, 4), (40, 12), (60, 17), (80, 24), (120, 40), (200, 60)]
PAUSES = [0, 0, 0, 0.004, 0.01, 0.03, 0.08, 0.2, 0.5]
CONTROL = {name: bytes([ord(name) - 64]) for name in "ACEFGJKLOPQRTUWYZ"}
LONE = [
    b"\r", b"\x1b", b"\t", b" ", b"\x7f", b"\x1bOP", b"\x1b[A", b"\x1b[B", b"\x1b[C", b"\x1b[D",
    b"\x1b[5~", b"\x1b[6~", b"\x1b[H", b"\x1b[F", b"\x1b[3~", b"\x1b\r", b"\x1b[I", b"\x1b[O",
    *CONTROL.values(), b"\x11", b"\x10", b"\x0b", *(bytes([key]) for key in b"123456789aosctgmpr"),
]  # fmt: skip
PASTES = [
    b"two\nlines", b"\x1b[31mred\x1b[0m", b"\x1b]52;c;aGk=\x07", b"\x00\x01\x02", b"\xff\xfe\x80",
    b"\x1b[201~\x11\x03", "\u202egnorw \U0001f469\u200d\U0001f467 \u4f60\u597d".encode(), b"x" * 5000,
    b"y" * 70_000,
]  # fmt: skip
MARK = "so far "
"""What a half-typed text begins with."""


class StruckError(Exception):
    """The program was hit, or has ended: nothing more is typed."""


@dataclass
class Life:
    """What was done to the program and what came of it."""

    words: tuple[str, ...]
    lines: bool
    done: list[str] = field(default_factory=list)
    sent: set[int] = field(default_factory=set)
    """Signals, also those that come of keys and of the terminal's end."""
    left: bool = False
    """A key was pressed that may have ended it."""
    hung_up: bool = False
    ready: bool = False
    """It had shown something when it was first hit."""
    half: str = ""
    """Text that was typed, shown and given its second, and never sent."""
    status: int | None = None
    """None: it did not end."""
    output: bytes = b""
    cooked: bool | None = None
    """Whether the terminal takes lines again; None where it is gone."""


class Player:
    """Types at one process, keeps count of moments, and hits it at the chosen one."""

    def __init__(
        self, rng: random.Random, scene: Scene, home: Path, words: tuple[str, ...]
    ) -> None:
        self.rng = rng
        self.scene = scene
        lines = scene.lines or "--plain" in words
        self.life = Life(words, lines)
        self.size = rng.choice([(80, 24), *SIZES])
        self.terminal = Terminal(
            home, *words, size=self.size, PYTHONFAULTHANDLER="1", **scene.environment
        )
        self._at = self._choose()
        self._count = 1 if self._at[0] in ("start", "end", "shown") else rng.randint(1, 4)

    def _choose(self) -> tuple[str, float]:
        """The moment to hit it at, and how long to wait then."""
        rng = self.rng
        moment = rng.choices(
            ["start", "shown", "enter", "enter", "change", "leave", "any", "half", "never"],
            [3, 2, 5, 5, 3, 3, 2, 4, 2],
        )[0]
        longest = {"start": 0.9, "shown": 0.25, "enter": 0.05, "half": 0}.get(moment, 0.08)
        return moment, rng.uniform(0, longest) * rng.choice(
            [1, 1, 0.3, 4 if moment != "start" else 1]
        )

    def play(self) -> Life:
        with self.terminal:
            with contextlib.suppress(StruckError):
                self._walk()
            self._end()
        return self.life

    # -- until it is hit --

    def _walk(self) -> None:
        rng = self.rng
        if self._at[0] == "start":
            if rng.random() < 0.4:
                self._type(rng.choice([b"x\r", b"\r", b"\x1b", b"\x11k", b"hello"]))
            self._strike()
        if rng.random() < 0.85:
            self._wait(self._shown, 8)
        self._moment("shown")
        for _ in range(rng.randint(2, 14)):
            rng.choices(
                [self._answer, self._key, self._keys, self._paste, self._resize, self._skip, self._leave,
                 self._aside, self._stop],
                [8, 6, 2, 1, 2, 2, 1.5, 2, 0.5],
            )[0]()  # fmt: skip
            self._moment("any")
            self._rest(rng.choice(PAUSES))
        if self._at[0] == "half":
            self._type_half()
            self._strike()

    def _shown(self) -> bool:
        out = self.terminal.output
        return ENTERED in out if not self.life.lines else b"Question" in out

    def _moment(self, name: str) -> None:
        if self._at[0] == name:
            self._count -= 1
            if not self._count:
                self._strike()

    def _answer(self) -> None:
        rng = self.rng
        said = rng.choice(self.scene.answers).encode()
        if self.life.lines:
            self._type(said + b"\n")
            self._rest(rng.choice(PAUSES))
            self._type(b"\n")
        else:
            self._type(said + (b"" if rng.random() < 0.5 else b" "))
            self._rest(rng.choice([0, 0.05, 0.2]))
            self._type(b"\r")
        self._moment("enter")
        if not self.life.lines and rng.random() < 0.6:
            self._rest(0.3)
            self._type(b"\r")
            self._moment("enter")

    def _key(self) -> None:
        if self.life.lines:
            self._type(
                self.rng.choice(
                    [
                        b"\n",
                        b"1\n",
                        b"2\n",
                        b"3\n",
                        b"4\n",
                        b"/repeat\n",
                        b"/help\n",
                        b"hm",
                        b"\x04",
                        b"\x03",
                    ]
                )
            )
        else:
            self._type(self.rng.choice(LONE))
        self._moment("change")

    def _keys(self) -> None:
        for _ in range(self.rng.randint(2, 8)):
            self._key()

    def _paste(self) -> None:
        text = self.rng.choice(PASTES)
        if self.life.lines:
            self._type(text[:3000].replace(b"\x03", b"") + b"\n")
        else:
            end = b"" if self.rng.random() < 0.1 else b"\x1b[201~"
            self._type(b"\x1b[200~" + text + end)

    def _resize(self) -> None:
        for _ in range(self.rng.choice([1, 1, 5])):
            self.size = self.rng.choice(SIZES)
            self.terminal.resize(*self.size)
            self.life.done.append(f"size {self.size}")
            self._rest(0)

    def _skip(self) -> None:
        self._type(b"/skip\n" if self.life.lines else b"\x0b\x0b")
        self._moment("enter")

    def _leave(self) -> None:
        if self.life.lines:
            self._type(b"/quit\n")
        else:
            self._type(b"\x11")
            self._rest(self.rng.choice([0, 0.05, 0.2]))
            self._type(self.rng.choice([b"\r", b"\x1b[B\r", b"\x1b[B\x1b[B\r", b"\x1b", b"fk"]))
        self._moment("leave")

    def _aside(self) -> None:
        if self.life.lines:
            self._key()
            return
        self._type(
            self.rng.choice([b"\x1bOP", b"\x10", b"\x1b[B\r", b"\x10the\r", b"c", b"p", b"t"])
        )
        self._moment("change")
        self._rest(self.rng.choice([0, 0.05, 0.2]))
        self._type(self.rng.choice([b"\x1b", b"\x1b", b"\r"]))
        self._moment("change")

    def _stop(self) -> None:
        """What a shell does at Ctrl+Z, and somebody who continues it."""
        self._kill(signal.SIGTSTP)
        self._rest(self.rng.choice([0, 0.02, 0.2]))
        self._kill(signal.SIGCONT)

    def _type_half(self) -> None:
        """Text that is never sent; where it is seen, its second is waited for."""
        if self.life.lines or self.terminal.process.poll() is not None:
            return
        if self.size < (20, 6):
            self.size = (80, 24)
            self.terminal.resize(*self.size)
        word = f"half{self.rng.randrange(10**6)}"
        seen = len(self.terminal.output)
        self._type(b"\x1b")  # whatever is open but the interview
        self._rest(0.3)
        if self.terminal.process.poll() is not None:
            return
        self._type((MARK + word).encode())
        if self._wait(lambda: word.encode() in self.terminal.output[seen:], 1.5):
            self._rest(1.2)
            if b"draft saved" in self.terminal.output[seen:]:
                self.life.half = word

    # -- hitting it --

    def _strike(self) -> None:
        rng, life = self.rng, self.life
        self._rest(self._at[1])
        life.ready = self._shown() or b"Graded by" in self.terminal.output
        if self.terminal.process.poll() is None and self._at[0] != "never":
            number = rng.choices([*SIGNALS, 0], [6, 4, 3, 2, 3])[0]
            self._hit(number)
            if number != signal.SIGKILL and rng.random() < 0.25:
                self._rest(rng.choice([0, 0.002, 0.01, 0.05, 0.2]))
                self._hit(rng.choice([*SIGNALS[:3], 0]))
            if rng.random() < 0.4 and not life.hung_up:
                for _ in range(rng.randint(1, 4)):
                    self._type(rng.choice(LONE), counted=False)
                    self._rest(rng.choice([0, 0.003, 0.02]))
        raise StruckError

    def _hit(self, number: int) -> None:
        life = self.life
        if self.terminal.process.poll() is not None or life.hung_up:
            return
        life.done.append(f"hit {number or 'hang-up'}")
        if number:
            life.sent.add(number)
            self._kill(number)
        else:
            life.sent.add(signal.SIGHUP)
            life.hung_up = True
            self.terminal.hang_up()

    def _kill(self, number: int) -> None:
        with contextlib.suppress(ProcessLookupError):
            if self.terminal.process.poll() is None:
                os.kill(self.terminal.process.pid, number)

    # -- the end of it --

    def _end(self) -> None:
        life, process = self.life, self.terminal.process
        hit = bool(life.sent - {signal.SIGINT}) or (
            self._at[0] not in ("never", "half") and bool(life.sent)
        )
        end = time.monotonic() + (PATIENCE if hit else 2 * PATIENCE)  # keys may go astray
        continued = time.monotonic() - 0.5
        tries = 0
        while process.poll() is None and time.monotonic() < end:
            self._rest(0.02 if hit else 0.15)
            tries += 1
            if time.monotonic() > continued + 1:  # it may be stopped
                continued = time.monotonic()
                self._kill(signal.SIGCONT)
            if signal.SIGINT in life.sent and len(life.sent) == 1 and tries % 40 == 0:
                self._kill(signal.SIGINT)  # the first cancels what the examiner does
            if not hit and not life.hung_up:
                self._wind_down(tries)
        if process.poll() is None:
            self._kill(signal.SIGABRT)  # Python says where it was
            self._rest(1)
            life.done.append("HANGS")
        else:
            life.status = process.returncode
        if not life.hung_up:
            while select.select([self.terminal.master], [], [], 0)[0] and self.terminal._read(0):
                pass
            life.cooked = _cooked(self.terminal.master)
        life.output = self.terminal.output

    def _wind_down(self, tries: int) -> None:
        """Ask it to end as a person would."""
        if self.life.lines:
            self._type([b"\n/quit\n", b"1\n", b"\x04"][tries % 3], counted=False)
            if tries > 20 and tries % 10 == 0:
                self._type(b"\x03", counted=False)
        else:
            # Esc leaves the home screen before Enter would begin another interview there.
            keys = [b"\x1b", b"\x11", b"\x1b[B\r", b"\x0c", b"\x1b", b"\r"]
            self._type(keys[tries % len(keys)], counted=False)

    def _type(self, keys: bytes, *, counted: bool = True) -> None:
        terminal, life = self.terminal, self.life
        if counted and self.terminal.process.poll() is not None:
            raise StruckError
        life.done.append(repr(keys[:20]))
        ends = (b"\x03", b"\x11", b"\x1b", b"\x0c", b"\r")
        if life.lines:
            ends = (b"\x03", b"\x04", b"/quit", b"\n")
        life.left |= any(end in keys for end in ends)
        if b"\x03" in keys:
            life.sent.add(signal.SIGINT)
        left, end = keys, time.monotonic() + 5
        while left and time.monotonic() < end and not life.hung_up:
            if select.select([], [terminal.master], [], 0.01)[1]:
                left = left[os.write(terminal.master, left[:512]) :]
            terminal._read(0)
            if terminal.process.poll() is not None:
                return

    def _rest(self, seconds: float) -> None:
        end = time.monotonic() + seconds
        while True:
            left = end - time.monotonic()
            if self.life.hung_up:
                time.sleep(max(left, 0))
            elif not self.terminal._read(max(left, 0)):
                time.sleep(max(min(left, 0.01), 0))
            if left <= 0:
                return

    def _wait(self, condition: Callable[[], bool], longest: float) -> bool:
        end = time.monotonic() + longest
        while not condition():
            if time.monotonic() > end or self.terminal.process.poll() is not None:
                return False
            self._rest(0.01)
        return True


def _cooked(master: int) -> bool:
    import termios

    flags = termios.tcgetattr(master)[3]
    return bool(flags & termios.ICANON and flags & termios.ECHO)
