"""T rows in a real pseudo-terminal: usable at any size and in any kind of one, or lines instead."""

import os
import re
import signal
import sys

import pytest

from tests.commands.test_program import OFFLINE, report
from tests.helpers.program import call, start
from tests.helpers.terminal import ENTERED, LEFT, Terminal
from tests.helpers.terminal_session import SCREEN, answered, at_the_second_question, drafts, say


@pytest.mark.parametrize(
    ("name", "size"), [("t01", (80, 24)), ("t02", (40, 12)), ("t03", (10, 4)), ("t03", (1, 1))]
)
def test_an_answer_at_any_size(home, bank, name, size):
    with Terminal(home, *SCREEN, bank, size=size) as terminal:
        terminal.wait_for(lambda: ENTERED in terminal.output, "the screen")
        terminal.wait_for((home / "sessions").exists, "the session")
        _type_until_answered(terminal, home)
        terminal.kill(signal.SIGTERM)
        assert terminal.end() == 143
        assert LEFT in terminal.output
        assert b"Traceback" not in terminal.output


def _type_until_answered(terminal, home):
    """Where nothing can be read there is no words to wait for: the journal tells."""

    def tried():
        found = list((home / "sessions").glob("*.jsonl"))
        if found and answered(home):
            return True
        terminal.type("x\r")
        return False

    terminal.wait_for(tried, "an answer")


def test_t04_resized_again_and_again_while_it_works(home, bank):
    with at_the_second_question(home, bank) as terminal:
        terminal.type("ing salt.")
        terminal.wait_for(lambda: drafts(home) == ["Rivers bring salt."], "the draft")
        terminal.type("\r")
        for columns in (*range(10, 120, 7), 1, 200, 80):
            terminal.resize(columns, max(1, columns // 3))
            terminal.kill(signal.SIGWINCH)
            terminal._read(0)
        terminal.type("\r")
        terminal.wait_for(lambda: len(answered(home)) == 2, "the second answer")
        assert terminal.process.poll() is None
        terminal.kill(signal.SIGTERM)
        assert terminal.end() == 143
    assert answered(home)[1] == "Rivers bring salt."


def test_t05_no_color(home, bank):
    with at_the_second_question(home, bank, NO_COLOR="1") as terminal:
        codes = re.findall(rb"\x1b\[([0-9;]*)m", terminal.output)
    # Bold, reverse and so on stay; 39 and 49 are the terminal's own colours.
    used = {int(code) for one in codes for code in one.split(b";") if code}
    assert used
    assert not [code for code in used if 30 <= code <= 49 and code not in (39, 49)]
    assert not [code for code in used if 90 <= code <= 107]


def test_t06_a_dumb_terminal_gets_lines(home, bank):
    with Terminal(home, "--offline", bank, TERM="dumb") as terminal:
        terminal.until("Why is the sky blue?")
        terminal.type("Blue light scatters more.\n\n/quit\n")
        assert terminal.end() == 0
        assert b"\x1b" not in terminal.output
    assert report(home)["questions"][0]["status"] == "graded"


def test_t07_t08_a_pipe_on_either_side_gets_lines(home, bank):
    """Without --plain: the program sees for itself that there is no terminal."""
    run = call(home, "--offline", bank, stdin="Blue light scatters more.\n\n/quit\n")
    assert run.returncode == 0, run.stderr
    assert b"\x1b" not in run.stdout + run.stderr
    into = f"{sys.executable} -m interviewer --offline {bank} | cat"
    with Terminal(home, command=["/bin/sh", "-c", into]) as terminal:
        terminal.until("Why is the sky blue?")
        terminal.type("Blue light scatters more.\n\n/quit\n")
        assert terminal.end() == 0
        assert b"\x1b" not in terminal.output
    out_of = f"echo /quit | {sys.executable} -m interviewer --offline {bank}"
    with Terminal(home, command=["/bin/sh", "-c", out_of]) as terminal:
        assert terminal.end() == 0
        assert b"\x1b" not in terminal.output


def test_t09_wide_glyphs_at_the_edge(home, bank):
    wide = (
        "\u4f60\u597d" * 60
        + "\U0001f468\u200d\U0001f469\u200d\U0001f467\U0001f600" * 9
        + "\u06cc\u200c"
    )
    with Terminal(home, *SCREEN, bank, size=(41, 12)) as terminal:
        terminal.until("sky blue?")
        terminal.type(wide)
        terminal.wait_for(lambda: drafts(home) == [wide], "the draft")
        terminal.type("\r")
        terminal.wait_for(lambda: answered(home) == [wide], "the answer")
        terminal.kill(signal.SIGTERM)
        assert terminal.end() == 143


@pytest.mark.parametrize("encoding", ["ascii", "cp1252"])
def test_t10_output_in_a_narrow_encoding(home, bank, encoding):
    said = "\u4f60\u597d caf\u00e9 \u2192 \U0001f600"
    run = call(
        home, *OFFLINE, bank, "--count", 1, stdin=f"{said}\n", PYTHONUTF8="0", PYTHONIOENCODING=encoding
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    assert run.stdout.decode(encoding)
    assert answered(home) == [said]
    assert said in next((home / "transcripts").glob("*.md")).read_text(encoding="utf-8")


def test_t10_the_screen_in_ascii(home, bank):
    more = {
        "LC_ALL": "C",
        "LANG": "C",
        "PYTHONUTF8": "0",
        "PYTHONIOENCODING": "ascii",
        "PYTHONCOERCECLOCALE": "0",
    }
    with Terminal(home, *SCREEN, bank, **more) as terminal:
        terminal.until("Why is the sky blue?")
        say(terminal, home, "Blue light.")
        terminal.until("Why is the sea salty?")
        assert terminal.output.isascii()
        terminal.kill(signal.SIGTERM)
        assert terminal.end() == 143


def test_t11_the_reader_has_gone(home, bank):
    run = start(home, *OFFLINE, bank)
    run.stdout.close()
    run.stdin.write(b"Blue light scatters more.\n\nRivers.\n")
    run.stdin.close()
    assert b"Traceback" not in run.stderr.read()
    run.stderr.close()
    assert run.wait(30) == 1


def test_t12_every_way_through_an_interview_by_keys_alone(home, bank):
    """No byte of a mouse is sent here; the home screen, an interview, its report, the way out."""
    with Terminal(home, "--offline", bank, "--follow-ups", 0) as terminal:
        terminal.until("Why is the sky blue?")
        say(terminal, home, "Blue light scatters more.")
        terminal.until("Why is the sea salty?")
        say(terminal, home, "Rivers bring salt.")
        terminal.wait_for((home / "transcripts").exists, "the transcript")
        terminal.until("t transcript")
        _leave(terminal)
    assert report(home)["finished"]


def _leave(terminal):
    def gone():
        if terminal.process.poll() is not None:
            return True
        terminal.type("\x11")
        return False

    terminal.wait_for(gone, "the way out")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_p10_a_forbidden_home_for_real(tmp_path, bank):
    locked = tmp_path / "locked"
    locked.mkdir(mode=0o500)
    run = call(locked / "home", *OFFLINE, bank, stdin="x\n")
    assert run.returncode == 1
    assert b"--home" in run.stderr
