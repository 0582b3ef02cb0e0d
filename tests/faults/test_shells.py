"""SH rows: streams that are closed, full or odd, for every command. The status tells the truth."""

import errno
import json
import os
import signal
import subprocess
import sys

import pytest

from tests.commands.test_program import OFFLINE
from tests.helpers.patched import world
from tests.helpers.program import call, environment
from tests.helpers.terminal import ENTERED, Terminal
from tests.helpers.terminal_session import SCREEN, answered, drafts

PROGRAM = f"{sys.executable} -m interviewer"


def shell(home, script, *, stdin="", **more):
    """Run a line of a shell, in which PROGRAM stands for the program."""
    return subprocess.run(
        ["/bin/bash", "-c", script.replace("PROGRAM", PROGRAM)],
        input=stdin.encode(),
        capture_output=True,
        env=environment(home, **more),
        cwd=home.parent,
        check=False,
        timeout=60,
    )


def told_once(run):
    """At most one line for the person, and never a traceback or an excuse."""
    said = run.stderr.decode()
    assert "Traceback" not in said
    assert "Something broke" not in said
    assert "Exception ignored" not in said
    assert said.count("\n") <= 1, said


WRITE = ("--help", "--version", "start --help", "grade --help", "schema", "doctor --offline")
"""Commands that are asked for what they write."""


@pytest.mark.fault("SH1", "SH4")
@pytest.mark.parametrize("words", WRITE)
@pytest.mark.parametrize(
    ("to", "more"),
    [
        (">&-", {}),
        (">/dev/full", {}),
        ("1</dev/null", {"PYTHONUNBUFFERED": "1"}),
        (">/dev/full", {"PYTHONUNBUFFERED": "1"}),
    ],
    ids=str,
)
def test_what_cannot_be_written_is_no_success(home, words, to, more):
    run = shell(home, f"PROGRAM {words} {to}", **more)
    assert run.returncode == 1
    assert run.stderr.startswith(b"Standard output ")
    told_once(run)


@pytest.mark.fault("SH2")
@pytest.mark.parametrize("words", WRITE)
def test_what_cannot_be_told_changes_nothing(home, words):
    same = shell(home, f"PROGRAM {words}")
    for to in ("2>&-", "2>/dev/full", "2</dev/null", "<&- 2>&-"):
        run = shell(home, f"PROGRAM {words} {to}")
        assert (run.returncode, run.stderr) == (0, b""), to
        assert run.stdout == same.stdout, to


@pytest.mark.fault("SH1", "SH2", "SH4")
@pytest.mark.parametrize(
    "to", [">&- 2>&-", ">/dev/full 2>/dev/full", ">&- 2>/dev/full", "<&- >&- 2>&-"]
)
def test_where_nothing_can_be_told_the_status_tells(home, to):
    assert shell(home, f"PROGRAM --version {to}").returncode == 1
    assert shell(home, f"PROGRAM sessions --nonsense {to}").returncode == 2


@pytest.mark.fault("SH2")
@pytest.mark.parametrize("to", ["2>&-", "2>/dev/full"])
def test_an_interview_without_standard_error(home, bank, to):
    run = shell(
        home,
        f"PROGRAM --plain --offline --follow-ups 0 {bank} {to}",
        stdin="Blue light.\n\n/quit\n",
    )
    assert run.returncode == 0
    assert b"Journal:" in run.stdout
    assert answered(home) == ["Blue light."]


@pytest.mark.fault("SH1", "SH4")
@pytest.mark.parametrize("to", [">&-", ">/dev/full", "1</dev/null"])
def test_an_interview_that_cannot_be_shown(home, bank, to):
    run = shell(home, f"PROGRAM --plain --offline {bank} {to}", stdin="Blue light.\n\n/quit\n")
    assert run.returncode == 1
    told_once(run)
    assert answered(home) == []


@pytest.mark.fault("SH1")
@pytest.mark.parametrize("to", [">&-", ">/dev/full", ">&- <&-"])
def test_results_in_a_file_need_no_standard_output(home, bank, tmp_path, to):
    (tmp_path / "answers.jsonl").write_text(
        '{"id": 1, "question_id": "sky", "answer": "Blue light scatters more."}\n'
    )
    run = shell(home, f"PROGRAM grade --offline --questions {bank} answers.jsonl -o out.jsonl {to}")
    assert run.returncode == 0, run.stderr
    assert json.loads((tmp_path / "out.jsonl").read_text())["status"] == "graded"


@pytest.mark.fault("SH3")
@pytest.mark.parametrize("of", ["<&-", "0>/dev/null", "0>>out"])
@pytest.mark.parametrize(
    "words",
    ["start --plain --offline BANK", "--offline BANK", "grade --offline --questions BANK -"],
)
def test_an_input_that_cannot_be_read(home, bank, of, words):
    run = shell(home, f"PROGRAM {words.replace('BANK', str(bank))} {of}")
    assert run.returncode == 2
    assert b"tandard input" in run.stderr
    told_once(run)
    assert not (home / "sessions").exists()


@pytest.mark.fault("SH3")
@pytest.mark.parametrize("of", ["<&-", "0>/dev/null", "0>>out"])
@pytest.mark.parametrize(
    "words",
    ["--version", "schema", "doctor --offline", "grade --offline --questions BANK answers.jsonl"],
)
def test_an_input_that_nobody_reads_may_be_closed(home, bank, tmp_path, of, words):
    (tmp_path / "answers.jsonl").write_text(
        '{"id": 1, "question_id": "sky", "answer": "Blue light scatters more."}\n'
    )
    run = shell(home, f"PROGRAM {words.replace('BANK', str(bank))} {of}")
    assert run.returncode == 0, run.stderr
    assert run.stdout
    told_once(run)


@pytest.mark.fault("SH3")
def test_under_nohup(home, bank, tmp_path):
    with Terminal(
        home,
        command=[
            "/bin/bash",
            "-c",
            f"cd {home.parent}; nohup {PROGRAM} --offline {bank}; echo STATUS $?",
        ],
    ) as terminal:
        terminal.until("STATUS 2")
        assert "Traceback" not in terminal.last


@pytest.mark.fault("SH2")
@pytest.mark.parametrize("to", ["2>&-", "2>/dev/full", "2>err"])
def test_the_screen_without_standard_error(home, bank, to):
    script = f"cd {home.parent}; exec {PROGRAM} {' '.join(SCREEN)} {bank} {to}"
    with Terminal(home, command=["/bin/bash", "-c", script]) as terminal:
        terminal.until("Why is the sky blue?")
        assert ENTERED in terminal.output
        terminal.type("Blue")
        terminal.wait_for(lambda: drafts(home) == ["Blue"], "the draft")
        terminal.kill(signal.SIGTERM)
        assert terminal.end() == 143


@pytest.mark.fault("SH5")
@pytest.mark.parametrize(
    "log", ["/", "/nowhere/log", "/dev/full/x", "", "x" * 300, "/proc/version"]
)
def test_a_log_that_cannot_be(home, bank, log):
    with Terminal(home, *SCREEN, bank, TEXTUAL_LOG=log) as terminal:
        terminal.until("Why is the sky blue?")
        terminal.type("Blue")
        terminal.wait_for(lambda: drafts(home) == ["Blue"], "the draft")
        terminal.kill(signal.SIGTERM)
        assert terminal.end() == 143
        assert b"Traceback" not in terminal.output


@pytest.mark.fault("SH5")
def test_a_log_that_can_be_is_written(home, bank, tmp_path):
    with Terminal(home, *SCREEN, bank, TEXTUAL_LOG=str(tmp_path / "log")) as terminal:
        terminal.until("Why is the sky blue?")
        terminal.kill(signal.SIGTERM)
        assert terminal.end() == 143


ODD = [
    {"PYTHONUTF8": "0", "PYTHONIOENCODING": "utf-16"},
    {"PYTHONUTF8": "0", "PYTHONIOENCODING": "utf-32-be"},
    {"PYTHONUTF8": "0", "PYTHONIOENCODING": "cp037"},
    {"PYTHONUTF8": "0", "LC_ALL": "en_US.UTF-16", "LANG": "en_US.UTF-16"},
]


@pytest.mark.fault("SH6")
@pytest.mark.parametrize("more", ODD, ids=str)
def test_streams_in_an_encoding_that_is_not_of_shells(home, bank, more):
    run = call(home, *OFFLINE, bank, "--follow-ups", 0, stdin="Caf\u00e9.\n\n/quit\n", **more)
    assert run.returncode == 0, run.stderr
    assert b"Why is the sky blue?" in run.stdout
    assert answered(home) == ["Caf\u00e9."]
    assert call(home, "--version", **more).stdout.startswith(b"interviewer ")


@pytest.mark.fault("SH6")
@pytest.mark.parametrize("more", ODD, ids=str)
def test_the_screen_in_such_an_encoding(home, bank, more):
    with Terminal(home, *SCREEN, bank, **more) as terminal:
        terminal.until("Why is the sky blue?")
        terminal.type("Caf\u00e9")
        terminal.wait_for(lambda: drafts(home) == ["Caf\u00e9"], "the draft")
        terminal.kill(signal.SIGTERM)
        assert terminal.end() == 143


REFUSED = ("EBADF", "EINVAL", "ENOLCK", "EOPNOTSUPP", "ENOSYS")


def without_locks(folder, name):
    """A world whose file systems refuse to lock, with an error of that name."""
    code = f"import fcntl, os\ndef flock(*_): raise OSError({getattr(errno, name)}, os.strerror({getattr(errno, name)}))\nfcntl.flock = flock\n"
    return world(folder, code)


@pytest.mark.fault("SH7")
@pytest.mark.parametrize("name", REFUSED)
def test_a_file_system_that_cannot_lock(home, bank, tmp_path, name):
    more = without_locks(tmp_path / "world", name)
    run = call(home, *OFFLINE, bank, "--follow-ups", 0, stdin="Blue light.\n", **more)
    assert run.returncode == 0, run.stderr
    assert run.stderr == b""
    told_once(run)


@pytest.mark.fault("SH7")
def test_a_file_system_that_cannot_lock_and_other_commands(home, bank, tmp_path):
    """What an error of that kind means is decided in one place, for which the test above tries every one."""
    more = without_locks(tmp_path / "world", "ENOLCK")
    assert call(home, "sessions", **more).returncode == 0
    (tmp_path / "answers.jsonl").write_text(
        '{"id": 1, "question_id": "sky", "answer": "Blue light scatters more."}\n'
    )
    run = call(home, "grade", "--offline", "--questions", bank, tmp_path / "answers.jsonl", "-o", tmp_path / "out.jsonl", **more)  # fmt: skip
    assert run.returncode == 0, run.stderr


@pytest.mark.fault("SH8")
@pytest.mark.skipif(os.geteuid() != 0, reason="root alone can give a folder to somebody else")
@pytest.mark.parametrize("whose", [".", "sessions", "drafts"])
@pytest.mark.parametrize("owner", [0, 65534, 54321])
def test_what_belongs_to_another_is_told_so(home, bank, tmp_path, whose, owner):
    """In a world where root is refused as anybody else is."""
    place = home / whose
    for folder in ("sessions", "drafts"):
        (home / folder).mkdir(parents=True, exist_ok=True)
    for folder in (place, *place.rglob("*")):
        os.chown(folder, owner, -1)
    code = f"""
import errno, os
real, access, place = os.open, os.access, {str(place)!r}
def refused(path, flags, *rest, **more):
    if os.fspath(path).startswith(place) and flags & os.O_CREAT:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), path)
    return real(path, flags, *rest, **more)
os.open = refused
os.access = lambda path, mode, **more: not os.fspath(path).startswith(place) and access(path, mode)
"""
    run = call(home, *OFFLINE, bank, stdin="x\n", **world(tmp_path / "world", code))
    assert run.returncode == 1
    assert b"Why is the sky" not in run.stdout
    assert (b"chmod" in run.stderr, b"chown" in run.stderr) == (not owner, bool(owner))
    told_once(run)
