"""`bank`: the banks of a person, from import to review. Each word has a file of its own, loaded when it is said."""

import argparse
from importlib import import_module


def bank(arguments: argparse.Namespace) -> int:
    """Run the function of that name; return its exit status."""
    module = import_module(f"interviewer.commands.{arguments.module}")
    return int(getattr(module, f"bank_{arguments.action}")(arguments))
