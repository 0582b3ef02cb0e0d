"""The shipped banks are as good as code can see: sound, complete, and nothing is asked twice."""

import json
import re

import pytest

from interviewer import assets
from interviewer.banks.duplicates import alike
from interviewer.banks.json_bank import parse
from interviewer.cli import main
from tests.banks import shipped_table

LIBRARY = sorted(set(assets.banks()) - {assets.FIRST_BANK})
MEASURED = {"behavioural": 8, "deep-learning": 20, "machine-learning": 25, "mlops": 15}
AT_LEAST = {**MEASURED, "python": 10, "sql": 10, "statistics": 15}

every_bank = pytest.mark.parametrize("name", assets.banks())


def raw(name):
    return json.loads(assets.banks()[name].read_bytes())


@every_bank
def test_check_passes(name, tmp_path, capsys):
    assert main(["check", name, "--home", str(tmp_path)]) == 0
    said = capsys.readouterr()
    assert "0 warnings" in said.out
    assert "advice" not in said.out
    assert said.err == ""


def test_what_is_known_of_the_shipped_banks_is_up_to_date():
    written = shipped_table.place().read_text(encoding="utf-8")
    assert written == shipped_table.text(), "run: make shipped-banks"
    assert len(list(shipped_table.sound())) == len(assets.banks())


def test_the_library_is_worth_a_month_of_evenings():
    counts = {name: len(raw(name)["questions"]) for name in LIBRARY}
    assert {name: counts[name] >= least for name, least in AT_LEAST.items()} == dict.fromkeys(
        AT_LEAST, True
    )
    assert sum(counts.values()) >= 100


def test_no_question_is_in_two_banks():
    questions = [
        question
        for name, path in assets.banks().items()
        for question in parse(path.read_bytes(), name)[0].questions
    ]
    assert len({question.id for question in questions}) == len(questions)
    assert [(questions[a].id, questions[b].id) for a, b, _ in alike(questions)] == []


def test_the_first_bank_is_the_first_and_has_its_ten():
    assert next(iter(assets.banks())) == assets.FIRST_BANK
    assert len(raw(assets.FIRST_BANK)["questions"]) == 10


@every_bank
def test_a_bank_says_who_it_is_and_whose(name):
    bank = raw(name)
    assert bank["id"] == name
    assert bank["licence"] == "MIT"
    assert bank["source"]
    assert bank["description"]


@every_bank
def test_every_question_has_what_an_interview_can_use(name):
    for question in raw(name)["questions"]:
        assert len(question["hints"]) == 3
        assert question["deeper"].strip()
        assert len(question["alternative_answers"]) == 2
        assert 2 <= question["minutes"] <= 10
        assert 60 <= len(question["reference_answer"].split()) <= 175
        assert 1 <= sum(point["essential"] for point in question["rubric"]) <= 2
        assert all(c["asked"] and c["reply"] for c in question["clarifications"])


@every_bank
def test_every_point_can_be_recognised_and_led_to(name):
    for question in raw(name)["questions"]:
        points = {point["id"] for point in question["rubric"]}
        signs = [sign for point in question["rubric"] for sign in set(point["signs"])]
        assert len(set(signs)) == len(signs), question["id"]
        for point in question["rubric"]:
            assert len(set(point["signs"])) >= 8, (question["id"], point["id"])
            assert len(point["label"].split()) <= 9
            assert point["follow_up"].strip()
        for belief in question["misconceptions"]:
            assert len(belief["signs"]) >= 4, (question["id"], belief["id"])
            assert belief.get("contradicts") in {None, *points}, (question["id"], belief["id"])


@every_bank
def test_no_hint_and_no_follow_up_has_five_words_in_a_row_of_the_reference(name):
    for question in raw(name)["questions"]:
        parts = [*question["rubric"], *question["misconceptions"]]
        said = [*question["hints"], *(part["follow_up"] for part in parts)]
        said += [clarification["reply"] for clarification in question["clarifications"]]
        open_runs = runs(question["prompt"])
        for text in said:
            assert not (runs(text) & runs(question["reference_answer"])) - open_runs, text


def runs(text):
    words = re.findall(r"\w+", text.casefold())
    return {tuple(words[i : i + 5]) for i in range(len(words) - 4)}
