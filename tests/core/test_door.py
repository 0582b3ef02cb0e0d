"""Nothing is shown that was not made inert: the type checker refuses a plain string."""

import ast
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent

SHOWS = """
from interviewer.core.text import inert, one_line
from interviewer.process.output import message, say
from interviewer.bulk.progress_line import Progress
from interviewer.ui.tui.layout import row, text
from interviewer.ui.tui.listing import Entry
from interviewer.ui.tui.status_lines import StatusLines

def shown(from_outside: str, progress: Progress, lines: StatusLines) -> None:
    say(inert(from_outside))
    message(one_line(from_outside))
    progress.say(inert(f"{from_outside}."))
    row(one_line(from_outside), (inert(from_outside), "bold"))
    text(inert(from_outside))
    Entry("id", (inert(from_outside),))
    lines.remark(inert(from_outside))
"""
REFUSED = """
    say(from_outside)
    message(f"{one_line(from_outside)}, {from_outside}")
    progress.say("x" + inert(from_outside))
    row(from_outside)
    row((from_outside, "bold"))
    text(f"{from_outside}")
    Entry("id", (from_outside,))
    lines.remark(from_outside)
"""
TUI = ROOT / "interviewer" / "ui" / "tui"


def complaints(tmp_path, source: str) -> dict[int, str]:
    """What mypy says of the source, by line."""
    file = tmp_path / "shows.py"
    file.write_text(source)
    run = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "--no-error-summary", str(file)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    said = (line.split(":", 2) for line in run.stdout.splitlines() if "shows.py" in line)
    return {int(number): what for _, number, what in said}


def test_a_plain_string_is_refused_wherever_text_is_shown(tmp_path):
    found = complaints(tmp_path, SHOWS + REFUSED)
    first = SHOWS.count("\n") + 2
    assert list(found) == list(range(first, first + REFUSED.count("\n") - 1))
    assert all("Inert" in what for what in found.values())


def made(path: Path) -> list[str]:
    """Where a file of the screens makes content of its own, or parses text as mark-up."""
    return [
        f"{path.name}:{node.lineno}"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and ast.unparse(node.func)
        in {"Content", "Content.assemble", "Content.styled", "Content.from_markup", "Text"}
    ]


def test_content_is_made_in_one_file_of_the_screens():
    found = [place for path in sorted(TUI.glob("*.py")) for place in made(path)]
    assert all(place.startswith(("layout.py", "answer.py")) for place in found), found
    assert len([place for place in found if place.startswith("answer.py")]) == 1  # its own words
