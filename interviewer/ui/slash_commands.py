"""The command words of line mode, in one table: what is recognised, suggested and explained.

What each of them does stands in `plain.py`.
"""

import re
from typing import Final, NamedTuple

from interviewer.core.text import Inert, inert


class SlashCommand(NamedTuple):
    """A word that begins with a slash, typed where an answer would begin."""

    word: str
    help: str
    takes_text: bool = False
    """Whether words may follow it on its line."""


class Typed(NamedTuple):
    """A command as it was typed."""

    word: str
    text: str
    """What followed it; empty where nothing did."""


COMMANDS: Final = (
    SlashCommand("/skip", "skip this question, or the rest of its follow-ups"),
    SlashCommand("/repeat", "see the question again"),
    SlashCommand("/hint", "a hint; each leads a little further"),
    SlashCommand("/quit", "stop here, with a report on what you answered; it can be resumed"),
    SlashCommand("/help", "this text"),
)
_BY_WORD: Final = {command.word: command for command in COMMANDS}
WORDS: Final = tuple(_BY_WORD)
_LINES: Final = "\n".join(f"  {command.word:<8} {command.help}" for command in COMMANDS)

HELP: Final = inert(f"""\
Type your answer, as many lines as you like; an empty line ends it.
At a follow-up, an answer that begins with "also," or "I forgot to say" joins the answer before it.
At the start of an answer:
{_LINES}
Ctrl+D does the same as /quit. Ctrl+C leaves at once, without a report, and keeps
everything; `interviewer resume` continues.""")

_ONE_WORD: Final = re.compile(r"/[a-z?]{1,12}", re.IGNORECASE)

NAMED: Final = Inert(", ".join(WORDS[:-1]) + f" or {WORDS[-1]}")
"""All of them in a sentence."""


def command_in(line: str) -> Typed | None:
    """The command that a line is; None where it is none."""
    word, _, text = line.strip().partition(" ")
    command = _BY_WORD.get(word.casefold())
    if command is None or (text and not command.takes_text):
        return None
    return Typed(command.word, text.strip())


def is_command(line: str) -> bool:
    """Whether a line is one of the commands."""
    return command_in(line) is not None


def looks_like_a_command(line: str) -> bool:
    """Whether a line is one word after a slash, as a command is and an answer hardly ever: "/start"."""
    return _ONE_WORD.fullmatch(line.strip()) is not None
