"""Type at the program without sense and hit it at the worst moments; exit 1 where a promise broke.

python -m tests.chaos [RUNS] [--seed FIRST]      2,000 runs by default
"""

import argparse
import sys
import time
from collections import Counter

from tests.chaos import run


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.chaos", description=__doc__)
    parser.add_argument("runs", type=int, nargs="?", default=2000)
    parser.add_argument("--seed", type=int, help="of the first run; default: the time")
    parser.add_argument("--lanes", type=int, default=0, help="runs at once")
    parser.add_argument(
        "--keep",
        default="",
        help="a folder, made where it is not there, for the evidence of each run in which a promise broke",
    )
    arguments = parser.parse_args()
    first = int(time.time()) if arguments.seed is None else arguments.seed
    print(f"seeds {first} to {first + arguments.runs - 1}")
    counts: Counter = Counter()
    bad = 0
    seeds = range(first, first + arguments.runs)
    for found, done in run.many(seeds, arguments.lanes, arguments.keep):
        counts += done
        bad += bool(found)
        for sentence in found:
            print(sentence[:400], flush=True)
    for what, number in sorted(counts.items()):
        print(f"{number:>10,}  {what}")
    print(f"{bad:>10,}  runs in which a promise broke")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
