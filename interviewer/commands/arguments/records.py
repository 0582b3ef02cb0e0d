"""The arguments of commands on what is kept: sessions, reports, practice."""

import argparse

from interviewer.commands.arguments.shared import examiner, json, session, without_offline


def sessions(parser: argparse.ArgumentParser) -> None:
    json(parser)
    parser.add_argument(
        "--delete",
        metavar="ID",
        help="delete this session and what is remembered of it; asks once",
    )
    parser.add_argument("--yes", action="store_true", help="with --delete: do not ask")


def progress(parser: argparse.ArgumentParser) -> None:
    json(parser)
    parser.add_argument(
        "--question",
        metavar="ID",
        help="one question then and now: answers, points gained and lost",
    )
    without_offline(parser)


def export(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "-o",
        "--output",
        metavar="PATH",
        required=True,
        help="where to write it; - for csv and anki",
    )
    parser.add_argument(
        "--format",
        choices=("archive", "csv", "anki"),
        default="archive",
        help="archive: all sessions and banks of your own (default); csv: every review; "
        "anki: the points you missed as cards",
    )


def restore(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("archive", metavar="ARCHIVE", help="made by `interviewer export`")


def report(parser: argparse.ArgumentParser) -> None:
    session(parser)
    parser.add_argument(
        "--format", choices=("md", "json", "html"), default="md", help="default: md"
    )
    parser.add_argument(
        "-o", "--output", metavar="PATH", help="write there instead of standard output"
    )


def regrade(parser: argparse.ArgumentParser) -> None:
    session(parser)
    parser.add_argument(
        "--missing", action="store_true", help="only answers that could not be graded"
    )
    examiner(parser)
