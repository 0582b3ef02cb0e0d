"""What is loaded when the first question is shown is what the table says, however the program begins."""

import ast
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from interviewer.process.first_paint import COSTLY, LIBRARIES, OWN
from tests.helpers.terminal import Terminal

ROOT = Path(__file__).parent.parent.parent
OFFLINE = ("--offline", "--count", "1")
MODEL = ("--base-url", "http://127.0.0.1:9/v1", "--model", "m", "--count", "1")
SMALL = '{"questions": [{"id": "a", "prompt": "Why?", "reference_answer": "So."}]}'

HELP = "import sys\nfrom interviewer.cli import main\nmain(['--help'])\n"
TELL = "sys.stderr.write('MODULES ' + ' '.join(sys.modules))\n"

LINES = """
import sys
from interviewer.cli import main

class Watched:
    def write(self, text):
        if "Question 1 of" in text:
            sys.stderr.write("MODULES " + " ".join(sys.modules))
            sys.stderr.flush()
            __import__("os")._exit(0)
    def flush(self): pass
    def reconfigure(self, **how): pass
    def isatty(self): return False

sys.stdout = Watched()
main(sys.argv[1:])
"""

SCREEN = """
import sys
from interviewer.cli import main
from interviewer.ui.ports import PendingInterview

def make():
    with open(sys.argv[1], "w") as file:
        file.write(" ".join(sys.modules))
    raise SystemExit

PendingInterview.make = property(lambda first: make)  # called once the first question is painted
main(sys.argv[2:])
"""


def modules(home: Path, script: str, *words: object) -> set[str]:
    run = subprocess.run(
        [sys.executable, "-c", script, *map(str, words)],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        env={"INTERVIEWER_HOME": str(home), "PYTHONPATH": str(ROOT), "HOME": str(home)},
        check=False,
        timeout=60,
    )
    assert "MODULES " in run.stderr, run.stderr
    return set(run.stderr.rpartition("MODULES ")[2].split())


def on_screen(home: Path, *words: str) -> set[str]:
    seen = home / "modules"
    with Terminal(home, command=[sys.executable, "-c", SCREEN, seen, *words]) as terminal:
        terminal.until("Question 1 of 1")
        terminal.wait_for(lambda: seen.exists() and seen.read_text(), "the modules")
    return set(seen.read_text().split())


@pytest.fixture(scope="module")
def of_python(tmp_path_factory) -> set[str]:
    """What the interpreter loads by itself, with what is installed beside it."""
    return modules(tmp_path_factory.mktemp("bare"), f"import sys\n{TELL}")


def check(begun: str, loaded: set[str], of_python: set[str]) -> None:
    own = {name.removeprefix("interviewer.") for name in loaded if name.startswith("interviewer.")}
    missing, more = OWN[begun] - own, own - OWN[begun]
    assert (sorted(missing), sorted(more)) == ([], [])
    tops = {name.partition(".")[0] for name in loaded - of_python}
    libraries = tops - sys.stdlib_module_names - {"interviewer", "__main__", "__mp_main__"}
    if begun == "screen":  # what Textual loads is its own affair
        assert not libraries & {"pydantic", "pydantic_core", "openai", "httpx2", "tenacity", "fsrs"}
        assert LIBRARIES[begun] - libraries == set()
    else:
        assert libraries <= LIBRARIES[begun]
    assert not (loaded - of_python) & COSTLY[begun]


def test_the_import_alone(tmp_path, of_python):
    check("import interviewer", modules(tmp_path, f"import sys, interviewer\n{TELL}"), of_python)


def test_help(tmp_path, of_python):
    check("--help", modules(tmp_path, HELP + TELL), of_python)


@pytest.mark.parametrize("who", [OFFLINE, MODEL], ids=["offline", "model"])
def test_the_first_question_in_lines_of_a_shipped_bank(tmp_path, of_python, who):
    for _ in ("on a fresh home", "and afterwards"):
        check("lines", modules(tmp_path, LINES, "--plain", *who), of_python)


def test_another_bank_is_checked_the_first_time_and_known_the_second(tmp_path, of_python):
    bank = tmp_path / "bank.json"
    bank.write_text(SMALL)
    first = modules(tmp_path, LINES, "--plain", *OFFLINE, bank)
    assert "pydantic" in first
    late = {"asyncio", "openai", "textual", "interviewer.examiners.offline.rules"}
    assert not first & (late | {"interviewer.examiners.reading.words"})
    check("lines", modules(tmp_path, LINES, "--plain", *OFFLINE, bank), of_python)


@pytest.mark.parametrize("who", [OFFLINE, MODEL], ids=["offline", "model"])
def test_the_first_question_on_the_screen(tmp_path, of_python, who):
    check("screen", on_screen(tmp_path, *who), of_python)


# -- the files that load later ---------------------------------------------------------------------

CONFIG = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["ruff"]["lint"]
LATER = [
    name
    for name, rules in CONFIG["per-file-ignores"].items()
    if "PLC0415" in rules and name.startswith("interviewer/")
]


def loads_later(path: Path) -> bool:
    """Whether an import stands in a function."""
    functions = (ast.FunctionDef, ast.AsyncFunctionDef)
    return any(
        isinstance(inside, ast.Import | ast.ImportFrom)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, functions)
        for inside in ast.walk(node)
    )


def test_the_files_that_load_later_are_those_with_a_reason():
    found = {
        str(path.relative_to(ROOT))
        for path in (ROOT / "interviewer").rglob("*.py")
        if loads_later(path)
    }
    assert found == set(LATER)
    lines = (ROOT / "pyproject.toml").read_text().splitlines()
    assert all("# " in line for line in lines if line.startswith('"interviewer') and "PLC" in line)
