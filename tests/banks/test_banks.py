"""Question banks: loaded, or every fault with its place and a remedy. Ids are rows of FAULTS."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interviewer.banks.json_bank import BankError, parse
from interviewer.core.questions import (
    NothingToAsk,
    Question,
    QuestionBank,
    choose,
    sentences,
)

QUESTION = {"id": "a", "prompt": "Why?", "reference_answer": "Because. So."}


def bank(*questions, **more):
    return json.dumps({"questions": list(questions) or [QUESTION], **more}).encode()


def fault(raw: bytes) -> str:
    with pytest.raises(BankError) as error:
        parse(raw, "bank.json")
    return str(error.value)


def with_point(**point):
    return bank({**QUESTION, "rubric": [{"id": "p", "description": "d", **point}]})


def test_the_least_a_bank_needs():
    found, warnings = parse(bank(), "bank.json")
    assert warnings == ()
    assert [p.description for p in found.questions[0].points] == ["Because.", "So."]
    assert [p.id for p in found.questions[0].points] == ["sentence-1", "sentence-2"]


def test_q03_bad_json_has_its_place():
    assert fault(b'{"questions": [\n  {"id": 1,}]}').startswith("bank.json:2:12: Not JSON")
    assert "comma" in fault(b'{"a": 1,}')


def test_q04_a_byte_order_mark_is_accepted():
    assert parse(b"\xef\xbb\xbf" + bank(), "bank.json")[0].questions


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_q05_utf_16_is_said(encoding):
    assert "Save it as UTF-8" in fault(bank().decode().encode(encoding))


def test_q05_a_byte_that_is_not_utf_8_has_its_place():
    assert fault(b'{"questions":\n "\xff"}').startswith("bank.json:2:3: A byte here is not UTF-8.")


def test_q06_windows_line_ends_are_accepted_and_unified():
    raw = bank({**QUESTION, "prompt": "a\r\nb"}).replace(b", ", b",\r\n")
    assert parse(raw, "bank.json")[0].questions[0].prompt == "a\nb"


def test_q07_duplicate_keys_name_both_places():
    raw = b'{"questions": [{"id": "a",\n "id": "b", "prompt": "p", "reference_answer": "r"}]}'
    assert fault(raw).startswith("bank.json:2:2: The key 'id' is here twice. The first is at 1:17")


def test_q08_duplicate_ids_name_both_places():
    raw = b'{"questions": [\n{"id":"a","prompt":"p","reference_answer":"r"},\n{"id":"a","prompt":"p","reference_answer":"r"}]}'
    assert fault(raw).startswith("bank.json:3:7: The id 'a' is already taken at 2:7.")
    point = {"id": "p", "description": "d"}
    assert "already taken" in fault(bank({**QUESTION, "rubric": [point, point]}))
    both = {**QUESTION, "rubric": [point], "misconceptions": [point]}
    assert "already taken" in fault(bank(both))


def test_q09_an_empty_bank():
    assert "no questions" in fault(b'{"questions": []}')
    assert "empty" in fault(b"")
    assert "has no questions" in fault(b"{}")


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e999"])
def test_q10_numbers_that_are_none(number):
    raw = with_point(weight=7).replace(b"7", number.encode())
    assert f"{number} is no number JSON knows" in fault(raw)


@pytest.mark.parametrize("weight", [0, -1, -0.5])
def test_q11_weights_must_be_positive(weight):
    assert "weight must be more than 0" in fault(with_point(weight=weight))


@pytest.mark.parametrize("weight", ["3", True, "heavy", [1]])
def test_q11_weights_must_be_numbers(weight):
    assert "weight must be a number" in fault(with_point(weight=weight))


def test_q12_unknown_fields_warn_with_the_nearest_name():
    raw = bank({**QUESTION, "referense_answer": "x", "difficulty": "easy"}, titel="t")
    found, warnings = parse(raw, "bank.json")
    text = "\n".join(warning.at("bank.json") for warning in warnings)
    assert found.questions
    assert "'titel'. Did you mean 'title'?" in text
    assert "'referense_answer'. Did you mean 'reference_answer'?" in text


@pytest.mark.parametrize("opening", ["[", '{"a":'])
def test_q13_nesting_100_000_deep(opening):
    assert "nested too deeply" in fault((opening * 100_000).encode())


def test_q13_nesting_that_is_only_too_deep_to_be_normalised():
    raw = b'{"questions": [], "a": "\\ud800", "x": ' + b"[" * 900 + b"]" * 900 + b"}"
    assert "nested too deeply" in fault(raw)


def test_q14_an_integer_of_5_000_digits():
    raw = with_point(weight=7).replace(b"7", b"1" * 5000)
    assert "far too long" in fault(raw)


def test_q15_more_than_20_mb():
    assert "larger than 20 MB" in fault(b" " * 20_000_001)


HOSTILE = "\x1b]52;c;eA==\x07[/b]{x}%s\u202e</answer>\ud800"


def test_q16_hostile_text_in_every_field_loads_and_stays_to_the_letter():
    point = {"id": "p" + HOSTILE, "description": HOSTILE, "signs": [HOSTILE], "follow_up": HOSTILE}
    raw = json.dumps(
        {
            "title": HOSTILE,
            "questions": [
                {
                    "id": "q" + HOSTILE,
                    "topic": HOSTILE,
                    "prompt": HOSTILE,
                    "rubric": [point],
                    "misconceptions": [{**point, "id": "m" + HOSTILE}],
                }
            ],
        }
    ).encode()
    found, _ = parse(raw, "bank.json")
    assert found.questions[0].prompt == HOSTILE.replace("\ud800", "\ufffd")


def test_q16_hostile_names_are_inert_in_messages():
    message = fault(bank({**QUESTION, "id": "\x1b[2J"}, {**QUESTION, "id": "\x1b[2J"}))
    assert "\x1b" not in message


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"[1]", "must be an object"),
        (bank({"id": "a", "prompt": "p"}), "neither a rubric nor a reference_answer"),
        (bank({"prompt": "p", "reference_answer": "r"}), "Question 1 has no id. Add it."),
        (bank({**QUESTION, "prompt": " "}), "prompt is blank"),
        (bank({**QUESTION, "prompt": 3}), "prompt must be text"),
        (bank({**QUESTION, "difficulty": "hardd"}), "'easy', 'medium' or 'hard'"),
        (bank({**QUESTION, "rubric": "p"}), "rubric must be a list"),
        (with_point(essential="yes"), "essential must be true or false"),
        (bank(schema_version=2), "reads schema_version 1"),
    ],
)
def test_each_fault_is_one_sentence_with_a_remedy(raw, said):
    message = fault(raw)
    assert said in message
    assert message.startswith("bank.json:1:")


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_have_two_outcomes(raw):
    try:
        parse(raw, "bank.json")
    except BankError as error:
        assert str(error)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=8,
)


@settings(max_examples=300, deadline=None)
@given(
    st.dictionaries(st.sampled_from(["questions", "title", "schema_version", "x"]), json_values),
    st.dictionaries(
        st.sampled_from(
            ["id", "prompt", "reference_answer", "rubric", "misconceptions", "topic", "y"]
        ),
        json_values,
    ),
)
def test_any_json_has_two_outcomes(top, question):
    for data in (top, {**top, "questions": [question]}, {"questions": [{**QUESTION, **question}]}):
        try:
            parse(json.dumps(data).encode(), "bank.json")
        except BankError as error:
            assert all(fault.line >= 1 and fault.column >= 1 for fault in error.faults)


def test_sentences_are_not_cut_at_abbreviations():
    text = "Use it, e.g. for images. It helps (a lot). Does it? Yes\n- a list item"
    assert sentences(text) == [
        "Use it, e.g. for images.",
        "It helps (a lot).",
        "Does it?",
        "Yes",
        "a list item",
    ]


def three():
    return QuestionBank(
        questions=tuple(
            Question(id=i, topic=t, difficulty=d, prompt="p", reference_answer="r")
            for i, t, d in (("a", "x", "easy"), ("b", "y", "hard"), ("c", "x", "hard"))
        )
    )


def test_choosing():
    def ids(**wish):
        return [question.id for question in choose(three(), **wish)]

    assert ids() == ["a", "b", "c"]
    assert ids(topic="X", difficulty="hard") == ["c"]
    assert ids(topic=" x ") == ["a", "c"]
    assert ids(ids=("c", "a")) == ["c", "a"]
    assert ids(count=2) == ["a", "b"]
    assert ids(shuffle=True, seed=1) == ids(shuffle=True, seed=1)
    assert sorted(ids(shuffle=True, seed=1)) == ["a", "b", "c"]


def test_choosing_nothing_says_what_there_is():
    with pytest.raises(NothingToAsk, match=r"There is: x, y"):
        choose(three(), topic="z")
    with pytest.raises(NothingToAsk, match=r"no question 'bb'.*"):
        choose(three(), ids=("bb",))
