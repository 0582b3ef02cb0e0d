"""The row about a long conversation: what its newest turn costs, and how much memory it takes."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from benchmarks.keeping import kept
from benchmarks.measuring import ROOT, Result, Spread, run

SCRIPTED = ROOT / "benchmarks" / "scripted_screen.py"
LAST = 10_000


def long(home: Path, before: int = LAST - 60) -> Iterator[Result]:
    """Sixty answers through the screen on top of 40, and of a session that holds 9,940 already.

    Every turn is one answer, graded, with the next question; memory is the whole process's.
    """
    costs, sizes = [], []
    for held in (40, before):
        name = kept(home, held, follow_ups=1, points=1)
        _, _, out = run([sys.executable, str(SCRIPTED), str(home), name, "60"], home)
        told = json.loads(out.splitlines()[-1])
        costs.append(Spread(tuple(1e3 * each for each in told["turns"][20:]), "ms"))
        sizes.append(told)
    few, many = costs
    ratio = median(many.values) / median(few.values)
    yield Result(
        f"one more turn through the screen, at {LAST:,}", f"at 100: {few}", str(many),
        "at most 1.2 x", f"{ratio:.2f} x", ratio <= 1.2,
    )  # fmt: skip
    at_100, at_last = sizes
    yield Result(
        f"memory at turn {LAST:,}", f"at 100: {at_100['memory']:.0f} MB",
        f"{at_last['memory']:.0f} MB, {at_last['mounted']} turns mounted",
        "at most 90 MB, 60 mounted", f"{at_last['memory']:.0f} MB",
        at_last["memory"] <= 90 and at_last["mounted"] <= 60,
    )  # fmt: skip
