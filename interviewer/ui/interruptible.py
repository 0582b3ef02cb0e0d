"""Waiting for the examiner where the person can call it off: the same in plain lines and in talk."""

import asyncio
from collections.abc import Awaitable
from typing import Any, TypeVar

from interviewer.core.choices import Interrupted

_Work = TypeVar("_Work")


class Interruptible:
    """Implements `attend` of `core.run.Candidate`: the work under way can be called off."""

    _work: "asyncio.Future[Any] | None" = None

    async def attend(self, work: Awaitable[_Work]) -> _Work:
        """Wait for the examiner. Raises Interrupted where `interrupt` called it off."""
        task = asyncio.ensure_future(work)
        self._work = task
        try:
            return await task
        except asyncio.CancelledError:
            current = asyncio.current_task()
            if current is not None and current.cancelling():
                raise  # whoever waits is called off, not the work
            raise Interrupted from None
        finally:
            self._work = None

    def interrupt(self) -> bool:
        """Call off what the examiner is doing, on Ctrl+C. False where it is doing nothing."""
        return self._work is not None and self._work.cancel()
