"""How screens and lines look on real terminals: places, columns, colours. One start for several things."""

import json
import re
import signal
import socket

import pytest

from tests.commands.test_program import BANK, call, journal
from tests.helpers.model_replies import Voice, reply_to
from tests.helpers.model_server import ModelServer, in_thread
from tests.helpers.screen_grid import ScreenGrid
from tests.helpers.terminal import Terminal, without_codes
from tests.helpers.terminal_session import say

ESSAY = (
    "Blue light scatters more, so what reaches the eye from all over the sky is blue, while the "
    "red goes straight on and is seen only towards the sun in the evening."
)


@pytest.fixture
def home(tmp_path):
    return tmp_path / "home"


@pytest.fixture
def bank(tmp_path):
    sky, sea = BANK["questions"]
    sky = {**sky, "id": "why-the-sky-over-us-is-blue-by-day"}
    path = tmp_path / "bank.json"
    path.write_text(json.dumps({**BANK, "questions": [sky, sea]}))
    return path


def grid(terminal, size):
    return ScreenGrid(*size, terminal.output)


def test_the_report_uses_its_width_its_colours_mean_something_and_its_words_are_of_this_interview(
    home, bank
):
    size = (200, 50)
    how = ("--offline", "--follow-ups", 0)
    with Terminal(home, *how, bank, size=size, COLORTERM="truecolor") as terminal:
        terminal.until("Why is the sky blue?")
        say(terminal, home, ESSAY)
        terminal.until("Why is the sea salty?")
        say(terminal, home, "Fish made it so.")
        terminal.until("overview")
        name = "Why the sky over us is blue by day"
        terminal.wait_for(lambda: name in "\n".join(grid(terminal, size).lines), "a name uncut")
        seen = grid(terminal, size)
        (row, left), (beside, middle) = (
            seen.place("questions \u2500"),
            seen.place("overview \u2500"),
        )
        assert row == beside, "the panels stand side by side"
        assert 10 < left < middle < 150, "in the middle of the screen"
        assert seen.place("Overview")[1] < seen.place(name)[1]
        good, bad = seen.colour("A 100 %"), seen.colour("F   0 %")
        assert len({good, bad, seen.colour("To study next")}) == 3, "a colour for each meaning"
        closing = " ".join(" ".join(line[middle:].split()) for line in seen.lines)
        assert "Blue light scatters more" in closing, "own words"
        assert "why-the-sky" not in closing
        assert "...." not in closing
        terminal.type("\x11")
        assert terminal.end() == 0


def test_columns_of_the_home_screen_line_up_at_80(home, bank):
    for answer in ("Blue light scatters more.\n\nRivers bring salt.\n", "It is salt.\n\nFish.\n"):
        call(home, "--offline", "--plain", "--follow-ups", "0", bank, stdin=answer)
    size = (80, 24)
    with Terminal(home, size=size) as terminal:
        terminal.until("Esc leave")
        rows = [
            line for line in grid(terminal, size).lines if re.search(r"\d+ %.*Two things", line)
        ]
        assert len(rows) == 2
        assert len({row.index("Two things") for row in rows}) == 1
        assert len({row.index(" %") for row in rows}) == 1
        assert len({row.index("2 questions") for row in rows}) == 1
        terminal.type("\x11")
        assert terminal.end() == 0


def test_lines_are_wrapped_alike_and_a_verdict_is_printed_once(home, tmp_path):
    sky = {**BANK["questions"][0], "prompt": "Tell me about the colour of the sky. " * 5}
    bank = tmp_path / "bank.json"
    bank.write_text(json.dumps({**BANK, "questions": [sky]}))
    how = ("--offline", "--plain", "--follow-ups", 0, "--feedback", "each")
    with Terminal(home, *how, bank, size=(60, 24)) as terminal:
        terminal.until("You:")
        terminal.type(f"{ESSAY}\r\r")
        terminal.until("Press Enter to continue")
        terminal.type("\r")
        assert terminal.end() == 0
    said = without_codes(terminal.output)
    typed = said.index("You:"), said.index("1. Sky")
    lines = (said[: typed[0]] + said[typed[1] :]).splitlines()
    assert max(len(line) for line in lines if "/" not in line) <= 60, "no longer than the terminal"
    assert said.count("Reference answer:") == 1
    assert said.count("you said:") == 1
    assert "\x1b[2J" not in terminal.output.decode()


def test_doctor_says_what_it_waits_for(home):
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"http://127.0.0.1:{silent.getsockname()[1]}/v1"
        with Terminal(home, "doctor", "--model", "m", "--base-url", url) as terminal:
            terminal.until(", 1 s (^C stops)")
            terminal.type("\x03")
            assert terminal.end() == 130


def test_a_follow_up_that_gives_the_answer_away_is_never_seen(home, bank):
    """It is held until its first sentence is whole: nothing of it is shown and taken back."""
    leak = "So tell me, are short waves scattered more than long ones by the air up there?"
    voice = Voice(*(f"{word} " for word in leak.split()))
    for _ in range(9):
        voice.say_all()
    with in_thread(ModelServer(answer=lambda asked: reply_to(asked, voice))) as server:
        how = ("--model", "m", "--base-url", server.url, "--follow-ups", 1, "--count", 1)
        with Terminal(home, *how, bank, size=(100, 30)) as terminal:
            terminal.until("Why is the sky blue?")
            say(terminal, home, "It just is.")
            terminal.wait_for(lambda: journal(home)[-1]["kind"] == "followed_up", "a follow-up")
            terminal.until(journal(home)[-1]["text"][-20:])
            for words in ("So tell me", "are short waves", "scattered"):
                assert words.encode() not in terminal.output
            terminal.kill(signal.SIGTERM)
            assert terminal.end() == 143
    assert any(asked.body.get("stream") for asked in server.asked), "the model was asked"
