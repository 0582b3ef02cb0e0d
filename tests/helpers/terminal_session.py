"""An interview typed into a real terminal, step by step; what of it is on the disk."""

import json

from tests.commands.test_program import journal
from tests.helpers.terminal import Terminal

SCREEN = ("--offline", "--follow-ups", "0")


def drafts(home) -> list[str]:
    return [json.loads(path.read_text())["text"] for path in (home / "drafts").glob("*.json")]


def answered(home) -> list[str]:
    return [line["text"] for line in journal(home) if line["kind"] == "answered"]


def say(terminal, home, text, before="") -> None:
    """Type an answer and send it. The screen wants a second Enter where the first came too soon."""
    terminal.type(text)
    terminal.wait_for(lambda: drafts(home) == [before + text], "the draft")
    known, seen = len(answered(home)), len(terminal.output)
    terminal.type("\r")

    def sent():
        nonlocal seen
        if b"Enter once more" in terminal.output[seen:]:
            seen = len(terminal.output)
            terminal.type("\r")
        return len(answered(home)) > known

    terminal.wait_for(sent, "the answer in the journal")


def at_the_second_question(home, bank, **more) -> Terminal:
    """One answer given; half of another typed, and safe in the draft."""
    terminal = Terminal(home, *SCREEN, bank, **more)
    terminal.until("Why is the sky blue?")
    say(terminal, home, "Blue light scatters more.")
    terminal.until("Why is the sea salty?")
    terminal.type("Rivers br")
    terminal.wait_for(lambda: drafts(home) == ["Rivers br"], "the draft")
    return terminal
