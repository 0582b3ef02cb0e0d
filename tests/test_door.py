"""No text goes round the one door: what is shown was made inert, or is named here with its reason.

Read from the source: every value put into what is printed, written or updated in ui/ and commands/
must pass one of `DOORS`, or be of a kind that cannot carry somebody's text.
"""

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "interviewer"
SCREENS = sorted(PACKAGE.glob("ui/tui/*.py"))
DOORS = {"inert", "one_line", "markdown", "fenced", "shown", "echoed"}
SAFE_CALLS = {
    "len", "percent", "span", "count", "_count", "_answers", "table", "dumps", "to_markdown",
    "report_lines", "question_lines", "report", "int", "round", "join",
}  # fmt: skip
"""They return numbers, or text that they made inert themselves (each has tests of its own)."""

SCREEN_SINKS = {"Content", "assemble", "row", "Row", "Text", "Ends", "Entry"}
"""All that is drawn is made by one of these. Turn, StatusLines.state, .remark and .menu make text inert
themselves: see conversation.py and tray.py below, where they hand it on."""

SCREEN_SAFE = SAFE_CALLS | {
    "bar", "clock", "words", "_habits", "standing", "_scale", "_outcome", "outcome", "ljust", "rstrip",
}  # fmt: skip
"""Made of numbers and our own words, or of pieces that are looked at where they are made."""

SCREEN_ALLOWED = {
    "answer.py": {"line": "out of StandIns.shown, which has a test of its own"},
    "formatting.py": dict.fromkeys(("FULL", "full", "REST", "width", "full"), "glyphs and their number"),
    "choose_screen.py": {
        "line.name": "our own words",
        "value": "made of values that _lines passes through one_line",
        "lead": "a glyph",
        "self._title": "one_line was applied when it was set",
    },
    "conversation.py": {"turn.label": "numbers and our own words", "body": "inert, or Content"},
    "headline.py": {"parts": "title, badge and usage pass one_line, the rest is numbers"},
    "help_screen.py": {"key.about": "our own words", "key.shown": "our own words", "text": "our own words"},
    "home_parts.py": {
        "session.id": "an id of ours, not drawn",
        "where": "made of one_line and numbers",
        "tuple(parts)": "made of one_line and numbers",
        "questions": "counted",
        "topics": "made of one_line",
        "view.minutes": "a number",
        "key.shown": "our own words",
        "key.label": "our own words",
    },
    "keys.py": {"text": "our own words"},
    "layout.py": dict.fromkeys(
        ("parts", "lead", "left", "right", "under", "line", "last", "row.tail", "lines[-1]",
         "piece", "gap", "self.right", "row.lead", "row.text", "row.indent", "indent",
         "Content.assemble(*parts)", "Content.assemble(lead)"),
        "puts together what its callers made, which are looked at here",
    ),
    "listing.py": {"pointer": "a glyph", "self.left": "an Entry's", "self.right": "an Entry's"},
    "report_parts.py": {
        "head": "grade and numbers", "key": "our own words", "about": "made of one_line",
        "name": "made of one_line", "line": "out of answer(), which passes inert",
        "OVERVIEW": "an id of ours", "str(at)": "a number", "left": "made of one_line", "follow_up": "a number",
    },
    "transcript_screen.py": {"title": "made of one_line"},
    "status_lines.py": {"line": "inert in the loop", "text": "a key's name and label", "style": "a style"},
    "verdict_view.py": {
        "SIGNS[fact.mark]": "a glyph", "outcome(question)": "inert", "fact.outcome": "inert", "fact.description": "inert", "Content(fact.description)": "inert", "number": "counted", "lead": "Content",
        "text": "put together of inert pieces", "line": "inert in the loop",
        "Content(one_line(point.description))": "looked at by itself",
    },
}  # fmt: skip


def drawn(node: ast.expr) -> list[ast.expr]:  # noqa: PLR0911 - one for each kind of expression
    """The parts of what a screen draws that pass no door. Of a pair, the second is a style."""
    match node:
        case ast.Tuple(elts=[text, _style]) if not isinstance(_style, ast.Tuple):
            return drawn(text)
        case ast.Tuple(elts=parts) | ast.List(elts=parts):
            return [found for part in parts for found in drawn(part)]
        case ast.Starred(value=value):
            return drawn(value)
        case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name)) if name in SCREEN_SAFE:
            return []
        case ast.JoinedStr(values=values):
            return [part for value in values for part in drawn(value)]
        case ast.FormattedValue(value=value):
            return drawn(value)
    return bare(node)


def strays_on_screens(path: Path) -> list[str]:
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        name = ""
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        if name in SCREEN_SINKS:
            found += [
                f"{path.name}:{part.lineno}: {ast.unparse(part)}"
                for argument in (*node.args, *(k.value for k in node.keywords if k.arg == "lead"))
                for part in drawn(argument)
                if ast.unparse(part) not in SCREEN_ALLOWED.get(path.name, {})
            ]
    return found


def bare(node: ast.expr) -> list[ast.expr]:  # noqa: PLR0911 - one for each kind of expression
    """The parts of an expression that are neither literal nor through a door."""
    match node:
        case ast.Constant():
            return []
        case ast.JoinedStr(values=values):
            return [part for value in values for part in bare(value)]
        case ast.FormattedValue(value=value):
            return bare(value)
        case ast.BinOp(left=left, right=right):
            return bare(left) + bare(right)
        case ast.IfExp(body=body, orelse=other):
            return bare(body) + bare(other)
        case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name)) if (
            name in DOORS | SAFE_CALLS
        ):
            return []
    return [node]


@pytest.mark.parametrize("path", SCREENS, ids=lambda path: path.name)
def test_no_text_goes_round_the_door_on_a_screen(path):
    assert strays_on_screens(path) == []


def test_the_test_would_see_one(tmp_path):
    assert [
        ast.unparse(n) for n in bare(ast.parse("f'{one_line(a)} {b}' + c", mode="eval").body)
    ] == ["b", "c"]
    pair = ast.parse("(f'{view.title} {one_line(a)}', 'bold')", mode="eval").body
    assert [ast.unparse(n) for n in drawn(pair)] == ["view.title"]
