"""`bank draft` and `bank review`: with a model's server on loopback, and without any model."""

import io
import json

import pytest

from interviewer.cli import main
from interviewer.core.errors import ReportedError
from interviewer.storage.bank_files import find_bank
from tests.helpers.model_server import ModelServer, in_thread, refuses, says

POSTING = "We look for an engineer who runs models in production, monitors drift and knows SQL and Python well."
OUTLINE = {
    "questions": [
        {"prompt": "How do you notice drift?", "topic": "monitoring", "quote": "monitors  drift"},
        {"prompt": "When do you write SQL?", "topic": "data", "quote": "not in the posting"},
    ]
}
QUESTION = {
    "reference_answer": "I compare the inputs of today with those of training.",
    "points": [
        {
            "label": "compare inputs",
            "description": "Compares inputs over time.",
            "weight": 2,
            "essential": True,
            "signs": ["compare the inputs", " "],
            "follow_up": "What would you look at?",
        },
        {
            "label": "compare inputs",
            "description": "Names a measure.",
            "weight": 1,
            "essential": False,
            "signs": [],
            "follow_up": "",
        },
    ],
    "misconceptions": [
        {
            "description": "Believes that drift shows by itself.",
            "signs": ["you see it"],
            "follow_up": "",
        }
    ],
    "hints": ["Look at the inputs.", "Which numbers?", "Over time.", "One too many"],
    "deeper": "How much drift is too much?",
    "minutes": 4,
}


@pytest.fixture
def run(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "posting.txt").write_text(POSTING)

    def run(*words, stdin=""):
        monkeypatch.setattr("sys.stdin", io.StringIO(stdin))
        try:
            status = main([*words, "--home", str(tmp_path / "home")])
        except ReportedError as error:
            return error.exit_status, "", str(error)
        said = capsys.readouterr()
        return status, said.out, said.err

    return run


def model(server):
    return ("--model", "m", "--base-url", server.url)


def test_a_posting_becomes_a_practice_bank_that_is_reviewed(run, tmp_path):
    server = ModelServer(
        says(json.dumps(OUTLINE)),
        says("```json\n" + json.dumps(QUESTION) + "\n```"),
        says(json.dumps(QUESTION)),
    )
    with in_thread(server):
        status, out, err = run("bank", "draft", "--from", "posting.txt", *model(server))
    assert status == 0, err
    assert "2 questions drafted from posting.txt." in out
    assert "2 to review" in out
    bank = find_bank("posting", tmp_path / "home").load()
    assert bank.warnings == ()
    assert bank.content.review == "drafted"
    first, second = bank.questions
    assert (first.prompt, first.topic, first.source, first.review) == (
        "How do you notice drift?",
        "monitoring",
        "monitors  drift",
        "drafted",
    )
    assert second.source == ""  # its quote is not in the posting
    assert [(p.id, p.label, p.weight, p.essential, p.signs) for p in first.rubric] == [
        ("compare-inputs", "compare inputs", 2, True, ("compare the inputs",)),
        ("compare-inputs-2", "compare inputs", 1, False, ()),
    ]
    assert (len(first.hints), first.minutes, len(first.misconceptions)) == (3, 4, 1)
    asked = [json.dumps(request.body) for request in server.asked]
    assert ["List 10 interview questions" in text for text in asked] == [True, False, False]

    assert "drafted" in next(
        line for line in run("bank", "list")[1].split("\n") if line.startswith("posting")
    )
    status, out, _ = run("bank", "review", "posting", stdin="x\nk\nd\n")
    assert (status, "Everything in this bank has been reviewed." in out) == (0, True)
    assert "From: monitors  drift" in out
    bank = find_bank("posting", tmp_path / "home").load()
    assert [(q.prompt, q.review) for q in bank.questions] == [("How do you notice drift?", None)]
    assert bank.content.review is None


def test_what_was_drafted_before_a_failure_is_not_asked_again(run, tmp_path):
    server = ModelServer(says(json.dumps(OUTLINE)), says(json.dumps(QUESTION)), refuses(401, "no"))
    with in_thread(server):
        status, _, err = run("bank", "draft", "--from", "posting.txt", *model(server))
    assert status == 1
    assert "1 of 2 are drafted and kept" in err
    server = ModelServer(says(json.dumps(QUESTION)))
    with in_thread(server):
        status, out, err = run("bank", "draft", "--from", "posting.txt", *model(server))
    assert (status, "2 questions drafted" in out) == (0, True), err
    assert len(server.asked) == 1
    assert [path.name for path in (tmp_path / "home" / "banks").iterdir()] == ["posting.json"]


def test_a_reply_that_does_not_fit_is_asked_for_once_more(run):
    server = ModelServer(says("I cannot."), says(json.dumps({"questions": []})))
    with in_thread(server):
        status, _, err = run("bank", "draft", "--from", "posting.txt", *model(server))
    assert status == 2
    assert "Nothing was drafted" in err
    assert len(server.asked) == 2


BANK = {
    "questions": [
        {
            "id": "a",
            "prompt": "What is a cache?",
            "reference_answer": "It keeps pages. It is fast.",
            "review": "imported",
        }
    ]
}


def test_rubrics_for_questions_that_have_none(run, tmp_path):
    (tmp_path / "b.json").write_text(json.dumps(BANK))
    server = ModelServer(says(json.dumps(QUESTION)))
    with in_thread(server):
        status, out, err = run("bank", "draft", "b.json", *model(server))
    assert (status, "1 of 1 questions have a drafted rubric" in out) == (0, True), err
    (question,) = json.loads((tmp_path / "b.json").read_text())["questions"]
    assert (question["id"], question["reference_answer"], question["review"]) == (
        "a",
        "It keeps pages. It is fast.",
        "drafted",
    )
    assert len(question["rubric"]) == 2


def test_without_a_model_sentences_become_points_and_the_rest_is_said(run, tmp_path):
    (tmp_path / "b.json").write_text(json.dumps(BANK))
    status, out, _ = run("bank", "draft", "b.json", "--offline")
    assert (status, "Without a model there are no wordings" in out) == (0, True)
    (question,) = json.loads((tmp_path / "b.json").read_text())["questions"]
    assert [point["description"] for point in question["rubric"]] == [
        "It keeps pages.",
        "It is fast.",
    ]


def test_without_a_model_a_posting_chooses_from_the_banks_at_hand(run, tmp_path):
    status, out, _ = run("bank", "draft", "--from", "posting.txt", "--offline", "--count", "5")
    assert (status, "5 questions of the banks at hand fit this text" in out) == (0, True)
    bank = find_bank("posting", tmp_path / "home").load()
    assert {"sql", "python", "mlops"} <= {
        q.source.split(";")[0].removeprefix("bank ") for q in bank.questions
    }
    assert bank.content.review is None
    assert run("bank", "draft", "--from", "posting.txt", "--offline")[0] == 2  # it is there
    (tmp_path / "odd.txt").write_text("Wir suchen einen Gärtner mit grünem Daumen und viel Geduld.")
    status, _, err = run("bank", "draft", "--from", "odd.txt", "--offline")
    assert (status, "takes a model" in err) == (2, True)


def test_review_edits_and_refuses_what_would_not_be_sound(run, tmp_path, monkeypatch):
    from interviewer.commands import bank_review as command

    (tmp_path / "b.json").write_text(json.dumps(BANK))
    texts = iter(
        [
            "no json",
            "[]",
            json.dumps({"id": "a", "prompt": ""}),
            json.dumps({**BANK["questions"][0], "prompt": "Why?", "review": None}),
        ]
    )

    class Words:
        bank, home = "b.json", str(tmp_path)

    monkeypatch.setattr("sys.stdin", io.StringIO("e\ne\ne\nd\ne\n"))
    assert command.bank_review(Words, edit=lambda _text: next(texts)) == 0
    bank = find_bank("b.json", tmp_path).load()
    assert [(q.prompt, q.review) for q in bank.questions] == [("Why?", None)]


def test_a_shipped_bank_is_not_changed(run):
    status, _, err = run("bank", "review", "sql")
    assert (status, "shipped" in err) == (2, True)


@pytest.mark.parametrize(
    ("raw", "said"),
    [(b"%PDF-1.7 ...", "PDF"), (b"hi", "hardly a word"), (b"\0\1\2\3" * 100, "no text")],
)
def test_sources_that_hold_no_text(run, tmp_path, raw, said):
    (tmp_path / "cv.pdf").write_bytes(raw)
    status, _, err = run("bank", "draft", "--from", "cv.pdf", "--offline")
    assert (status, said in err) == (2, True)
