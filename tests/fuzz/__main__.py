"""`make fuzz`: the engine, banks, settings and displays under random input, with the numbers.

Every run differs; a failure prints the seed or the shortest course of events that shows it.
`--seed N` repeats a run, `--examples N`, `--banks N` and so on make it shorter or longer.
"""

import argparse
import os
import secrets
import sys
import tempfile
from collections import Counter
from pathlib import Path

from tests.fuzz import banks, engine, flags, payloads, screens, work

SHM = Path("/dev/shm")  # noqa: S108 - a disk in memory; each run makes a folder of its own in it


def _engine(job) -> Counter:
    seed, count = job
    found = engine.examples(count, seed=seed)
    return found + Counter(done=count)


PARTS = {
    "examples": ("state machine", _engine, 20_000, 250),
    "banks": ("banks", banks.fuzz, 100_000, 2_000),
    "settings": ("settings", flags.fuzz, 10_000, 500),
    "payloads": ("payloads", payloads.fuzz, 5_000, 100),
    "tours": ("tours of all screens in a terminal", screens.fuzz, screens.STEP, 1),
}
"""Each with its work, how much of it, and how much at a time."""


def main(words=None) -> int:
    """Print a line for each part; exit 1 where anything broke."""
    parser = argparse.ArgumentParser("python -m tests.fuzz", description=__doc__)
    parser.add_argument("--seed", type=int, default=secrets.randbelow(2**31))
    for flag, (name, _, count, _) in PARTS.items():
        parser.add_argument(f"--{flag}", type=int, default=count, help=f"{name}: {count:,}")
    arguments = parser.parse_args(words)
    print(f"seed {arguments.seed}")
    broken = 0
    with tempfile.TemporaryDirectory(
        prefix="fuzz-", dir=SHM if os.access(SHM, os.W_OK) else None
    ) as folder:
        os.environ["TMPDIR"] = folder
        for flag, (name, call, _, at_once) in PARTS.items():
            broken += not _part(name, call, getattr(arguments, flag), at_once, arguments.seed)
    return 1 if broken else 0


def _part(name, call, total, at_once, seed) -> bool:
    starts = range(0, total, at_once)
    jobs = [(seed + start, min(at_once, total - start)) for start in starts]
    try:
        found, seconds = work.share(name, call, jobs, total)
    except Exception as error:  # noqa: BLE001 - whatever it is, it is what was looked for
        notes = "\n".join(getattr(error, "__notes__", ()))
        print(f"{name}: BROKEN\n{error!r}\n{notes}", flush=True)
        return False
    done = found.pop("done", 0)
    rest = ", ".join(f"{count:,} {what}" for what, count in sorted(found.items()))
    print(f"{name}: {done:,} in {seconds:.0f} s, 0 violations ({rest})", flush=True)
    return True


if __name__ == "__main__":
    sys.exit(main())
