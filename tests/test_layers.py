"""Who may know whom: the picture of the house, held by reading the imports."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "interviewer"

FLOORS = (
    {"__main__"},
    {"cli"},
    {"commands"},
    {"ui", "api", "testing"},
    {"bulk", "calibration"},
    {"examiners", "storage"},
    {"banks", "practice", "reports", "settings"},
    {"core"},
)
"""The house, top floor first. A room knows the floors below its own, and no room beside it."""

BESIDE = {
    ("calibration", "bulk"): "labels are lines of a file, graded by the same pool",
    ("testing", "api"): "a scripted interview is an interview of the public face",
}
"""Arrows between rooms of one floor, each with its reason."""

ONLY_FOR = {"process": {"cli", "commands", "ui", "__main__"}}
"""How a program starts and ends is nobody else's business."""

NOT_FOR = {
    "ui": {"examiners", "storage", "bulk", "calibration", "banks", "settings", "assets"},
    "cli": {"ui", "api", "bulk", "calibration", "examiners", "storage", "banks", "core", "reports"},
}
"""What a room could see below it and must not: a screen is handed what it shows."""

PROCESS_KNOWS = {"core", "storage"}
ASSETS_KNOWS: set[str] = set()

INSIDE_EXAMINERS = {
    "reading": {"reading"},
    "conversation": {"reading", "conversation"},
    "offline": {"reading", "conversation", "offline"},
    "model": {"reading", "conversation", "model"},
}
"""The examiners do not know each other; what they share knows neither."""

BESIDE_EXAMINERS = {
    "registry": {"offline", "model"},
    "lazy": {"model", "conversation"},
    "base": {"conversation"},
}
"""Files beside the examiners that know them, to make them."""

HTTP_KNOWS = {"http"}
"""The wire knows nothing of questions and grades."""

ONLY_IN = {
    "openai": "examiners/model/http",
    "tenacity": "examiners/model/http",
    "httpx2": "examiners/model/http",
    "textual": "ui/tui",
    "sqlite3": ("storage", "banks/importing/anki"),  # a package of Anki is a database
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


def floor(name: str) -> int | None:
    return next((n for n, rooms in enumerate(FLOORS) if name in rooms), None)


def allowed(here: str, there: str) -> bool:  # noqa: PLR0911 - one for each kind of rule
    if there in {here, "__version__"}:
        return True
    if here in {"process", "assets"}:
        return there in (PROCESS_KNOWS if here == "process" else ASSETS_KNOWS)
    if there in NOT_FOR.get(here, set()):
        return False
    if there in ONLY_FOR:
        return here in ONLY_FOR[there]
    if there == "assets":
        return here != "core"
    if (here, there) in BESIDE:
        return True
    above, below = floor(here), floor(there)
    return above is not None and below is not None and above < below


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_every_arrow_is_in_the_picture(path):
    here = room(path)
    for name in imports(path):
        parts = name.split(".")
        if parts[0] == "interviewer" and len(parts) > 1 and here != "__init__":
            assert allowed(here, parts[1]), f"{here} must not import {name}"


def modules() -> dict[str, Path]:
    found = {}
    for path in FILES:
        parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


def circles(edges: dict[str, set[str]]) -> list[list[str]]:
    """Tarjan's strongly connected components of more than one module."""
    order: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    found: list[list[str]] = []

    def visit(name: str) -> None:
        order[name] = low[name] = len(order)
        stack.append(name)
        for other in sorted(edges[name]):
            if other not in order:
                visit(other)
                low[name] = min(low[name], low[other])
            elif other in stack:
                low[name] = min(low[name], order[other])
        if low[name] == order[name]:
            at = stack.index(name)
            if len(stack) - at > 1:
                found.append(sorted(stack[at:]))
            del stack[at:]

    for name in sorted(edges):
        if name not in order:
            visit(name)
    return found


def test_there_is_no_circle_of_imports():
    known = modules()
    edges = {
        name: imports(path) & known.keys() - {name, "interviewer"} for name, path in known.items()
    }
    assert circles(edges) == []


def test_a_circle_would_be_seen():
    assert circles({"a": {"b"}, "b": {"c"}, "c": {"a"}, "d": {"a"}}) == [["a", "b", "c"]]


def test_contributing_shows_this_very_picture():
    shown = "\n".join("    " + " | ".join(sorted(rooms)) for rooms in FLOORS)
    assert shown in (PACKAGE.parent / "CONTRIBUTING.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("path", sorted((PACKAGE / "core").glob("*.py")), ids=lambda p: p.stem)
def test_the_core_is_pure(path):
    for name in imports(path):
        top = name.split(".")[0]
        assert top in sys.stdlib_module_names | {"pydantic", "interviewer"}, name
        assert top not in {"os", "socket", "subprocess", "threading", "time", "datetime"}, name


@pytest.mark.parametrize(
    "path",
    sorted((PACKAGE / "examiners").rglob("*.py")),
    ids=lambda path: str(path.relative_to(PACKAGE)),
)
def test_the_examiners_do_not_know_each_other(path):
    parts = path.relative_to(PACKAGE / "examiners").parts
    if len(parts) == 1:
        known = {"reading"} | BESIDE_EXAMINERS.get(path.stem, set())
    else:
        known = INSIDE_EXAMINERS[parts[0]]
    for name in imports(path):
        words = name.split(".")
        if words[:2] == ["interviewer", "examiners"] and words[2:3]:
            assert words[2] in known or words[2] not in INSIDE_EXAMINERS, name
            if "http" in parts and words[2:3] == ["model"] and len(words) > 3:
                assert words[3] in HTTP_KNOWS, f"the wire must not import {name}"


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
