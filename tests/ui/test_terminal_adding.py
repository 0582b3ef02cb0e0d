"""Adding to an answer through a real terminal, and in plain lines."""

import json
import signal

import pytest

from tests.commands.test_program import BANK, call, journal
from tests.helpers.terminal import Terminal
from tests.helpers.terminal_session import drafts, say


@pytest.fixture
def bank(tmp_path):
    path = tmp_path / "bank.json"
    path.write_text(json.dumps(BANK))
    return path


def answers(home):
    return [(line["text"], line["adds"]) for line in journal(home) if line["kind"] == "answered"]


def test_by_its_key(tmp_path, bank):
    home = tmp_path / "home"
    with Terminal(home, "--offline", bank, size=(100, 30)) as terminal:
        terminal.until("Why is the sky blue?")
        say(terminal, home, "Because of the air.")
        terminal.until("^N add")
        terminal.type("Blue light scatters more.")
        terminal.wait_for(lambda: drafts(home) == ["Blue light scatters more."], "the draft")
        terminal.type("\x0e")
        terminal.until("You added, 4 words")
        terminal.until("Why is the sea salty?")
        terminal.kill(signal.SIGTERM)
        assert terminal.end() == 143
    assert answers(home) == [("Because of the air.", False), ("Blue light scatters more.", True)]


def test_by_words_in_plain_lines(tmp_path, bank):
    home = tmp_path / "home"
    said = "Because of the air.\n\nAlso, blue light scatters more.\n\nRivers bring salt.\n"
    run = call(home, "--offline", "--plain", bank, stdin=said)
    assert run.returncode == 0, run.stderr
    assert answers(home)[1] == ("Also, blue light scatters more.", True)
