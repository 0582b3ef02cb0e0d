"""The standard streams as a program can rely on them, whatever the shell made of them.

A closed one leaves its number to the next file that is opened, and None in `sys`. Here each number
is taken again: reading from a closed input, and writing to a closed output, fail as the system says.
What cannot be written to standard error is dropped, and changes nothing.
"""

import errno
import io
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer as Buffer

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


def prepare() -> None:
    """Done once, before anything is read or written."""
    # Reading from what is only open for writing fails, and the other way round.
    for number, name, flags in (
        (0, "stdin", os.O_WRONLY),
        (1, "stdout", os.O_RDONLY),
        (2, "stderr", os.O_WRONLY),
    ):
        if getattr(sys, name) is None:
            setattr(sys, name, _opened(number, flags))
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # A character that the encoding lacks must not end the program; nor does a terminal or
            # a shell read an encoding in which ASCII is not ASCII, such as UTF-16.
            odd = "a".encode(stream.encoding) != b"a"
            stream.reconfigure(errors="replace", encoding="utf-8" if odd else None)
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout = _over(_Noting(sys.stdout.fileno(), "wb", closefd=False), sys.stdout)
    if isinstance(sys.stderr, io.TextIOWrapper):
        sys.stderr = _over(_Forgiving(sys.stderr.fileno(), "wb", closefd=False), sys.stderr)


def _opened(number: int, flags: int) -> IO[str] | None:
    try:
        descriptor = os.open(os.devnull, flags)
        with suppress(OSError):
            os.fstat(number)
            number = descriptor  # somebody opened another file there
        if descriptor != number:
            os.dup2(descriptor, number)
            os.close(descriptor)
        return open(number, "w" if number else "r", encoding="utf-8", closefd=False)
    except OSError:
        return None


class _Forgiving(io.FileIO):
    """Standard error: what cannot be written is dropped."""

    def write(self, data: "Buffer") -> int:
        try:
            return super().write(data)
        except OSError:
            return len(memoryview(data))


class _Noting(io.FileIO):
    """Standard output: that something could not be written is not forgotten, whoever has seen it."""

    failure: OSError | None = None

    def write(self, data: "Buffer") -> int:
        try:
            return super().write(data)
        except OSError as error:
            _Noting.failure = error
            raise


def _over(raw: io.FileIO, stream: io.TextIOWrapper) -> io.TextIOWrapper:
    return io.TextIOWrapper(
        io.BufferedWriter(raw),
        stream.encoding,
        stream.errors,
        line_buffering=stream.line_buffering,
        write_through=stream.write_through,
    )


def unreadable() -> str:
    """Why nothing can be read from standard input, in words; empty where it can."""
    try:
        os.read(0, 0)
    except OSError as error:
        if error.errno == errno.EBADF:
            return "Standard input is closed, or open for writing alone"
        return f"Standard input cannot be read ({(error.strerror or '').lower()})"
    return ""


def undelivered() -> str:
    """Why something could not be written to standard output, in a sentence; empty where all was."""
    error = _Noting.failure
    if error is None or error.errno == errno.EPIPE:
        return ""
    if error.errno == errno.EBADF:
        return "Standard output is closed: what was to be written has nowhere to go."
    if error.errno in _FULL:
        return "Standard output cannot be written to: its disk is full."
    return f"Standard output cannot be written to ({(error.strerror or '').lower()})."


def delivered(work: Callable[[], int]) -> int:
    """Do the work; return its status, or 1 where all went well but what it wrote went nowhere."""
    status = 0
    try:
        status = _status(work)
        sys.stdout.flush()
    except OSError:
        if _Noting.failure is None:
            raise
    finally:
        let_go()
    if status == 0 and _Noting.failure is not None:
        status = 1
        why = undelivered()
        sys.stderr.write(f"{why}\n" if why else "")
    return status


def _status(work: Callable[[], int]) -> int:
    try:
        return work()
    except SystemExit as leaving:  # argparse's way
        if isinstance(leaving.code, str):
            sys.stderr.write(f"{leaving.code}\n")
            return 1
        return leaving.code or 0


def let_go() -> None:
    """What was closed takes nothing more; Python would make exit status 120 of that."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:
            with suppress(OSError):
                os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
