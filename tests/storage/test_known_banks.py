"""A bank that was found good is shown at a glance: the same words, and no other bank ever is."""

import json
import os
import re

import pytest

from interviewer.assets import default_bank
from interviewer.banks.json_bank import parse
from interviewer.banks.preview import preview
from interviewer.storage.known_banks import AT_MOST, KnownBanks
from tests.commands.test_program import BANK, OFFLINE
from tests.helpers.program import call

ANSWERS = "Blue light scatters more.\n\nRivers bring salt.\n"


def seen(bank):
    first = bank.questions[0]
    return (bank.title, len(bank.questions), first.topic, first.difficulty, first.prompt)


@pytest.mark.parametrize(
    "raw",
    [
        default_bank().read_bytes(),
        json.dumps(BANK).encode("utf-8-sig"),
        json.dumps({"questions": BANK["questions"][1:]}).encode(),
        json.dumps({"title": "a\r\nb", "questions": [
            {"id": "x", "topic": "\ud83d", "prompt": "a\rb \ud800", "reference_answer": "c"}
        ]}).encode(),
    ],
)  # fmt: skip
def test_a_glance_sees_what_reading_the_bank_finds(raw):
    found = preview(raw)
    assert (found.title, found.questions, found.topic, found.difficulty, found.prompt) == seen(
        parse(raw, "b")[0]
    )


def test_known_are_the_bytes_that_were_added_and_no_others(tmp_path):
    known = KnownBanks(tmp_path, "1")
    assert b"a" not in known
    known.add(b"a")
    known.add(b"a")
    known.add(b"b")
    assert b"a" in KnownBanks(tmp_path, "1")
    assert b"b" in known
    assert b"c" not in known
    assert b"a" not in KnownBanks(tmp_path, "2")
    assert len((tmp_path / "known-banks").read_text().splitlines()) == 2


def test_the_shipped_banks_are_known_on_a_fresh_home_and_not_once_they_were_edited(tmp_path):
    known = KnownBanks(tmp_path, "1")
    raw = default_bank().read_bytes()
    assert raw in known
    assert raw + b" " not in known
    known.add(raw)
    assert list(tmp_path.iterdir()) == []


def test_so_many_are_remembered_and_no_more(tmp_path):
    known = KnownBanks(tmp_path, "1")
    for number in range(AT_MOST + 1):
        known.add(b"%d" % number)
    assert b"0" not in known
    assert b"1" in known
    assert b"%d" % AT_MOST in known


def test_where_nothing_can_be_remembered_nothing_is_known(tmp_path):
    (tmp_path / "known-banks").mkdir()
    known = KnownBanks(tmp_path, "1")
    known.add(b"a")
    assert b"a" not in known
    (tmp_path / "other").mkdir()
    os.mkfifo(tmp_path / "other" / "known-banks")
    assert b"a" not in KnownBanks(tmp_path / "other", "1")


@pytest.fixture
def home(tmp_path):
    return tmp_path / "home"


@pytest.fixture
def bank(tmp_path):
    path = tmp_path / "bank.json"
    path.write_text(json.dumps(BANK))
    return path


@pytest.mark.parametrize("more", [(), ("--count", "1"), ("--shuffle", "--seed", "1")])
def test_lines_are_the_same_whether_the_bank_is_known_or_not(home, bank, more):
    def run():
        done = call(home, *OFFLINE, *more, bank, stdin=ANSWERS)
        assert done.returncode == 0, done.stderr
        return done.stdout.partition(b"Transcript:")[0], re.sub(rb"resume \S+", b"", done.stderr)

    assert run() == run()
    assert (home / "known-banks").exists()


def test_a_known_bank_that_was_spoilt_since_is_refused_before_a_question(home, bank):
    assert call(home, *OFFLINE, bank, stdin=ANSWERS).returncode == 0
    bank.write_text(json.dumps(BANK).replace('"reference_answer"', '"reference_answers"'))
    run = call(home, *OFFLINE, bank, stdin=ANSWERS)
    assert (run.returncode, run.stdout) == (2, b"")


def test_a_bank_with_a_warning_is_read_before_a_question_each_time(home, bank):
    bank.write_text(json.dumps({**BANK, "titel": "x"}))
    for _ in range(2):
        run = call(home, *OFFLINE, bank, stdin=ANSWERS)
        assert run.stderr.startswith(b"warning: ")
    assert not (home / "known-banks").exists()
