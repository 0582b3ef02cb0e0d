"""The program in a real pseudo-terminal while odd sequences come, and what must hold then.

A life is one start of the program. In some, every sequence only types: each word between them must be in
the draft. In others anything may happen that a key may do: the program must live on, or leave as a person
leaves it, and what is on the disk must be sound.
"""

import json
import signal
import tempfile
import termios
from collections import Counter
from pathlib import Path
from random import Random

from tests.commands.test_program import BANK
from tests.helpers.program import call
from tests.helpers.terminal import Terminal
from tests.helpers.terminal_session import SCREEN, answered, drafts
from tests.odd_keys.grammar import sequence
from tests.odd_keys.meaning import ended, only_types

LEAVES = (0, 130, 131, 143, -signal.SIGQUIT, -signal.SIGTERM)
"""Statuses of a program that was left by its keys, or by a signal that is one of them."""
KEPT = {"BROWSER": "true", "EDITOR": "true", "VISUAL": "true"}


class Broken(AssertionError):  # noqa: N818 - a promise
    """A promise that did not hold; the message names the seeds."""


def live(seeds: list[int], *, screen: bool, types: bool) -> None:
    """One life with one sequence for each seed. Raises Broken."""
    with tempfile.TemporaryDirectory(prefix="odd-keys-") as folder:
        home, bank = Path(folder) / "home", Path(folder) / "bank.json"
        bank.write_text(json.dumps(BANK))
        plain = () if screen else ("--plain",)
        with Terminal(home, *SCREEN, *plain, bank, size=(100, 30), **KEPT) as terminal:
            try:
                terminal.until("Why is the sky blue?")
                (_typed if types else _acted)(terminal, home, seeds, screen=screen)
            except Exception as error:
                where = "screen" if screen else "lines"
                raise Broken(f"{where}, seeds {seeds}: {error}"[:1500]) from error


def _typed(terminal: Terminal, home: Path, seeds: list[int], *, screen: bool) -> None:
    words = [f"w{seed}w" for seed in seeds]
    for seed, word in zip(seeds, words, strict=True):
        terminal.type(f" {word} ".encode() + ended(sequence(Random(seed))))
    terminal.type(" end." if screen else " end.\n")
    terminal.wait_for(lambda: any("end." in text for text in drafts(home)), "the draft")
    (draft,) = drafts(home)
    lost = [seed for seed, word in zip(seeds, words, strict=True) if word not in draft]
    _check(not lost, f"words lost before {lost}: {draft[:600]!r}")
    _check(answered(home) == [], "an answer was sent")
    _leave(terminal, home, (143,))
    _check(drafts(home) == [draft], "the draft changed")


def _acted(terminal: Terminal, home: Path, seeds: list[int], *, screen: bool) -> None:
    del screen
    for seed in seeds:
        if terminal.process.poll() is not None:
            break
        try:
            terminal.type(ended(sequence(Random(seed))))
        except OSError:
            break  # it has left
    _leave(terminal, home, LEAVES)


def _leave(terminal: Terminal, home: Path, statuses: tuple[int, ...]) -> None:
    if terminal.process.poll() is None:
        terminal.kill(signal.SIGCONT)
        terminal.kill(signal.SIGTERM)
    status = terminal.end()
    _check(status in statuses, f"status {status}: {terminal.shown[-300:]!r}")
    for word in (b"Traceback", b"omething broke"):
        _check(word not in terminal.output, f"{word!r}: {terminal.shown[-600:]!r}")
    flags = termios.tcgetattr(terminal.master)[3]
    _check(bool(flags & termios.ICANON and flags & termios.ECHO), "the terminal was not given back")
    listed = call(home, "sessions", "--json")
    _check(listed.returncode == 0, f"{listed.stderr!r}")
    states = [one["state"] for one in json.loads(listed.stdout or b"[]")]
    _check("damaged" not in states, f"{states}")


def _check(holds: bool, what: str) -> None:
    if not holds:
        raise Broken(what)


def work(job: tuple[list[int], bool, bool]) -> Counter[str]:
    """One life in a process of its own."""
    seeds, screen, types = job
    done = Counter(done=len(seeds), lives=1)
    try:
        live(seeds, screen=screen, types=types)
    except Broken as broken:
        print(broken, flush=True)
        done["broken"] = 1
    return done


def jobs(seed: int, count: int, *, screen: bool) -> list[tuple[list[int], bool, bool]]:
    """The lives in which so many sequences come, from `seed` up."""
    parts: dict[bool, list[int]] = {True: [], False: []}
    for one in range(seed, seed + count):
        parts[only_types(sequence(Random(one)), screen=screen)].append(one)
    found = []
    for types, size in ((True, 40), (False, 25)):
        seeds = parts[types]
        found += [(seeds[at : at + size], screen, types) for at in range(0, len(seeds), size)]
    return found
