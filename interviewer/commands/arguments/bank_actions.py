"""The words after `bank`, and what each takes. Loads nothing heavy."""

import argparse
from collections.abc import Callable

_ACTIONS: dict[str, tuple[str, str, Callable[[argparse.ArgumentParser], None]]] = {}


def add_arguments(
    parser: argparse.ArgumentParser, examiner: Callable[[argparse.ArgumentParser], None]
) -> None:
    """`examiner` adds the flags that say which model."""
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    for action, (module, about, add) in _ACTIONS.items():
        one = actions.add_parser(action, help=about, description=about, allow_abbrev=False)
        add(one)
        if action in _WITH_EXAMINER:
            examiner(one)
        one.add_argument(
            "--home",
            metavar="DIR",
            default=argparse.SUPPRESS,
            help="where your banks live; also INTERVIEWER_HOME",
        )
        one.set_defaults(module=module)


_WITH_EXAMINER = ("draft", "health")


def _import(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "files",
        nargs="+",
        metavar="FILE",
        help="Markdown, CSV, Anki, YAML, TOML, JSON, GIFT, Moodle XML; a folder or a zip of them",
    )
    parser.add_argument(
        "-o",
        "--output",
        metavar="BANK",
        help="write the bank there, - to standard output; default: among your banks",
    )
    parser.add_argument(
        "--name", metavar="NAME", help="its name among your banks; default: the first file's"
    )
    parser.add_argument("--title", metavar="TITLE", help="its title; default: what the files say")
    parser.add_argument(
        "--map",
        action="append",
        default=[],
        metavar="MEANING=COLUMN",
        help="which column is what, such as question=Frage",
    )
    parser.add_argument(
        "--source", metavar="TEXT", help="where the questions come from; default: the files' names"
    )
    parser.add_argument(
        "--licence",
        "--license",
        metavar="TEXT",
        help="their licence, where the files do not say it",
    )
    parser.add_argument("--replace", action="store_true", help="replace a bank that is there")
    parser.add_argument(
        "--all", action="store_true", help="say every single thing that was left out"
    )


def _list(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="for programs")


def _add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help="a question bank (JSON)")
    parser.add_argument("--name", metavar="NAME", help="its name; default: the file's")
    parser.add_argument("--replace", action="store_true", help="replace the one of that name")


def _remove(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", metavar="NAME", help="a bank of your own")


def _review(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("bank", metavar="BANK", help="a bank of your own, by name or path")


def _draft(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "bank", nargs="?", metavar="BANK", help="a bank of your own whose questions need rubrics"
    )
    parser.add_argument(
        "--from",
        dest="source",
        metavar="FILE",
        help="a job posting, a CV or notes: text, Markdown or PDF",
    )
    parser.add_argument("-o", "--output", metavar="BANK", help="write the bank there")
    parser.add_argument("--name", metavar="NAME", help="its name among your banks")
    parser.add_argument("--title", metavar="TITLE", help="its title")
    parser.add_argument(
        "--count", type=_count, default=10, metavar="N", help="how many questions; default 10"
    )
    parser.add_argument("--replace", action="store_true", help="replace a bank that is there")


def _count(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 1 <= int(text[:4]) <= 50:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number from 1 to 50")
    return int(text)


def _health(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("bank", metavar="BANK", help="a bank, by name or path")
    parser.add_argument(
        "answers",
        nargs="?",
        metavar="ANSWERS",
        help="JSON lines of question_id and answer; default: your sessions",
    )
    parser.add_argument("--json", action="store_true", help="for programs")


def _suggest(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("bank", metavar="BANK", help="a bank, by name or path")
    parser.add_argument(
        "--quotes",
        metavar="FILE",
        help="JSON lines of question_id, point and quote that a person has confirmed",
    )
    parser.add_argument("--json", action="store_true", help="for programs")


def _diff(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("old", metavar="OLD", help="the bank as it was")
    parser.add_argument("new", metavar="NEW", help="the bank as it is")
    parser.add_argument("--json", action="store_true", help="for programs")


_ACTIONS |= {
    "import": (
        "bank_import",
        "Make a bank from what you have: lists, cards, tables, quizzes.",
        _import,
    ),
    "list": ("bank_list", "The banks that have a name: shipped and your own.", _list),
    "add": ("bank_list", "Keep a bank under a name of its own.", _add),
    "draft": (
        "bank_draft",
        "Rubrics for questions that have none, or a practice bank from a job posting.",
        _draft,
    ),
    "review": ("bank_review", "Go through what was imported or drafted, one by one.", _review),
    "health": ("bank_health", "What answers show of a bank: what to improve.", _health),
    "suggest": ("bank_health", "Wordings that were confirmed and are no signs yet.", _suggest),
    "diff": ("bank_health", "What a new version of a bank changed.", _diff),
    "remove": ("bank_list", "Remove a bank of your own.", _remove),
}
