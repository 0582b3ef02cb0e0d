"""Shares long work between two processes and shows how far it has come."""

import sys
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor, as_completed

PROCESSES = 2


def share(name, work, jobs, total):
    """Call `work(job)` for each job; add up the counters they return. Exceptions pass through.

    `total` of the counter's "done" is the whole; the progress line goes to a terminal alone.
    """
    begun, sums = time.monotonic(), Counter()
    with ProcessPoolExecutor(PROCESSES) as pool:
        running = [pool.submit(work, job) for job in jobs]
        try:
            for future in as_completed(running):
                sums.update(future.result())
                _notify(name, sums["done"], total, time.monotonic() - begun)
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise
    if sys.stderr.isatty():
        sys.stderr.write("\r\x1b[K")
    return sums, time.monotonic() - begun


def _notify(name, done, total, seconds):
    if sys.stderr.isatty():
        left = seconds * (total - done) / done if done else 0
        sys.stderr.write(f"\r\x1b[K{name}: {done:,} of {total:,}, {left:.0f} s left")
        sys.stderr.flush()
