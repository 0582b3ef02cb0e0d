"""`bank health`, `suggest`, `diff` and `check --against`, as a person uses them."""

import json

import pytest

from interviewer.cli import main
from interviewer.core.errors import ReportedError

POINTS = [
    {"id": "pages", "description": "It keeps pages.", "signs": ["keeps pages"]},
    {"id": "fast", "description": "It is fast.", "signs": ["it is fast"]},
]
BANK = {
    "id": "caches",
    "title": "Caches",
    "questions": [
        {
            "id": "cache",
            "prompt": "What is a cache?",
            "reference_answer": "It keeps pages. It is fast.",
            "rubric": POINTS,
        }
    ],
}


@pytest.fixture
def run(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "b.json").write_text(json.dumps(BANK))

    def run(*words):
        try:
            status = main([*words, "--home", str(tmp_path / "home")])
        except ReportedError as error:
            return error.exit_status, "", str(error)
        said = capsys.readouterr()
        return status, said.out, said.err

    return run


def test_health_by_answers_that_are_graded_now(run, tmp_path):
    lines = [
        {"question_id": "cache", "answer": f"It keeps pages, says number {n}."} for n in range(6)
    ]
    (tmp_path / "answers.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))
    status, out, _ = run("bank", "health", "b.json", "answers.jsonl", "--offline", "--json")
    assert status == 0
    assert json.loads(out) == [
        {"question": "cache", "point": "pages", "what": "everybody made it, in 6 answers"},
        {"question": "cache", "point": "fast", "what": "nobody made it, in 6 answers"},
    ]
    (tmp_path / "answers.jsonl").write_text('{"question_id": "cache"}\n')
    status, _, err = run("bank", "health", "b.json", "answers.jsonl", "--offline")
    assert (status, "answers.jsonl:1" in err) == (2, True)


def test_health_by_sessions(run, tmp_path, monkeypatch):
    status, out, _ = run("bank", "health", "b.json", "--offline")
    assert (status, "0 answers of your sessions; 0 things to look at." in out) == (0, True)
    assert "1 questions have fewer than 5 answers" in out


def test_confirmed_quotes_that_are_no_signs_yet(run, tmp_path):
    quotes = [
        ("pages", "Keeps pages."),
        ("pages", "stores what was read"),
        ("fast", "answers at once"),
        ("fast", "answers at once"),
    ]
    (tmp_path / "q.jsonl").write_text(
        "".join(
            json.dumps({"question_id": "cache", "point": p, "quote": q}) + "\n" for p, q in quotes
        )
    )
    status, out, _ = run("bank", "suggest", "b.json", "--quotes", "q.jsonl", "--json")
    assert status == 0
    assert json.loads(out) == [
        {"question": "cache", "point": "pages", "sign": "stores what was read"},
        {"question": "cache", "point": "fast", "sign": "answers at once"},
    ]
    (tmp_path / "q.jsonl").write_text(
        json.dumps({"question_id": "cache", "point": "x", "quote": "y"})
    )
    assert run("bank", "suggest", "b.json", "--quotes", "q.jsonl")[0] == 2


def test_diff_and_check_against(run, tmp_path):
    changed = json.loads(json.dumps(BANK))
    changed["questions"][0]["rubric"][1] = {
        "id": "near",
        "description": "It is near.",
        "signs": ["near"],
    }
    (tmp_path / "n.json").write_text(json.dumps(changed))
    status, out, _ = run("bank", "diff", "b.json", "n.json")
    assert status == 0
    assert "Questions: 0 same, 1 changed, 0 new, 0 gone." in out
    assert "Points: 1 same, 0 changed, 1 new, 1 gone." in out
    assert "new     near" in out
    _, found, _ = run("bank", "diff", "b.json", "n.json", "--json")
    assert json.loads(found)[0]["points"][1]["kind"] == "new"
    assert "1 new, 1 gone" in run("check", "n.json", "--against", "b.json")[1]
