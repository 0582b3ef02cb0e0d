"""No text goes round the one door: what is shown was made inert, or is named here with its reason.

Read from the source: every value put into what is printed, written or updated in ui/ and commands/
must pass one of `DOORS`, or be of a kind that cannot carry somebody's text.
"""

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "interviewer"
SCREENS = sorted(PACKAGE.glob("ui/tui/*.py"))
FILES = sorted([*PACKAGE.glob("ui/*.py"), *PACKAGE.glob("commands/*.py")])

DOORS = {"inert", "one_line", "markdown", "fenced", "shown", "echoed"}
SINKS = {"print", "write", "_say", "say", "message"}
"""What brings text to a person. `message` and `_tell` pass `inert` themselves."""

SAFE_CALLS = {
    "len", "percent", "span", "count", "_count", "_answers", "table", "dumps", "to_markdown",
    "report_lines", "question_lines", "report", "int", "round", "join",
}  # fmt: skip
"""They return numbers, or text that they made inert themselves (each has tests of its own)."""

ALLOWED = {
    "ui/plain.py": {
        "text": "_say is handed inert text by its callers, which are looked at here",
        "SLASH_HELP": "our own words",
        "number": "counted here",
        "_asked(step)": "made by asking.py, which is looked at too",
        "_too_long(words)": "made of numbers",
        "line": "out of question_lines, which passes one_line",
        "count": "counted here",
        "choice.value": "our own words",
        "failure.choices": "counted",
    },
    "commands/conduct.py": {
        "greeting(first.bank, first.questions, first.badge)": "asking.py passes one_line",
        "greeting(plan.bank, len(plan.questions), interview.badge)": "asking.py passes one_line",
        "question(1, first.questions, first.about, first.prompt)": "asking.py passes inert",
        "line": "out of report_lines, which passes one_line",
        "name": "a literal of the loop",
    },
    "commands/banks.py": {
        "line": "advice of our own with numbers in it",
        "warning.at(one_line(arguments.bank))": "a fault's message is made with one_line",
    },
    "bulk/batch.py": {
        "told": "a sentence of ours, see ReportedError; progress.say makes it inert again",
        "grading.line(name_of(job), sheet_of(job))": "JSON lines, to a file or a pipe",
    },
    "bulk/grading_run.py": {"self._line(job, outcome)": "a JSON line", "bad": "counted"},
    "bulk/input_lines.py": {
        "self._name": "one_line was applied where it was opened",
        "number": "counted",
        "fault": "its sentence is made with one_line",
    },
    "bulk/progress_line.py": {"line.ljust(self._width)": "numbers"},
    "bulk/results.py": {"line": "JSON in bytes", "to_line(result)": "JSON in bytes"},
    "commands/wiring.py": {"warning": "made inert by settings; tests.fuzz.flags looks at each"},
    "commands/sessions.py": {
        "text": "Markdown that was escaped, or JSON",
        "line": "made of one_line and numbers",
        "stored.id": "checked against the pattern of ids",
        "verdicts": "counted",
        "quotes": "counted",
        "stored.digest": "hexadecimal",
    },
    "commands/regrade.py": {"same": "counted", "total": "counted"},
    "process/crash_report.py": {"text": "places in our own code, see its docstring"},
}
"""For each file, the expressions that may stand bare, and why."""


SCREEN_SINKS = {"Content", "assemble", "row", "Row", "Text", "Ends", "Entry"}
"""All that is drawn is made by one of these. Turn, StatusLines.state, .remark and .menu make text inert
themselves: see conversation.py and tray.py below, where they hand it on."""

SCREEN_SAFE = SAFE_CALLS | {
    "bar", "clock", "words", "earned", "_habits", "standing", "_scale", "_outcome", "ljust", "rstrip",
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
        "POINT_SIGNS[point.state]": "a glyph", "number": "counted", "lead": "Content",
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


def strays(path: Path) -> list[str]:
    here = str(path.relative_to(PACKAGE))
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        if name not in SINKS or name == "message":
            continue
        for argument in node.args:
            found += [
                f"{here}:{part.lineno}: {ast.unparse(part)}"
                for part in bare(argument)
                if ast.unparse(part) not in ALLOWED.get(here, {})
            ]
    return found


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_text_goes_round_the_door(path):
    assert strays(path) == []


@pytest.mark.parametrize("path", SCREENS, ids=lambda path: path.name)
def test_no_text_goes_round_the_door_on_a_screen(path):
    assert strays_on_screens(path) == []


def test_the_test_would_see_one(tmp_path):
    assert [
        ast.unparse(n) for n in bare(ast.parse("f'{one_line(a)} {b}' + c", mode="eval").body)
    ] == ["b", "c"]
    pair = ast.parse("(f'{view.title} {one_line(a)}', 'bold')", mode="eval").body
    assert [ast.unparse(n) for n in drawn(pair)] == ["view.title"]
