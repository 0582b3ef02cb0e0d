"""Make the completions and the man page from the table of commands: `make generated`.

They are kept in the repository (`interviewer/generated/`), so that a wheel, an sdist and a checkout have
them without a build step, and `interviewer completion` needs no library. A test makes them again and
compares.
"""

import argparse
import os
from pathlib import Path

import shtab
from argparse_manpage.manpage import Manpage

from interviewer import __version__, assets
from interviewer.commands.arguments.interviews import starting
from interviewer.commands.completion import SHELLS
from interviewer.commands.registry import COMMANDS, parser_for
from interviewer.settings.providers import PROVIDERS

FOLDER = Path(assets.__file__).parent / "generated"
ABOUT = "a mock interviewer for the terminal"

_BANKS = " ".join(assets.banks())
_BANK = {
    "bash": "_interviewer_bank_files",
    "zsh": "_interviewer_bank_files",
    "fish": "(_interviewer_bank_files)",
    "preamble": {
        "bash": f"""_interviewer_bank_files() {{
  compgen -W "{_BANKS}" -- "$1"
  compgen -f -X "!*.json" -- "$1"
  compgen -d -- "$1"
}}""",
        "fish": f"""function _interviewer_bank_files
    printf '%s\\n' {_BANKS}
    __fish_complete_path (commandline -ct)
end""",
    },
}
_ZSH = f"""_interviewer_bank_files() {{
  _alternative 'banks:bank:({_BANKS})' 'files:file:_files -g "*.json"'
}}"""

_FILES = {"ANSWERS", "ARCHIVE", "FILE", "LABELS", "PATH"}
_BANK_WORDS = {"BANK", "NEW", "OLD"}

_SECTIONS = {
    "synopsis": r""".B interviewer
[COMMAND] [ARGUMENTS] [\-\-home DIR] [\-\-help] [\-\-version]""",
    "exit status": r"""0: done; an interview that was stopped early still ends in its report.
.br
1: a failure while running.
.br
2: wrong usage, settings or bank.
.br
130, 143, 129: ended by SIGINT, SIGTERM or SIGHUP; everything is saved.""",
    "environment": r"""INTERVIEWER_HOME: where sessions and config.toml live, as \-\-home.
.br
INTERVIEWER_MODEL, INTERVIEWER_BASE_URL, INTERVIEWER_API_KEY: the model, its server and its key.
.br
OPENAI_BASE_URL, OPENAI_API_KEY: used where nothing else says it.
.br
INTERVIEWER_TODAY: a date such as 2026\-12\-03 that stands in for today.
.br
NO_COLOR: no colours.""",
    "files": r"""In the home: sessions/ (journals), drafts/, transcripts/, banks/ (your own), config.toml, logs/.""",
}


def program() -> argparse.ArgumentParser:
    """The whole command line as one parser: the flags of `start`, then every command."""
    top = argparse.ArgumentParser("interviewer", allow_abbrev=False)
    top.add_argument("--version", action="version", version=__version__, help="say the version")
    starting(top)
    commands = top.add_subparsers(title="commands", metavar="COMMAND")
    for name, command in COMMANDS.items():
        commands.add_parser(name, help=command[1], parents=[parser_for(name)], add_help=False)
    return top


def completion(shell: str) -> str:
    """The completions for one shell."""
    parser = program()
    _complete_values(parser)
    return shtab.complete(parser, shell, preamble={"zsh": _ZSH}).rstrip() + "\n"


def _complete_values(parser: argparse.ArgumentParser) -> None:
    """Say of each argument what its values can be: files, banks, names."""
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for one in action.choices.values():
                _complete_values(one)
        elif action.dest == "provider":
            action.choices = tuple(PROVIDERS)
        elif action.dest == "persona":
            action.choices = tuple(assets.personas())
        elif action.metavar in _FILES:
            action.complete = shtab.FILE
        elif action.metavar == "DIR":
            action.complete = shtab.DIRECTORY
        elif action.metavar in _BANK_WORDS:
            action.complete = _BANK


def man_page() -> str:
    """The man page, in roff."""
    os.environ["COLUMNS"] = "76"  # argparse wraps its lines of usage by it
    parser = program()
    parser.description = (
        "Asks questions in turn, follows up where an answer is thin, and grades every answer with "
        "your own words as evidence. Without a command: the home screen, or an interview where an "
        "argument says what or how to ask. Without a model it works offline."
    )
    facts = {
        "project_name": "interviewer",
        "version": __version__,
        "description": ABOUT,
        "manual_title": "User Commands",
        "date": " ",  # of no day: the same page whenever it is made
    }
    page = Manpage(parser, facts, format="single-commands-section")
    for heading, content in _SECTIONS.items():
        page.add_section(heading, "=", content)
    return "\n".join(line.rstrip() for line in str(page).splitlines()) + "\n"


def files() -> dict[str, str]:
    """Every generated file's content by its name."""
    made = {f"interviewer.{shell}": completion(shell) for shell in SHELLS}
    return {**made, "interviewer.1": man_page()}


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for name, content in files().items():
        (FOLDER / name).write_text(content, encoding="utf-8")
        print(f"{name}: {len(content.splitlines())} lines")
