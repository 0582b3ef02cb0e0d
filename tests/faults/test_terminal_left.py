"""After `kill -9` nobody gives the terminal back: the next start puts it right."""

import json
import os
import signal
import sys
import termios

import pytest

from tests.commands.test_program import BANK
from tests.helpers.terminal import Terminal

MODES = {"lines": "--plain", "screen": ""}


@pytest.fixture
def bank(tmp_path):
    path = tmp_path / "bank.json"
    path.write_text(json.dumps(BANK))
    return path


def whole_lines(terminal):
    flags = termios.tcgetattr(terminal.master)[3]
    return bool(flags & termios.ICANON), bool(flags & termios.ECHO)


@pytest.mark.fault("P06")
@pytest.mark.parametrize("killed", MODES)
@pytest.mark.parametrize("started", MODES)
def test_the_next_start_puts_right_what_a_kill_left(home, bank, tmp_path, killed, started):
    """In a shell that does not: bash, zsh and fish put it right themselves."""
    pid = tmp_path / "pid"
    program = f"exec {sys.executable} -m interviewer --offline {{}} {bank}"
    first = f"(echo $(exec sh -c 'echo $PPID') > {pid}; {program.format(MODES[killed])})"
    second = f"({program.format(MODES[started])})"
    with Terminal(
        home, command=["/bin/sh", "-c", f"{first}; echo GONE; {second}; echo BACK"]
    ) as terminal:
        terminal.until("Why is the sky blue?")
        os.kill(int(pid.read_text()), signal.SIGKILL)
        terminal.until("GONE")
        assert whole_lines(terminal) == (False, False), "else this test proves nothing"
        terminal.until("Why is the sky blue?")
        terminal.type("Blue li")
        terminal.until("Blue li")
        terminal.type("\x15" if started == "lines" else "\x11")
        terminal.type("/quit\n" if started == "lines" else "\x1b[B\r")
        terminal.until("BACK")
        assert terminal.end() == 0
        assert whole_lines(terminal) == (True, True)
