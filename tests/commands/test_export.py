"""Everything of a person as one file, and its way into another home."""

import json
import shutil
import zipfile

import pytest

from tests.helpers.program import call

DAY = {"INTERVIEWER_TODAY": "2026-12-03"}
BANK = {
    "schema_version": 1,
    "id": "mine",
    "title": "Mine",
    "questions": [
        {
            "id": "sky",
            "prompt": "Why is the sky blue?",
            "rubric": [
                {"id": "short", "description": "Short waves scatter more.", "signs": ["scatter"]},
                {"id": "eye", "description": "The eye sees blue better.", "follow_up": "The eye?"},
            ],
        }
    ],
}


@pytest.fixture(scope="module")
def practised(tmp_path_factory):
    home = tmp_path_factory.mktemp("practised") / "home"
    (home / "banks").mkdir(parents=True)
    (home / "banks" / "mine.json").write_text(json.dumps(BANK))
    for said in ("Blue light is scattered by air much more.\n\nNo idea.\n\n", "No idea.\n\n" * 3):
        call(home, "start", "mine", "--offline", "--plain", stdin=said)
    call(home, "practice", "--list", "--until", "2026-12-09", **DAY)
    return home


@pytest.fixture
def home(tmp_path, practised):
    return shutil.copytree(practised, tmp_path / "home")


def progress(home):
    return json.loads(call(home, "progress", "--json", **DAY).stdout)


def export(home, path, *words):
    done = call(home, "export", "-o", path, *words)
    assert done.returncode == 0, done.stderr
    return path


def restore(home, path, status=0):
    done = call(home, "restore", path)
    assert done.returncode == status, done.stderr
    return done.stderr.decode()


def test_another_home_knows_the_same_and_nothing_counts_twice(home, tmp_path):
    (home / "config.toml").write_text('model = "m"\n')
    path = export(home, tmp_path / "all.zip")
    assert export(home, tmp_path / "again.zip").read_bytes() == path.read_bytes()
    assert not any("config" in name for name in zipfile.ZipFile(path).namelist())
    other = tmp_path / "other"
    assert "sessions 2, banks 1; here already: 0; left out: 0" in restore(other, path)
    assert progress(other) == progress(home)
    assert "sessions 0, banks 0; here already: 3" in restore(other, path)
    assert progress(other) == progress(home)
    assert all(file.stat().st_mode & 0o077 == 0 for file in other.rglob("*") if file.is_file())


def test_a_session_that_went_further_is_taken_over_and_one_that_parted_is_left(home, tmp_path):
    other = tmp_path / "other"
    shutil.copytree(home, other)
    _, older = sorted((home / "sessions").glob("*.jsonl"), reverse=True)
    there = other / "sessions" / older.name
    whole = older.read_bytes()
    lines = whole.splitlines(keepends=True)
    there.write_bytes(b"".join(lines[:3]))
    path = export(home, tmp_path / "all.zip")
    assert "sessions 1" in restore(other, path)
    assert there.read_bytes() == whole
    there.write_bytes(whole[:-9] + b"12345678\n")
    assert "continued differently there" in restore(other, path, status=1)
    assert there.read_bytes() == whole[:-9] + b"12345678\n"


def test_a_bank_of_the_same_name_is_kept(home, tmp_path):
    path = export(home, tmp_path / "all.zip")
    other = tmp_path / "other"
    (other / "banks").mkdir(parents=True)
    (other / "banks" / "mine.json").write_text("{}")
    assert "The bank mine is another one here" in restore(other, path, status=1)
    assert (other / "banks" / "mine.json").read_text() == "{}"


@pytest.mark.parametrize(
    "name",
    ["../evil.jsonl", "sessions/../../evil.jsonl", "/etc/evil", "sessions/UP.jsonl", "logs/x"],
)
def test_nothing_in_an_archive_chooses_a_path(home, tmp_path, name):
    path = export(home, tmp_path / "all.zip")
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(name, "evil")
    other = tmp_path / "deep" / "other"
    restore(other, path, status=1)
    assert "evil" not in "".join(str(found) for found in tmp_path.rglob("*"))
    assert len(list((other / "sessions").glob("*.jsonl"))) == 2


def test_a_journal_that_is_none_is_left_out(home, tmp_path):
    path = export(home, tmp_path / "all.zip")
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("sessions/20260101-000000-abcd.jsonl", "junk\n")
    other = tmp_path / "other"
    assert "cannot be read" in restore(other, path, status=1)
    assert len(progress(other)["sessions"]) == 2


@pytest.mark.parametrize("junk", [b"", b"no archive", b"PK\x03\x04 torn"])
def test_what_is_no_archive_is_said(tmp_path, junk):
    (tmp_path / "junk").write_bytes(junk)
    assert "is no archive of this program" in restore(tmp_path / "home", tmp_path / "junk", 2)


def test_reviews_as_a_table_and_missed_points_as_cards(home, tmp_path):
    lines = export(home, tmp_path / "r.csv", "--format", "csv").read_text().splitlines()
    assert len(lines) == 1 + 4
    assert lines[0].startswith("day,bank,question,point,rating")
    cards = export(home, tmp_path / "c.txt", "--format", "anki").read_text().splitlines()
    assert [card.split("\t")[0] for card in cards[4:]] == ["mine/sky/short", "mine/sky/eye"]
    assert "You said: \u201c" in cards[4]
    assert "The eye?" in cards[5].split("\t")[1]
    shown = call(home, "export", "-o", "-", "--format", "csv").stdout.decode()
    assert shown.splitlines() == lines


def test_nothing_of_others_is_overwritten(home, tmp_path):
    mine = tmp_path / "notes.txt"
    mine.write_text("my notes")
    for wanted in ("archive", "csv", "anki"):
        done = call(home, "export", "-o", mine, "--format", wanted)
        assert done.returncode == 2
        assert b"would be overwritten" in done.stderr
    assert mine.read_text() == "my notes"
    again = export(home, tmp_path / "a.zip")
    export(home, again)
