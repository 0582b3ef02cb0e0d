"""Every command: its words, what it does, and the module of this folder that runs it.

Nothing heavy is imported here: `interviewer --help` answers at once.
"""

import argparse
from collections.abc import Callable

from interviewer.commands.arguments import banks, grading, interviews, records, shared
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
  regrade [SESSION]   grade stored answers again, or those that could not be graded
  verify [SESSION]    recompute every score and re-check every quote
  grade ANSWERS       grade many answers, JSON lines in and out
  calibrate LABELS    how far this examiner agrees with people
  bank ACTION         import, draft, review, list, compare question banks
  check BANK          every fault of a question bank, with line and remedy
  schema [NAME]       JSON Schema of a bank, a report, a line of `grade` or a journal's record
  completion SHELL    completions for bash, zsh or fish
  doctor              settings with their origin; is the model reachable and able?
"""

COMMANDS: dict[str, tuple[str, str, Callable[[argparse.ArgumentParser], None]]] = {
    "start": (
        "start",
        "An interview, from the first question to the graded report.",
        interviews.start,
    ),
    "talk": (
        "talk",
        "An interview over JSON lines on standard input and output, for programs.",
        interviews.talk,
    ),
    "serve": (
        "serve",
        "The screen in a web browser: a program for every visitor. Needs interviewer[web].",
        interviews.serve,
    ),
    "resume": (
        "resume",
        "Continue with an unfinished interview. Nothing is asked or paid twice.",
        interviews.resume,
    ),
    "practice": (
        "practice",
        "Tonight's questions: what is due, what is new, and why each is asked.",
        interviews.practice,
    ),
    "progress": (
        "progress",
        "How you stand: scores, topics point by point, what is slipping, beliefs, predictions.",
        records.progress,
    ),
    "sessions": (
        "sessions",
        "The sessions on this machine: id, date, bank, state, score.",
        records.sessions,
    ),
    "export": (
        "export",
        "Everything of this person as one file: an archive, a table of reviews, or cards for Anki.",
        records.export,
    ),
    "restore": (
        "export",
        "Merge an archive of another machine into this home. Nothing counts twice.",
        records.restore,
    ),
    "report": (
        "sessions",
        "The report of a session; of an unfinished one, as it stands.",
        records.report,
    ),
    "verify": (
        "sessions",
        "Recompute every score and re-check every quote from the journal.",
        shared.session,
    ),
    "regrade": (
        "regrade",
        "Grade a session's stored answers again. Every verdict is kept.",
        records.regrade,
    ),
    "grade": (
        "grade",
        "Grade many answers without an interview, JSON lines in and out.",
        grading.grade,
    ),
    "calibrate": (
        "calibrate",
        "Measure how far this examiner's grades agree with people's.",
        grading.calibrate,
    ),
    "check": (
        "banks",
        "Check a question bank: every fault with file:line:column and a remedy.",
        banks.check,
    ),
    "bank": (
        "bank",
        "Question banks: import, draft and review, list, add and remove, compare.",
        banks.bank_actions,
    ),
    "schema": (
        "schema",
        "Print a JSON Schema, for editors that complete and for programs that check.",
        banks.schema,
    ),
    "completion": (
        "completion",
        'Print the completions of a shell: put `eval "$(interviewer completion bash)"` into ~/.bashrc.',
        banks.completion,
    ),
    "doctor": (
        "doctor",
        "Settings with their origin; is the model reachable and able?",
        grading.doctor,
    ),
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
