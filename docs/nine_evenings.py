"""A scripted person practises for nine evenings in a real terminal; pictures of how they stand then.

    python -m docs.nine_evenings HOME [--evenings N] [--seed S] [--pictures FOLDER]

Each evening is the program itself on a pseudo-terminal, on a calendar that is handed in. The person
reads what waits from the journal and types; what is said of a point comes from the reference answer,
and whether it is remembered follows from a memory with a seed, which gains by asking and by the verdict.
"""

import argparse
import asyncio
import json
import random
import sys
import time
from datetime import date, timedelta
from pathlib import Path

from docs.pictures import SIZES, THEMES, Look, practised
from interviewer.assets import default_bank
from interviewer.core.errors import ReportedError
from interviewer.core.protocol import Ask, Predict, Review
from interviewer.core.questions import sentences
from interviewer.storage.session_store import SessionStore
from interviewer.storage.stored_session import StoredSession
from tests.helpers.terminal import Terminal

FIRST = date(2026, 11, 24)
DAY = date(2026, 12, 3)
"""The interview's."""
AGAIN = 1.0
"""Seconds after which Enter is pressed once more: the question was not on the screen yet."""


class Person:
    """Knows a share of every question at first, more after each verdict, less after each night."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)  # noqa: S311 - a person of a story
        bank = json.loads(default_bank().read_text(encoding="utf-8"))
        self.by_id = {question["id"]: question for question in bank["questions"]}
        self.knows = {name: self.chance.uniform(0.1, 0.6) for name in self.by_id}
        self.asked: dict[str, int] = {}
        """On which evening, by question."""

    def answer(self, name: str, evening: int) -> str:
        """As many sentences of the reference answer as are remembered."""
        nights = evening - self.asked.get(name, evening)
        known = self.knows[name] * (1 - 0.08 * min(nights, 6))
        said = sentences(self.by_id[name]["reference_answer"])
        kept = [one for one in said if self.chance.random() < known]
        self.knows[name] += (0.95 - self.knows[name]) * 0.3
        self.asked[name] = evening
        return " ".join(kept) or "I do not remember."

    def to_follow_up(self, name: str, point: str | None) -> str:
        """Led to a point, somebody who knows half of it says it."""
        for one in self.by_id[name]["rubric"]:
            if one["id"] == point and self.chance.random() < self.knows[name] / 2:
                return str((one.get("signs") or [one["description"]])[0])
        return "I cannot say more."

    def rating(self, name: str) -> int:
        """How well it went, 0 to 3: too high at first, as people do."""
        return min(round(self.knows[name] * 2 + self.chance.uniform(0, 1.5)), 3)


class Played:
    """One evening: what the journal says is waited for, and the keys that answer it."""

    def __init__(self, home: Path, evening: int, person: Person) -> None:
        self.store = SessionStore(home)
        self.before = {info.id for info in self.store.list()}
        self.evening, self.person = evening, person

    def session(self) -> StoredSession | None:
        """The evening's; None while it is being made."""
        try:
            new = [info.id for info in self.store.list() if info.id not in self.before]
            return self.store.read(new[0]) if new else None
        except ReportedError:
            return None

    def play(self, terminal: Terminal) -> None:
        seen = -1
        while True:
            stored = self._waiting(terminal, seen)
            if stored is None:
                return
            seen = len(stored.replies)
            keys = self._keys(stored)
            terminal.type(keys)
            pressed = time.monotonic()
            while len(self._replies()) == seen and terminal.process.poll() is None:
                terminal.read()
                if time.monotonic() - pressed > AGAIN:
                    terminal.type(keys[-1])
                    pressed = time.monotonic()

    def _replies(self) -> list[object]:
        stored = self.session()
        return list(stored.replies) if stored is not None else []

    def _waiting(self, terminal: Terminal, seen: int) -> StoredSession | None:
        """The session once it waits for the person again; None once it is finished."""
        while terminal.process.poll() is None:
            terminal.read()
            stored = self.session()
            if stored is None:
                continue
            if stored.session.finished:
                return None
            if len(stored.replies) > seen and isinstance(
                stored.session.step, Ask | Predict | Review
            ):
                return stored
        raise SystemExit(f"the program ended with {terminal.process.returncode}")

    def _keys(self, stored: StoredSession) -> str:
        step = stored.session.step
        if isinstance(step, Predict):
            return str(self.person.rating(step.sheet.question.id))
        if isinstance(step, Review):
            return "\r"
        assert isinstance(step, Ask)  # noqa: S101 - the only other one that is waited for
        name = step.sheet.question.id
        said = (
            self.person.to_follow_up(name, step.point)
            if step.follow_up
            else self.person.answer(name, self.evening)
        )
        return f"\x1b[200~{said}\x1b[201~\r"


def evenings(home: Path, count: int = 9, seed: int = 7) -> None:
    """Practise, one evening after the other."""
    person = Person(seed)
    for evening in range(count):
        day = FIRST + timedelta(days=evening)
        words = ("practice", "--offline", "--minutes", 30, "--until", DAY.isoformat())
        played = Played(home, evening, person)
        with Terminal(home, *words, size=(100, 30), INTERVIEWER_TODAY=day.isoformat()) as terminal:
            played.play(terminal)
            terminal.until("result")
            terminal.type("\x11")
            if terminal.end() != 0:
                raise SystemExit(f"{day}: the program ended with {terminal.process.returncode}")
        print(f"{day}: practised, {len(played._replies())} replies", file=sys.stderr)  # noqa: SLF001


async def pictures(home: Path, folder: Path) -> None:
    """Progress and home on the day before the interview, at two sizes, dark and light."""
    today = DAY - timedelta(days=1)
    for theme in THEMES:
        for size in SIZES[:2]:
            await practised(home, Look(folder, size, theme), today)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("home", type=Path)
    parser.add_argument("--evenings", type=int, default=9)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument(
        "--pictures", type=Path, help="a folder for pictures of how they stand then"
    )
    how = parser.parse_args()
    evenings(how.home, how.evenings, how.seed)
    if how.pictures is not None:
        asyncio.run(pictures(how.home, how.pictures))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
