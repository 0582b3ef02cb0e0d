"""Run the program as a person does: a process of its own, a home of its own."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent


def environment(home: Path, **more: str) -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "LC_ALL") if name in os.environ}
    own = {"INTERVIEWER_HOME": str(home), "HOME": str(home), "PYTHONPATH": str(ROOT)}
    return {**kept, **own, "PYTHONUTF8": "1", **more}


def call(home: Path, *words: object, stdin: str | bytes = "", **more: str):
    """Return the finished process; its output is bytes, exactly as it was written."""
    return subprocess.run(
        [sys.executable, "-m", "interviewer", *map(str, words)],
        input=stdin.encode() if isinstance(stdin, str) else stdin,
        capture_output=True,
        env=environment(home, **more),
        check=False,
        timeout=60,
    )


def start(home: Path, *words: object, **more: str):
    """Return a running process with pipes."""
    return subprocess.Popen(
        [sys.executable, "-u", "-m", "interviewer", *map(str, words)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(home, **more),
    )
