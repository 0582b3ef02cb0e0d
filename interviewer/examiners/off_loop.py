"""Reading a long answer off the event loop: keys and signals are served meanwhile, and it ends in time."""

import asyncio
from collections.abc import Callable
from contextvars import ContextVar
from typing import TypeVar

T = TypeVar("T")

BY_HAND: ContextVar[bool] = ContextVar("by_hand", default=False)
"""Whether a coroutine is stepped by hand: it must wait for nothing, even where a loop runs around it."""

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
    Where no loop runs, or the coroutine is stepped by hand (as `grade` does), nobody waits for one.
    """
    if size <= LONG or BY_HAND.get() or not _on_a_loop():
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
