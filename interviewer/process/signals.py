"""The signals that end the program, passed to an event loop from its first moment to its last.

Handlers of asyncio's own would not do: a loop that is being closed complains of a signal, and sets
each back to what the system does with it, so that the next ends the program without a word. Nor may
one raise an exception while an interview or a loop is being made: what is half made complains of it,
or takes it for a fault of its own.
"""

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from types import FrameType
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    import asyncio

ENDING = ("SIGINT", "SIGTERM", "SIGHUP")

Handler = Callable[[int, FrameType | None], Any]


class Signals:
    """Noted from `with` on, passed to a loop inside `handled_by`; then holds what held before.

    What is ignored stays ignored, as nohup wants it. Only the main thread receives signals.
    """

    def __init__(self) -> None:
        self._before: dict[int, Any] = {}
        self._noted: list[int] = []

    def __enter__(self) -> Self:
        self._take(lambda number, _frame: self._noted.append(number))
        return self

    def __exit__(self, *_: object) -> None:
        self._give_back()
        if self._noted:
            signal.raise_signal(self._noted[0])

    @contextmanager
    def handled_by(
        self, loop: "asyncio.AbstractEventLoop", act: Callable[[int], object]
    ) -> Iterator[None]:
        """Until this is left the loop calls `act` with the number of each that comes or was noted."""
        self._take(loop_handler(loop, act))
        while self._noted:
            loop.call_soon(act, self._noted.pop(0))
        try:
            yield
        finally:
            self._give_back()

    def _take(self, handler: Handler) -> None:
        if threading.current_thread() is not threading.main_thread():
            return
        for number in (getattr(signal, name) for name in ENDING if hasattr(signal, name)):
            held = signal.getsignal(number)
            if held is not signal.SIG_IGN:
                self._before.setdefault(number, signal.SIG_DFL if held is None else held)
                signal.signal(number, handler)

    def _give_back(self) -> None:
        while self._before:
            signal.signal(*self._before.popitem())


SIGNALS = Signals()
"""There is one process, and one of each signal."""


def loop_handler(loop: "asyncio.AbstractEventLoop", act: Callable[[int], object]) -> Handler:
    """A handler that lets the loop call `act` with the signal's number, between two of its steps."""

    def deliver(number: int, _frame: FrameType | None) -> None:
        with suppress(RuntimeError):  # the loop has just been closed
            loop.call_soon_threadsafe(act, number)

    return deliver
