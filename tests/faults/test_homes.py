"""B rows about homes: nobody's, none at all, open to all, half locked; odd clocks, endless names."""

import os
import signal
from pathlib import Path

import pytest

from tests.commands.test_program import OFFLINE
from tests.faults.test_shells import told_once
from tests.helpers.patched import world
from tests.helpers.program import call
from tests.helpers.terminal import Terminal
from tests.helpers.terminal_session import SCREEN, answered

ANSWERS = "Blue light.\n\n/quit\n"
NOBODY = """
import pwd
def nobody(_): raise KeyError("no such user")
pwd.getpwuid = nobody
"""


@pytest.mark.fault("B13")
@pytest.mark.parametrize(
    "words",
    [
        "start --plain --offline BANK",
        "sessions",
        "doctor --offline",
        "resume --plain",
        "report x",
        "verify x",
    ],
)
@pytest.mark.parametrize("named", ["~no-such-user", "~no-such-user/x", "~\u00e9/x"])
def test_the_home_of_a_user_that_there_is_not(home, bank, words, named):
    run = call(home, *words.replace("BANK", str(bank)).split(), "--home", named)
    assert run.returncode == 2
    assert run.stderr.startswith(named.encode())
    told_once(run)
    assert not Path(named).exists()


@pytest.mark.fault("B13")
@pytest.mark.parametrize("more", [{"INTERVIEWER_HOME": "~no-such-user"}, {"INTERVIEWER_HOME": "~"}])
def test_such_a_home_in_the_environment(home, bank, tmp_path, more):
    run = call(home, *OFFLINE, bank, stdin=ANSWERS, **world(tmp_path / "world", NOBODY + "import os; os.environ.pop('HOME')"), **more)  # fmt: skip
    assert run.returncode == 2
    told_once(run)


@pytest.mark.fault("B13")
@pytest.mark.parametrize("words", ["start --plain --offline BANK", "sessions", "doctor --offline"])
def test_a_user_without_a_home_and_without_a_name(home, bank, tmp_path, words):
    more = world(
        tmp_path / "world",
        NOBODY + "import os\nfor name in ('HOME', 'INTERVIEWER_HOME'): os.environ.pop(name, None)",
    )
    run = call(home, *words.replace("BANK", str(bank)).split(), stdin=ANSWERS, **more)
    assert run.returncode == 2
    assert b"--home" in run.stderr
    told_once(run)
    run = call(
        home, *words.replace("BANK", str(bank)).split(), "--home", home, stdin=ANSWERS, **more
    )
    assert run.returncode == 0, run.stderr


@pytest.mark.fault("B13")
@pytest.mark.parametrize(
    "zone", ["XXX24", "XXX-24", "XXX167:59", "XXX-167", ":/etc/passwd", "", "\u00e9", "x" * 5000]
)
def test_a_clock_that_is_a_day_away(home, bank, zone):
    run = call(home, *OFFLINE, bank, "--follow-ups", 0, stdin=ANSWERS, TZ=zone)
    assert run.returncode == 0, run.stderr
    assert answered(home) == ["Blue light."]
    assert call(home, "sessions", TZ=zone).returncode == 0


LONG = {
    "the home": ("--home", "{long}", 1),
    "a home far down": ("--home", "{deep}", 1),
    "the transcript": ("--transcript", "{long}.md", 1),
    "a transcript of nobody": ("--transcript", "~no-such-user/x.md", 2),
    "the topic": ("--topic", "{long}", 2),
    "the key file": ("--key-file", "{long}", 0),
    "the transcript far down": ("--transcript", "{deep}/x.md", 1),
}


@pytest.mark.fault("B13")
@pytest.mark.parametrize("what", LONG)
def test_names_that_are_too_long(home, bank, what):
    flag, value, status = LONG[what]
    value = value.format(long="x" * 300, deep="x/" * 3000)
    run = call(home, *OFFLINE, bank, flag, value, stdin=ANSWERS)
    assert run.returncode == status, run.stderr
    told_once(run)


@pytest.mark.fault("B13")
@pytest.mark.parametrize(
    "words", ["report", "resume --plain", "verify", "regrade", "start --plain"]
)
def test_long_names_of_sessions_and_banks(home, words):
    run = call(home, *words.split(), "x" * 5000)
    assert run.returncode == 2
    told_once(run)


def _cannot_create(place) -> str:
    return f"""
import errno, os
real = os.open
def refused(path, flags, *rest, **more):
    if os.fspath(path).startswith({str(place)!r}) and flags & os.O_CREAT:
        raise OSError(errno.{{0}}, os.strerror(errno.{{0}}), path)
    return real(path, flags, *rest, **more)
os.open = refused
"""


@pytest.mark.fault("B15")
@pytest.mark.parametrize("why", ["EACCES", "ENOSPC", "EROFS", "EIO"])
@pytest.mark.parametrize("folder", ["drafts", "sessions"])
def test_a_folder_that_cannot_be_written_to_is_told_before_question_1(
    home, bank, tmp_path, folder, why
):
    more = world(tmp_path / "world", _cannot_create(home / folder).format(why))
    run = call(home, *OFFLINE, bank, stdin=ANSWERS, **more)
    assert run.returncode == 1
    assert str(home / folder).encode() in run.stderr
    assert b"Why is the sky" not in run.stdout
    told_once(run)


@pytest.mark.fault("B15")
@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_locked_folder_of_drafts_for_real(home, bank):
    (home / "drafts").mkdir(parents=True, mode=0o500)
    run = call(home, *OFFLINE, bank, stdin=ANSWERS)
    assert run.returncode == 1
    assert b"drafts" in run.stderr


@pytest.mark.fault("B15")
@pytest.mark.parametrize("kind", ["a file", "a link to nothing", "a link to a file"])
def test_something_else_in_the_place_of_the_drafts(home, bank, tmp_path, kind):
    home.mkdir()
    (tmp_path / "else").write_text("mine")
    if kind == "a file":
        (home / "drafts").write_text("mine")
    else:
        (home / "drafts").symlink_to(tmp_path / ("nothing" if "nothing" in kind else "else"))
    run = call(home, *OFFLINE, bank, stdin=ANSWERS)
    assert run.returncode == 1
    assert b"Why is the sky" not in run.stdout
    told_once(run)
    assert (tmp_path / "else").read_text() == "mine"


@pytest.mark.fault("B18")
@pytest.mark.parametrize("target", ["a file", "nothing", "a folder", "a device"])
def test_known_banks_through_a_link_are_not_written(home, bank, tmp_path, target):
    home.mkdir()
    precious = tmp_path / "precious"
    if target == "a file":
        precious.write_text("mine")
    if target == "a folder":
        precious.mkdir()
    (home / "known-banks").symlink_to("/dev/full" if target == "a device" else precious)
    run = call(home, *OFFLINE, bank, "--follow-ups", 0, stdin=ANSWERS)
    assert run.returncode == 0, run.stderr
    assert answered(home) == ["Blue light."]
    assert (home / "known-banks").is_symlink()
    assert not precious.exists() or precious.is_dir() or precious.read_text() == "mine"


@pytest.mark.fault("B18")
@pytest.mark.parametrize("place", [".", "sessions", "drafts"])
@pytest.mark.parametrize("mode", [0o777, 0o1777, 0o702])
def test_a_home_that_everybody_may_change_is_warned_of(home, bank, place, mode):
    (home / place).mkdir(parents=True)
    (home / place).chmod(mode)
    run = call(home, *OFFLINE, bank, "--follow-ups", 0, stdin=ANSWERS)
    assert run.returncode == 0
    assert b"everybody" in run.stderr
    assert b"chmod o-w" in run.stderr
    told_once(run)


@pytest.mark.fault("B18")
@pytest.mark.parametrize("mode", [0o700, 0o755, 0o750])
def test_a_home_of_ones_own_is_not(home, bank, mode):
    home.mkdir(mode=mode)
    run = call(home, *OFFLINE, bank, "--follow-ups", 0, stdin=ANSWERS)
    assert (run.returncode, run.stderr) == (0, b"")


@pytest.mark.fault("B18")
def test_the_warning_is_there_when_the_screen_is_left(home, bank):
    home.mkdir()
    home.chmod(0o777)
    with Terminal(home, *SCREEN, bank) as terminal:
        terminal.until("Why is the sky blue?")
        terminal.kill(signal.SIGTERM)
        assert terminal.end() == 143
        assert terminal.output.index(b"everybody") < terminal.output.index(b"\x1b[?1049h")
