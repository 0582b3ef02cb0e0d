"""T04 with a model's words: a server on loopback speaks, a real terminal shows and is resized."""

import signal

from tests.helpers.model_replies import Voice, reply_to
from tests.helpers.model_server import ModelServer, in_thread
from tests.helpers.terminal import LEFT, Terminal
from tests.helpers.terminal_session import answered, say

QUESTION = (
    "Look. Which part of what the sun sends do you mean when you look away from it and up into a "
    "cloudless noon, and why would evening be another matter?"
)
SIZES = (*(100,) * 10, *range(10, 160, 9), 1, 2)


def test_t04_resized_while_a_follow_up_streams(home, bank):
    """Once some words can be read, each comes after a resize; the last on a screen it fits in."""
    voice = Voice(*QUESTION.split(" ")[:1], *(f" {word}" for word in QUESTION.split(" ")[1:]))
    with in_thread(ModelServer(answer=lambda asked: reply_to(asked, voice))) as server:
        words = ("--model", "m", "--base-url", server.url, "--follow-ups", 1)
        with Terminal(home, *words, bank, size=(100, 30)) as terminal:
            terminal.until("Why is the sky blue?")
            say(terminal, home, "It just is.")
            for number in range(len(voice.words)):
                columns = SIZES[number] if number < len(voice.words) - 1 else 100
                terminal.resize(columns, max(1, columns // 3))
                seen = len(terminal.output)
                voice.go_on()
                if number == 9:
                    terminal.until("follow-up 1 of 1")
                terminal.wait_for(lambda seen=seen: len(terminal.output) > seen, "a redraw")
            terminal.until("another matter?")
            say(terminal, home, "The blue part.")
            assert answered(home) == ["It just is.", "The blue part."]
            terminal.until("Why is the sea salty?")
            assert b"Traceback" not in terminal.output
            terminal.kill(signal.SIGTERM)
            assert terminal.end() == 143
            assert LEFT in terminal.output
