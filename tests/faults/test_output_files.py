"""B rows of what is written at a path that a person named: whatever stands there is kept, and what
could not be written is said.
"""

import json
import os

import pytest

from interviewer.bulk.results import ResultFile, to_line
from interviewer.core.errors import ReportedError, UsageError
from interviewer.storage.session_store import SessionStore
from tests.commands.test_program import BANK, OFFLINE
from tests.helpers.program import call, start
from tests.helpers.terminal import Terminal
from tests.helpers.terminal_session import SCREEN, say

ANSWER = b'{"id": 1, "question_id": "sky", "answer": "Blue light scatters more."}\n'
NOTES = "# Notes\n\nNobody has a copy of these.\n"


@pytest.fixture
def answers(tmp_path):
    path = tmp_path / "answers.jsonl"
    path.write_bytes(ANSWER)
    return path


def interviewed(home, bank, *more, stdin="Blue light scatters more.\n\n/quit\n"):
    return call(home, *OFFLINE, bank, "--follow-ups", 0, *more, stdin=stdin)


# -- B4: the output of `grade` ---------------------------------------------------------------------


@pytest.mark.parametrize("name", ["poetry.lock", "poetry.ahead", "poetry"])
@pytest.mark.parametrize("held", ["", "[[package]]\nname = 'x'\n", '{"id": 7, "made": "by hand"}'])
def test_b4_files_of_others_are_kept(home, bank, answers, name, held):
    foreign = answers.with_name(name)
    foreign.write_text(held)
    words = ("-o", answers.with_name("poetry"), "--questions", bank, "--offline")
    run = call(home, "grade", answers, *words, "--retry-ungraded")
    ours = name == "poetry" and not held
    assert run.returncode == (0 if ours or name == "poetry.lock" else 2)
    assert run.returncode == 0 or b"something else" in run.stderr or b"way" in run.stderr
    assert ours or foreign.read_text() == held


@pytest.mark.parametrize(
    "cut",
    [
        b'{"id": 1',
        b'{"id": "a\\',
        b'{"id": "x", "question_id": "sky", "sta',
        b'{"id": -3, "question_id": "sky", "status": "ungr',
        to_line({"id": 1, "question_id": "sky", "status": "graded"})[:-1],
    ],
)
def test_b4_only_what_begins_as_a_result_is_cut_away(tmp_path, cut):
    whole = to_line({"id": 9, "question_id": "sky", "status": "graded", "score": 1.0})
    out = tmp_path / "out"
    for before in (b"", whole):
        out.write_bytes(before + cut)
        ResultFile(str(out), "-").close(finished=True)
        assert out.read_bytes() == before


@pytest.mark.parametrize(
    "foreign",
    [
        b'{"id": 1}',
        b'{"id": [1, 2',
        b'{"id": 1, "name": "widget"',
        b'{"id": 1, "question_id": "sky", "status": "open"}',
        b'{"id": "1" ',
    ],
)
def test_b4_a_line_without_its_end_that_is_no_result_is_kept(tmp_path, foreign):
    out = tmp_path / "out"
    out.write_bytes(foreign)
    with pytest.raises(UsageError, match="something else"):
        ResultFile(str(out), "-")
    assert out.read_bytes() == foreign


def test_b4_a_link_stays_a_link_when_ungraded_results_are_taken_out(tmp_path):
    real, link = tmp_path / "real", tmp_path / "link"
    real.write_bytes(to_line({"id": 1, "question_id": "q", "status": "ungraded"}))
    link.symlink_to(real)
    results = ResultFile(str(link), "-", retry=True)
    with pytest.raises(ReportedError, match="is writing to"):
        ResultFile(str(real), "-")
    results.close(finished=True)
    assert (link.is_symlink(), real.read_bytes()) == (True, b"")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["link", "real"]


# -- B17: the output goes while it is written ------------------------------------------------------


def _cut(path):
    os.truncate(path, 3)


def _replaced(path):
    path.rename(path.with_name("moved"))
    path.write_bytes(b"")


def _added(path):
    path.write_bytes(path.read_bytes() + b"me too\n")


@pytest.mark.parametrize("harm", [os.remove, _cut, _replaced, _added])
@pytest.mark.parametrize("when", ["before the last", "after the last"])
def test_b17_results_that_are_gone_are_said_to_be(home, bank, tmp_path, harm, when):
    out = tmp_path / "out.jsonl"
    run = start(home, "grade", "-", "-o", out, "--questions", bank, "--offline")
    run.stdin.write(ANSWER)
    run.stdin.flush()
    while not (out.exists() and out.read_bytes().endswith(b"\n")):
        assert run.poll() is None
    harm(out)
    if when == "before the last":
        run.stdin.write(ANSWER.replace(b"1", b"2"))
    _, said = run.communicate(timeout=30)
    assert run.returncode == 1
    assert b"Run the same command again" in said
    assert b"Traceback" not in said


def test_b17_a_result_that_could_not_be_written_is_there_for_the_next_run(tmp_path):
    out = tmp_path / "out.jsonl"
    line = to_line({"id": 1, "question_id": "q", "status": "graded"})
    results = ResultFile(str(out), "-")
    out.unlink()
    with pytest.raises(ReportedError, match="removed"):
        results.write(line)
    results.close(finished=False)
    again = ResultFile(str(out), "-")
    assert again.kept(1) == line
    again.close(finished=True)
    assert not (tmp_path / "out.jsonl.ahead").exists()


# -- B5: the output of `report`, and transcripts ---------------------------------------------------


def _notes(path, _home):
    path.write_text(NOTES)


def _journal(path, home):
    path.symlink_to(next((home / "sessions").glob("*.jsonl")))


def _settings(path, home):
    (home / "config.toml").write_text('model = "x"\n')
    path.symlink_to(home / "config.toml")


def _results(path, _home):
    path.write_bytes(ANSWER)


def _bank(path, _home):
    path.write_text(json.dumps(BANK))


def _almost(path, _home):
    path.write_text("# Interview transcripts\n\nMy own list of them.\n")


FOREIGN = (_notes, _journal, _settings, _results, _bank, _almost)


@pytest.mark.parametrize("what", FOREIGN)
def test_b5_a_report_replaces_nothing_but_a_report(home, bank, tmp_path, what):
    assert interviewed(home, bank).returncode == 0
    path = tmp_path / "there"
    what(path, home)
    before = path.read_bytes()
    for form in ("md", "json"):
        run = call(home, "report", "latest", "--format", form, "-o", path)
        assert run.returncode == 2
        assert b"holds something else" in run.stderr
    run = interviewed(home, bank, "--transcript", path)
    assert run.returncode == 2
    assert run.stdout == b"", "it is said before question 1"
    assert path.read_bytes() == before
    assert len(list((home / "sessions").glob("*.jsonl"))) == 1


@pytest.mark.parametrize("form", ["md", "json"])
def test_b5_reports_and_empty_files_are_replaced(home, bank, tmp_path, form):
    assert interviewed(home, bank).returncode == 0
    path = tmp_path / "there"
    path.write_bytes(b"")
    for _ in range(2):
        assert call(home, "report", "latest", "--format", form, "-o", path).returncode == 0
    written = path.read_bytes()
    other = {"md": "json", "json": "md"}[form]
    assert call(home, "report", "latest", "--format", other, "-o", path).returncode == 0
    assert path.read_bytes() != written
    assert call(home, "report", "latest", "-o", "/dev/null").returncode == 0


# -- B7: a transcript that cannot be written -------------------------------------------------------


def _in_the_way(home, _path):
    (home / "transcripts").write_text(NOTES)


def _foreign(_home, path):
    path.write_text(NOTES)


def _no_folder(_home, path):
    path.parent.rmdir()


@pytest.mark.parametrize("harm", [_in_the_way, _foreign, _no_folder])
def test_b7_the_report_is_shown_without_its_transcript(home, bank, tmp_path, harm):
    path = tmp_path / "folder" / "transcript.md"
    path.parent.mkdir()
    words = () if harm is _in_the_way else ("--transcript", path)
    run = start(home, *OFFLINE, bank, "--follow-ups", 0, *words)
    while b"sky blue" not in run.stdout.readline():
        assert run.poll() is None
    harm(home, path)
    said, told = run.communicate(b"Blue light scatters more.\n\n/quit\n", timeout=30)
    assert run.returncode == 1
    assert b"Grade" in said
    assert b"Journal: " in said
    assert b"Transcript: " not in said
    assert b"The transcript is not written" in told
    assert b"resume" not in told
    (stored,) = SessionStore(home).list()
    assert stored.state == "finished"
    again = call(home, "regrade", "latest", "--offline")
    assert b"graded again" in again.stdout or b"agrees" in again.stdout
    if harm is _in_the_way:
        assert again.returncode == 1
        assert (home / "transcripts").read_text() == NOTES


def test_b7_on_the_screen_too(home, bank):
    with Terminal(home, *SCREEN, "--count", "1", bank) as terminal:
        terminal.until("Why is the sky blue?")
        _in_the_way(home, None)
        say(terminal, home, "Blue light scatters more.")
        terminal.until("t transcript")

        def gone():
            if terminal.process.poll() is not None:
                return True
            terminal.type("\x11")
            return False

        terminal.wait_for(gone, "the way out")
        assert terminal.end() == 1
        left = terminal.output.rpartition(b"\x1b[?1049l")[2]
        assert b"The transcript is not written" in left
        assert b"resume" not in left
