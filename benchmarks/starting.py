"""Rows about the first second: help, the first question in lines and on the screen, large banks."""

import json
import re
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from importlib.metadata import PackageNotFoundError, requires
from pathlib import Path
from statistics import median
from tempfile import mkdtemp

from benchmarks.banks import large, written
from benchmarks.measuring import (
    FLOORS,
    PROGRAM,
    Result,
    beside,
    environment,
    fake_server,
    in_turn,
    ms,
    run,
    until_printed,
    until_shown,
)
from benchmarks.terminal import Terminal

PLAIN = [*PROGRAM, "--offline", "--plain", "--count", "1"]
SCREEN = [*PROGRAM, "--offline", "--count", "1"]
FIRST = "Question 1 of 1"
NEVER_READ = ", on a bank that was never read before"


def help_(home: Path) -> Iterator[Result]:
    bare = [sys.executable, str(FLOORS / "argparse_program.py")]
    ours = [*PROGRAM, "--help"]
    floor, took = in_turn(11, lambda: run(bare, home)[0], lambda: run(ours, home)[0])
    named = ("bare argparse program", ms(floor))
    yield beside("`interviewer --help`", named, ms(took), 2.5, "at most 2.5 x")


def plain(home: Path) -> Iterator[Result]:
    names = ["import pydantic", "from pydantic import BaseModel"]
    bare, loaded, made, took = in_turn(
        9,
        *(lambda code=code: run([sys.executable, "-c", code], home)[0] for code in names),
        lambda: run([sys.executable, str(FLOORS / "pydantic_model.py")], home)[0],
        lambda: until_printed(PLAIN, home, FIRST.encode()),
    )
    what = "plain mode, first question printed"
    for name, floor, bar in (
        ("`import pydantic` (since 2.14 that loads a third of it)", bare, ""),
        ("pydantic loaded", loaded, "at most 2 x"),
        ("a program with one pydantic model", made, ""),
    ):
        yield beside(what, (name, ms(floor)), ms(took), 2.0, bar)


def screen(home: Path) -> Iterator[Result]:
    bare = [sys.executable, str(FLOORS / "textual_app.py")]
    floor, took, first = in_turn(
        9,
        lambda: until_shown(bare, home, FIRST),
        lambda: until_shown(SCREEN, home, FIRST),
        lambda: until_shown(SCREEN, _new(home), FIRST),
    )
    what, named = (
        "screen, start to question 1 visible",
        ("bare Textual app with a TextArea", ms(floor)),
    )
    yield beside(what, named, ms(took), 1.15, "at most 1.15 x")
    yield beside(f"{what}, on a fresh home", named, ms(first), 1.15, "at most 1.15 x")


def _new(home: Path) -> Path:
    """A home that knows no bank."""
    return Path(mkdtemp(dir=home))


def byte_code(home: Path) -> Iterator[Result]:
    """What an installer that compiles nothing costs once: uv, unless it is told to."""
    none = {"PYTHONDONTWRITEBYTECODE": "1", "PYTHONPYCACHEPREFIX": str(home / "none")}
    with_it, without = in_turn(
        3,
        lambda: until_shown(SCREEN, home, FIRST),
        lambda: until_shown(SCREEN, home, FIRST, **none),
    )
    named = ("byte code compiled", ms(with_it))
    yield beside(
        "the first start where an installer has compiled no byte code", named, ms(without), 99, ""
    )


def sdk(home: Path) -> Iterator[Result]:
    """Keys are pressed while openai is imported in its thread: how long is the longest wait?"""

    def longest(words: list[str]) -> float:
        with Terminal(words, environment(home, COLORTERM="truecolor")) as terminal:
            terminal.until(FIRST)
            waits = []
            for key in "ABCDEFGHIJKLMNOPQRSTUVWXY":
                terminal.forget()
                pressed = terminal.type(key)
                waits.append(terminal.until(key) - pressed)
                time.sleep(0.02)
            return max(waits)

    with fake_server() as address:
        model = [*PROGRAM, "--count", "1", "--base-url", address, "--model", "fake"]
        floor, took = in_turn(5, lambda: longest(SCREEN), lambda: longest(model))
    named = ("offline, no import", ms(floor))
    what = "longest key echo in the first second, openai being imported"
    late = median(took) - median(floor)
    row = beside(what, named, ms(took), 99, "at most 40 ms more", f"({late * 1e3:+.0f} ms)")
    yield Result(row.what, row.floor, row.ours, row.bar, row.got, late <= 0.04)


def bank(home: Path) -> Iterator[Result]:
    """Question 1 of a bank of 10,000, all of them chosen, and ten of them. In the round that
    `in_turn` leaves out the bank is read for the first time; that has a row of its own.
    """
    ten, many = written(home, large(10)), written(home, large(10_000))
    raw = many.read_bytes()

    def parse() -> float:
        began = time.perf_counter()
        json.loads(raw)
        return time.perf_counter() - began

    def start(path: Path, *more: str, at: Path = home) -> float:
        words = [*PROGRAM, str(path), "--offline", "--plain", *more]
        return until_printed(words, at, b"Question 1 of ")

    little, parsed, all_of_them, some, first = in_turn(
        5,
        lambda: start(ten),
        parse,
        lambda: start(many),
        lambda: start(many, "--count", "10"),
        lambda: start(many, "--count", "10", at=_new(home)),
    )
    least = ms([one + two for one, two in zip(little, parsed, strict=True)])
    size = f"{len(raw) / 1e6:.0f} MB"
    floor = (f"ten questions + the JSON parse of {size}", least)
    what = "first question of a bank of 10,000"
    yield beside(f"{what}, `--count 10`", floor, ms(some), 1.5, "at most 1.5 x")
    yield beside(f"{what}, all asked", floor, ms(all_of_them), 1.5, "at most 1.5 x")
    yield beside(f"{what}, `--count 10`{NEVER_READ}", floor, ms(first), 1.5, "")


def install(home: Path) -> Iterator[Result]:
    del home
    floor, ours = (
        _closure(names) for names in (["openai", "textual", "tenacity"], ["interviewer"])
    )
    more = ours - floor - {"interviewer"}
    yield Result(
        "packages installed",
        f"openai, textual, tenacity and what they bring: {len(floor)}",
        f"{len(ours) - 1}",
        "platformdirs and pydantic besides, at most two more",
        f"besides: {', '.join(sorted(more)) or 'none'}",
        not more - {"pydantic", "platformdirs"} or len(more) <= 2,
    )


def _closure(names: list[str]) -> set[str]:
    """The packages and, whatever this machine's markers say of optional ones, what they need."""
    found: set[str] = set()
    waiting = list(names)
    while waiting:
        name = waiting.pop().lower().replace("_", "-")
        if name in found:
            continue
        with suppress(PackageNotFoundError):
            for line in requires(name) or ():
                if "extra ==" not in line:
                    waiting += re.findall(r"^[A-Za-z0-9._-]+", line)
            found.add(name)
    return found
