"""What went wrong for a new user on a first evening, each through a real terminal."""

import json
import signal

import pytest

from tests.commands.test_program import BANK, call, journal
from tests.helpers.model_server import End, ModelServer, head, in_thread
from tests.helpers.terminal import Terminal
from tests.helpers.terminal_keys import pressed_until
from tests.helpers.terminal_session import answered, drafts, say

SHORT = ("--offline", "--follow-ups", 0)


@pytest.fixture
def home(tmp_path):
    return tmp_path / "home"


@pytest.fixture
def bank(tmp_path):
    path = tmp_path / "bank.json"
    path.write_text(json.dumps(BANK))
    return path


def ended(terminal, status=143) -> None:
    terminal.kill(signal.SIGTERM)
    assert terminal.end() == status


def sessions(home):
    return list((home / "sessions").glob("*.jsonl"))


def test_what_is_typed_at_a_verdict_goes_to_no_question(home, bank):
    with Terminal(home, *SHORT, "--feedback", "each", bank) as terminal:
        terminal.until("Why is the sky blue?")
        say(terminal, home, "It just is.")
        terminal.until("verdict on question 1")
        terminal.type("meant for nobody")
        pressed_until(terminal, "Why is the sea salty?")
        say(terminal, home, "Rivers bring salt.")
        terminal.until("verdict on question 2")
        ended(terminal)
    assert answered(home) == ["It just is.", "Rivers bring salt."]


def test_a_skip_pressed_twice_in_haste_skips_nothing_unread(home, bank):
    with Terminal(home, "--offline", "--follow-ups", 1, bank) as terminal:
        terminal.until("Why is the sky blue?")
        say(terminal, home, "It just is.")
        terminal.until("follow-up 1 of 1")
        terminal.type("\x0b")
        terminal.until("Why is the sea salty?")
        terminal.type("\x0b")
        terminal.until("any other key keeps it")
        terminal.type("\x1b[D")
        terminal.until("Not skipped.")
        say(terminal, home, "Rivers bring salt.")
        terminal.until("overview")
        ended(terminal)
    assert answered(home) == ["It just is.", "Rivers bring salt."]


def test_m_connects_a_model_and_keeps_it(home):
    home.mkdir(mode=0o700)
    (home / "config.toml").write_text('base_url = "http://127.0.0.1:9/v1"\n')
    with Terminal(home) as terminal:
        terminal.until("m model")
        terminal.type("m")
        terminal.until("language model")
        terminal.type("\tqwen3:8b")
        pressed_until(terminal, "Nothing is listening at 127.0.0.1:9", "\x14")
        terminal.type("\x13")
        terminal.until("qwen3:8b, not reached yet")
        ended(terminal)
    assert 'model = "qwen3:8b"' in (home / "config.toml").read_text()


def test_the_palette_knows_the_model(home):
    with Terminal(home) as terminal:
        terminal.until("m model")
        terminal.type("\x10")
        terminal.until("Search for commands")
        terminal.type("model")
        terminal.until("Model (m)")
        ended(terminal)


def test_c_shows_questions_and_asks_the_one_that_is_ticked(home):
    with Terminal(home, size=(100, 30)) as terminal:
        terminal.until("c choose")
        terminal.type("c")
        terminal.until("10 questions of 10")
        terminal.type("\t")
        terminal.until("Space tick")
        terminal.type("a")
        terminal.until("0 questions of 10, about 0 min")
        terminal.type(" ")
        terminal.until("1 question of 10")
        pressed_until(terminal, "Question 1 of 1")
        ended(terminal)


def test_a_filter_that_gives_nothing_cannot_be_chosen(home):
    with Terminal(home, size=(100, 30)) as terminal:
        terminal.until("c choose")
        terminal.type("c")
        terminal.until("10 questions of 10")
        for _ in range(8):
            terminal.type("\x1b[C")
            terminal.until("questions of 10", "question of 10")
            assert "0 questions of 10" not in terminal.last.replace("10 questions of 10", "")
        ended(terminal)


def test_a_wait_moves_and_the_answer_can_be_taken_back(home, bank):
    hangs = ModelServer(answer=lambda _: [head(), End.HANG])
    with in_thread(hangs) as server:
        how = ("--model", "m", "--base-url", server.url, "--follow-ups", 0)
        with Terminal(home, *how, bank, size=(100, 30)) as terminal:
            terminal.until("Why is the sky blue?")
            say(terminal, home, "It just is.")
            terminal.until("reading your answer 2 s")
            terminal.until("reading your answer 3 s")
            assert "Esc stops it" in terminal.last
            terminal.type("\x1a")
            terminal.until("(taken back)")
            terminal.wait_for(lambda: drafts(home) == ["It just is."], "the answer in the box")
            ended(terminal)
    kinds = [line["kind"] for line in journal(home)]
    assert kinds[1:3] == ["answered", "taken_back"]


def test_finishing_early_shows_nothing_of_what_was_not_asked(home, bank):
    with Terminal(home, *SHORT, bank, size=(120, 40)) as terminal:
        terminal.until("Why is the sky blue?")
        say(terminal, home, "It just is.")
        terminal.until("Why is the sea salty?")
        said = call(home, "report").stdout.decode()
        assert "Rivers bring salt" not in said, "in mid-interview"
        terminal.type("\x11")
        terminal.until("finish now, with a report")
        terminal.type("\x1b[B\x1b[B")
        pressed_until(terminal, "overview")
        terminal.type("\x1b[B\x1b[B")
        terminal.until("You have not answered this question")
        assert b"Rivers bring salt" not in terminal.output
        terminal.type("\x11")
        assert terminal.end() == 0
    said = call(home, "report").stdout.decode()
    assert "1 of 2 answered" in said
    assert "Rivers bring salt" not in said


def test_a_look_at_question_1_leaves_no_row_at_home_and_no_notice_comes_twice(home, bank):
    with Terminal(home, *SHORT, bank) as terminal:
        terminal.until("Why is the sky blue?")
        terminal.type("\x11")
        terminal.until("leave now and resume later")
        terminal.type("\x1b[B\r")
        assert terminal.end() == 0
    with Terminal(home) as terminal:
        terminal.until("welcome")
        ended(terminal)
        assert "unfinished" not in terminal.shown
    assert "resume" not in call(home, "sessions").stdout.decode()


def test_discarding_asks_first_and_leaves_nothing(home, bank):
    with Terminal(home, *SHORT, bank) as terminal:
        terminal.until("Why is the sky blue?")
        say(terminal, home, "It just is.")
        terminal.until("Why is the sea salty?")
        terminal.type("\x11")
        terminal.until("discard it")
        terminal.type("\x1b[B" * 3)
        pressed_until(terminal, "no, keep it")
        assert len(sessions(home)) == 1
        terminal.type("\x1b[B\r")
        assert terminal.end() == 0
    assert sessions(home) == []


def test_a_home_that_is_named_still_opens_at_home(home, tmp_path):
    with Terminal(home, "--home", tmp_path / "other") as terminal:
        terminal.until("welcome")
        ended(terminal)


def test_answering_again_shows_then_and_now(home, bank):
    with Terminal(home, *SHORT, "--count", 1, bank, size=(120, 40)) as terminal:
        terminal.until("Why is the sky blue?")
        say(terminal, home, "It just is.")
        terminal.until("overview")
        terminal.type("\x1b[B")
        terminal.until("a answer again")
        terminal.type("a")
        terminal.until("Question 1 of 1")
        terminal.type("Blue light scatters more.")
        terminal.wait_for(lambda: drafts(home) == ["Blue light scatters more."], "the draft")
        pressed_until(terminal, "verdict on question 1")
        pressed_until(terminal, "overview")
        terminal.type("\x1b[B")
        terminal.until("missed, then unaided")
        assert "Then," in terminal.last
        ended(terminal)
