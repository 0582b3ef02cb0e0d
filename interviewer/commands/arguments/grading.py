"""The arguments of commands that grade without an interview, and of `doctor`."""

import argparse

from interviewer.commands.arguments.shared import examiner, json, whole


def doctor(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--exam",
        action="store_true",
        help="let the model grade 40 labelled answers, beside the built-in rules: who should grade?",
    )
    examiner(parser)


def grade(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "answers",
        metavar="ANSWERS",
        help="JSON lines of id, question_id, answer; - reads standard input",
    )
    _questions(parser)
    parser.add_argument(
        "-o",
        "--output",
        metavar="PATH",
        help="write there; what it already holds is not graded again",
    )
    _concurrency(parser)
    parser.add_argument(
        "--retry-ungraded",
        action="store_true",
        help="with -o: grade again what the file holds as ungraded",
    )
    parser.add_argument(
        "--batch",
        action="store_true",
        help="with -o and a model: through its server's batch interface, cheaper, within a day",
    )
    examiner(parser)


def calibrate(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "labels",
        metavar="LABELS",
        help="JSON lines of question_id, answer, score; - reads standard input",
    )
    _questions(parser)
    parser.add_argument(
        "--group", metavar="NAME", help='only lines whose "group" is NAME, such as held-out'
    )
    json(parser)
    _concurrency(parser)
    examiner(parser)


def _questions(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--questions", metavar="BANK", help="a bank's name or file; default: ml-fundamentals"
    )


def _concurrency(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--concurrency",
        type=whole(1, 1000),
        default=8,
        metavar="N",
        help="model calls at once; default 8",
    )
