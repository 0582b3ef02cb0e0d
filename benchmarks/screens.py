"""The row about a long conversation: what its newest turn costs, and how much memory it takes."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from benchmarks.keeping import kept
from benchmarks.measuring import ROOT, Result, Spread, run

SCRIPTED = ROOT / "benchmarks" / "scripted_screen.py"
TURNS = 10_000
"""Things said and shown: a question or follow-up, and its answer, are two."""


def long(home: Path, turns: int = TURNS) -> Iterator[Result]:
    """Thirty answers through the screen, of an interview that holds 40 turns and one of 9,940.

    Each is graded and followed by the next question; memory is the whole process's.
    """
    costs, sizes = [], []
    for held in (40, turns - 60, 2 * turns - 60):
        name = kept(home, held // 2, follow_ups=1, points=1)
        _, out = run([sys.executable, str(SCRIPTED), str(home), name, "30"], home)
        told = json.loads(out.splitlines()[-1])
        costs.append(Spread(tuple(1e3 * each for each in told["turns"][5:]), "ms"))
        sizes.append(told)
    few, many, more = costs
    ratio = median(many.values) / median(few.values)
    yield Result(
        f"an answer through the screen, at turn {turns:,}", f"at 100: {few}",
        f"{many}; at {2 * turns:,}: {more.median:.0f} ms",
        "at most 1.2 x", f"{ratio:.2f} x", ratio <= 1.2,
    )  # fmt: skip
    at_100, at_last, at_twice = sizes
    yield Result(
        f"memory at turn {turns:,}", f"at 100: {at_100['memory']:.0f} MB",
        f"{at_last['memory']:.0f} MB, {at_last['mounted']} turns mounted; at {2 * turns:,}: "
        f"{at_twice['memory']:.0f} MB",
        "at most 90 MB, 60 mounted", f"{at_last['memory']:.0f} MB",
        at_last["memory"] <= 90 and at_last["mounted"] <= 60,
    )  # fmt: skip
