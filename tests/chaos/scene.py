"""What one seed plays with: a bank, a door, who grades, and words to answer with."""

import json
import random
from dataclasses import dataclass
from pathlib import Path

ANSWERS = (
    "Blue light scatters more than red.", "Rivers bring salt", "I do not know.", "x", "a\tb [bold] {x}",
    "It is because of the first thing, and the second follows from that one.", "/skipping is what I do",
)  # fmt: skip


@dataclass(frozen=True)
class Scene:
    bank: Path
    lines: bool
    environment: dict[str, str]
    start: tuple[str, ...]
    resume: tuple[str, ...]
    answers: tuple[str, ...] = ANSWERS


def prompt(number: int) -> str:
    return f"Prompt-{number} why?"


def make(rng: random.Random, folder: Path, url: str) -> Scene:
    """`url` is the moody server's, without a path; empty where none is there."""
    bank = folder / "bank.json"
    bank.write_text(json.dumps(_bank(rng)))
    dumb = rng.random() < 0.05
    lines = dumb or rng.random() < 0.2
    how: tuple[str, ...] = ("--plain",) if lines and not dumb else ()
    model = bool(url) and rng.random() < 0.35
    if model:
        who: tuple[str, ...] = ("--model", "m", "--base-url", f"{url}/{rng.randrange(10**9)}/v1")
        (folder / "home").mkdir(mode=0o700)
        (folder / "home" / "config.toml").write_text("first_token_seconds = 2\nstall_seconds = 1\n")
    else:
        who = ("--offline",)
    what = ("--follow-ups", str(rng.randint(0, 2)), "--feedback", rng.choice(["end", "each"]))
    start = (str(bank), *who, *what, *how)
    if not lines and not model and rng.random() < 0.2:
        start = ()
    environment = {"TERM": "dumb" if dumb else "xterm-256color"}
    return Scene(bank, lines, environment, start, ("resume", *who, *how))


def _bank(rng: random.Random) -> dict:
    questions = []
    for number in range(1, rng.choice([1, 1, 2, 3]) + 1):
        one: dict = {"id": f"q{number}", "prompt": prompt(number)}
        if rng.random() < 0.4:
            one["reference_answer"] = "Rivers bring salt. The sea keeps it."
        else:
            point = {
                "id": "p",
                "description": "Blue scatters more.",
                "signs": ["blue light scatters"],
            }
            if rng.random() < 0.5:
                point["follow_up"] = "Which light is scattered, and how much?"
            one["rubric"] = [point, {"id": "q", "description": "Red light passes."}]
        questions.append(one)
    return {"title": "Chaos", "questions": questions}
