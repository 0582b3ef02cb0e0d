"""A real terminal and a server that is not there yet: noticed before the first answer, and found."""

import json
import signal
import socket

from tests.commands.test_program import BANK
from tests.helpers.model_replies import Voice, reply_to
from tests.helpers.model_server import ModelServer, in_thread
from tests.helpers.terminal import Terminal
from tests.helpers.terminal_session import say


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


def test_a_dead_server_is_noticed_early_and_found_once_it_lives(tmp_path):
    home, bank, port = tmp_path / "home", tmp_path / "bank.json", free_port()
    bank.write_text(json.dumps(BANK))
    how = ("--model", "m", "--base-url", f"http://127.0.0.1:{port}/v1", "--follow-ups", 0)
    with Terminal(home, *how, bank, size=(100, 30)) as terminal:
        terminal.until("not reached yet")
        terminal.until("not reachable")
        terminal.until("Nothing is listening at")
        server = ModelServer(answer=lambda asked: reply_to(asked, Voice("And?")))
        server.port = port
        with in_thread(server):
            terminal.until("\u2713 reached")
            assert not server.asked, "no answer was read yet"
            assert "tokens" not in terminal.last
            say(terminal, home, "It just is.")
            terminal.until("Why is the sea salty?")
            assert "tokens" not in terminal.last, "it was hung up on before it could tell"
        terminal.kill(signal.SIGTERM)
        assert terminal.end() == 143
