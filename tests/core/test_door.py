"""Nothing is shown that was not made inert: the type checker refuses a plain string."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent

SHOWS = """
from interviewer.core.text import inert, one_line
from interviewer.process.output import message, say
from interviewer.bulk.progress_line import Progress

def shown(from_outside: str, progress: Progress) -> None:
    say(inert(from_outside))
    message(one_line(from_outside))
    progress.say(inert(f"{from_outside}."))
"""
REFUSED = """
    say(from_outside)
    message(f"{one_line(from_outside)}, {from_outside}")
    progress.say("x" + inert(from_outside))
"""


def complaints(tmp_path, source: str) -> list[str]:
    file = tmp_path / "shows.py"
    file.write_text(source)
    run = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "--no-error-summary", str(file)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    return [line for line in run.stdout.splitlines() if "shows.py" in line]


def test_a_plain_string_is_refused_wherever_text_is_shown(tmp_path):
    assert complaints(tmp_path, SHOWS) == []
    found = complaints(tmp_path, SHOWS + REFUSED)
    assert len(found) == 3
    assert all('expected "Inert"' in line for line in found)
