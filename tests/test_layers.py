"""Who may know whom: the picture of the house, held by reading the imports."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "interviewer"

ROOMS = {
    "core": set(),
    "examiners": {"core"},
    "storage": {"core"},
    "ui": {"core"},
    "settings": {"core"},
    "assets": set(),
    "commands": {"core", "examiners", "storage", "ui", "settings", "assets", "cli"},
    "cli": {"commands"},
    "__main__": {"cli"},
    "__init__": set(),
}
"""Each room with the rooms it may import from. The picture in CONTRIBUTING.md draws this table."""

INSIDE_CORE = {
    "errors": set(),
    "text": set(),
    "secrets": set(),
    "places": set(),
    "choices": set(),
    "glance": {"text"},
    "questions": {"errors", "text", "glance"},
    "banks": {"errors", "text", "places", "questions"},
    "grading": {"text", "questions"},
    "interview": {"text", "questions", "grading"},
    "run": {"errors", "choices", "text", "questions", "grading", "interview"},
    "report": {"text", "questions", "grading", "interview"},
    "transcript": {"text", "report"},
    "measures": set(),
    "bootstrap": {"measures"},
    "agreement": {"grading", "bootstrap", "measures"},
}

INSIDE_EXAMINERS = {
    "reading": {"reading"},
    "offline": {"reading", "offline"},
    "model": {"reading", "model"},
}
"""The examiners do not know each other; what they share knows neither. The files beside them may
be known by all, and know `reading` alone."""

ONLY_IN = {
    "openai": "examiners/model",
    "tenacity": "examiners/model",
    "httpx2": "examiners/model",
    "textual": "ui/tui",
    "sqlite3": "storage",
}


def imports(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are written in full"
            found.add(node.module)
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def room(path: Path) -> str:
    parts = path.relative_to(PACKAGE).parts
    return parts[0] if len(parts) > 1 else path.stem


FILES = sorted(PACKAGE.rglob("*.py"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_every_arrow_is_in_the_picture(path):
    for name in imports(path):
        parts = name.split(".")
        if parts[0] != "interviewer" or len(parts) < 2 or parts[1] == "__version__":
            continue
        there = parts[1]
        here = room(path)
        assert there == here or there in ROOMS[here], f"{here} must not import {name}"


@pytest.mark.parametrize("path", sorted((PACKAGE / "core").glob("*.py")), ids=lambda p: p.stem)
def test_the_core_is_pure_and_its_floors_keep_their_order(path):
    allowed = INSIDE_CORE.get(path.stem, set(INSIDE_CORE))
    for name in imports(path):
        top = name.split(".")[0]
        assert top in sys.stdlib_module_names | {"pydantic", "interviewer"}, name
        assert top not in {"os", "socket", "subprocess", "threading", "time", "datetime"}, name
        if name.startswith("interviewer.core."):
            there = name.split(".")[2]
            assert there in allowed | {path.stem}, f"core.{path.stem} must not import {name}"


@pytest.mark.parametrize(
    "path",
    sorted((PACKAGE / "examiners").rglob("*.py")),
    ids=lambda path: str(path.relative_to(PACKAGE)),
)
def test_the_examiners_do_not_know_each_other(path):
    allowed = INSIDE_EXAMINERS.get(path.parent.name, {"reading"})
    for name in imports(path):
        parts = name.split(".")
        if parts[:2] == ["interviewer", "examiners"] and parts[2:3]:
            assert parts[2] in allowed or parts[2] not in INSIDE_EXAMINERS, name


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_each_heavy_library_has_one_room(path):
    here = str(path.relative_to(PACKAGE))
    for name in imports(path):
        home = ONLY_IN.get(name.split(".")[0])
        assert home is None or here.startswith(home), f"{here} must not import {name}"


def loaded(*words: str, stdin: str = "", home: Path) -> set[str]:
    """Run the program in a process of its own; return the modules it had loaded at the end."""
    script = (
        "import sys\nfrom interviewer.cli import main\n"
        "try:\n    status = main(sys.argv[1:])\nexcept SystemExit as end:\n    status = end.code\n"
        "sys.stderr.write('\\nMODULES ' + ' '.join(sys.modules))\nsys.exit(status)\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", script, *words],
        input=stdin,
        capture_output=True,
        text=True,
        env={"INTERVIEWER_HOME": str(home), "PYTHONPATH": str(PACKAGE.parent), "HOME": str(home)},
        check=False,
        timeout=60,
    )
    assert run.returncode == 0, run.stderr
    return set(run.stderr.rpartition("MODULES ")[2].split())


NETWORK = {"openai", "httpx", "httpx2", "httpcore", "httpcore2", "http.client", "tenacity"}


def test_help_imports_nothing_heavy(tmp_path):
    found = loaded("--help", home=tmp_path)
    assert not found & (NETWORK | {"textual", "pydantic", "asyncio", "rich"})


def test_an_offline_interview_in_lines_imports_no_network_and_no_screen(tmp_path):
    found = loaded("--offline", "--plain", "--count", "1", stdin="It depends.\n", home=tmp_path)
    assert "interviewer.examiners.offline.rules" in found
    assert not found & (NETWORK | {"textual", "rich"})
