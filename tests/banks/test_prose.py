"""Only prose becomes a point: in a reference answer of any shape."""

import json
import time

import pytest

from interviewer.banks.json_bank import parse
from interviewer.banks.prose import is_only_code, points


@pytest.mark.parametrize(
    ("reference", "expected"),
    [
        ("Because. So.", ["Because.", "So."]),
        ("1. It is a proxy.\n2. It keeps pages.", ["It is a proxy.", "It keeps pages."]),
        (
            "It adds a penalty.\n\n![penalty](img/l2.png)\n\n```python\nloss = loss + lam * w @ w\n```\n<br/>\n",
            ["It adds a penalty."],
        ),
        ("There are three ways:\n- dropout\n- early stopping\n- L2", ["There are three ways: dropout, early stopping, L2."]),
        (
            "Two drawbacks:\n\n1. It is slow to train on much data.\n2. It needs memory, and\nthat is costly.",
            ["It is slow to train on much data.", "It needs memory, and that is costly."],
        ),
        ("A closure is a function that remembers the\nvariables around it. It is used later.", ["A closure is a function that remembers the variables around it.", "It is used later."]),
        ("It maps keys.\n\nExample:\n\n```\nx\n```\nSee https://example.org\n[Docs](https://x.y)\n- [More](z)", ["It maps keys."]),
        ("# Head\n\nIt works (e.g. here). What then?\n\n---\n| a | b |\n", ["It works (e.g. here)."]),
        ("You can write it like this:\nx = 1;", ["You can write it like this: x = 1;"]),
        ("42", ["42"]),
        ("Yes", ["Yes"]),
        ("It grows. It grows.", ["It grows."]),
        ("> It is **quoted** `here`.", ["It is quoted here."]),
    ],
)  # fmt: skip
def test_points_of_a_reference(reference, expected):
    assert points(reference) == expected


def bank(reference):
    question = {"id": "a", "prompt": "Why?", "reference_answer": reference}
    return parse(json.dumps({"questions": [question]}).encode(), "bank.json")[0]


def test_a_loaded_bank_has_those_points():
    (question,) = bank("1. It is a proxy.\n2. It keeps pages.").questions
    assert [(p.id, p.description) for p in question.points] == [
        ("sentence-1", "It is a proxy."),
        ("sentence-2", "It keeps pages."),
    ]


@pytest.mark.parametrize(
    "part",
    [
        "a. ",
        "a\n",
        "- a\n",
        "1. a b\n",
        "# a\n",
        "```\n",
        "| a |\n",
        "![a](",
        "[a](b) ",
        "e.g. ",
        "**a ",
        "<br>",
        ": ",
        "-  -",
        "x = 1\n",
    ],
)
def test_long_references_are_read_in_linear_time(part):
    began = time.process_time()
    points(part * (100_000 // len(part)))
    assert time.process_time() - began < 3


@pytest.mark.parametrize(
    ("reference", "expected"),
    [
        ("It repeats. Let's see an example,\n```\nx\n```", ["It repeats."]),
        ("There are two kinds,\n1. fast\n2. slow", ["There are two kinds: fast, slow."]),
        ("It is used as below", ["It is used as below"]),
        ("- It shows an icon;\n- It blinks the LED.", ["It shows an icon", "It blinks the LED."]),
        ("**Answer:** It keeps pages.", ["It keeps pages."]),
        ("- Adam(best one. less time)", ["Adam(best one. less time)"]),
        ("It logs.\ndata.then(res => console.log(res))", ["It logs."]),
    ],
)
def test_lines_that_lead_to_something_are_no_points(reference, expected):
    assert points(reference) == expected


@pytest.mark.parametrize(
    ("answer", "only_code"),
    [
        ("```\nx = 1\n```", True),
        ("Output:\n\n```\n1\n```", True),
        ("It sets x.\n\n```\nx = 1\n```", False),
        ("kubectl get svc", False),
        ("42", False),
    ],
)
def test_answers_that_are_only_code(answer, only_code):
    assert is_only_code(answer) is only_code
