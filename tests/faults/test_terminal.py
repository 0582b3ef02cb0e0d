"""P and T rows in a real pseudo-terminal: the screen is left as it was found, nothing typed is lost."""

import json
import os
import re
import signal
import sys

import pytest

from tests.program import call, start
from tests.terminal import ENTERED, LEFT, Terminal
from tests.test_program import BANK, OFFLINE, journal, report

SCREEN = ("--offline", "--follow-ups", "0")


@pytest.fixture
def home(tmp_path):
    return tmp_path / "home"


@pytest.fixture
def bank(tmp_path):
    path = tmp_path / "bank.json"
    path.write_text(json.dumps(BANK))
    return path


def drafts(home) -> list[str]:
    return [json.loads(path.read_text())["text"] for path in (home / "drafts").glob("*.json")]


def answered(home) -> list[str]:
    return [line["text"] for line in journal(home) if line["kind"] == "answered"]


def say(terminal, home, text, before="") -> None:
    """Type an answer and send it. The screen wants a second Enter where the first came too soon."""
    terminal.type(text)
    terminal.wait_for(lambda: drafts(home) == [before + text], "the draft")
    known, seen = len(answered(home)), len(terminal.output)
    terminal.type("\r")

    def sent():
        nonlocal seen
        if b"Enter once more" in terminal.output[seen:]:
            seen = len(terminal.output)
            terminal.type("\r")
        return len(answered(home)) > known

    terminal.wait_for(sent, "the answer in the journal")


def at_the_second_question(home, bank, **more) -> Terminal:
    """One answer given; half of another typed, and safe in the draft."""
    terminal = Terminal(home, *SCREEN, bank, **more)
    terminal.until("Why is the sky blue?")
    say(terminal, home, "Blue light scatters more.")
    terminal.until("Why is the sea salty?")
    terminal.type("Rivers br")
    terminal.wait_for(lambda: drafts(home) == ["Rivers br"], "the draft")
    return terminal


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
        terminal.until("choose questions")
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
        terminal.until("Leave the interview?")
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
    # In lines, the end of the input may be seen before the signal: then it has been submitted.
    assert drafts(home) + answered(home) == ["Blue light"]
    again = call(home, "resume", *OFFLINE, stdin="\n/quit\n")
    assert again.returncode == 0, again.stderr
    assert answered(home) == ["Blue light"]


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
        terminal.until("Blue li")
        assert terminal.output.rindex(ENTERED) > terminal.output.index(b"STOPPED")
        terminal.type("ght\r")
        terminal.until("Why is the sea salty?")
    assert answered(home) == ["Blue light"]


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
        terminal.until("answer again")
        _leave(terminal)
    assert report(home)["finished"]


def _leave(terminal):
    def gone():
        if terminal.process.poll() is not None:
            return True
        terminal.type("\x11")
        return False

    terminal.wait_for(gone, "the way out")


AUDIT = """
import os, sys
def heard(event, arguments):
    if event.startswith("socket.") and not (
        event == "socket.__new__" and int(arguments[1]) == 1  # asyncio's own pair, not a network
    ):
        os.write(2, f"SOCKET {event} {arguments}\\n".encode())
sys.addaudithook(heard)
from interviewer.cli import main
sys.exit(main(sys.argv[1:]))
"""


def _audited(home, *words):
    return [sys.executable, "-c", AUDIT, *map(str, words)]


def test_n45_offline_opens_no_socket_and_looks_no_name_up(home, bank):
    more = {
        "INTERVIEWER_MODEL": "m",
        "OPENAI_API_KEY": "sk-x",
        "HTTPS_PROXY": "http://proxy.invalid:1",
    }
    with Terminal(home, command=_audited(home, *OFFLINE, bank), **more) as terminal:
        terminal.until("Why is the sky blue?")
        terminal.type("Blue light scatters more.\n\nRivers bring salt.\n\n/quit\n")
        assert terminal.end() == 0
        assert b"SOCKET" not in terminal.output
    home = home / "another"
    with Terminal(home, command=_audited(home, *SCREEN, bank), **more) as terminal:
        terminal.until("Why is the sky blue?")
        say(terminal, home, "Blue light scatters more.")
        terminal.until("Why is the sea salty?")
        terminal.kill(signal.SIGTERM)
        assert terminal.end() == 143
        assert b"SOCKET" not in terminal.output


def test_n45_the_hook_would_hear(home):
    """A hook that hears nothing proves nothing."""
    command = _audited(home)
    command[2] = command[2].replace(
        "from interviewer", "import socket\nsocket.socket().close()\nfrom interviewer"
    )
    with Terminal(home, command=[*command, "schema"]) as terminal:
        assert terminal.end() == 0
        assert b"SOCKET socket.__new__" in terminal.output


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_p10_a_forbidden_home_for_real(tmp_path, bank):
    locked = tmp_path / "locked"
    locked.mkdir(mode=0o500)
    run = call(locked / "home", *OFFLINE, bank, stdin="x\n")
    assert run.returncode == 1
    assert b"--home" in run.stderr
