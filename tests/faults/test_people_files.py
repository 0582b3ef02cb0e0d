"""D rows: files as people have them. What can be read is read; else the message names what it is."""

import json

import pytest

from interviewer.banks.faults import BankError
from interviewer.storage.bank_files import find_bank
from tests.commands.test_program import BANK
from tests.helpers.program import call

ONE = {"prompt": "What is a cache?", "reference_answer": "It keeps pages."}


def checked(home, tmp_path, held, name="bank.json"):
    """What is said about a file that is no bank, in one line for each fault."""
    path = tmp_path / name
    path.write_bytes(held if isinstance(held, bytes) else held.encode())
    with pytest.raises(BankError) as error:
        find_bank(path, home).load()
    said = str(error.value)
    assert said.startswith(f"{path}:")
    assert "comma too many" not in said
    return said


def test_d4_d6_d7_the_program_says_it_and_nothing_else(home, tmp_path):
    for name, held in (("b.json", "[]"), ("b.csv", "question,answer\na,b\n"), ("b.md", "# Q\n")):
        said = checked(home, tmp_path, held, name)
        for words in (("check",), ("--plain", "--offline"), ("grade", "-", "--questions")):
            run = call(home, *words, tmp_path / name)
            assert (run.returncode, run.stdout) == (2, b"")
            assert run.stderr.decode().strip() == said


def loaded(home, tmp_path, held):
    path = tmp_path / "bank.json"
    path.write_text(held if isinstance(held, str) else json.dumps(held))
    run = call(home, "check", path)
    assert run.returncode == 0, run.stderr
    assert b"0 warnings" in run.stdout
    for _ in range(2):  # a second start shows the first question before the bank is checked
        run = call(home, "--plain", "--offline", path, stdin="/quit\n")
        assert run.returncode == 0, run.stderr
    return run.stdout.decode()


@pytest.mark.parametrize(
    ("held", "also"),
    [
        ([{"question": "What is a cache?", "answer": "It keeps pages."}], 'Rename it to "prompt"'),
        ([{"id": "a", **ONE}, {"id": "b", **ONE}], ""),
        ([], ""),
        (["What is a cache?"], "must be an object"),
        ([{"id": "a"}], "Question 1 has no prompt"),
    ],
)
def test_d4_a_bare_list(home, tmp_path, held, also):
    said = checked(home, tmp_path, json.dumps(held))
    assert 'bare list; the bank must be an object. Put the list into {"questions": [...]}.' in said
    assert also in said


@pytest.mark.parametrize(
    ("item", "said"),
    [
        ({"id": "a", "question": "?", "answer": "It."}, ('"prompt"', '"reference_answer"')),
        ({"id": "a", "Prompt": "?", "Reference Answer": "It."}, ('"prompt"', '"reference_answer"')),
        ({"_id": "a", "front": "?", "back": "It."}, ('"id"', '"prompt"', '"reference_answer"')),
        ({"id": "a", "prompt": "?", "model-answer": "It."}, ('"reference_answer"',)),
        ({"id": "a", "prompt": "?", "criteria": [{"id": "x", "description": "d"}]}, ('"rubric"',)),
        ({"id": "a", "prompt": "?", "rubric": [{"id": "x", "text": "d"}]}, ('"description"',)),
    ],
)
def test_d5_other_names_are_named(home, tmp_path, item, said):
    told = checked(home, tmp_path, json.dumps({"questions": [item]}))
    for name in said:
        assert f"is meant as that. Rename it to {name}." in told


@pytest.mark.parametrize("field", ["items", "cards", "Questions"])
def test_d5_so_is_the_list_of_questions(home, tmp_path, field):
    told = checked(home, tmp_path, json.dumps({field: [{"id": "a", **ONE}]}))
    assert f"its '{field}' is meant as that. Rename it to \"questions\"." in told


@pytest.mark.parametrize(
    ("name", "held"),
    [
        ("bank.csv", 'question,answer\n"What is a cache?","It keeps pages."\n'),
        ("bank.csv", "\ufeffprompt;reference_answer;topic\nWhy?;So.;os\n"),
        ("bank.tsv", "What is a cache?\tIt keeps pages.\n"),
        ("bank.json", "id,prompt,answer\r\n1,Why?,So.\r\n"),
        ("bank", "front\tback\nWhy?\tSo.\n"),
    ],
)
def test_d6_a_spreadsheet_is_named_with_its_import(home, tmp_path, name, held):
    said = checked(home, tmp_path, held, name)
    assert "The file is CSV, not a bank in JSON." in said
    assert f"`interviewer bank import {tmp_path / name}`" in said


@pytest.mark.parametrize(
    ("name", "held", "kind"),
    [
        ("bank.md", "# Q\n\n**What is a cache?**\n\nIt keeps pages.\n", "Markdown, not a bank"),
        ("bank.txt", "**What is a cache?**\nIt keeps pages.\n", "Markdown, not a bank"),
        ("bank.md", "[Caches](c.md)\n", "Markdown, not a bank"),
        ("bank.yaml", "questions:\n  - id: a\n", "YAML"),
        ("bank.html", "<!doctype html><p>What?</p>", "HTML"),
        ("bank.pdf", b"%PDF-1.7\n\xff\x00", "a PDF"),
        ("bank.xlsx", b"PK\x03\x04\x14\x00", "a ZIP archive"),
        ("bank.txt", "What is a cache?", "plain text"),
        ("bank.txt", 'title = "A"\n[[questions]]\nid = "a"\n', "Rename it to end in .toml"),
        ("bank.txt", 'title = "A"\n[owner]\nname = "b"\n', "TOML, not a bank in JSON"),
        ("bank.ini", "[cache]\nsize = big\n", "plain text"),
        ("b.jsonl", '{"id": "a"}\n{"id": "b"}\n', "JSON lines"),
        ("b.jsonl", '{"question_id": "a", "answer": ""}\n{"question_id": "a"}\n', "answers"),
        ("bank.json", json.dumps({"id": "a", **ONE}), "one question"),
        ("bank.json", '"What is a cache?"', "one text"),
        ("bank.json", "null", "null"),
    ],
)
def test_d7_another_file_is_named(home, tmp_path, name, held, kind):
    assert kind in checked(home, tmp_path, held, name)


@pytest.mark.parametrize(
    ("held", "remedy"),
    [
        ("{'questions': []}", "straight double quotation marks"),
        ("{\u201cquestions\u201d: []}", "straight double quotation marks"),
        ('{"questions": [] // none\n}', "no comments"),
        ("{questions: []}", 'Put the name into "quotation marks"'),
        ('{"questions": None}', "Write null"),
        ('{"a": True}', "in small letters"),
        ('{"questions": [', "may be cut off"),
        ('{"questions": []} []', "Remove what follows"),
        ('{"title": "a\\d"}', "backslash"),
        ('{"title": "a}', "closing quotation mark"),
    ],
)
def test_d7_a_slip_in_json_has_the_remedy_that_fits(home, tmp_path, held, remedy):
    assert remedy in checked(home, tmp_path, held)


def test_d7_a_journal_is_named(home, tmp_path):
    bank = tmp_path / "b.json"
    bank.write_text(json.dumps(BANK))
    assert call(home, "--plain", "--offline", bank, stdin="/quit\n").returncode == 0
    (path,) = (home / "sessions").glob("*.jsonl")
    run = call(home, "check", path)
    assert (run.returncode, b"a session's journal" in run.stderr) == (2, True)


@pytest.mark.parametrize("difficulty", ["Easy", "EASY", " hard ", "Medium", None])
def test_d8_capitals_and_null_are_read(home, tmp_path, difficulty):
    item = {"id": "a", **ONE, "difficulty": difficulty, "topic": None, "hints": None}
    point = {"id": "x", "description": "Keeps.", "weight": None, "signs": None, "label": None}
    item |= {"rubric": [point], "misconceptions": None, "clarifications": None}
    shown = loaded(home, tmp_path, {"title": None, "description": None, "questions": [item]})
    assert f"(general, {(difficulty or 'medium').strip().lower()})" in shown


@pytest.mark.parametrize("field", ["id", "prompt"])
def test_d8_null_in_a_field_that_must_be_there_is_a_fault(home, tmp_path, field):
    said = checked(home, tmp_path, json.dumps({"questions": [{"id": "a", **ONE, field: None}]}))
    assert f"Question 1 has no {field}" in said


@pytest.mark.parametrize("score", ["0.9", "1", " .5 ", "0,75"])
def test_d9_a_score_in_quotation_marks(home, tmp_path, score):
    bank, labels = tmp_path / "bank.json", tmp_path / "labels.jsonl"
    bank.write_text(json.dumps(BANK))
    labels.write_text(json.dumps({"question_id": "sky", "answer": "x", "score": score}))
    run = call(home, "calibrate", labels, "--questions", bank, "--offline")
    meant = score.strip().replace(",", ".")
    assert f'"score" is a number in quotation marks. Write {meant}.' in run.stderr.decode()


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("weight", "2", "weight must be a number. It is a number in quotation marks: write 2."),
        ("weight", "heavy", "weight must be a number. Use numbers such as 1, 2 and 3."),
        ("essential", "true", "Write true, without quotation marks."),
        ("signs", "it keeps", 'Put it into square brackets: ["..."].'),
        ("id", 7, 'Write "7", in quotation marks.'),
    ],
)
def test_d9_a_value_of_the_wrong_type_in_a_bank(home, tmp_path, field, value, said):
    item = {"id": "a", **ONE, "rubric": [{"id": "x", "description": "d", field: value}]}
    assert said in checked(home, tmp_path, json.dumps({"questions": [item]}))


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('{"id":1,"question_id":"sky","answer":NaN}', "NaN is no value that JSON knows"),
        ('{"id":-Infinity,"question_id":"sky","answer":"x"}', "-Infinity is no value"),
        ('{"id":1,"question_id":"sky","answer":null}', '"answer" is null'),
        ('{"id":1,"question":"sky","answer":"x"}', '"question" is meant as that'),
        ('{"id":1,"question_id":"sky","response":"x"}', '"response" is meant as that'),
    ],
)
def test_d10_what_is_no_answer_is_named(home, tmp_path, line, said):
    bank, answers = tmp_path / "bank.json", tmp_path / "answers.jsonl"
    bank.write_text(json.dumps(BANK))
    answers.write_text(f'{line}\n{{"id": 2, "question_id": "sky", "answer": "Blue."}}\n')
    run = call(home, "grade", answers, "--questions", bank, "--offline")
    assert run.returncode == 1
    assert said in run.stderr.decode()
    assert [json.loads(one)["id"] for one in run.stdout.splitlines()] == [2]


@pytest.mark.parametrize(
    ("held", "kind"),
    [
        ('[{"id": 1, "question_id": "sky", "answer": "x"}]', "one JSON list"),
        ('[\n {"id": 1}\n]', "one JSON value over several lines"),
        ("question_id,answer\nsky,Blue.\n", "CSV"),
        (json.dumps(BANK), "a question bank"),
        ('{"id": 1}'.encode("utf-16-le"), "UTF-16"),
    ],
)
def test_d10_a_file_that_holds_no_answers_is_named(home, tmp_path, held, kind):
    bank, answers = tmp_path / "bank.json", tmp_path / "answers.jsonl"
    bank.write_text(json.dumps(BANK))
    answers.write_bytes(held if isinstance(held, bytes) else held.encode())
    run = call(home, "grade", answers, "--questions", bank, "--offline")
    assert (run.returncode, run.stdout) == (2, b"")
    assert kind in run.stderr.decode()


@pytest.mark.parametrize(
    "answer",
    [
        "- Control\n- Action recognition\n- Non-linear mapping",
        "Control, action recognition, non-stationary bandits, per-arm rewards",
        "control; DES traffic; van routing; action recognition",
        "1. Control\n2. Die casting\n3. Action recognition",
        "* Control\n* Action recognition\n* Non parametric MIT benchmarks",
    ],
)
def test_d3_a_list_of_english_terms_is_english(home, tmp_path, answer):
    """What a bare list is worth is another matter."""
    status, earned = listed(home, tmp_path, answer)
    assert status == "graded"
    assert None not in earned


@pytest.mark.parametrize(
    "answer",
    [
        "- Steuerung der Anlagen\n- Erkennung von Handlungen\n- nichtlineare Abbildung",
        "- Contr\u00f4le des syst\u00e8mes\n- Reconnaissance des actions\n- Cartographie non lin\u00e9aire",
        "Controllo di sistemi, riconoscimento delle azioni, mappatura non lineare",
    ],
)
def test_d3_a_list_in_another_language_is_not(home, tmp_path, answer):
    assert listed(home, tmp_path, answer) == ("ungraded", [None, None])


def listed(home, tmp_path, answer):
    """What comes of a list as the answer to a question that asks for names."""
    bank, answers = tmp_path / "bank.json", tmp_path / "answers.jsonl"
    points = [
        {"id": "a", "description": "Names control.", "signs": ["control"]},
        {"id": "b", "description": "Names it.", "signs": ["action recognition"]},
    ]
    question = {"id": "p", "prompt": "Name uses of it.", "rubric": points}
    question["reference_answer"] = "Control, action recognition."
    bank.write_text(json.dumps({"questions": [question]}))
    answers.write_text(json.dumps({"id": 1, "question_id": "p", "answer": answer}))
    run = call(home, "grade", answers, "--questions", bank, "--offline")
    found = json.loads(run.stdout)
    return found["status"], [point["credit"] for point in found["points"]]
