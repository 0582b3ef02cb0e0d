"""K rows in plain lines at a real pseudo-terminal, and input that does not end."""

import os
import re
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.commands.test_program import OFFLINE
from tests.helpers.program import call, environment
from tests.helpers.terminal import Terminal
from tests.helpers.terminal_session import answered, drafts


def lines_at(home, bank, **more) -> Terminal:
    terminal = Terminal(home, *OFFLINE, bank, "--follow-ups", 0, **more)
    terminal.until("Why is the sky blue?")
    return terminal


@pytest.mark.fault("K5")
@pytest.mark.parametrize("size", [4095, 4096, 9000, 60_000])
@pytest.mark.parametrize("how", ["typed", "pasted", "edited"])
def test_a_long_line_is_whole(home, bank, size, how):
    words = ("scattering " * (size // 11 + 1))[:size]
    typed = {
        "typed": words,
        "pasted": f"\x1b[200~{words}\x1b[201~",
        "edited": words[1:] + "\x1b[H" + words[0],
    }
    with lines_at(home, bank) as terminal:
        terminal.type(typed[how])
        terminal.type("\n")
        terminal.wait_for(lambda: drafts(home) == [words], "the draft")
        terminal.type("\n")
        terminal.until("Why is the sea salty?")
        assert b"\x1b" not in terminal.output
    assert answered(home) == [words]


@pytest.mark.fault("K6")
@pytest.mark.parametrize(
    ("keys", "line"),
    {
        "Blue lght\x1b[D\x1b[D\x1b[Di": "Blue light",
        "lue light\x1b[HB\x1b[F!": "Blue light!",
        "xBlue light\x1bOH\x1b[3~": "Blue light",
        "Blue light\x1b[A\x1b[B\x1b[5~\x1b[Z\x1bx": "Blue light",
        "Blue \u4f60\u597d\x7f\x7flight": "Blue light",
        "light\x1b[1;5DBlue \x1b[57428u\x1b[57358;65;65u": "Blue light",
        "Blue \x1b[108;1:1u\x1b[108;1:3uight": "Blue light",
    }.items(),
)  # fmt: skip
def test_a_line_can_be_edited(home, bank, keys, line):
    with lines_at(home, bank) as terminal:
        terminal.type(keys)
        terminal.type("\n")
        terminal.wait_for(lambda: drafts(home) == [line], "the draft")
        assert b"\x1b" not in terminal.output
        terminal.kill(signal.SIGTERM)
        assert terminal.end() == 143


@pytest.mark.fault("K6")
@pytest.mark.parametrize("key", ["\x13", "\x13\x13", "\x1b[115;5u", "\x1b[27;5;115~"])
def test_ctrl_s_stops_nothing(home, bank, key):
    with lines_at(home, bank) as terminal:
        terminal.type(f"Blue {key}light")
        terminal.until("Blue light")
        terminal.type("\n")
        terminal.wait_for(lambda: drafts(home) == ["Blue light"], "the draft")


@pytest.mark.fault("K8")
@pytest.mark.parametrize(
    ("pasted", "answer"),
    [
        ("one\n\ntwo", "one\n\ntwo"),
        ("\x1b[200~one\n\ntwo\x1b[201~", "one\n\ntwo"),
        ("\x1b[200~/quit\n\n\ntwo\x1b[201~", "/quit\n\n\ntwo"),
        ("one\rtwo\r\rthree", "one\ntwo\n\nthree"),
        ("code:\n\tif x:\n\n\t\ty()", "code:\n\tif x:\n\n\t\ty()"),
    ],
)
def test_a_paste_is_part_of_the_answer_whatever_it_holds(home, bank, pasted, answer):
    with lines_at(home, bank) as terminal:
        terminal.type(pasted)
        terminal.wait_for(lambda: drafts(home), "what came before the last line")
        assert answered(home) == []
        terminal.type("\n")
        terminal.wait_for(lambda: drafts(home) == [answer], "the draft")
        terminal.type("\n")
        terminal.until("Why is the sea salty?")
    assert answered(home) == [answer]


@pytest.mark.fault("K6")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_half_a_line_is_kept(home, bank, number):
    with lines_at(home, bank) as terminal:
        terminal.type("one\n")
        terminal.wait_for(lambda: drafts(home) == ["one"], "the draft")
        terminal.type("half")
        terminal.until("half")
        terminal.kill(number)
        assert terminal.end() == 128 + number
    assert drafts(home) == ["one\nhalf"]


@pytest.mark.fault("K6", "P07")
def test_ctrl_z_gives_the_terminal_back_and_fg_takes_it_again(home, bank):
    program = f"{sys.executable} -m interviewer --offline --plain --follow-ups 0 {bank}"
    shell = ["/bin/sh", "-mc", f"{program}; echo STOPPED; stty -a; fg; echo BACK $?"]
    with Terminal(home, command=shell) as terminal:
        terminal.until("Why is the sky blue?")
        terminal.type("Blue li")
        terminal.until("Blue li")
        terminal.type("\x1a")
        terminal.wait_for(lambda: b" icanon" in terminal.output, "whole lines while it is stopped")
        terminal.wait_for(
            lambda: b"Blue li" in terminal.output.partition(b" icanon")[2], "the line again"
        )
        terminal.type("ght\n")
        terminal.wait_for(lambda: drafts(home) == ["Blue light"], "the draft")
        terminal.type("\n")
        terminal.until("Why is the sea salty?")
    assert answered(home) == ["Blue light"]


ENDLESS = {
    "a device": "exec {program} < /dev/zero",
    "a pipe without a line end": "tr '\\0' x < /dev/zero | {program}",
    "a pipe of lines": "yes $(printf %01000d 7) | {program}",
    "a huge file": "truncate -s 4G huge; exec {program} < huge",
}


@pytest.mark.fault("B6")
@pytest.mark.skipif(
    not Path("/proc/self/io").exists(), reason="Linux tells what a process has read"
)
@pytest.mark.parametrize("kind", ENDLESS)
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_b6_signals_are_heard_and_memory_stays_small(home, bank, kind, number):
    program = f"{sys.executable} -m interviewer --offline --plain --follow-ups 0 {bank} >/dev/null"
    script = ENDLESS[kind].format(program=program, python=sys.executable)
    # The last of a pipeline is the shell's child; its number is written down before it becomes the program.
    script = script.replace(f"exec {program}", program).replace(
        program, f"sh -c 'echo $$ > {home}.pid; exec {program}'"
    )
    run = subprocess.Popen(
        ["/bin/bash", "-o", "pipefail", "-c", script],
        stderr=subprocess.PIPE,
        env=environment(home),
        cwd=home.parent,
        preexec_fn=_small_and_alone,  # noqa: PLW1509 - a limit of memory has no other way in
    )
    try:
        os.kill(_until_reading(home), number)
        _, said = run.communicate(timeout=20)
    finally:
        if run.poll() is None:
            os.killpg(run.pid, signal.SIGKILL)
    assert b"interviewer resume" in said, said
    assert b"Traceback" not in said
    assert b"MemoryError" not in said


def _small_and_alone():
    os.setsid()
    resource.setrlimit(resource.RLIMIT_DATA, (400 << 20, 400 << 20))
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGPIPE):
        signal.signal(number, signal.SIG_DFL)


def _until_reading(home) -> int:
    """The number of the process, once it has read much more than it keeps."""
    pid, end = home.parent / f"{home.name}.pid", time.monotonic() + 20
    while True:
        assert time.monotonic() < end
        if pid.exists() and pid.read_text().strip() and (home / "sessions").exists():
            number = int(pid.read_text())
            counted = Path(f"/proc/{number}/io").read_text()
            if int(re.search(r"rchar: (\d+)", counted)[1]) > 20_000_000:
                return number


@pytest.mark.fault("B6")
@pytest.mark.parametrize("size", [70_000, 3_000_000])
def test_b6_an_answer_that_is_too_long_is_told_in_full_and_the_next_is_taken(home, bank, size):
    said = b"x" * size + b"\n\nBlue light.\n\n/quit\n"
    run = call(home, *OFFLINE, bank, "--follow-ups", 0, stdin=said)
    assert run.returncode == 0, run.stderr
    assert f"{size:,} bytes".encode() in run.stdout
    assert answered(home) == ["Blue light."]


@pytest.mark.fault("B6")
def test_b6_many_short_lines_are_quick(home, bank):
    run = call(home, *OFFLINE, bank, "--follow-ups", 0, stdin=b"x\n" * 30_000)
    assert run.returncode == 0, run.stderr
    assert answered(home) == ["\n".join(["x"] * 30_000)]


@pytest.mark.fault("SH6")
@pytest.mark.fault("D11")
@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-8-sig"])
def test_answers_in_utf_16_are_read(home, bank, encoding):
    said = "Bl\u00fce light scatters more.\n\n/quit\n"
    run = call(home, *OFFLINE, bank, "--follow-ups", 0, stdin=said.encode(encoding))
    assert run.returncode == 0, run.stderr
    assert answered(home) == ["Bl\u00fce light scatters more."]


def test_who_presses_enter_on_nothing_reads_what_can_be_done(home, bank):
    with lines_at(home, bank) as terminal:
        terminal.type("\n\n")
        terminal.until("Nothing is typed yet.")
        terminal.type("Blue light\n\n")
        terminal.until("Why is the sea salty?")
    assert answered(home) == ["Blue light"]
