"""`bank import`, `list`, `add` and `remove`, as a person uses them."""

import json
import time

import pytest

from interviewer.cli import main
from interviewer.storage.bank_files import find_bank

CSV = "question,answer,topic,level\nWhat is a cache?,It keeps pages. It is fast.,os,Easy\nWhy?,,os,\nWhat is a cache?,Again.,,\n"


@pytest.fixture
def run(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)

    def run(*words):
        from interviewer.core.errors import ReportedError

        try:
            status = main([*words, "--home", str(tmp_path / "home")])
        except ReportedError as error:
            return error.exit_status, "", str(error)
        said = capsys.readouterr()
        return status, said.out, said.err

    return run


def write(tmp_path, name, text):
    (tmp_path / name).write_text(text)


def test_an_import_says_what_was_taken_and_what_was_left(run, tmp_path):
    write(tmp_path, "my list.csv", CSV)
    status, out, _ = run("bank", "import", "my list.csv", "--licence", "CC0")
    assert status == 0
    assert "1 question taken, 2 left out." in out
    assert "my list.csv:3: it has no answer: Why?" in out
    assert "my list.csv:4: the same question as line 2" in out
    assert "Start: interviewer start my-list" in out
    bank = find_bank("my-list", tmp_path / "home").load()
    (question,) = bank.questions
    assert bank.warnings == ()
    assert (bank.content.source, bank.content.licence, bank.content.review) == (
        "my list.csv",
        "CC0",
        "imported",
    )
    assert (question.id, question.topic, question.difficulty, question.review) == (
        "cache",
        "os",
        "easy",
        "imported",
    )
    assert [point.description for point in question.points] == ["It keeps pages.", "It is fast."]


def test_a_shipped_bank_is_hidden_only_on_request(run, tmp_path):
    write(tmp_path, "sql.csv", CSV)
    status, _, said = run("bank", "import", "sql.csv")
    assert status == 2
    assert "comes with the program" in said
    assert not (tmp_path / "home" / "banks" / "sql.json").exists()
    assert run("bank", "import", "sql.csv", "--name", "my-sql")[0] == 0
    status, out, _ = run("bank", "import", "sql.csv", "--replace")
    assert (status, "Start: interviewer start sql" in out) == (0, True)
    _, out, _ = run("bank", "list")
    assert "    1 question   sql" in out


def test_an_interview_from_an_imported_bank(run, tmp_path, monkeypatch):
    write(tmp_path, "b.md", "**What is a cache?**\n\nIt keeps pages.\n")
    assert run("bank", "import", "b.md")[0] == 0
    status, out, _ = run("bank", "list", "--json")
    assert status == 0
    own = [entry for entry in json.loads(out) if not entry["shipped"]]
    assert own == [
        {
            "name": "b",
            "title": "b",
            "questions": 1,
            "source": "b.md",
            "licence": "",
            "review": "imported",
            "shipped": False,
            "fault": None,
        }
    ]
    status, out, _ = run("check", "b")
    assert "1 question" in out


def test_output_to_a_path_and_to_standard_output(run, tmp_path):
    write(tmp_path, "b.md", "## What is a cache?\n\nIt keeps pages.\n")
    assert run("bank", "import", "b.md", "-o", "out.json")[0] == 0
    assert (
        json.loads((tmp_path / "out.json").read_text())["questions"][0]["prompt"]
        == "What is a cache?"
    )
    status, out, err = run("bank", "import", "b.md", "-o", "-")
    assert (status, json.loads(out)["id"]) == (0, "b")
    assert "1 question taken" in err


def test_nothing_that_is_there_is_lost(run, tmp_path):
    write(tmp_path, "b.md", "## What is a cache?\n\nIt keeps pages.\n")
    write(tmp_path, "out.json", "mine")
    status, _, err = run("bank", "import", "b.md", "-o", "out.json")
    assert (status, "is there already" in err) == (2, True)
    assert (tmp_path / "out.json").read_text() == "mine"
    assert run("bank", "import", "b.md", "-o", "out.json", "--replace")[0] == 0
    assert run("bank", "import", "b.md")[0] == 0
    status, _, err = run("bank", "import", "b.md")
    assert (status, "--name" in err) == (2, True)
    assert run("bank", "import", "b.md", "--replace")[0] == 0


def test_nothing_to_take_is_said_with_reasons(run, tmp_path):
    write(tmp_path, "b.md", "- What is a cache?\n- Why?\n")
    status, _, err = run("bank", "import", "b.md")
    assert status == 2
    assert "Nothing was imported" in err
    assert "it has no answer" in err
    assert "b.md:1" in err


def test_add_and_remove(run, tmp_path):
    write(
        tmp_path,
        "x.json",
        json.dumps({"questions": [{"id": "a", "prompt": "Why?", "reference_answer": "So."}]}),
    )
    status, out, _ = run("bank", "add", "x.json", "--name", "mine")
    assert (status, "interviewer start mine" in out) == (0, True)
    assert run("bank", "add", "x.json", "--name", "mine")[0] == 2
    assert run("bank", "add", "x.json", "--name", "not a name")[0] == 2
    assert "mine " in run("bank", "list")[1]
    assert run("bank", "remove", "mine")[0] == 0
    assert "mine " not in run("bank", "list")[1]
    assert "shipped" in run("bank", "remove", "sql")[2]
    assert "no bank" in run("bank", "remove", "mine")[2]


def test_three_thousand_questions_in_three_seconds(run, tmp_path):
    text = "\n".join(
        f"## {n}. What is the rule {n} of part {n % 97}?\n\nIt **keeps** page {n}. It is `fast`.\n\n- one\n- two\n"
        for n in range(3000)
    )
    write(tmp_path, "big.md", text)
    began = time.process_time()
    status, out, _ = run("bank", "import", "big.md")
    assert (status, "3,000 questions taken, 0 left out." in out) == (0, True)
    assert time.process_time() - began < 6  # 3 s on a machine of which this has a core to itself
