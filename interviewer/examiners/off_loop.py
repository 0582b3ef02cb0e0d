"""Reading a long answer off the event loop: keys and signals are served meanwhile, and it ends in time."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")

LONG = 4096
"""Characters. Reading less takes some milliseconds, which nobody notices."""
DEADLINE = 30.0
"""Seconds after which reading is given up. Reading takes time that grows with the length of an answer,
and the longest one that may be sent takes some seconds on a slow machine."""

TOO_SLOW = "Reading the answer took too long; continue, or grade it later."


class TooSlow(Exception):  # noqa: N818 - read as "reading was too slow"
    """Reading took longer than the deadline; the message is the reason for the report."""

    def __init__(self) -> None:
        super().__init__(TOO_SLOW)


async def off_loop(work: Callable[[], T], size: int, deadline: float = DEADLINE) -> T:
    """What `work` returns, done in a thread where it reads more than a few characters.

    `size` is how many. Raises TooSlow after `deadline` seconds; the thread then ends by itself.
    Where no loop runs (`grade` steps its coroutines by hand), nobody waits for one.
    """
    if size <= LONG or not _on_a_loop():
        return work()
    try:
        return await asyncio.wait_for(asyncio.to_thread(work), deadline)
    except TimeoutError:
        raise TooSlow from None


def _on_a_loop() -> bool:
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return False
    return True


def size_of(answers: tuple[str, ...] | list[str]) -> int:
    """Characters in all answers."""
    return sum(map(len, answers))
