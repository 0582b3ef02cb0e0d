"""`make odd-servers`: runs before servers composed of oddities at random, with the numbers.

Every run differs; a broken promise prints the seeds that show it. `--seed N --count 1` repeats one.
"""

import argparse
import secrets
import sys

from tests.fuzz.work import share
from tests.odd_servers.run import MOST_REQUESTS_AN_ANSWER, work

AT_A_TIME = 50


def main(words: list[str] | None = None) -> int:
    """Print what came of the runs; exit 1 where a promise was broken."""
    parser = argparse.ArgumentParser("python -m tests.odd_servers", description=__doc__)
    parser.add_argument("--seed", type=int, default=secrets.randbelow(2**31))
    parser.add_argument("--count", type=int, default=5_000)
    arguments = parser.parse_args(words)
    seed, count = arguments.seed, arguments.count
    print(
        f"seed {seed}, {count:,} servers, two answers and the closing words before each", flush=True
    )
    jobs = [(seed + at, min(AT_A_TIME, count - at)) for at in range(0, count, AT_A_TIME)]
    found, seconds = share("odd servers", work, jobs, count)
    if found["broken"]:
        print(f"promises were broken in {found['broken']} of {len(jobs)} batches; {seconds:.0f} s")
        return 1
    print(
        f"{found['graded']:,} of {found['gradings']:,} answers graded, every one of the"
        f" {found['gentle']:,} before servers that can be understood; {found['requests']:,} requests,"
        f" at most {MOST_REQUESTS_AN_ANSWER} an answer; no traceback, no wrong grade, no thought shown,"
        f" no words lost; {seconds:.0f} s"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
