"""The program, forked from a process that has imported it: a third of the time of a new start.

Python's own start, and what depends on it, is the same for all of the program's runs; tests that
look at it (what is imported when, the interpreter's settings, closed streams) start a new one.
`FRESH_STARTS=1` makes every test do so.

The server is one process for each test worker. It is asked over a socket that carries the child's
three streams; it answers with the child's number, and once the child has ended with its status.
"""

import array
import atexit
import fcntl
import gc
import importlib
import io
import os
import pickle
import pkgutil
import runpy
import selectors
import signal
import socket
import subprocess
import sys
import termios
import time
from contextlib import suppress
from pathlib import Path

import interviewer

OF_OTHERS = ("openai.resources.chat", "textual.widgets", "textual.drivers.linux_driver")
"""Packages that import more when they are used; all modules of ours are loaded besides."""

_SAME = ("INTERVIEWER_", "OPENAI_")
_ALSO = frozenset({"NO_COLOR", "TERM", "COLUMNS", "LINES", "EDITOR", "VISUAL"})
_LARGEST = 64 * 1024


def possible(settings) -> bool:
    """Whether these variables are read by the program alone, not by Python or a library's import."""
    return (
        sys.platform == "linux"
        and not os.environ.get("FRESH_STARTS")
        and all(name.startswith(_SAME) or name in _ALSO for name in settings)
    )


class Fork:
    """A child of the server, as much of `subprocess.Popen` as tests use."""

    def __init__(self, server, pid) -> None:
        self._server = server
        self.pid = pid

    @property
    def returncode(self):
        return self._server.ended.get(self.pid)

    def poll(self):
        self._server.listen(0)
        return self.returncode

    def wait(self, timeout=None):
        end = None if timeout is None else time.monotonic() + timeout
        while self.returncode is None:
            left = None if end is None else end - time.monotonic()
            if left is not None and left <= 0:
                raise subprocess.TimeoutExpired("interviewer", timeout)
            self._server.listen(left)
        return self.returncode

    def kill(self) -> None:
        if self.poll() is None:
            os.kill(self.pid, signal.SIGKILL)


class Server:
    """The process that forks, seen from the test."""

    def __init__(self, environment) -> None:
        self._socket, other = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.helpers.forks", str(other.fileno())],
            pass_fds=[other.fileno()],
            env=environment,
        )
        other.close()
        self.ended = {}
        self._begun = []
        atexit.register(self.close)

    def close(self) -> None:
        self._socket.close()
        self._process.wait()

    def start(self, words, environment, streams, *, leader=False) -> Fork:
        """Fork; `streams` are three descriptors. A leader's terminal is its standard input."""
        asked = pickle.dumps((list(words), environment, str(Path.cwd()), leader))
        assert len(asked) < _LARGEST
        rights = array.array("i", streams)
        self._socket.sendmsg([asked], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, rights)])
        while not self._begun:
            self.listen(None)
        return Fork(self, self._begun.pop())

    def listen(self, wait) -> None:
        """Take in what the server says, for at most so many seconds."""
        with selectors.DefaultSelector() as selector:
            selector.register(self._socket, selectors.EVENT_READ)
            if not selector.select(wait):
                return
        said = self._socket.recv(_LARGEST)
        assert said, "the server of forks has ended"
        kind, pid, status = pickle.loads(said)  # noqa: S301 - it is ours
        if kind == "begun":
            self._begun.append(pid)
        else:
            self.ended[pid] = status


_servers = {}


def server(environment) -> Server:
    """The one of this process, which was started with the settings that all runs share."""
    if os.getpid() not in _servers:
        _servers[os.getpid()] = Server(environment)
    return _servers[os.getpid()]


# -- the other side ---------------------------------------------------------------------------------


def _serve(number: int) -> tuple[list[str], int] | None:
    """Fork for each request. Returns in every child; None in the server, once nobody asks."""
    client = socket.socket(fileno=number)
    woken, wake = os.pipe()
    os.set_blocking(wake, False)
    os.set_blocking(woken, False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.set_wakeup_fd(wake)
    with selectors.DefaultSelector() as selector:
        selector.register(client, selectors.EVENT_READ)
        selector.register(woken, selectors.EVENT_READ)
        while True:
            ready = {key.fileobj for key, _ in selector.select()}
            if woken in ready:
                os.read(woken, 4096)
                _report(client)
            if client not in ready:
                continue
            asked, streams = _received(client)
            if not asked:
                return None
            pid = os.fork()
            if pid == 0:
                signal.set_wakeup_fd(-1)
                signal.signal(signal.SIGCHLD, signal.SIG_DFL)
                selector.close()
                client.close()
                os.close(woken)
                os.close(wake)
                return _become(asked, streams)
            for stream in streams:
                os.close(stream)
            client.send(pickle.dumps(("begun", pid, None)))


def _received(client) -> tuple[bytes, list[int]]:
    rights = array.array("i")
    asked, ancillary, *_ = client.recvmsg(_LARGEST, socket.CMSG_SPACE(3 * rights.itemsize))
    for _level, _kind, data in ancillary:
        rights.frombytes(data)
    return asked, list(rights)


def _report(client) -> None:
    while True:
        try:
            pid, status = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return
        if pid == 0:
            return
        client.send(pickle.dumps(("ended", pid, os.waitstatus_to_exitcode(status))))


def _become(asked: bytes, streams: list[int]):
    """Take over the streams, the settings and the words of what was asked for."""
    words, environment, folder, leader = pickle.loads(asked)  # noqa: S301 - it is ours
    if leader:
        os.setsid()
    for wanted, stream in enumerate(streams):
        os.dup2(stream, wanted)
    for stream in streams:
        os.close(stream)
    if leader:
        fcntl.ioctl(0, termios.TIOCSCTTY, 0)
    for number in (signal.SIGINT, signal.SIGHUP, signal.SIGTERM):
        signal.signal(number, signal.SIG_DFL)
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    sys.stdin = sys.__stdin__ = _stream(0, "r", "surrogateescape")
    sys.stdout = sys.__stdout__ = _stream(1, "w", "surrogateescape")
    sys.stderr = sys.__stderr__ = _stream(2, "w", "backslashreplace")
    sys.argv = ["interviewer", *words]
    return words


def _stream(number: int, mode: str, errors: str) -> io.TextIOWrapper:
    """As Python makes them in its UTF-8 mode."""
    raw = open(number, f"{mode}b", -1, closefd=False)  # noqa: SIM115
    lines = mode == "w" and (number == 2 or raw.isatty())
    return io.TextIOWrapper(raw, "utf-8", errors, newline="\n", line_buffering=lines)


def _main() -> None:
    ours = (found.name for found in pkgutil.walk_packages(interviewer.__path__, "interviewer."))
    for name in (*OF_OTHERS, *ours):
        if not name.endswith("__main__"):
            with suppress(ImportError):  # of an extra
                importlib.import_module(name)
    gc.collect()
    gc.freeze()
    if _serve(int(sys.argv[1])) is not None:
        sys.modules.pop("interviewer.__main__", None)
        runpy.run_module("interviewer", run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    _main()
