"""`interviewer practice`: evenings on a calendar that is handed in."""

import json
from types import SimpleNamespace

import pytest

from tests.helpers.program import call

ANSWERS = "I do not know.\n\n" * 40


@pytest.fixture
def evening(tmp_path, bank):
    def run(day, *words, stdin=ANSWERS, status=0, named=True):
        where = ["--bank", str(bank)] if named else []
        done = call(
            tmp_path / "home", "practice", *where, *words, stdin=stdin,
            INTERVIEWER_TODAY=day,
        )  # fmt: skip
        assert done.returncode == status, done.stderr
        return SimpleNamespace(stdout=done.stdout.decode(), stderr=done.stderr.decode())

    return run


@pytest.fixture
def bank(tmp_path):
    path = tmp_path / "mine.json"
    questions = [
        {
            "id": f"q{n}",
            "topic": f"topic {n}",
            "prompt": f"What about {n}?",
            "minutes": 4,
            "rubric": [
                {"id": "a", "label": f"part a of {n}", "description": f"Says alpha{n}."},
                {"id": "b", "description": f"Says beta{n}."},
            ],
        }
        for n in range(3)
    ]
    path.write_text(
        json.dumps({"schema_version": 1, "id": "mine", "title": "Mine", "questions": questions})
    )
    return path


def listed(done):
    return json.loads(done.stdout)


def test_evenings_follow_from_one_another(evening):
    first = listed(evening("2026-12-01", "--list", "--json"))
    assert [(one["bank"], one["question"], one["points"]) for one in first] == [
        ("mine", f"q{n}", []) for n in range(3)
    ]
    assert set(first[0]) == {"bank", "question", "points", "why"}
    done = evening("2026-12-01", "--offline", "--minutes", "4", stdin="Alpha0 it is.\n\n" * 3)
    assert "New: not asked yet, on topic 0." in done.stdout
    assert "Grade" in done.stdout
    again = listed(evening("2026-12-03", "--list", "--json"))
    assert again[0]["question"] == "q0"
    assert "b" in again[0]["points"]
    assert again[0]["why"].startswith("You ")
    assert "2 days ago" in again[0]["why"]
    # the bank is found again without being named: its questions are in the journal
    anywhere = listed(evening("2026-12-03", "--list", "--json", named=False))
    assert [one["question"] for one in anywhere] == ["q0"]


def test_nothing_is_due_on_the_same_day(evening):
    evening("2026-12-01", "--offline", "--minutes", "12")
    done = evening("2026-12-01", "--offline")
    assert done.stdout == ""
    assert "Nothing is due today. The next points are due on 2026-12-02." in done.stderr
    assert listed(evening("2026-12-01", "--list", "--json")) == []


def test_the_interview_s_day_is_kept_and_the_last_evening_gives_no_hints(evening):
    evening("2026-12-01", "--list", "--until", "2026-12-04")
    assert "1 day to the interview on 2026-12-04" in evening("2026-12-03", "--list").stdout
    done = evening("2026-12-03", "--offline", "--minutes", "4", stdin="/hint\nNo idea.\n\n")
    assert "no hints" in done.stdout.lower() or "not give" in done.stdout.lower(), done.stdout
    assert "to the interview" not in evening("2026-12-05", "--list").stdout
    evening("2026-12-03", "--list", "--until", "none")
    assert "to the interview" not in evening("2026-12-03", "--list").stdout


@pytest.mark.parametrize(
    ("day", "words", "said"),
    [
        ("2026-12-01", ["--until", "soon"], "--until: 'soon' is no date"),
        ("2026-12-01", ["--until", "2026-11-30"], "has passed"),
        ("tomorrow", [], "INTERVIEWER_TODAY: 'tomorrow' is no date"),
        ("2026-12-01", ["--topic", "topic 9"], "There is: topic 0, topic 1, topic 2."),
        ("2026-12-01", ["--minutes", "0"], "--minutes"),
    ],
)
def test_what_is_wrong_is_said(evening, day, words, said):
    assert said in evening(day, "--list", *words, status=2).stderr


def test_a_topic_alone(evening):
    found = listed(evening("2026-12-01", "--list", "--json", "--topic", "Topic 1"))
    assert [one["question"] for one in found] == ["q1"]


def kept_plan(home):
    (path,) = (home / "sessions").glob("*.jsonl")
    return json.loads(path.read_bytes().splitlines()[0].partition(b" ")[2])["plan"]


@pytest.mark.parametrize(
    ("setting", "words", "asked"),
    [("", [], True), ("", ["--no-predict"], False), ("predict = false", [], False),
     ("predict = false", ["--predict"], True)],
)  # fmt: skip
def test_predictions_can_be_turned_off(evening, tmp_path, setting, words, asked):
    home = tmp_path / "home"
    home.mkdir(exist_ok=True)
    (home / "config.toml").write_text(setting)
    evening("2026-12-01", "--offline", "--minutes", "4", *words, stdin="Alpha0 it is.\n\n")
    assert kept_plan(home)["predict"] is asked


def test_what_the_built_in_examiner_judged_can_be_left_out(evening, tmp_path):
    home = tmp_path / "home"
    evening("2026-12-01", "--offline", "--minutes", "4", stdin="Alpha0 it is.\n\n" * 3)
    done = call(home, "progress", "--json", "--without-offline", INTERVIEWER_TODAY="2026-12-03")
    found = json.loads(done.stdout)
    assert (found["sessions"], {point["state"] for point in found["points"]}) == ([], {"never"})
    with_it = listed(evening("2026-12-03", "--list", "--json"))
    without = listed(evening("2026-12-03", "--list", "--json", "--without-offline"))
    assert any("missed" in one["why"] for one in with_it)
    assert not any("missed" in one["why"] for one in without)


def test_progress_says_where_every_point_stands(evening, tmp_path):
    home = tmp_path / "home"
    evening("2026-12-01", "--offline", "--minutes", "4", stdin="Alpha0 it is.\n\n" * 3)
    done = call(home, "progress", "--json", INTERVIEWER_TODAY="2026-12-03")
    found = json.loads(done.stdout)
    assert {"sessions", "topics", "points", "beliefs", "predictions"} <= set(found)
    (session,) = found["sessions"]
    assert (session["date"], session["bank"]) == ("2026-12-01", "Mine")
    assert [set(point) for point in found["points"]] == [
        {"bank", "question", "point", "state", "reviews", "due", "recall"}
    ] * 2
    a, b = found["points"]
    assert (a["bank"], a["question"], a["point"]) == ("mine", "q0", "a")
    assert (b["state"], b["reviews"], b["due"]) == ("missed", 1, "2026-12-02")
    assert 0 < b["recall"] < 1
    said = call(home, "progress", INTERVIEWER_TODAY="2026-12-03").stdout.decode()
    assert said.isascii()
    assert "1 session on 1 day" in said
    assert "Likely to be forgotten" in said


def test_progress_on_a_fresh_home_says_what_to_do(tmp_path):
    done = call(tmp_path, "progress")
    assert (done.returncode, done.stdout) == (0, b"")
    assert b"`interviewer practice` begins" in done.stderr


def test_a_question_then_and_now(evening, tmp_path):
    home = tmp_path / "home"
    said = "Alpha0 it is.\n\nNo idea.\n\n"
    evening("2026-12-01", "--offline", "--minutes", "4", stdin="No idea.\n\n" * 3)
    once = call(home, "progress", "--question", "q0").stdout.decode()
    assert "asked once" in once
    evening("2026-12-03", "--offline", "--minutes", "4", stdin=said * 2)
    found = call(home, "progress", "--question", "q0").stdout.decode()
    assert "Points gained: 1, lost: 0\n  + part a of 0 (missed, now unaided)" in found
    assert "Then, 2026-12-01: 0 %, unaided 0 %\n  | No idea." in found
    assert "| Alpha0 it is." in found.partition("Now, 2026-12-03")[2]
    done = call(home, "progress", "--question", "q9")
    assert (done.returncode, b"No answer to 'q9' was graded" in done.stderr) == (2, True)
