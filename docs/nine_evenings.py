"""A scripted person practises for nine evenings: what the progress screen's pictures are made from.

    python -m docs.nine_evenings HOME [--evenings N] [--seed S]

The person runs the program itself, an evening after the other on a calendar that is handed in, and
answers in lines. What is said about a point comes from the reference answer; whether it is remembered
follows from a memory with a seed, which gains by asking and by the verdict.
"""

import argparse
import json
import os
import random
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

from interviewer.assets import default_bank
from interviewer.core.questions import sentences

FIRST = date(2026, 11, 24)
DAY = date(2026, 12, 3)
"""The interview's."""


class Person:
    """Knows a share of every question at first, more after each verdict, less after each night."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)  # noqa: S311 - a person of a story
        bank = json.loads(default_bank().read_text(encoding="utf-8"))
        self.by_prompt = {question["prompt"]: question for question in bank["questions"]}
        self.knows = {
            question["id"]: self.chance.uniform(0.1, 0.6) for question in bank["questions"]
        }
        self.asked: dict[str, int] = {}
        """On which evening, by question."""

    def answer(self, prompt: str, evening: int) -> str:
        """As many sentences of the reference answer as are remembered."""
        question = self.by_prompt[prompt]
        name = question["id"]
        nights = evening - self.asked.get(name, evening)
        known = self.knows[name] * (1 - 0.05 * min(nights, 6))
        said = sentences(question["reference_answer"])
        kept = [one for one in said if self.chance.random() < known]
        self.knows[name] += (0.95 - self.knows[name]) * 0.45
        self.asked[name] = evening
        return " ".join(kept) or "I do not remember."

    def more(self) -> str:
        return "I cannot say more."


def evenings(home: Path, count: int = 9, seed: int = 7) -> None:
    person = Person(seed)
    for evening in range(count):
        day = FIRST + timedelta(days=evening)
        _practise(home, person, evening, day)
        print(f"{day}: practised", file=sys.stderr)


def _practise(home: Path, person: Person, evening: int, day: date) -> None:
    """One evening: the program asks on its standard output, the person answers on its input."""
    words = ["practice", "--offline", "--plain", "--minutes", "30", "--until", DAY.isoformat()]
    program = subprocess.Popen(  # noqa: S603 - this very program
        [sys.executable, "-u", "-m", "interviewer", *words, "--home", str(home)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env={**os.environ, "INTERVIEWER_TODAY": day.isoformat(), "PYTHONUTF8": "1"},
    )
    assert program.stdin is not None  # noqa: S101 - it is a pipe
    assert program.stdout is not None  # noqa: S101
    for line in program.stdout:
        if line.strip() in person.by_prompt:
            said = person.answer(line.strip(), evening)
        elif line.startswith("Question ") and "follow-up" in line:
            said = person.more()
        else:
            continue
        program.stdin.write(f"{said}\n\n")
        program.stdin.flush()
    program.stdin.close()
    if program.wait() != 0:
        raise SystemExit(f"{day}: the program ended with {program.returncode}")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("home", type=Path)
    parser.add_argument("--evenings", type=int, default=9)
    parser.add_argument("--seed", type=int, default=7)
    how = parser.parse_args()
    evenings(how.home, how.evenings, how.seed)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
