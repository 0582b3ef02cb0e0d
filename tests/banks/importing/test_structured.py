"""JSON, TOML and YAML of any shape; the YAML reader is strict."""

import json

import pytest

from interviewer.banks.importing.found import ImportRefusedError
from interviewer.banks.importing.readers import questions_in
from interviewer.banks.importing.yaml_flow import YamlError
from interviewer.banks.importing.yaml_reader import read_yaml


def taken(text, name):
    return [(q.prompt, q.answer, q.topic) for q in questions_in(text.encode(), name).questions]


@pytest.mark.parametrize(
    ("data", "topic"),
    [
        ([{"question": "What is a?", "answer": "It is b."}], ""),
        ({"questions": [{"q": "What is a?", "a": "It is b."}]}, ""),
        ({"cards": {"os": [{"front": "What is a?", "back": "It is b."}]}}, "os"),
        ({"What is a?": "It is b."}, ""),
        ({"networks": {"What is a?": "It is b.", "Why?": "So."}}, "networks"),
        (
            [
                {
                    "topic": "os",
                    "questions": [{"question": "What is a?", "answer": {"text": "It is b."}}],
                }
            ],
            "os",
        ),
        (
            [{"question": "What is a?", "options": ["x", "It is b."], "answer": 1, "topic": "os"}],
            "os",
        ),
        (
            [
                {
                    "question": "What is a?",
                    "answers": [
                        {"text": "x", "correct": False},
                        {"text": "It is b.", "correct": True},
                    ],
                }
            ],
            "",
        ),
    ],
)
def test_shapes_of_json(data, topic):
    first = taken(json.dumps(data), "list.json")[0]
    assert first[0] == "What is a?"
    assert first[1].removeprefix("- ") == "It is b."
    assert first[2] == topic


def test_json_lines_and_a_name_that_says_nothing():
    assert taken(
        '{"question": "Why?", "answer": "So."}\n{"question": "Who?", "answer": "Me."}\n', "x"
    ) == [
        ("Why?", "So.", ""),
        ("Who?", "Me.", ""),
    ]


def test_toml():
    assert taken('title = "T"\n[[questions]]\nquestion = "Why?"\nanswer = "So."\n', "x.toml") == [
        ("Why?", "So.", "")
    ]


def test_toml_by_what_it_holds():
    about = "# " + "about these questions, " * 20 + "\n"
    text = f'{about}title = "T"\n\n[[questions]]\nquestion = "Why?"\nanswer = "So."\n'
    assert taken(text, "x.txt") == [("Why?", "So.", "")]


YAML = """
# cards
title: "Mine: \\u00e9"
items:
- question: What's "x"?  # said
  answer: |
    It is **y**.
    - one

    Two.
  tags: [a, 'b, c', "d"]
  meta: {level: hard, n: 3}
- question: >-
    Why is it
    so?
  answer: 'It''s
    folded'
-
  question: plain text that
    goes on?
  answer: no
"""


def test_yaml_that_people_write():
    data = read_yaml(YAML)
    assert data["title"] == "Mine: é"
    first, second, third = data["items"]
    assert first["question"] == 'What\'s "x"?'
    assert first["answer"] == "It is **y**.\n- one\n\nTwo."
    assert first["tags"] == ["a", "b, c", "d"]
    assert first["meta"] == {"level": "hard", "n": "3"}
    assert second == {"question": "Why is it so?", "answer": "It's folded"}
    assert third == {"question": "plain text that goes on?", "answer": "no"}


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("a: &x [1]\nb: *x", 1, "Anchors"),
        ("a: 1\nb: *x", 2, "Aliases"),
        ("a: !!python/object:os.system x", 1, "Tags"),
        ("%YAML 1.2\n---\na: 1", 1, "directives"),
        ("a: 1\na: 2", 2, "twice"),
        ("a: 'open", 1, "never closed"),
        ("a: [1, 2", 1, "never closed"),
        ("a: 1\n\tb: 2", 2, "tab"),
        ("a: 1\n  b: 2\nc", 3, "indentation"),
        ("- " * 60 + "a", 1, "deeply"),
        ("[" * 60 + "]" * 60, 1, "cannot be read"),
    ],
)
def test_yaml_that_is_refused(text, line, said):
    with pytest.raises(YamlError, match=said) as error:
        read_yaml(text)
    assert error.value.line == line


def test_faults_name_the_place():
    with pytest.raises(ImportRefusedError, match=r"x\.json:1:\d+: Not JSON"):
        questions_in(b'{"questions": [', "x.json")
    with pytest.raises(ImportRefusedError, match=r"x\.yaml:2: Aliases"):
        questions_in(b"a: 1\nb: *a", "x.yaml")
    with pytest.raises(ImportRefusedError, match="nested too deeply"):
        questions_in(b"[" * 100_000, "x.json")
    with pytest.raises(ImportRefusedError, match="nested too deeply"):
        questions_in(b"[" * 100 + b"]" * 100, "x.json")
