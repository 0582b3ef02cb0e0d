"""Where every command starts: its family is imported here, and its failures become sentences.

Messages to a person go to standard error; only what was asked for goes to standard output.
"""

import argparse
import errno
import gc
import os
import select
import signal
import sys
from contextlib import nullcontext, suppress
from importlib import import_module
from types import FrameType
from typing import NoReturn

from interviewer.core.errors import ReportedError
from interviewer.core.text import inert
from interviewer.process.output import message
from interviewer.process.signals import SIGNALS
from interviewer.process.streams import let_go, undelivered


def call(module: str, command: str, arguments: argparse.Namespace) -> int:
    """Run the function `command` of a module; return its exit status. Nothing it raises reaches the person as a traceback."""
    interview = command in {"start", "resume", "practice"}
    _end_on_signals()
    # Starting makes many objects and hardly any garbage; once a question is shown, see `LiveInterview.shown`.
    gc.set_threshold(1_000_000 if interview else 50_000, 20, 20)
    # Looking for plugins of pydantic means reading the metadata of every installed package.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    try:
        # An interview handles signals once it is there; until then they wait.
        with SIGNALS if interview else nullcontext():
            function = getattr(import_module(module), command)
            status = int(function(arguments))
        sys.stdout.flush()
    except ReportedError as reported:
        message(inert(str(reported)))
        return reported.exit_status
    except KeyboardInterrupt:
        return 128 + signal.SIGINT
    except BrokenPipeError:
        # The reader has gone. Python would complain again when it flushes at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except Exception as error:  # noqa: BLE001 - the last resort is to say so and write it down
        if isinstance(error, OSError) and error.errno == errno.EIO and _terminal_is_gone():
            return 128 + signal.SIGHUP
        message(inert(_why(error, arguments)))
        return 1
    finally:
        let_go()
    return status


def _why(error: Exception, arguments: argparse.Namespace) -> str:
    undelivered_because = undelivered() if isinstance(error, OSError) else ""
    if undelivered_because:
        return undelivered_because
    from interviewer.process.crash_report import sentence

    return sentence(error, arguments)


def _terminal_is_gone() -> bool:
    """Whether what was to be shown had nowhere to go: as after SIGHUP, which comes when it will."""
    poll = select.poll()
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):
            poll.register(stream.fileno(), 0)
    return any(event & (select.POLLHUP | select.POLLERR) for _, event in poll.poll(0))


def _end_on_signals() -> None:
    """End through `finally` blocks, with the status a shell expects.

    What is ignored stays ignored, as nohup wants it.
    """
    for number in (signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, _exit_with)
    if signal.getsignal(signal.SIGINT) is signal.SIG_DFL:
        signal.signal(signal.SIGINT, signal.default_int_handler)


def _exit_with(number: int, _frame: FrameType | None) -> NoReturn:
    raise SystemExit(128 + number)
