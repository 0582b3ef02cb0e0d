"""N45 in a real pseudo-terminal: offline, the program's own interpreter hears of no socket."""

import signal
import sys

from tests.commands.test_program import OFFLINE
from tests.helpers.terminal import Terminal
from tests.helpers.terminal_session import SCREEN, say

AUDIT = """
import os, sys
def heard(event, arguments):
    if event.startswith("socket.") and not (
        event == "socket.__new__" and int(arguments[1]) == 1  # asyncio's own pair, not a network
    ):
        os.write(2, f"SOCKET {event} {arguments}\\n".encode())
sys.addaudithook(heard)
from interviewer.cli import main
sys.exit(main(sys.argv[1:]))
"""


def _audited(home, *words):
    return [sys.executable, "-c", AUDIT, *map(str, words)]


def test_n45_offline_opens_no_socket_and_looks_no_name_up(home, bank):
    more = {
        "INTERVIEWER_MODEL": "m",
        "OPENAI_API_KEY": "sk-x",
        "HTTPS_PROXY": "http://proxy.invalid:1",
    }
    with Terminal(home, command=_audited(home, *OFFLINE, bank), **more) as terminal:
        terminal.until("Why is the sky blue?")
        terminal.type("Blue light scatters more.\n\nRivers bring salt.\n\n/quit\n")
        assert terminal.end() == 0
        assert b"SOCKET" not in terminal.output
    home = home / "another"
    with Terminal(home, command=_audited(home, *SCREEN, bank), **more) as terminal:
        terminal.until("Why is the sky blue?")
        say(terminal, home, "Blue light scatters more.")
        terminal.until("Why is the sea salty?")
        terminal.kill(signal.SIGTERM)
        assert terminal.end() == 143
        assert b"SOCKET" not in terminal.output


def test_n45_the_hook_would_hear(home):
    """A hook that hears nothing proves nothing."""
    command = _audited(home)
    command[2] = command[2].replace(
        "from interviewer", "import socket\nsocket.socket().close()\nfrom interviewer"
    )
    with Terminal(home, command=[*command, "schema"]) as terminal:
        assert terminal.end() == 0
        assert b"SOCKET socket.__new__" in terminal.output
