"""What of a reference answer is a point: its sentences, never its mark-up."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interviewer.banks.json_bank import parse
from interviewer.banks.prose import points as points_in
from interviewer.core.questions import sentences

TWO = ["It is a proxy.", "It keeps pages."]
ONE = ["It adds a penalty on large weights to the loss."]


def points(reference: str) -> list[str]:
    raw = json.dumps({"questions": [{"id": "a", "prompt": "?", "reference_answer": reference}]})
    question = parse(raw.encode(), "bank.json")[0].questions[0]
    assert question.reference_answer == reference, "what is shown stays as it was written"
    return [point.description for point in question.points]


@pytest.mark.parametrize(
    "reference",
    [
        "1. It is a proxy.\n2. It keeps pages.",
        "1) It is a proxy.\n2) It keeps pages.",
        "(1) It is a proxy. (2) It keeps pages.",
        "1. It is a proxy. 2. It keeps pages.",
        "It has two sides: 1) It is a proxy. 2) It keeps pages.",
        "a) It is a proxy.\nb) It keeps pages.",
        "1.1. It is a proxy.\n1.2. It keeps pages.",
        "- It is a proxy.\n- It keeps pages.",
        "* It is a proxy.\n\n* It keeps pages.",
        "\u2022 It is a proxy.\n\u2022 It keeps pages.",
        "- [x] It is a proxy.\n- [ ] It keeps pages.",
        "  10. It is a proxy.\n  11. It keeps pages.\n",
        "> 1. It is a proxy.\n> 2. It keeps pages.",
    ],
)
def test_d1_list_numbers_and_bullets_are_no_points(reference):
    assert points(reference) == TWO


@pytest.mark.parametrize(
    ("reference", "said"),
    [
        ("1. TCP 2. UDP", ["TCP", "UDP"]),
        ("1) Keep it, 2) Drop it", ["Keep it", "Drop it"]),
        ("Two ways: (1) keep it (2) drop it.", ["keep it", "drop it."]),
        ("It chose HTTP 2. The rest is 3.", ["It chose HTTP 2.", "The rest is 3."]),
        ("1. It chose HTTP 3. It works.", ["It chose HTTP 3.", "It works."]),
    ],
)
def test_d1_a_number_in_one_line_is_an_item_where_it_is_the_next(reference, said):
    assert points(reference) == said


@pytest.mark.parametrize(
    "around",
    [
        "{}\n\n![penalty](img/l2.png)\n\n```python\nloss = loss + lam * w @ w\n```\n<br/>\n",
        "# Answer\n\n{}\n\n## Code\n\n~~~\nx = 1. Not this.\n~~~",
        "Answer\n======\n\n{}\n\nMore\n----",
        "**Answer:**\n\n{}",
        "Answer:\n{}",
        "{}\n\n| penalty | weights |\n|---|---:|\n| l1 | few |",
        "{}\n\nhttps://example.org/l2\n[1]: https://example.org",
        "<p>{}</p><pre>loss += w</pre><!-- Not this. -->",
        "<h2>Answer.</h2><ul><li>{}</li></ul><img src='x. y'>",
        "{}\n\n```\nnever closed. Nor this.",
        "{}<br>",
        "---\n{}\n***",
        "{}\n\n[![build](a.svg)](https://example.org)",
    ],
)
def test_d2_only_prose_is_a_point(around):
    assert points(around.format(*ONE)) == ONE


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("It **adds** a *penalty*.", "It adds a penalty."),
        ("It uses [weights](https://w.org) and `loss`.", "It uses weights and loss."),
        ("It is &lt; 5&nbsp;% of <i>all</i> pages.", "It is < 5 % of all pages."),
        ("It ~~drops~~ keeps pages[^1].", "It drops keeps pages."),
    ],
)
def test_d2_mark_up_inside_a_sentence_is_taken_off(written, read):
    assert points(written) == [read]


@pytest.mark.parametrize(
    "reference",
    [
        "A List<String> holds texts; a[0] is the first, and 2 ** 3 is 8.",
        "Call __init__ before *args and **kwargs are read.",
        "It was released in version 2. It is 3.5 times as fast.",
        "AT&T has x < y > z, and R&D.",
        "Use C# or F#, e.g. for Windows.",
        "It ends at 1990. Nobody minds.",
        "HTTP: it is a protocol. TCP: so is that.",
    ],
)
def test_d2_what_only_looks_like_mark_up_is_kept(reference):
    assert points(reference) == sentences(reference)


@pytest.mark.parametrize("reference", ["```\nSELECT 1;\n```", "![plan](p.png)", "# Yes", "1."])
def test_d2_a_question_keeps_a_point_where_nothing_is_prose(reference):
    assert len(points(reference)) >= 1


MARKS = st.text(st.sampled_from('ab. 1)#*`~<>[]()!|-:\n&;/px"='), max_size=200)


@settings(deadline=None, max_examples=500)
@given(MARKS)
def test_any_mark_up_has_its_points(text):
    if text.strip():
        assert points(text)
        assert all(point.strip() for point in points(text))


BITS = (
    *("a", "a ", "*", "`", "[", "<", "> ", "<a ", "\n", "- ", "1. ", "1.1.", "![", "&", "~~x", "="),
    *("<pre>", "<!--", "|", "```\n", "**a", "[a](", ". ", "a: ", "![a](", "[^", "<br>", "( ", "\t"),
    *("<h1>a", "**a**:", "| a |\n", "a\n---\n", "&lt;", "(1) ", "[ ] ", "](", "<pre", "```a`"),
)


@pytest.mark.parametrize("bit", BITS)
def test_b19_reading_mark_up_takes_time_by_length_alone(bit):
    """Four times as long may take six times the time, of which only this process is counted."""
    small, large = (work(lambda n=n: points_in("x " + bit * n)) for n in (1_000, 4_000))
    assert large < 6 * small + 0.02


def work(function) -> float:
    """The processor's time for a call, the best of three."""
    from time import process_time

    times = []
    for _ in range(3):
        begun = process_time()
        function()
        times.append(process_time() - begun)
    return min(times)


@pytest.mark.parametrize("kind", ["points", "sentences", "signs", "letters", "marked"])
def test_b19_large_banks_load_at_once(kind):
    item: dict = {"id": "q", "prompt": "?"}
    if kind == "points":
        item["rubric"] = [{"id": f"p{n}", "description": f"It is {n}."} for n in range(2_000)]
    elif kind == "signs":
        signs = [f"it is {n}" for n in range(20_000)]
        item["rubric"] = [{"id": "p", "description": "It is.", "signs": signs}]
    else:
        texts = {
            "sentences": " ".join(f"It is {n}." for n in range(4_000)),
            "letters": "a" * 1_000_000,
            "marked": "\n".join(f"{n % 99 + 1}. **It** is `{n}`." for n in range(4_000)),
        }
        item["reference_answer"] = texts[kind]
    raw = json.dumps({"questions": [item]}).encode()

    def load():
        return len(parse(raw, "bank.json")[0].questions[0].points)

    assert load() == {"points": 2_000, "signs": 1, "letters": 1}.get(kind, 4_000)
    assert work(load) < 3
