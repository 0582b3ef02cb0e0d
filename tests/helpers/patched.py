"""The program in a world that a test cannot make: a system call that refuses, a user without a name.

The change is made before the program's first line, in its own process.
"""

from tests.helpers.program import ROOT


def world(folder, code: str) -> dict[str, str]:
    """Environment variables with which Python runs `code` before the program."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "sitecustomize.py").write_text(code)
    return {"PYTHONPATH": f"{folder}:{ROOT}"}
