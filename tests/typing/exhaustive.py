"""A new step or reply is missed nowhere: the type checker names every place that must know it.

The package is copied, a step and a reply of a new kind are added to its protocol, and mypy is run
over the copy. The files of KNOWS must be complained of, and no other: one that is not would meet the
new kind in silence. A check of its own (`make types`), as mypy takes as long as many tests.
"""

import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent

KNOWS = {
    "step": {"core/interview.py", "core/run.py", "storage/stored_session.py"},
    "reply": {"core/protocol.py", "ui/tui/replayed.py"},
}
"""The files that tell steps, or replies, apart; docs/howto/new-step.md names the same ones."""

STEP = """
@dataclass(frozen=True, slots=True)
class Pondered:
    sheet: Sheet


Waiting = Pondered | """

REPLY = """
class Nodded(Frozen):
    kind: Literal["nodded"] = "nodded"


AnyReply = (
    Nodded
    | """


def complaints(kind: str) -> set[str]:
    """The files, below the package, that mypy finds wrong once a new kind is there."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "interviewer"
        shutil.copytree(ROOT / "interviewer", copy, ignore=shutil.ignore_patterns("__pycache__"))
        protocol = copy / "core" / "protocol.py"
        text = protocol.read_text(encoding="utf-8")
        pattern, new = {
            "step": (r"^Waiting = ", STEP),
            "reply": (r"^AnyReply = (\(\n    )?", REPLY),
        }[kind]
        text, count = re.subn(pattern, new.replace("\\", r"\\"), text, flags=re.MULTILINE)
        assert count == 1, f"the {kind}s of core/protocol.py have moved"
        if kind == "reply" and not re.search(r"^AnyReply = \([^()]*\n\)$", text, re.MULTILINE):
            text = re.sub(
                r"(^AnyReply = \([^()]*?)\n(?=[A-Z])", r"\1\n)\n", text, flags=re.MULTILINE
            )
        protocol.write_text(text, encoding="utf-8")
        shutil.copy(ROOT / "pyproject.toml", folder)
        run = subprocess.run(
            [sys.executable, "-m", "mypy", "--cache-dir", str(ROOT / ".mypy_cache" / "exhaustive")],
            cwd=folder,
            capture_output=True,
            text=True,
            check=False,
        )
    assert "is not defined" not in run.stdout, run.stdout
    return set(re.findall(r"^interviewer/(\S+?):\d+: error", run.stdout, re.MULTILINE))


def main() -> int:
    """Print what each new kind was noticed by; 1 where that is not what KNOWS says."""
    missed = False
    for kind, files in KNOWS.items():
        found = complaints(kind)
        print(f"a new {kind}: mypy complains of {', '.join(sorted(found)) or 'nothing'}")
        for name in sorted(files - found):
            print(f"{name} would not notice a new {kind}")
        for name in sorted(found - files):
            print(f"{name} notices a new {kind}: name it in KNOWS and in docs/howto/new-step.md")
        missed |= found != files
    return int(missed)


if __name__ == "__main__":
    sys.exit(main())
