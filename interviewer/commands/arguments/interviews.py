"""The arguments of commands that hold an interview."""

import argparse

from interviewer.commands.arguments.shared import (
    bank,
    examiner,
    minutes,
    plain,
    transcript,
    whole,
    without_offline,
)


def start(parser: argparse.ArgumentParser) -> None:
    bank(parser)
    starting(parser)


def starting(parser: argparse.ArgumentParser) -> None:
    """Add the flags that an interview starts with."""
    _asked(parser)
    out = parser.add_argument_group("how it is shown, and what is written")
    plain(out)
    _end_mark(
        out,
        "line mode: a line that holds TEXT alone ends an answer, in place of an empty line",
    )
    transcript(out)
    examiner(parser)


def talk(parser: argparse.ArgumentParser) -> None:
    """Add what `start` takes. Flags of line mode have no meaning here, and help is silent about them."""
    bank(parser)
    _asked(parser)
    parser.add_argument("--plain", action="store_true", help=argparse.SUPPRESS)
    _end_mark(parser, argparse.SUPPRESS)
    transcript(parser.add_argument_group("what is written"))
    examiner(parser)


def _end_mark(parser: argparse._ActionsContainer, about: str) -> None:
    parser.add_argument("--end-mark", default="", metavar="TEXT", help=about)


def _asked(parser: argparse.ArgumentParser) -> None:
    """Add the flags that say what is asked, and by whom."""
    ask = parser.add_argument_group("what is asked")
    ask.add_argument("--count", type=whole(1), metavar="N", help="at most N questions")
    ask.add_argument("--topic", metavar="T", help="only questions on this topic")
    ask.add_argument(
        "--difficulty", choices=("easy", "medium", "hard"), help="only of this difficulty"
    )
    ask.add_argument(
        "--question",
        action="append",
        default=[],
        metavar="ID",
        help="this question; may be given several times",
    )
    ask.add_argument("--shuffle", action="store_true", help="in random order")
    ask.add_argument("--seed", type=whole(0), metavar="S", help="makes --shuffle repeatable")
    ask.add_argument(
        "--follow-ups", type=whole(0, 20), metavar="N", help="at most N per question; default 2"
    )
    ask.add_argument(
        "--feedback",
        choices=("end", "each"),
        help="the verdict in the final report (end), or after each question",
    )
    how = parser.add_argument_group("who asks, and how")
    how.add_argument(
        "--persona", metavar="NAME", help="calm, brisk, sceptic, panel, or a file of your own"
    )
    how.add_argument(
        "--level",
        choices=("junior", "mid", "senior"),
        help="what is asked, and how deep; a senior who has said everything is asked one more",
    )
    how.add_argument(
        "--adaptive", action="store_true", help="harder or easier questions, as the answers go"
    )
    how.add_argument(
        "--minutes", type=minutes, metavar="M", help="a countdown for the interview; never a cut"
    )
    how.add_argument(
        "--per-question", type=minutes, metavar="M", help="a countdown for each question"
    )
    how.add_argument(
        "--predict",
        action=argparse.BooleanOptionalAction,
        help="say how well it went before you see the verdict",
    )


def serve(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--host",
        default="127.0.0.1",
        metavar="HOST",
        help="the address to listen at; default 127.0.0.1, which only this machine reaches",
    )
    parser.add_argument(
        "--port",
        type=whole(0, 65535),
        default=8000,
        metavar="N",
        help="default 8000; 0: a free one",
    )
    parser.add_argument(
        "words",
        nargs="*",
        metavar="WORDS",
        help="after `--`: what every visitor's program is started with, such as BANK --offline; "
        "without any, the home screen",
    )
    parser.usage = "%(prog)s [--host HOST] [--port N] [--home DIR] [-- WORDS ...]"


def resume(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "session",
        nargs="?",
        metavar="SESSION",
        help="an id from `sessions`; default: the newest unfinished",
    )
    plain(parser)
    transcript(parser)
    examiner(parser)


def practice(parser: argparse.ArgumentParser) -> None:
    ask = parser.add_argument_group("what is asked")
    ask.add_argument(
        "--bank",
        metavar="NAME,...",
        help="from these banks, by path or name; default: those practised before",
    )
    ask.add_argument("--topic", metavar="T", help="only questions on this topic")
    ask.add_argument(
        "--minutes", type=whole(1, 1000), metavar="M", help="about this long; default 30"
    )
    ask.add_argument(
        "--until",
        metavar="DATE",
        help="the interview's day, as 2026-12-03; kept for next time, `none` forgets it",
    )
    ask.add_argument(
        "--missed", action="store_true", help="drill what was missed the last time, due or not"
    )
    ask.add_argument("--new", type=whole(0), metavar="N", help="at most N new questions")
    ask.add_argument(
        "--follow-ups", type=whole(0, 20), metavar="N", help="at most N per question; default 2"
    )
    out = parser.add_argument_group("how")
    out.add_argument("--list", action="store_true", help="only say what would be asked, and why")
    out.add_argument("--json", action="store_true", help="with --list: for programs")
    out.add_argument(
        "--predict",
        action=argparse.BooleanOptionalAction,
        help="say how well an answer went before its verdict; practice asks that, unless told not to",
    )
    without_offline(parser)
    plain(out)
    transcript(out)
    examiner(parser)
