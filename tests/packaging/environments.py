"""Other versions of what the program stands on, each in an environment of its own.

    python -m tests.packaging.environments textual   the oldest Textual allowed and the newest; `make textual-versions`
    python -m tests.packaging.environments newest    the newest of every dependency; `make newest`

CI's own environment is pinned (requirements/dev.txt); these are not, so what they find changes with
the index. They exit with 1 where a test fails.
"""

import os
import re
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
NEWEST_TO_TRY, OLDEST = 20, 11
"""Minor versions of Python 3."""

SCREENS = ("tests/ui", "tests/process")
"""The tests of the screens, by the pilot, in real terminals and by their private names."""
QUICK = (
    "tests/api",
    "tests/bulk",
    "tests/commands",
    "tests/core",
    "tests/examiners",
    "tests/practice",
    "tests/process",
    "tests/settings",
    "tests/storage",
    "tests/ui",
)
"""The rooms that call a dependency. Left out: what takes minutes (faults, fuzz, crash, chaos) and what
calls none (the content of the banks, documents, reports)."""


def pythons() -> Iterator[tuple[tuple[int, ...], str]]:
    """Every Python from 3.11 on that can be found, the newest first, with its version."""
    names = [f"python3.{minor}" for minor in range(NEWEST_TO_TRY, OLDEST - 1, -1)]
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    names += [str(path) for path in pyenv.glob("*/bin/python3")]
    found = {}
    for name in [*names, sys.executable]:
        try:
            said = subprocess.run(
                [name, "-c", "import sys; print(*sys.version_info[:3])"],
                capture_output=True,
                text=True,
                check=True,
            )
        except (OSError, subprocess.CalledProcessError):
            continue
        found[tuple(map(int, said.stdout.split()))] = name
    yield from sorted(((at, name) for at, name in found.items() if at >= (3, OLDEST)), reverse=True)


def oldest(package: str) -> str:
    """The requirement of exactly the lowest version that pyproject.toml allows."""
    wanted = next(one for one in PROJECT["project"]["dependencies"] if one.startswith(package))
    found = re.search(r">=([\d.]+)", wanted)
    assert found, f"{wanted} has no lowest version"
    return f"{package}=={found[1]}"


def tried(named: str, python: str, requirements: Sequence[str], tests: Sequence[str]) -> bool:
    """Install the project with these requirements, say what came of it, and run the tests."""
    with tempfile.TemporaryDirectory(prefix="interviewer-versions-") as folder:
        venv = Path(folder) / "venv"
        inside = str(venv / "bin/python")
        pip = (inside, "-m", "pip", "--quiet", "--disable-pip-version-check")
        subprocess.run([python, "-m", "venv", venv], check=True)
        lines = (ROOT / "requirements" / "dev.in").read_text(encoding="utf-8").splitlines()
        dev = [line for line in lines if line and line[0] not in "#-"]
        subprocess.run(
            [*pip, "install", "--upgrade", "--editable", ".", *dev, *requirements],
            check=True,
            cwd=ROOT,
        )
        shown = subprocess.run(
            [inside, "-m", "pip", "list", "--format=freeze"],
            check=True,
            capture_output=True,
            text=True,
        ).stdout.split()
        names = {re.split(r"[>=<\[]", one)[0] for one in PROJECT["project"]["dependencies"]}
        versions = [one for one in shown if one.partition("==")[0].lower() in names]
        print(f"== {named}: {', '.join(versions)}", flush=True)
        words = ("-m", "pytest", "-q", "--numprocesses", "auto", "--dist", "worksteal", *tests)
        return subprocess.run([inside, *words], check=False, cwd=ROOT).returncode == 0


def textual() -> bool:
    """The screens' tests, with the oldest Textual that is allowed and the newest."""
    runs = {"the oldest Textual": [oldest("textual")], "the newest Textual": []}
    passed = [tried(name, sys.executable, pins, SCREENS) for name, pins in runs.items()]
    return all(passed)  # both are tried, whatever the first says


def newest() -> bool:
    """The quick suite with the newest of everything, on the newest Python there is."""
    version, python = next(pythons())
    print(f"The newest Python here is {'.'.join(map(str, version))}.")
    return tried(f"the newest of all, Python {version[0]}.{version[1]}", python, [], QUICK)


if __name__ == "__main__":
    sys.exit(0 if {"textual": textual, "newest": newest}[sys.argv[1]]() else 1)
