"""Marks go and what they mark stays; nothing takes more than linear time."""

import time

import pytest

from interviewer.banks.importing.markup import from_html, from_markdown
from interviewer.banks.importing.mathematics import readable


@pytest.mark.parametrize(
    ("marked", "plain"),
    [
        ("**bold** and *it* and `code` and ~~old~~", "bold and it and code and old"),
        ("a [link](http://x.y/a_(b)) and <https://z.y>", "a link and https://z.y"),
        ("see [[Other note|this]] and [[That]]", "see this and That"),
        ("![i](a.png) text[^1] :smile:", "text"),
        (
            "2 * 3 * 4 and snake_case_name and __init__",
            "2 * 3 * 4 and snake_case_name and __init__",
        ),
        ("`*args` and `List<T>` and vector<int>", "*args and List<T> and vector<int>"),
        ("A &amp; B &lt; C\\_d", "A & B < C_d"),
        ("x<br/>y", "x\ny"),
        ("## Head\ntext", "Head:\ntext"),
        ("> [!note] Said", "Said"),
        ("* one\n* two", "- one\n- two"),
        ("pays $5 and $6", "pays $5 and $6"),
        ("is $\\frac{1}{n}\\sum x_i^2$ here", "is 1/n∑ x_i² here"),
        ("<!-- secret -->said", "said"),
        ("| a | b |\n|---|---|\n| 1 | `2` |", "```\na  b\n1  2\n```"),
        ("~~~py\na = **1**\n~~~", "```\na = **1**\n```"),
    ],
)
def test_markdown(marked, plain):
    assert from_markdown(marked) == plain


@pytest.mark.parametrize(
    ("marked", "plain"),
    [
        ("<div>Was <b>ist</b> x<sup>2</sup>?</div>", "Was ist x^2?"),
        ("<ol><li>a<ul><li>b</li></ul></li><li>c</li></ol>", "1. a\n  - b\n2. c"),
        ("<pre><code>if a &lt; b:\n    x</code></pre>", "```\nif a < b:\n    x\n```"),
        ("a&nbsp;b<br>c<script>evil()</script>", "a b\nc"),
        ("<table><tr><td>k</td><td>v</td></tr></table>", "```\nk  v\n```"),
        ("\\(\\alpha \\le 3\\) [$]x^2[/$]", "α ≤ 3 x²"),
    ],
)
def test_html(marked, plain):
    assert from_html(marked) == plain


def test_mathematics():
    assert readable(r"\hat{y} = \sqrt{\frac{a}{b+1}} \cdot \text{loss}") == "y = √(a/(b+1)) · loss"


@pytest.mark.parametrize(
    "part",
    [
        "*",
        "**a ",
        "_",
        "`",
        "[",
        "[a](",
        "![",
        "<",
        "<b",
        "<!--",
        "$",
        "$$",
        "\\(",
        "==",
        "~~",
        "|",
        "\n|-",
        ":a",
        "<pre>",
        "<td>",
        "&lt;",
        "\n",
        "- ",
        "> ",
        "#",
    ],
)
def test_hostile_repetitions_are_read_in_linear_time(part):
    text = part * (120_000 // len(part))
    began = time.process_time()
    from_markdown(text)
    from_markdown(f"```\n{text}")
    from_html(text)
    assert time.process_time() - began < 4
