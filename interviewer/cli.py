"""Words to commands. A command's module is imported only when it is called.

Nothing heavy may be imported here: `interviewer --help` answers at once.
"""

import argparse
import sys
from collections.abc import Sequence

from interviewer import __version__
from interviewer.commands.registry import COMMANDS, EXAMPLES, parser_for


def split(argv: Sequence[str]) -> tuple[str, list[str]]:
    """Return the command and its arguments; `start` where no command is named.

    `--home DIR` may stand before the command too.
    """
    words = list(argv)
    ahead: list[str] = []
    while words and words[0].split("=")[0] == "--home":
        size = 1 if "=" in words[0] else 2
        ahead, words = ahead + words[:size], words[size:]
    if words and words[0] in COMMANDS:
        return words[0], ahead + words[1:]
    return "start", ahead + words


KEEPS_HOME = {"home", "model", "base_url", "provider", "key_file"}
"""Flags that say where things are and who grades: with these alone, the home screen opens."""


def _asks_nothing(parser: argparse.ArgumentParser, arguments: argparse.Namespace) -> bool:
    """Whether nothing says what is asked, or how."""
    usual = vars(parser.parse_args([]))
    given = vars(arguments)
    return all(given[name] == value for name, value in usual.items() if name not in KEEPS_HOME)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; return its exit status."""
    words = list(sys.argv[1:] if argv is None else argv)
    if words[:1] == ["help"]:  # as other programs have it; nobody's bank is called so
        words = [*(word for word in words[1:2] if word in COMMANDS), "--help"]
    if words[:1] in (["-h"], ["--help"]):
        print(_help())
        return 0
    if words[:1] == ["--version"]:
        print(f"interviewer {__version__}")
        return 0
    command, rest = split(words)
    parser = parser_for(command)
    arguments = parser.parse_args(rest)
    arguments.bare = (
        command == "start" and "start" not in words[:1] and _asks_nothing(parser, arguments)
    )
    from interviewer.process.main import call

    return call(f"interviewer.commands.{COMMANDS[command][0]}", command, arguments)


def _help() -> str:
    top = argparse.ArgumentParser(
        "interviewer",
        usage="interviewer [COMMAND] [ARGUMENTS] [--home DIR] [--help] [--version]",
        description="A mock interviewer for the terminal: asks, follows up, and grades every answer\n"
        "with your own words as evidence. Without a model it works offline.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        add_help=False,
    )
    return top.format_help().rstrip()
