"""The arguments of commands on banks and on the program itself."""

import argparse

from interviewer.commands.arguments.bank_actions import add_arguments
from interviewer.commands.arguments.shared import examiner


def check(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("bank", metavar="BANK", help="question bank (JSON)")
    parser.add_argument(
        "--against", metavar="OLD", help="also say what changed since that version of it"
    )


def schema(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "name",
        nargs="?",
        default="bank",
        choices=("bank", "report", "grade", "journal"),
        help="bank: a question bank (default); report: `report --format json`; grade: a line that "
        "`grade` writes; journal: a record of a session's journal, after its checksum",
    )


def completion(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "shell",
        choices=("bash", "zsh", "fish"),
        help="bash: eval it in ~/.bashrc; zsh: write it to a file _interviewer in your fpath; "
        "fish: write it to ~/.config/fish/completions/interviewer.fish",
    )


def bank_actions(parser: argparse.ArgumentParser) -> None:
    add_arguments(parser, examiner)
