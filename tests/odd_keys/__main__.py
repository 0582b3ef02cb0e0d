"""`make odd-keys`: odd byte sequences in a real pseudo-terminal, on the screen and in lines.

They come out of the grammar of the kitty, xterm and mouse protocols, valid and damaged. Every run differs;
a broken promise prints the seeds that show it, and `--seed N --count 1` repeats one. All of them go through
the readers by themselves as well.
"""

import argparse
import secrets
import sys

from tests.fuzz.work import share
from tests.odd_keys import lives, reading


def _read(seed: int) -> dict[str, int]:
    wrong = reading.wrong(seed)
    if wrong:
        print(wrong, flush=True)
    return {"done": 1, "broken": bool(wrong)}


def main(words: list[str] | None = None) -> int:
    """Print what came of the sequences; exit 1 where a promise was broken."""
    parser = argparse.ArgumentParser("python -m tests.odd_keys", description=__doc__)
    parser.add_argument("--seed", type=int, default=secrets.randbelow(2**31))
    parser.add_argument("--count", type=int, default=5_000, help="half of them for each mode")
    arguments = parser.parse_args(words)
    seed, count = arguments.seed, arguments.count
    half = (count + 1) // 2
    print(
        f"seed {seed}, {count:,} sequences, {half:,} on the screen, the others in lines", flush=True
    )
    read, _ = share("readers", _read, range(seed, seed + count), count)
    jobs = lives.jobs(seed, half, screen=True)
    jobs += lives.jobs(seed + half, count - half, screen=False)
    typing = sum(len(seeds) for seeds, _, types in jobs if types)
    found, seconds = share("odd keys", lives.work, jobs, count)
    broken = read["broken"] + found["broken"]
    if broken:
        print(f"promises were broken in {broken} of {found['lives']} lives; {seconds:.0f} s")
        return 1
    print(
        f"{count:,} sequences in {found['lives']} lives: no traceback, the terminal given back, nothing"
        f" damaged; {typing:,} only typed, and no word round them was lost; {seconds:.0f} s"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
