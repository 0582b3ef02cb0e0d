"""Signals at the edges of a life: before there is a loop, while one ends, after all is done."""

import asyncio
import os
import signal
import subprocess
import sys

import pytest

from interviewer.process.signals import Signals
from interviewer.ui.line_source import Lines, TerminalGone
from tests.helpers.program import environment

ENDING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


@pytest.fixture(autouse=True)
def _handlers():
    """What was handled how before a test still is after it."""
    before = {number: signal.getsignal(number) for number in ENDING}
    yield
    assert {number: signal.getsignal(number) for number in ENDING} == before
    for number, handler in before.items():
        signal.signal(number, handler)


def raising(number, _frame):
    raise SystemExit(128 + number)


@pytest.fixture
def ends(monkeypatch):
    before = signal.signal(signal.SIGTERM, raising)
    yield
    signal.signal(signal.SIGTERM, before)


async def told(signals) -> list[int]:
    came: list[int] = []
    with signals.handled_by(asyncio.get_running_loop(), came.append):
        signal.raise_signal(signal.SIGTERM)
        for _ in range(5):
            await asyncio.sleep(0)
    return came


@pytest.mark.usefixtures("ends")
def test_a_signal_before_the_loop_is_told_to_it():
    with Signals() as signals:
        signal.raise_signal(signal.SIGINT)
        assert asyncio.run(told(signals)) == [signal.SIGINT, signal.SIGTERM]
        with pytest.raises(SystemExit):  # afterwards holds what held before
            signal.raise_signal(signal.SIGTERM)


@pytest.mark.usefixtures("ends")
def test_a_signal_that_no_loop_was_told_ends_as_it_would_have():
    with pytest.raises(SystemExit), Signals():
        signal.raise_signal(signal.SIGTERM)


@pytest.mark.parametrize("number", ENDING)
def test_a_signal_while_an_interview_is_made_waits_for_it(tmp_path, number):
    """Raised in the middle of a model's validation it was taken for a fault of the model's."""
    hit = (
        "from interviewer.storage.stored_session import StoredSession as S\n"
        "def take(self, record, take=S.take):\n"
        f"    hit({number:d})\n"
        "    return take(self, record)\n"
        "S.take = take\n"
        "sys.argv[1:] = ['--offline', '--plain']\n"
        "sys.exit(life.program())"
    )
    done = run(tmp_path, hit)
    assert done.returncode == 128 + number
    assert b"Question 1 of 10" in done.stdout
    assert b"interviewer resume" in done.stderr


def test_what_is_ignored_stays_ignored():
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        with Signals() as signals:
            signal.raise_signal(signal.SIGHUP)
            assert not signals._noted
            assert signal.getsignal(signal.SIGHUP) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGHUP, before)


def run(tmp_path, code: str) -> subprocess.CompletedProcess:
    start = (
        "import atexit, os, signal, sys\n"
        "import interviewer.cli, interviewer.__main__ as life\n"
        "def hit(number): os.kill(os.getpid(), number)\n"
    )
    reading, writing = os.pipe()  # where nothing is typed
    try:
        return subprocess.run(
            [sys.executable, "-c", start + code],
            stdin=reading,
            capture_output=True,
            env=environment(tmp_path),
            check=False,
            timeout=60,
        )
    finally:
        os.close(reading)
        os.close(writing)


@pytest.mark.parametrize("number", ENDING)
def test_a_signal_after_all_is_done_leaves_no_traceback(tmp_path, number):
    done = "interviewer.cli.main = lambda: 0\n"
    run_1 = run(tmp_path, f"{done}life.program()\nhit({number:d})\nprint('continued')")
    assert (run_1.returncode, run_1.stdout, run_1.stderr) == (128 + number, b"", b"")
    late = f"atexit.register(hit, {number:d})\n"  # called after what program() registers
    run_2 = run(tmp_path, f"{late}{done}sys.exit(life.program())")
    assert (run_2.returncode, run_2.stdout, run_2.stderr) == (0, b"", b"")


def test_ctrl_c_anywhere_leaves_no_traceback(tmp_path):
    broken = "def main(): raise KeyboardInterrupt\ninterviewer.cli.main = main\n"
    done = run(tmp_path, f"{broken}sys.exit(life.program())")
    assert (done.returncode, done.stderr) == (130, b"")
    early = "interviewer.cli.main = lambda: hit(signal.SIGINT)\n"
    done = run(tmp_path, f"{early}sys.exit(life.program())")
    assert (done.returncode, done.stderr) == (-signal.SIGINT, b"")


@pytest.mark.fault("P05")
async def test_a_closed_terminal_is_not_the_end_of_the_input():
    master, slave = os.openpty()
    lines = Lines(slave)
    os.write(master, b"one\n")
    assert await lines.next() == "one"
    os.close(master)
    try:
        with pytest.raises(TerminalGone):
            await lines.next()
    finally:
        os.close(slave)


async def test_ctrl_d_is_the_end_of_the_input():
    master, slave = os.openpty()
    os.write(master, b"one\n\x04")
    lines = Lines(slave)
    assert [await lines.next(), await lines.next()] == ["one", None]
    os.close(master)
    os.close(slave)


async def test_a_closed_pipe_is_the_end_of_the_input():
    reading, writing = os.pipe()
    os.write(writing, b"one")
    os.close(writing)
    lines = Lines(reading)
    assert [await lines.next(), await lines.next()] == ["one", None]
    os.close(reading)
