"""Texts that try to do something: to a terminal, to a reader of Markdown, to a template, to markup.

`PAYLOADS` is the fixed list that tests send through every place that shows text; `fuzz` makes more.
"""

import random
from collections import Counter
from collections.abc import Sequence
from functools import cache
from itertools import product

from markdown_it import MarkdownIt

from interviewer.core.grading import Belief, Finding, Verdict
from interviewer.core.plan import ExaminerIdentity, Plan
from interviewer.core.questions import Misconception, Question, RubricPoint
from interviewer.core.report_builder import compose
from interviewer.core.sheets import Sheet, Turn
from interviewer.core.text import normalise
from interviewer.reports.markdown import to_markdown
from interviewer.reports.plain_text import report_lines
from tests.fuzz.text import FORBIDDEN

CONTROLS = (
    *(chr(code) for code in range(0x20) if code != 0x0A), "\x7f", *(chr(code) for code in range(0x80, 0xA0)),
)  # fmt: skip
SEQUENCES = (
    "\x1b[2J", "\x1b[H", "\x1b[31;1m", "\x1b[?1049h", "\x1b[?1049l", "\x1b[?2004l", "\x1b[?1000h", "\x1b[6n",
    "\x1bc", "\x1b]0;title\x07", "\x1b]2;t\x1b\\", "\x1b]8;;https://evil.org\x1b\\", "\x1b]52;c;ZXZpbA==\x07",
    "\x1b]10;?\x07", "\x1b]4;1;red\x07", "\x1bP+q544e\x1b\\", "\x1b_Gf=24;AAAA\x1b\\", "\x1b^pm\x1b\\", "\x1b[201~",
    "\x1b[200~", "\x1b[1000A", "\x1b[8;1;1t", "\x9b2J", "\x9d0;t\x9c", "\x90q\x9c", "\x1b(0", "\x0e", "\x1b#8",
)  # fmt: skip
BIDI = tuple("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")
MARKUP = (
    "[/b]", "[bold", "[bold red]", "a[0]", "[x for x in y]", "[@click=app.quit]x[/]", "[link=https://evil.org]x[/]",
    "[on red]", "[[]]", "\\[b]", "[/]", "[@click='app.exit()']", "[$error]", "[not a tag]", "[@hover=x]",
)  # fmt: skip
HTML = (
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<!-- c -->", "<?php ?>", "<![CDATA[x]]>", "</details>",
    "<a href='javascript:alert(1)'>x</a>", "&lt;script&gt;", "&#60;b&#62;", "<https://evil.org>", "<b", "<details open>",
)  # fmt: skip
MARKDOWN = (
    "# heading", "## heading", "x\n===", "x\n---", "---", "***", "- item", "+ item", "1. item", "1) item", "> quote",
    "    code", "`code`", "```\n# out\n```", "~~~\n# out\n~~~", "~~~~~~~~\n# out", "[x](https://evil.org)",
    "![x](https://evil.org/i.png)", "[x][y]\n\n[y]: https://evil.org", "https://evil.org", "www.evil.org",
    "http://evil.org/a_b_c", "a@evil.org", "| a | b |\n|---|---|", "|", "**bold**", "__bold__", "*i*", "_i_", "~~s~~",
    "a\\", "\\# x", "[^1]: note", "- [ ] task", "$x$", ":tada:", "\n\n# out", "x  \n# out", "\\\n# out", "\t# x", "evil.org",
    "ftp://evil.org", "mailto:a@evil.org", "[x]: https://evil.org", "> > x", "\u2028# out", "\x85# out", "\x0b# x",
)  # fmt: skip
TEMPLATES = (
    "{x}",
    "{0}",
    "{{x}}",
    "%s",
    "%(x)s",
    "$name",
    "${name}",
    "</answer>",
    "<answer>",
    "{!r}",
    "{x.__class__}",
)
OTHERS = ("\U000e0041\U000e0042", "\ud800", "\U0001f468\u200d\U0001f469\u200d\U0001f467", "e\u0301" * 40, "\u4f60\u597d",
          "\u0627\u0644", "\ufff9x\ufffa", "\u2029")  # fmt: skip

_ATTACKS = (*SEQUENCES, *BIDI, *MARKUP, *HTML, *MARKDOWN, *TEMPLATES, *OTHERS)
_AROUND = ("{}", "before {} after", "line one\n{}\nline three", "{0}{0}{0}")

PAYLOADS = tuple(
    dict.fromkeys(
        [around.format(control) for control in CONTROLS for around in _AROUND[1:2]]
        + [around.replace("{0}", "{}").replace("{}", attack) for attack, around in product(_ATTACKS, _AROUND)]
    )
)  # fmt: skip

_PARSER = MarkdownIt("commonmark", {"linkify": True}).enable(["linkify", "table", "strikethrough"])
_PARSER.linkify.set({"fuzzy_link": False})  # bare names of hosts are no links on GitHub either
_WHITELIST = {"paragraph", "inline", "text", "softbreak", "bullet_list", "list_item", "strong", "table", "thead", "tbody",
              "tr", "th", "td", "heading", "fence", "blockquote", "text_special"}  # fmt: skip


def report_of(text: str):
    """A report with the text in every field that somebody else writes."""
    text = normalise(text)
    body = text if text.strip() else f"x{text}x"
    point = RubricPoint(id="p", description=body, follow_up=body)
    name = " ".join(f"q{body}q".split())[:200]
    wrong = Misconception(id="m", description=body)
    question = Question(
        id=name if _is_id(name) else "q",
        topic=body,
        prompt=body,
        reference_answer=body,
        rubric=(point,),
        misconceptions=(wrong,),
    )
    bare = Question(id="plain", topic="t", prompt="?", reference_answer="r")
    identity = ExaminerIdentity(name=body, version=body, kind="model", server=body)
    plan = Plan(bank=body, questions=(question, bare, bare), examiner=identity)
    found = Finding(point="p", credit=1, quote=body, turn=0, start=0, end=len(body), note=body)
    held = Belief(misconception="m", quote=body, turn=0, start=0, end=1)
    verdict = Verdict(examiner=body, findings=(found,), beliefs=(held,), remark=body)
    sheets = (
        Sheet(question, 1, (Turn(body, body, verdict=verdict), Turn(body, body, "p", verdict))),
        Sheet(bare, 2, (Turn("?", body, ungraded=body),)),
        Sheet(bare, 3, skipped=True),
    )
    return compose(
        plan, sheets, closing=f"{body}\n\n{body}", session=body, started=body, agreement=body
    )


def _is_id(name: str) -> bool:
    try:
        Misconception(id=name, description="x")
    except ValueError:
        return False
    return True


def shape(text: str) -> list[str]:
    """The structure of a transcript: its tokens' kinds, without what is written in them."""
    found = []
    for token in _PARSER.parse(text):
        found.append(f"{token.type} {token.tag} {token.markup if token.type == 'heading' else ''}")
        children = (child.type for child in token.children or ())
        found += [kind for kind in children if kind not in ("text", "softbreak", "text_special")]
    return found


def check_transcript(text: str, payload: str) -> None:
    """Nothing comes out of a field: no raw HTML, link, image, code; no heading that is not ours."""
    assert not FORBIDDEN.search(text.replace("\n", " ")), payload
    found = shape(text)
    kinds = {kind.split(" ")[0].removesuffix("_open").removesuffix("_close") for kind in found}
    assert kinds <= _WHITELIST, (payload, kinds - _WHITELIST)
    assert _skeleton(found) == _plain_skeleton(), payload


def _skeleton(kinds: Sequence[str]) -> list[str]:
    return [kind for kind in kinds if not kind.startswith(("paragraph", "inline"))]


@cache
def _plain_skeleton() -> list[str]:
    """That of a transcript in which every text is one word."""
    return _skeleton(shape(to_markdown(report_of("word"))))


def check(payload: str) -> None:
    """Send one text through every place that is not a screen."""
    report = report_of(payload)
    check_transcript(to_markdown(report), payload)
    for line in report_lines(report):
        assert not FORBIDDEN.search(line), (payload, line)


def fuzz(job) -> Counter:
    """Random joins of the payloads."""
    seed, count = job
    rng = random.Random(seed)
    for _ in range(count):
        payload = "".join(rng.choice(("", " ", "\n", "\n\n")) + rng.choice(PAYLOADS) for _ in "abc")
        check(payload[rng.randrange(3) :])
    return Counter(done=count)
