"""Banks in other notations than JSON: the same bank, the same checks, no wrong places."""

import json

import pytest

from interviewer.banks.faults import BankError
from interviewer.banks.formats import parse

TOML = b"""\xef\xbb\xbftitle = "Sky"\r
[[questions]]\r
id = "sky"\r
prompt = '''Why is the sky blue,\r
by day?'''\r
[[questions.rubric]]\r
id = "scatter"\r
description = "Short waves are scattered more."\r
"""


def test_a_toml_bank_is_the_json_bank_that_says_the_same():
    point = {"id": "scatter", "description": "Short waves are scattered more."}
    question = {"id": "sky", "prompt": "Why is the sky blue,\nby day?", "rubric": [point]}
    same = json.dumps({"title": "Sky", "questions": [question]}).encode()
    assert parse(TOML, "b.toml", ".toml") == parse(same, "b.json", ".json")


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"title = ", "b.toml: This is no .toml bank (TOMLDecodeError: "),
        (b"a = 1979-05-27", "b.toml: This is no .toml bank (TypeError: "),
        (b"\xff\xfe", "b.toml: This is no .toml bank (UnicodeDecodeError: "),
        (b"a = " + b"[" * 100_000, "b.toml: This is no .toml bank (RecursionError: "),
        (b'[[questions]]\nid = "q"\npromt = "Why?"', "b.toml: Question 1 has no prompt. "),
    ],
)
def test_faults_are_named_without_a_place_that_is_not_the_files(raw, said):
    with pytest.raises(BankError) as error:
        parse(raw, "b.toml", ".toml")
    assert str(error.value).startswith(said)


def test_so_are_warnings():
    _, warnings = parse(TOML + b"colour = 'blue'\n", "b.toml", ".toml")
    assert [warning.at("b.toml") for warning in warnings] == [
        "b.toml: Unknown field 'colour'. It is ignored."
    ]
