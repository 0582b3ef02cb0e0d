"""`sessions --delete`, and interviews in which nothing was said."""

import json
import shutil

import pytest

from tests.helpers.program import call
from tests.helpers.terminal import Terminal

DAY = {"INTERVIEWER_TODAY": "2026-12-03"}


@pytest.fixture(scope="module")
def two_sessions(tmp_path_factory):
    made = tmp_path_factory.mktemp("two")
    for said in ("It is about classes.\n\n", "It depends on the classes.\n\n"):
        call(made, "start", "--offline", "--plain", "--count", "1", stdin=said * 3)
    return made


@pytest.fixture
def home(tmp_path, two_sessions):
    return shutil.copytree(two_sessions, tmp_path / "home")


def sessions(home):
    return [one["id"] for one in json.loads(call(home, "sessions", "--json").stdout)]


def asked(home):
    points = json.loads(call(home, "progress", "--json", **DAY).stdout)["points"]
    return sum(point["reviews"] for point in points)


def test_a_deleted_session_takes_its_reviews_and_transcript_along(home):
    newer, older = sessions(home)
    before = asked(home)
    assert before
    done = call(home, "sessions", "--delete", newer, "--yes")
    assert (done.returncode, f"Deleted session {newer}" in done.stderr.decode()) == (0, True)
    assert sessions(home) == [older]
    assert asked(home) == before // 2
    left = {path.name for path in home.rglob("*") if newer in path.name}
    assert left == set()
    call(home, "sessions", "--delete", "latest", "--yes")
    assert (sessions(home), asked(home)) == ([], 0)


def test_without_a_person_to_ask_nothing_is_deleted(home):
    done = call(home, "sessions", "--delete", "latest")
    assert done.returncode == 2
    assert b"add --yes" in done.stderr
    assert len(sessions(home)) == 2
    assert call(home, "sessions", "--delete", "none", "--yes").returncode == 2


@pytest.mark.parametrize(("typed", "left"), [("no\r", 2), ("\r", 2), ("yes\r", 1)])
def test_a_person_is_asked_once(home, typed, left):
    with Terminal(home, "sessions", "--delete", "latest") as terminal:
        terminal.until("Type yes:")
        terminal.type(typed)
        assert terminal.end() == 0
    assert len(sessions(home)) == left


def test_an_interview_in_which_nothing_was_said_leaves_no_result(tmp_path):
    for said in ("/quit\n", "/skip\n/skip\n"):
        done = call(tmp_path, "start", "--offline", "--plain", "--count", "2", stdin=said)
        assert done.returncode == 0
        assert b"Transcript:" not in done.stdout
    assert sessions(tmp_path) == []
    assert b"No sessions yet" in call(tmp_path, "sessions").stderr
    assert asked(tmp_path) == 0
    assert not (tmp_path / "transcripts").exists()
