"""Disputing a point through a real terminal: what is decided stands in the journal and the report."""

import json

from tests.commands.test_program import BANK, journal
from tests.helpers.terminal import Terminal
from tests.helpers.terminal_keys import pressed_until
from tests.helpers.terminal_session import say


def beside(home):
    return [line for line in journal(home) if line["kind"] in ("appealed", "appeal_judged")]


def test_a_point_is_disputed_after_a_question_and_again_in_the_report(tmp_path):
    home, bank = tmp_path / "home", tmp_path / "bank.json"
    bank.write_text(json.dumps(BANK))
    how = ("--offline", "--follow-ups", "0", "--feedback", "each", "--count", "2")
    with Terminal(home, *how, bank) as terminal:
        terminal.until("Why is the sky blue?")
        say(terminal, home, "Birds like it that way.")
        terminal.until("I did say that")
        terminal.type("d")
        terminal.until("Only words you said count")
        terminal.type("\r")
        terminal.until("other words")
        terminal.type("\r")
        terminal.until("It stays as it was.")
        terminal.type("\r")
        terminal.until("verdict on question 1")
        pressed_until(terminal, "Why is the sea salty?")
        say(terminal, home, "Fish made it so.")
        terminal.until("I did say that")
        pressed_until(terminal, "overview")
        terminal.type("\x1b[B\x1b[B")
        terminal.until("d dispute")
        terminal.type("d")
        terminal.until("Only words you said count")
        terminal.type("n")
        terminal.type("obody said this\r")
        terminal.until("These words were not said")
        terminal.type("\r")
        terminal.until("o order")
        terminal.type("\x11")
        assert terminal.end() == 0
    first, one, second, two = beside(home)
    assert (first["quote"], one["upheld"]) == ("Birds like it that way.", False)
    assert (second["question"], second["quote"]) == (2, "nobody said this")
    assert "were not said" in two["reason"]
