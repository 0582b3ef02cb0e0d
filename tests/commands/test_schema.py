"""`interviewer schema NAME`: each schema takes the real files of its kind and refuses damaged ones."""

import copy
import json

import jsonschema
import pytest

from interviewer import assets
from tests.helpers.program import call

OFFLINE = ("--offline", "--plain")
NAMES = ("bank", "report", "grade", "journal")


@pytest.fixture(scope="module")
def schemas(tmp_path_factory):
    home = tmp_path_factory.mktemp("schemas")
    return {name: json.loads(call(home, "schema", name).stdout) for name in NAMES}


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """A home with one session in which nearly everything happened that a journal can hold."""
    home = tmp_path_factory.mktemp("home")
    said = (
        "What do you mean?\n\n/hint\n\nShuffled folds keep the shares of the classes.\n\nThe errors of "
        "the trees differ.\n\n/skip\n\n2\n\n/quit\n"
    )
    run = call(home, "start", *OFFLINE, "--count", 3, "--feedback", "each", stdin=said)
    assert run.returncode == 0, run.stderr
    assert call(home, "regrade", "latest", "--offline").returncode == 0
    return home


def sound(schema, data) -> bool:
    return jsonschema.Draft202012Validator(schema).is_valid(data)


def records(home):
    (path,) = (home / "sessions").glob("*.jsonl")
    return [json.loads(line.partition(b" ")[2]) for line in path.read_bytes().splitlines()]


def damaged(data, *steps):
    """A copy of which the last step's member is set to something impossible, or removed."""
    *path, key, value = steps
    copied = part = copy.deepcopy(data)
    for step in path:
        part = part[step]
    if value is ...:
        del part[key]
    else:
        part[key] = value
    return copied


@pytest.mark.parametrize("name", NAMES)
def test_it_is_a_schema_and_no_name_means_the_bank(schemas, name, tmp_path):
    jsonschema.Draft202012Validator.check_schema(schemas[name])
    assert schemas["bank"] == json.loads(call(tmp_path, "schema").stdout)


def test_banks(schemas):
    for path in assets.banks().values():
        bank = json.loads(path.read_text())
        assert sound(schemas["bank"], bank), path
    for wrong in (
        ("questions", []),
        ("questions", ...),
        ("schema_version", 2),
        ("questions", 0, "id", ...),
        ("questions", 0, "difficulty", "extreme"),
        ("questions", 0, "rubric", 0, "weight", 0),
        ("questions", 0, "prompt", " "),
    ):
        assert not sound(schemas["bank"], damaged(bank, *wrong)), wrong


def test_a_report(schemas, home):
    report = json.loads(call(home, "report", "--format", "json").stdout)
    assert sound(schemas["report"], report)
    assert not sound(schemas["report"], damaged(report, "questions", 0, "status", "lost"))
    assert not sound(schemas["report"], damaged(report, "questions", 0, "points", 0, "credit", "1"))
    for member in schemas["report"]["required"]:
        assert not sound(schemas["report"], damaged(report, member, ...)), member


def test_lines_of_grade(schemas, tmp_path):
    answers = [
        {"id": 1, "question_id": "stratified-cross-validation", "answer": "Folds keep the shares."},
        {"id": "b", "question_id": "stratified-cross-validation", "answer": ""},
        {"id": "c", "question_id": "nothing", "answer": "x"},
    ]
    lines = "".join(json.dumps(answer) + "\n" for answer in answers)
    run = call(tmp_path, "grade", "-", "--offline", stdin=lines)
    found = [json.loads(line) for line in run.stdout.splitlines()]
    assert [line["id"] for line in found][:2] == [1, "b"]
    for line in found:
        assert sound(schemas["grade"], line), line
    for wrong in (("id", None), ("status", "unsure"), ("score", "1"), ("points", 0, "quote", ...)):
        assert not sound(schemas["grade"], damaged(found[0], *wrong)), wrong


def test_every_record_of_a_journal(schemas, home):
    found = records(home)
    kinds = {record["kind"] for record in found}
    assert kinds >= {"opened", "answered", "graded", "followed_up", "regraded", "concluded"}, kinds
    for record in found:
        assert sound(schemas["journal"], record), record
        for member in ("seq", "kind", "at"):
            assert not sound(schemas["journal"], damaged(record, member, ...)), (record, member)
    opened = found[0]
    assert not sound(schemas["journal"], damaged(opened, "plan", "questions", []))
    assert not sound(schemas["journal"], {**opened, "kind": "unheard-of"})


def test_fields_say_what_they_are(schemas):
    point = schemas["bank"]["$defs"]["RubricPoint"]["properties"]
    assert point["essential"]["description"].startswith("Without it an answer is not a pass")
    assert "null" in schemas["grade"]["properties"]["reason"]["description"]


def test_another_name_is_refused(tmp_path):
    run = call(tmp_path, "schema", "nothing")
    assert run.returncode == 2
    assert b"choose from" in run.stderr
