"""The heavy crash runs, with a table of what they found; exit 1 where anything was lost.

python -m tests.crash [RUNS]      RUNS processes are killed; 1,000 by default
"""

import argparse
import errno
import os
import sys
import time

from tests.crash import damage, kills, states

BAD = ("lost", "drafts lost", "wrong", "accepted silently")


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.crash", description=__doc__)
    parser.add_argument("runs", type=int, nargs="?", default=1000, help="processes to kill")
    arguments = parser.parse_args()
    workers = os.cpu_count() or 2
    parts = {
        "kill -9": lambda: kills.run(arguments.runs),
        "every byte cut": lambda: damage.cuts(workers),
        "every bit flip": lambda: damage.flips(workers),
        "every crash state": lambda: states.run(workers),
        "disk full at the k-th call": lambda: damage.failing(errno.ENOSPC, short=False),
        "half a write at the k-th call": lambda: damage.failing(errno.ENOSPC, short=True),
        "disk error at the k-th call": lambda: damage.failing(errno.EIO, short=False),
        "a disk that is really full": damage.full_disk,
    }
    bad = 0
    for name, part in parts.items():
        began = time.monotonic()
        found = part()
        print(f"{name}  ({time.monotonic() - began:.0f} s)")
        for what, number in found.items():
            if number and what not in BAD:
                print(f"{number:>10,}  {what}")
        if not found:
            print("            not possible here: needs the right to mount")
        for what in BAD:
            if what == "accepted silently" and name != "every bit flip":
                continue
            print(f"{found[what]:>10,}  {what}")
            bad += found[what]
        sys.stdout.flush()
    print("nothing acknowledged was lost" if not bad else f"{bad} violations")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
