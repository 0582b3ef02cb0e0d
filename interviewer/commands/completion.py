"""`completion`: the completions of a shell, made when the program was built (docs/shell_files.py)."""

import argparse

from interviewer import assets
from interviewer.core.text import inert
from interviewer.process.output import say

SHELLS = ("bash", "zsh", "fish")


def completion(arguments: argparse.Namespace) -> int:
    """Print the completions for one shell."""
    script = assets.completion(arguments.shell).read_text(encoding="utf-8")
    say(inert(script.rstrip("\n")))
    return 0
