"""Several banks asked from together: questions of one id are kept apart by their bank."""

import json

import pytest

from interviewer.banks.faults import NoSuchBankError
from interviewer.core.plan import ExaminerIdentity
from interviewer.practice.reviews import id_in_bank
from interviewer.storage.bank_files import find_bank


def write(path, name, *ids):
    questions = [
        {"id": i, "prompt": f"Why {i}, in {name}?", "reference_answer": "So."} for i in ids
    ]
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps({"id": name, "title": name.upper(), "questions": questions}))


@pytest.fixture
def home(tmp_path):
    write(tmp_path / "banks" / "one.json", "one", "a", "b")
    write(tmp_path / "banks" / "two.json", "two", "b", "c")
    return tmp_path


def test_names_with_a_comma_are_one_bank(home):
    bank = find_bank("one, two", home).load()
    assert bank.title == "ONE + TWO"
    assert list(bank) == ["a", "b", "two:b", "c"]
    assert [bank[name].prompt for name in ("b", "two:b")] == ["Why b, in one?", "Why b, in two?"]
    plan = bank.plan(ExaminerIdentity(name="offline", version="1", kind="offline"))
    assert plan.bank_ids == ("one", "one", "two", "two")
    assert [id_in_bank(b, q.id) for b, q in zip(plan.bank_ids, plan.questions, strict=True)] == [
        "a",
        "b",
        "b",
        "c",
    ]


def test_a_name_and_a_path_together(home, monkeypatch):
    monkeypatch.chdir(home)
    write(home / "x" / "mine.json", "mine", "z")
    assert list(find_bank("x/mine.json,one", home).load()) == ["z", "a", "b"]
    assert len(find_bank("sql,python", home).load()) == 20


def test_a_bank_named_twice_is_asked_once(home):
    assert list(find_bank("one,one,", home).load()) == ["a", "b"]


def test_a_file_with_a_comma_in_its_name_is_that_file(home, monkeypatch):
    monkeypatch.chdir(home)
    write(home / "x" / "a,b.json", "odd", "z")
    assert list(find_bank("x/a,b.json", home).load()) == ["z"]


def test_one_that_is_not_there_is_named(home):
    with pytest.raises(NoSuchBankError, match="There is no bank at thre"):
        find_bank("one,thre", home)
