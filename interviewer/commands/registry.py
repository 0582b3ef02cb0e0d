"""Every command: its words, what it does, and the module of this folder that runs it.

Nothing heavy is imported here: `interviewer --help` answers at once.
"""

import argparse
from collections.abc import Callable

from interviewer.commands.bank_arguments import add_arguments
from interviewer.commands.command_parser import CommandParser

EXAMPLES = """\
examples:
  interviewer                          the home screen: begin, resume, look at past results
  interviewer --offline --count 3      three questions, no network at all
  interviewer my-bank.json --feedback each
  interviewer --plain < answers.txt    line mode, for pipes and screen readers

commands (each has --help):
  start [BANK]        an interview; the default, so the word can be left out
  talk [BANK]         an interview over JSON lines, for agents, editors and web pages
  serve               the screen in a web browser, on this machine
  resume [SESSION]    continue where an interview was left, killed or cut off
  practice            tonight's questions: what is due, what is new, and why
  progress            how you stand, and what is slipping away
  sessions            what is there: unfinished and finished
  export -o PATH      everything of yours as one file, reviews as CSV, cards for Anki
  restore ARCHIVE     merge such a file into this home
  report [SESSION]    the report again, as Markdown, JSON or a page for a browser
  regrade SESSION     grade stored answers again, or those that could not be graded
  verify SESSION      recompute every score and re-check every quote
  grade ANSWERS       grade many answers, JSON lines in and out
  calibrate LABELS    how far this examiner agrees with people
  bank ACTION         import, draft, review, list, compare question banks
  check BANK          every fault of a question bank, with line and remedy
  schema [NAME]       JSON Schema of a bank, a report, a line of `grade` or a journal's record
  completion SHELL    completions for bash, zsh or fish
  doctor              settings with their origin; is the model reachable and able?
"""


def _whole(lowest: int, highest: int = 1_000_000) -> Callable[[str], int]:
    def number(text: str) -> int:
        if not text.isascii() or not text.isdigit() or not lowest <= int(text[:9]) <= highest:
            raise argparse.ArgumentTypeError(
                f"{text!r} is not a whole number from {lowest} to {highest}"
            )
        return int(text)

    return number


def _minutes(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = 0.0
    if not 0 < value <= 600:
        raise argparse.ArgumentTypeError(f"{text!r} is no number of minutes up to 600")
    return value


def _doctor(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--exam",
        action="store_true",
        help="let the model grade 40 labelled answers, beside the built-in rules: who should grade?",
    )
    _examiner(parser)


def _bank(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "bank",
        nargs="?",
        metavar="BANK",
        help="a name of `interviewer bank list`, or a file; default: ml-fundamentals",
    )


def _examiner(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("who grades (flags > environment > config.toml)")
    group.add_argument(
        "--offline", action="store_true", help="no network at all: the built-in examiner"
    )
    group.add_argument("--model", metavar="NAME", help="the model's name at its server")
    group.add_argument(
        "--best",
        action="store_true",
        help="the model and the built-in rules together: each point goes to whoever is surer",
    )
    group.add_argument(
        "--base-url", metavar="URL", help="an OpenAI-compatible API, usually ending in /v1"
    )
    group.add_argument(
        "--key-file",
        metavar="PATH",
        help="a file that holds the API key; no flag takes the key itself",
    )
    group.add_argument(
        "--provider",
        metavar="NAME",
        help="preset: openai, openrouter, ollama, llama.cpp, lmstudio, vllm",
    )


def _start(parser: argparse.ArgumentParser) -> None:
    _bank(parser)
    starting(parser)


def starting(parser: argparse.ArgumentParser) -> None:
    """Add the flags that an interview starts with."""
    ask = parser.add_argument_group("what is asked")
    ask.add_argument("--count", type=_whole(1), metavar="N", help="at most N questions")
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
    ask.add_argument("--seed", type=_whole(0), metavar="S", help="makes --shuffle repeatable")
    ask.add_argument(
        "--follow-ups", type=_whole(0, 20), metavar="N", help="at most N per question; default 2"
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
        "--minutes", type=_minutes, metavar="M", help="a countdown for the interview; never a cut"
    )
    how.add_argument(
        "--per-question", type=_minutes, metavar="M", help="a countdown for each question"
    )
    how.add_argument(
        "--predict",
        action=argparse.BooleanOptionalAction,
        help="say how well it went before you see the verdict",
    )
    out = parser.add_argument_group("how")
    out.add_argument(
        "--plain", action="store_true", help="line mode: no full screen, no escape codes"
    )
    out.add_argument(
        "--end-mark",
        default="",
        metavar="TEXT",
        help="line mode: a line that holds TEXT alone ends an answer, in place of an empty line",
    )
    out.add_argument(
        "--transcript",
        metavar="PATH",
        help="Markdown file or folder; default: transcripts/ in the home",
    )
    _examiner(parser)


def _serve(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--host",
        default="127.0.0.1",
        metavar="HOST",
        help="the address to listen at; default 127.0.0.1, which only this machine reaches",
    )
    parser.add_argument(
        "--port",
        type=_whole(0, 65535),
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


def _resume(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "session",
        nargs="?",
        metavar="SESSION",
        help="an id from `sessions`; default: the newest unfinished",
    )
    parser.add_argument(
        "--plain", action="store_true", help="line mode: no full screen, no escape codes"
    )
    parser.add_argument(
        "--transcript",
        metavar="PATH",
        help="Markdown file or folder; default: transcripts/ in the home",
    )
    _examiner(parser)


def _session(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "session",
        metavar="SESSION",
        help="an id from `interviewer sessions`; `latest` is the newest",
    )


def _practice(parser: argparse.ArgumentParser) -> None:
    ask = parser.add_argument_group("what is asked")
    ask.add_argument(
        "--bank",
        metavar="NAME,...",
        help="from these banks, by path or name; default: those practised before",
    )
    ask.add_argument("--topic", metavar="T", help="only questions on this topic")
    ask.add_argument(
        "--minutes", type=_whole(1, 1000), metavar="M", help="about this long; default 30"
    )
    ask.add_argument(
        "--until",
        metavar="DATE",
        help="the interview's day, as 2026-12-03; kept for next time, `none` forgets it",
    )
    ask.add_argument(
        "--missed", action="store_true", help="drill what was missed the last time, due or not"
    )
    ask.add_argument("--new", type=_whole(0), metavar="N", help="at most N new questions")
    ask.add_argument(
        "--follow-ups", type=_whole(0, 20), metavar="N", help="at most N per question; default 2"
    )
    out = parser.add_argument_group("how")
    out.add_argument("--list", action="store_true", help="only say what would be asked, and why")
    out.add_argument("--json", action="store_true", help="with --list: for programs")
    out.add_argument(
        "--predict",
        action=argparse.BooleanOptionalAction,
        help="say how well an answer went before its verdict; practice asks that, unless told not to",
    )
    _without_offline(parser)
    out.add_argument(
        "--plain", action="store_true", help="line mode: no full screen, no escape codes"
    )
    out.add_argument(
        "--transcript",
        metavar="PATH",
        help="Markdown file or folder; default: transcripts/ in the home",
    )
    _examiner(parser)


def _sessions(parser: argparse.ArgumentParser) -> None:
    _json(parser)
    parser.add_argument(
        "--delete",
        metavar="ID",
        help="delete this session and what is remembered of it; asks once",
    )
    parser.add_argument("--yes", action="store_true", help="with --delete: do not ask")


def _progress(parser: argparse.ArgumentParser) -> None:
    _json(parser)
    parser.add_argument(
        "--question",
        metavar="ID",
        help="one question then and now: answers, points gained and lost",
    )
    _without_offline(parser)


def _without_offline(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--without-offline",
        action="store_true",
        help="leave out what the built-in examiner judged: count a model's verdicts alone",
    )


def _export(parser: argparse.ArgumentParser) -> None:
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


def _restore(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("archive", metavar="ARCHIVE", help="made by `interviewer export`")


def _json(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="for programs")


def _report(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "session",
        nargs="?",
        default="latest",
        metavar="SESSION",
        help="an id from `interviewer sessions`; default: the newest",
    )
    parser.add_argument(
        "--format", choices=("md", "json", "html"), default="md", help="default: md"
    )
    parser.add_argument(
        "-o", "--output", metavar="PATH", help="write there instead of standard output"
    )


def _regrade(parser: argparse.ArgumentParser) -> None:
    _session(parser)
    parser.add_argument(
        "--missing", action="store_true", help="only answers that could not be graded"
    )
    _examiner(parser)


def _grade(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "answers",
        metavar="ANSWERS",
        help="JSON lines of id, question_id, answer; - reads standard input",
    )
    parser.add_argument(
        "--questions", metavar="BANK", help="a bank's name or file; default: ml-fundamentals"
    )
    parser.add_argument(
        "-o",
        "--output",
        metavar="PATH",
        help="write there; what it already holds is not graded again",
    )
    parser.add_argument(
        "--concurrency",
        type=_whole(1, 1000),
        default=8,
        metavar="N",
        help="model calls at once; default 8",
    )
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
    _examiner(parser)


def _calibrate(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "labels",
        metavar="LABELS",
        help="JSON lines of question_id, answer, score; - reads standard input",
    )
    parser.add_argument(
        "--questions", metavar="BANK", help="a bank's name or file; default: ml-fundamentals"
    )
    parser.add_argument(
        "--group", metavar="NAME", help='only lines whose "group" is NAME, such as held-out'
    )
    parser.add_argument("--json", action="store_true", help="for programs")
    parser.add_argument(
        "--concurrency",
        type=_whole(1, 1000),
        default=8,
        metavar="N",
        help="model calls at once; default 8",
    )
    _examiner(parser)


def _check(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("bank", metavar="BANK", help="question bank (JSON)")
    parser.add_argument(
        "--against", metavar="OLD", help="also say what changed since that version of it"
    )


def _schema(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "name",
        nargs="?",
        default="bank",
        choices=("bank", "report", "grade", "journal"),
        help="bank: a question bank (default); report: `report --format json`; grade: a line that "
        "`grade` writes; journal: a record of a session's journal, after its checksum",
    )


def _completion(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "shell",
        choices=("bash", "zsh", "fish"),
        help="bash: eval it in ~/.bashrc; zsh: write it to a file _interviewer in your fpath; "
        "fish: write it to ~/.config/fish/completions/interviewer.fish",
    )


def _bank_actions(parser: argparse.ArgumentParser) -> None:
    add_arguments(parser, _examiner)


COMMANDS: dict[str, tuple[str, str, Callable[[argparse.ArgumentParser], None]]] = {
    "start": ("start", "An interview, from the first question to the graded report.", _start),
    "talk": (
        "talk",
        "An interview over JSON lines on standard input and output, for programs.",
        _start,
    ),
    "serve": (
        "serve",
        "The screen in a web browser: a program for every visitor. Needs interviewer[web].",
        _serve,
    ),
    "resume": (
        "resume",
        "Continue with an unfinished interview. Nothing is asked or paid twice.",
        _resume,
    ),
    "practice": (
        "practice",
        "Tonight's questions: what is due, what is new, and why each is asked.",
        _practice,
    ),
    "progress": (
        "progress",
        "How you stand: scores, topics point by point, what is slipping, beliefs, predictions.",
        _progress,
    ),
    "sessions": (
        "sessions",
        "The sessions on this machine: id, date, bank, state, score.",
        _sessions,
    ),
    "export": (
        "export",
        "Everything of this person as one file: an archive, a table of reviews, or cards for Anki.",
        _export,
    ),
    "restore": (
        "export",
        "Merge an archive of another machine into this home. Nothing counts twice.",
        _restore,
    ),
    "report": ("sessions", "The report of a session; of an unfinished one, as it stands.", _report),
    "verify": (
        "sessions",
        "Recompute every score and re-check every quote from the journal.",
        _session,
    ),
    "regrade": (
        "regrade",
        "Grade a session's stored answers again. Every verdict is kept.",
        _regrade,
    ),
    "grade": ("grade", "Grade many answers without an interview, JSON lines in and out.", _grade),
    "calibrate": (
        "calibrate",
        "Measure how far this examiner's grades agree with people's.",
        _calibrate,
    ),
    "check": (
        "banks",
        "Check a question bank: every fault with file:line:column and a remedy.",
        _check,
    ),
    "bank": (
        "bank",
        "Question banks: import, draft and review, list, add and remove, compare.",
        _bank_actions,
    ),
    "schema": (
        "schema",
        "Print a JSON Schema, for editors that complete and for programs that check.",
        _schema,
    ),
    "completion": (
        "completion",
        'Print the completions of a shell: put `eval "$(interviewer completion bash)"` into ~/.bashrc.',
        _completion,
    ),
    "doctor": ("doctor", "Settings with their origin; is the model reachable and able?", _doctor),
}
"""Each command: the module of `commands/` that holds it, what it does, its arguments."""


def parser_for(command: str) -> argparse.ArgumentParser:
    """Build the parser of one command."""
    _, about, add_arguments = COMMANDS[command]
    parser = CommandParser(f"interviewer {command}", description=about, allow_abbrev=False)
    add_arguments(parser)
    parser.add_argument(
        "--home", metavar="DIR", help="where sessions and config.toml live; also INTERVIEWER_HOME"
    )
    return parser
