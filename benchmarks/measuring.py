"""Measuring side by side: two things in turn, on one machine, in one run, so that ratios hold.

What disturbs the machine then disturbs both. Medians are compared; the spread is shown.
"""

import json
import os
import platform
import re
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.terminal import Terminal

ROOT = Path(__file__).resolve().parent.parent
FLOORS = ROOT / "benchmarks" / "floors"
PROGRAM = [str(Path(sys.executable).with_name("interviewer"))]
if not Path(PROGRAM[0]).exists():
    PROGRAM = [sys.executable, "-m", "interviewer"]


@dataclass(frozen=True)
class Spread:
    """Several measurements of one thing."""

    values: tuple[float, ...]
    unit: str
    """As it is printed behind the numbers: "ms"."""

    @property
    def median(self) -> float:
        return median(self.values)

    def __str__(self) -> str:
        if len(self.values) == 1:
            return f"{_number(self.median)} {self.unit}"
        low, high = _number(min(self.values)), _number(max(self.values))
        return f"{_number(self.median)} {self.unit} ({low}..{high})"


@dataclass(frozen=True)
class Result:
    """One row of the table."""

    what: str
    floor: str
    """What it was measured beside, with its numbers; empty where the bar is a number."""
    ours: str
    bar: str
    got: str
    """The figure that the bar is about."""
    met: bool | None
    """None where there is no bar."""


def ms(seconds: Sequence[float]) -> Spread:
    return Spread(tuple(value * 1e3 for value in seconds), "ms")


def beside(  # noqa: PLR0913, PLR0917 - the columns of the table
    what: str, floor: tuple[str, Spread], ours: Spread, most: float, bar: str, also: str = ""
) -> Result:
    """A row whose bar is a ratio of medians."""
    name, least = floor
    ratio = ours.median / least.median
    got = f"{ratio:.2f} x" + (f" {also}" if also else "")
    return Result(what, f"{name}: {least}", str(ours), bar, got, ratio <= most if bar else None)


def in_turn(times: int, *things: Callable[[], float]) -> list[list[float]]:
    """Measure each thing this many times, one after the other: A B A B. The first round is left out:
    it warms the disk's cache and may write byte code.
    """
    found: list[list[float]] = [[] for _ in things]
    for turn in range(times + 1):
        for values, thing in zip(found, things, strict=True):
            value = thing()
            if turn:
                values.append(value)
    return found


def environment(home: Path, **more: str) -> dict[str, str]:
    """As bare as a program's environment can be, with a home of its own."""
    known = {"PATH": os.environ["PATH"], "LANG": "C.UTF-8", "TERM": "xterm-256color"}
    return {
        **known,
        "HOME": str(home),
        "INTERVIEWER_HOME": str(home),
        "PYTHONPATH": str(ROOT),
        **more,
    }


PEAK = "import os, sys; pid = os.spawnvp(os.P_NOWAIT, sys.argv[1], sys.argv[1:]); "
PEAK += "_, status, usage = os.wait4(pid, 0); os.write(2, b'%d' % usage.ru_maxrss); "
PEAK += "sys.exit(os.waitstatus_to_exitcode(status))"
"""A small process between: the most that a child held counts what its parent held when it forked."""


def run(words: Sequence[str], home: Path, stdin: bytes = b"") -> tuple[float, bytes]:
    """Run a program to its end; return its seconds and its output."""
    with tempfile.TemporaryFile() as into:
        into.write(stdin)
        into.seek(0)
        began = time.perf_counter()
        out = subprocess.run(
            words, stdin=into, stdout=subprocess.PIPE, env=environment(home), check=False
        )
        return time.perf_counter() - began, out.stdout


def run_with_memory(words: Sequence[str], home: Path) -> tuple[float, float]:
    """Run a program to its end; return its seconds, and the most memory it held in MB."""
    began = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", PEAK, *words],
        capture_output=True,
        env=environment(home),
        check=False,
    )
    took = time.perf_counter() - began
    return took, int(re.findall(rb"\d+", done.stderr)[-1]) / 1024


def until_printed(words: Sequence[str], home: Path, shown: bytes, **more: str) -> float:
    """Seconds from the start of a program on pipes until it has printed something."""
    began = time.perf_counter()
    with subprocess.Popen(
        words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        env=environment(home, **more), bufsize=0,
    ) as process:  # fmt: skip
        seen = b""
        while shown not in seen:
            piece = process.stdout.read(1 << 16)  # type: ignore[union-attr]
            if not piece:
                raise RuntimeError(f"{words} printed {seen!r} and ended")
            seen += piece
        took = time.perf_counter() - began
        process.kill()
    return took


def until_shown(words: Sequence[str], home: Path, shown: str, **more: str) -> float:
    """Seconds from the start of a program on a terminal until it shows something."""
    with Terminal(words, environment(home, COLORTERM="truecolor", **more)) as terminal:
        return terminal.until(shown) - terminal.began


@contextmanager
def fake_server(**how: float) -> Iterator[str]:
    """Run the fake server in a process of its own; yield its address."""
    words = [sys.executable, "-m", "benchmarks.fake_server"]
    for name, value in how.items():
        words += [f"--{name}", str(value)]
    with subprocess.Popen(words, stdout=subprocess.PIPE, cwd=ROOT) as process:
        port = int(process.stdout.readline())  # type: ignore[union-attr]
        try:
            yield f"http://127.0.0.1:{port}/v1"
        finally:
            process.kill()


def stats(address: str) -> Mapping[str, Any]:
    """What the fake server was asked."""
    with urllib.request.urlopen(f"{address}/stats") as reply:  # noqa: S310 - loopback
        found: Mapping[str, Any] = json.load(reply)
        return found


def machine() -> str:
    return f"{os.cpu_count()} cores, Python {platform.python_version()}, {platform.system()}"


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"
