"""Which file a bank is: paths, names, and what is said where there is none."""

import json
import re

import pytest

from interviewer import assets
from interviewer.banks.faults import BankError, NoSuchBankError
from interviewer.storage.bank_files import bank_names, find_bank

BANK = {"title": "Mine", "questions": [{"id": "a", "prompt": "Why?", "reference_answer": "So."}]}


@pytest.fixture
def home(tmp_path):
    (tmp_path / "banks").mkdir()
    (tmp_path / "banks" / "mine.json").write_text(json.dumps(BANK))
    (tmp_path / "banks" / "notes.txt").write_text("not a bank")
    return tmp_path


def test_no_name_and_the_first_banks_name_are_the_same_bank(home):
    assert find_bank(None, home).load() == find_bank("ml-fundamentals", home).load()
    assert find_bank("ml-fundamentals", home).raw == assets.default_bank().read_bytes()


def test_a_persons_own_bank_has_the_name_of_its_file(home):
    assert find_bank("mine", home).load().title == "Mine"
    assert next(iter(bank_names(home))) == assets.FIRST_BANK
    assert "mine" in bank_names(home)
    assert "notes" not in bank_names(home)


def test_a_persons_own_bank_comes_before_a_shipped_one_of_its_name(home):
    (home / "banks" / "ml-fundamentals.json").write_text(json.dumps(BANK))
    assert find_bank("ml-fundamentals", home).load().title == "Mine"
    assert find_bank(None, home).load().title != "Mine"


def test_shipped_banks_are_all_files_of_the_folder(home, monkeypatch):
    (home / "questions.json").write_text(json.dumps(BANK))
    monkeypatch.setattr(assets, "_root", lambda: home)
    assert list(assets.banks()) == ["ml-fundamentals", "mine"]


def test_a_name_counts_before_a_path_of_the_same_letters(home, monkeypatch):
    monkeypatch.chdir(home)
    (home / "mine").write_text(json.dumps({**BANK, "title": "A file"}))
    (home / "other").write_text(json.dumps({**BANK, "title": "A file"}))
    assert find_bank("mine", home).load().title == "Mine"
    assert find_bank("./mine", home).load().title == "A file"
    assert find_bank("other", home).load().title == "A file"


@pytest.mark.parametrize(
    ("wanted", "hint"),
    [("mien", " Did you mean 'mine'?"), ("mien.json", ""), ("a/mine", ""), ("\x9b2J", "")],
)
def test_a_bank_that_is_not_there_is_said_with_the_nearest_name(home, wanted, hint):
    with pytest.raises(BankError, match=re.escape("There is no bank at")) as error:
        find_bank(wanted, home)
    assert isinstance(error.value, NoSuchBankError)
    assert str(error.value).endswith(f".{hint}")
    assert "\x9b" not in str(error.value)
    assert error.value.faults == ()


def test_a_bank_is_a_mapping_of_its_questions(home):
    bank = find_bank("mine", home).load()
    assert (list(bank), len(bank), "a" in bank, bank.title) == (["a"], 1, True, "Mine")
    assert bank["a"].prompt == "Why?"
    assert re.fullmatch("[0-9a-f]{64}", bank.digest)
    assert bank.digest == find_bank("mine", home).load().digest
    with pytest.raises(KeyError, match="There is no question 'b'"):
        bank["b"]
    assert bank.get("b") is None
