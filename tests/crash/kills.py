"""Real processes, really killed (SIGKILL) at a random moment, and resumed, and killed again.

Every tenth is a Python of its own, killed while it starts as well; the others are forked, which makes
them as mortal and twenty times quicker.
"""

import json
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from interviewer.core.errors import ReportedError
from tests.crash import script, victim

ROOT = Path(__file__).parent.parent.parent
REPLIES = script.all_replies(script.plan(victim.QUESTIONS))


def run(runs: int) -> Counter:
    """Kill this many processes; return what was counted. "lost" and "wrong" must stay 0."""
    lanes = os.cpu_count() or 2
    shares = [runs // lanes + (lane < runs % lanes) for lane in range(lanes)]
    with ProcessPoolExecutor(lanes) as pool:
        return sum(pool.map(_lane, shares, range(lanes)), Counter())


def _lane(runs: int, seed: int) -> Counter:
    rng = random.Random(seed)
    found: Counter = Counter()
    folder = Path(tempfile.mkdtemp(prefix="kills-"))
    try:
        home = folder / "first"
        lives = 0
        while found["killed"] < runs:  # some come to their end before they are killed
            if _one(home, rng, found, fresh=lives % 10 == 0):
                home = folder / str(lives)
            lives += 1
    finally:
        shutil.rmtree(folder)
    return found


def _one(home: Path, rng: random.Random, found: Counter, *, fresh: bool) -> bool:
    """One life and death; return whether the interview came to its end."""
    pid, pipe = _fresh(home) if fresh else _forked(home)
    said = _until_killed(pid, pipe, rng)
    _, status = os.waitpid(pid, 0)
    if os.WIFSIGNALED(status):
        found["killed"] += 1
    elif os.waitstatus_to_exitcode(status):
        found["wrong"] += 1
    found["killed before anything was acknowledged"] += not said
    start, acknowledged, draft = -1, 0, None
    for kind, *numbers in (line.split() for line in said):
        if kind == "start":
            start = acknowledged = int(numbers[0])
        elif kind == "reply":
            acknowledged = int(numbers[0])
            found["acknowledged"] += 1
        elif kind == "draft":
            draft = (int(numbers[0]), int(numbers[1]))
    _check(home, start, acknowledged, draft, found)
    return "done" in said


def _fresh(home: Path) -> tuple[int, int]:
    reading, writing = os.pipe()
    pid = os.posix_spawn(
        sys.executable,
        [sys.executable, "-m", "tests.crash.victim", str(home)],
        {**os.environ, "PYTHONPATH": str(ROOT)},
        file_actions=[(os.POSIX_SPAWN_DUP2, writing, 1)],
    )
    os.close(writing)
    return pid, reading


def _forked(home: Path) -> tuple[int, int]:
    reading, writing = os.pipe()
    pid = os.fork()
    if pid:
        os.close(writing)
        return pid, reading
    status = 1
    try:
        os.close(reading)
        os.dup2(writing, 1)
        victim.main(home)
        status = 0
    finally:
        os._exit(status)


def _until_killed(pid: int, pipe: int, rng: random.Random) -> list[str]:
    """Let it say a few lines, wait a moment more, kill it; return all that it said."""
    said = b""
    if rng.random() < 0.1:
        time.sleep(rng.uniform(0, 0.01) * rng.choice([1, 30]))  # before it has said anything
    else:
        lines = rng.randint(1, 40)
        while said.count(b"\n") < lines and (part := os.read(pipe, 100)):
            said += part
        time.sleep(rng.uniform(0, 0.003))
    os.kill(pid, signal.SIGKILL)  # not waited for yet, so the id is still its own
    while part := os.read(pipe, 10_000):
        said += part
    os.close(pipe)
    return said.decode().split("\n")[:-1]


def _check(home: Path, start: int, acknowledged: int, draft, found: Counter) -> None:
    store = script.store(home)
    if start < 0 and not (home / "sessions").exists():
        return
    try:
        if not store.list():
            found["lost"] += start >= 0
            return
        stored = store.read(script.ID)
    except ReportedError:
        found["lost"] += start >= 0
        return
    there = len(stored.replies)
    found["torn lines"] += bool(stored.recovery.torn)
    found["on disk, killed before it was acknowledged"] += start >= 0 and there > acknowledged
    found["lost"] += max(acknowledged - there, 0)
    found["wrong"] += stored.replies != REPLIES[:there] or bool(stored.recovery.damaged)
    if start >= 0:
        found["wrong"] += there > acknowledged + 1
    if draft is not None and draft[0] == there:
        found["drafts acknowledged"] += 1
        kept = json.loads((home / "drafts" / f"{script.ID}.json").read_bytes())["text"]
        number, count, rest = kept.split(" ", 2)
        good = int(number) == there and int(count) >= draft[1] and rest == script.HOSTILE
        found["drafts lost"] += not good
