"""P rows in a real pseudo-terminal: the screen is left as it was found, nothing typed is lost."""

import signal
import subprocess
import sys
import termios

import pytest

from tests.commands.test_program import OFFLINE
from tests.helpers.program import call
from tests.helpers.terminal import ENTERED, LEFT, Terminal
from tests.helpers.terminal_session import SCREEN, answered, at_the_second_question, drafts, say


@pytest.mark.parametrize(
    ("name", "number", "status"), [("p03", signal.SIGTERM, 143), ("p04", signal.SIGHUP, 129)]
)
def test_a_signal_restores_the_terminal_and_keeps_everything(home, bank, name, number, status):
    with at_the_second_question(home, bank) as terminal:
        assert ENTERED in terminal.output
        terminal.kill(number)
        assert terminal.end() == status
        assert LEFT in terminal.output
        assert b"interviewer resume" in terminal.output.rpartition(LEFT)[2]
    assert answered(home) == ["Blue light scatters more."]
    assert drafts(home) == ["Rivers br"]


def test_p01_sigint_from_outside_restores_the_terminal(home, bank):
    with at_the_second_question(home, bank) as terminal:
        terminal.kill(signal.SIGINT)
        assert terminal.end() == 130
        assert LEFT in terminal.output
    assert drafts(home) == ["Rivers br"]


@pytest.mark.fault("P01", "P03", "P04")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_a_signal_while_screens_are_put_up(home, bank, number):
    """At once on the full screen; while an interview follows the home screen."""
    with Terminal(home) as terminal:
        terminal.wait_for(lambda: ENTERED in terminal.output, "the screen")
        terminal.kill(number)
        assert terminal.end() == 128 + number
        assert LEFT in terminal.output
        assert b"Something broke" not in terminal.output
    with Terminal(home) as terminal:
        terminal.until("c choose")
        terminal.type("\r")
        terminal.wait_for(lambda: list((home / "sessions").glob("*.jsonl")), "the session")
        terminal.kill(number)
        assert terminal.end() == 128 + number
        assert LEFT in terminal.output
        assert b"Something broke" not in terminal.output


def test_p01_p02_ctrl_c_in_lines_leaves_and_keeps_everything(home, bank):
    with Terminal(home, *OFFLINE, bank, "--follow-ups", 0) as terminal:
        terminal.until("Why is the sky blue?")
        terminal.type("Blue light\n")
        terminal.wait_for(lambda: drafts(home) == ["Blue light"], "the draft")
        terminal.type("\x03")
        assert terminal.end() == 130
        assert "interviewer resume" in terminal.shown
    assert drafts(home) == ["Blue light"]


def test_p02_ctrl_c_on_the_screen_asks_and_loses_nothing(home, bank):
    with at_the_second_question(home, bank) as terminal:
        terminal.type("\x03")
        terminal.until("leave the interview?")
        assert terminal.process.poll() is None
        assert drafts(home) == ["Rivers br"]


@pytest.mark.parametrize("words", [SCREEN, (*OFFLINE, "--follow-ups", "0")])
def test_p05_a_closed_terminal_ends_the_program_and_keeps_the_draft(home, bank, words):
    with Terminal(home, *words, bank) as terminal:
        terminal.until("Why is the sky blue?")
        terminal.type("Blue light\n" if "--plain" in words else "Blue light")
        terminal.wait_for(lambda: drafts(home) == ["Blue light"], "the draft")
        terminal.hang_up()
        assert terminal.process.wait(30) == 129
    assert (drafts(home), answered(home)) == (["Blue light"], [])
    again = call(home, "resume", *OFFLINE, stdin="\n/quit\n")
    assert again.returncode == 0, again.stderr
    assert answered(home) == ["Blue light"]


def test_p05_a_terminal_closed_before_its_report(home, bank):
    """What is still to be said has nowhere to go; nothing broke."""
    with Terminal(home, *SCREEN, bank, "--count", 1) as terminal:
        terminal.until("Why is the sky blue?")
        say(terminal, home, "Blue light scatters more.")
        terminal.until("t transcript")
        terminal.hang_up()
        assert terminal.process.wait(30) == 129
    assert not (home / "logs").exists()


@pytest.mark.fault("P07", "P03")
def test_continued_without_having_been_stopped(home, bank):
    """A second start of the screen made the raw terminal the one to go back to."""
    with at_the_second_question(home, bank) as terminal:
        for _ in range(3):
            seen = len(terminal.output)
            terminal.kill(signal.SIGCONT)
            terminal.wait_for(lambda at=seen: ENTERED in terminal.output[at:], "the screen again")
        terminal.type("ing")
        terminal.wait_for(lambda: drafts(home) == ["Rivers bring"], "the draft")
        terminal.kill(signal.SIGTERM)
        assert terminal.end() == 143
        assert terminal.output.rindex(LEFT) > terminal.output.rindex(ENTERED)
        assert termios.tcgetattr(terminal.master)[3] & termios.ICANON


@pytest.mark.fault("P07", "P03", "P04")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_ended_while_it_is_stopped(home, bank, number):
    with at_the_second_question(home, bank) as terminal:
        terminal.kill(signal.SIGTSTP)  # as its shell's Ctrl+Z; a leader has no shell to go back to
        terminal.wait_for(lambda: _stopped(terminal.process.pid), "the stop")
        terminal.kill(number)
        terminal.kill(signal.SIGCONT)
        assert terminal.end() == 128 + number
        assert terminal.output.rindex(LEFT) > terminal.output.rindex(ENTERED)
        assert termios.tcgetattr(terminal.master)[3] & termios.ICANON
    assert drafts(home) == ["Rivers br"]


def _stopped(pid) -> bool:
    state = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, check=False)
    return state.stdout.startswith(b"T")


def test_p06_kill_9_on_the_screen(home, bank):
    with at_the_second_question(home, bank) as terminal:
        terminal.kill(signal.SIGKILL)
        assert terminal.end() == -signal.SIGKILL
    assert answered(home) == ["Blue light scatters more."]
    with Terminal(home, "resume", "--offline") as terminal:
        terminal.until("Why is the sea salty?")
        say(terminal, home, "ing salt.", before="Rivers br")
        terminal.kill(signal.SIGTERM)
        terminal.end()
    assert answered(home) == ["Blue light scatters more.", "Rivers bring salt."]


def test_p07_ctrl_z_and_back_redraws(home, bank):
    """Under a shell of its own: a stopped process needs somebody who continues it."""
    program = f"{sys.executable} -m interviewer {' '.join(SCREEN)} {bank}"
    shell = ["/bin/sh", "-mc", f"{program}; echo STOPPED; fg; echo BACK $?"]
    with Terminal(home, command=shell) as terminal:
        terminal.until("Why is the sky blue?")
        terminal.type("Blue li")
        terminal.wait_for(lambda: drafts(home) == ["Blue li"], "the draft")
        seen = len(terminal.output)
        terminal.type("\x1a")
        terminal.until("STOPPED")
        assert LEFT in terminal.output[seen:]
        terminal._seen = terminal.output.index(b"STOPPED")  # both may have come in one piece
        terminal.until("Blue li")
        assert terminal.output.rindex(ENTERED) > terminal.output.index(b"STOPPED")
        terminal.type("ght\r")
        terminal.until("Why is the sea salty?")
    assert answered(home) == ["Blue light"]
