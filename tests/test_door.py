"""No text goes round the one door: what is shown was made inert, or is named here with its reason.

Read from the source: every value put into what is printed, written or updated in ui/ and commands/
must pass one of `DOORS`, or be of a kind that cannot carry somebody's text.
"""

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "interviewer"
FILES = sorted([*PACKAGE.glob("ui/*.py"), *PACKAGE.glob("commands/*.py")])

DOORS = {"inert", "one_line", "markdown", "fenced", "shown", "echoed"}
SINKS = {"print", "write", "_say", "say", "_message"}
"""What brings text to a person. `_message` and `_tell` pass `inert` themselves."""

SAFE_CALLS = {
    "len", "percent", "span", "count", "_count", "_answers", "table", "dumps", "to_markdown",
    "report_lines", "question_lines", "report", "int", "round", "join",
}  # fmt: skip
"""They return numbers, or text that they made inert themselves (each has tests of its own)."""

ALLOWED = {
    "ui/plain.py": {
        "text": "_say is handed inert text by its callers, which are looked at here",
        "HELP": "our own words",
        "number": "counted here",
        "_heading(step)": "made of one_line and numbers",
        "_too_long(words)": "made of numbers",
        "line": "out of question_lines, which passes one_line",
        "count": "counted here",
        "choice.value": "our own words",
        "failure.choices": "counted",
    },
    "commands/interview.py": {
        "line": "out of report_lines, which passes one_line",
        "name": "a literal of the loop",
    },
    "commands/banks.py": {
        "line": "advice of our own with numbers in it",
        "warning.at(one_line(arguments.bank))": "a fault's message is made with one_line",
    },
    "commands/batch.py": {
        "told": "a sentence of ours, see Told; progress.say makes it inert again",
        "grading.line(name_of(job), sheet_of(job))": "JSON lines, to a file or a pipe",
    },
    "commands/grade.py": {"self._line(job, outcome)": "a JSON line", "bad": "counted"},
    "commands/lines.py": {
        "self._name": "one_line was applied where it was opened",
        "number": "counted",
        "fault": "its sentence is made with one_line",
    },
    "commands/progress.py": {"line.ljust(self._width)": "numbers"},
    "commands/results.py": {"line": "JSON in bytes", "to_line(result)": "JSON in bytes"},
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
    "commands/crash.py": {"text": "places in our own code, see its docstring"},
}
"""For each file, the expressions that may stand bare, and why."""


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
        if name not in SINKS or name == "_message":
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


def test_the_test_would_see_one(tmp_path):
    assert [
        ast.unparse(n) for n in bare(ast.parse("f'{one_line(a)} {b}' + c", mode="eval").body)
    ] == ["b", "c"]
