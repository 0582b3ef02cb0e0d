"""`python -m interviewer` is the same program as the `interviewer` command.

Until it has begun Ctrl+C is answered by Python itself, with a traceback: little is imported here.
"""

import atexit
import os
import signal
from collections.abc import Callable
from types import FrameType


def program() -> int:
    """The whole life of a process; no signal before or after its work ends in a traceback."""
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, signal.SIG_DFL)  # nothing has begun that could be kept
    from interviewer import cli
    from interviewer.process import streams

    try:
        streams.prepare()
        return streams.delivered(cli.main)
    except KeyboardInterrupt:
        return 128 + signal.SIGINT
    finally:
        # All is done and said. Python, taking itself apart, answers an exception with a traceback,
        # and once it no longer could, its handlers are gone: what comes then comes too late.
        _from_now_on(_end_at_once)
        atexit.register(_from_now_on, signal.SIG_IGN)


def _from_now_on(handler: Callable[[int, FrameType | None], object] | signal.Handlers) -> None:
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, handler)


def _end_at_once(number: int, _frame: FrameType | None) -> None:
    os._exit(128 + number)


if __name__ == "__main__":
    raise SystemExit(program())
