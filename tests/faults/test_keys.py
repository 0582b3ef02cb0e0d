"""K rows on the screen: what keyboards, layouts and terminals send, to a real pseudo-terminal."""

import re
import signal
from contextlib import contextmanager

import pytest

from tests.helpers.terminal import Terminal
from tests.helpers.terminal_session import SCREEN, answered, drafts


@contextmanager
def at_the_first_question(home, bank, **more):
    """The program with a question on its screen; it must still be there at the end."""
    with Terminal(home, *SCREEN, bank, **more) as terminal:
        terminal.until("Why is the sky blue?")
        yield terminal
        terminal.kill(signal.SIGTERM)
        assert terminal.end() == 143
        assert b"Traceback" not in terminal.output


KITTY = {
    "releases": (b"\x1b[97;1:3u\x1b[13;1:3u\x1b[1;1:3A\x1b[3;1:3~\x1b[113;5:3u", ""),
    "alternate keys": (b"\x1b[1089::99;1:1;1089u\x1b[97:65;2:1;65u", "\u0441A"),
    "repeats": (b"\x1b[97;1:1;97u\x1b[97;1:2;97u\x1b[97;1:2;97u\x1b[97;1:3u", "aaa"),
    "text as code points": (b"\x1b[0;;20320:22909u\x1b[97;;97:98:99u", "\u4f60\u597dabc"),
    "no fields": (b"\x1b[u\x1b[;u\x1b[:::;:;:u\x1b[97u", "a"),
    "numbers beyond all": (b"\x1b[99999999999u\x1b[1114112;1;1114112u\x1b[97;99999999:9;55296u", "a"),
    "no key of ours": (b"\x1b[57428u\x1b[57361;5u\x1b[63743u\x1b[1;1:1E", ""),
}  # fmt: skip


@pytest.mark.fault("K1")
@pytest.mark.parametrize("kind", KITTY)
def test_kitty_reports_are_read(home, bank, kind):
    sent, typed = KITTY[kind]
    with at_the_first_question(home, bank) as terminal:
        terminal.type(sent)
        terminal.type("|")
        terminal.wait_for(lambda: drafts(home) == [f"{typed}|"], "what was typed")
    assert answered(home) == []


LEAVE = {
    "Russian": b"\x1b[1081;5u",
    "Russian, its place told": b"\x1b[1081::113;5:1u",
    "Greek": b"\x1b[59::113;5u",
    "Hebrew": b"\x1b[47::113;5u",
    "Korean, with Caps Lock": b"\x1b[12610;69u",
    "xterm's way": b"\x1b[27;5;1081~",
    "Russian Ctrl+C": b"\x1b[1089::99;5:1u",
}


@pytest.mark.fault("K2")
@pytest.mark.parametrize("layout", LEAVE)
def test_the_way_out_on_every_layout(home, bank, layout):
    with at_the_first_question(home, bank) as terminal:
        terminal.type(LEAVE[layout])
        terminal.until("leave the interview?")


@pytest.mark.fault("K3")
@pytest.mark.parametrize(
    ("sent", "typed"),
    [
        (b"\x1b[57358;65;65u", ""),
        (b"\x1b[57360;129;65u\x1b[57359u", ""),
        (b"\x1b[57441;2u\x1b[57442;5:1u\x1b[57443;3:2;97u\x1b[57454;1:3u", ""),
        (b"\x1b[57400u\x1b[57401;129u\x1b[57409u\x1b[57413;129:1u\x1bOr", "12.+"[:1] + "2.+2"),
    ],
)
def test_only_keys_that_type_type(home, bank, sent, typed):
    with at_the_first_question(home, bank) as terminal:
        terminal.type(sent)
        terminal.type("|")
        terminal.wait_for(lambda: drafts(home) == [f"{typed}|"], "what was typed")


@pytest.mark.fault("K4")
@pytest.mark.parametrize(
    "letter",
    ["T", "\u0435", "\u0415", "\u03c4", "\u05d0", b"\x1b[1077::116;;1077u", b"\x1b[116;65;84u"],
    ids=ascii,
)
def test_letters_in_menus_on_every_layout(home, bank, letter):
    """t at home chooses the colours, whatever the layout makes of its key."""
    with Terminal(home) as terminal:
        terminal.until("c choose")
        terminal.type(letter)
        terminal.until("Search for themes")
        terminal.kill(signal.SIGTERM)
        assert terminal.end() == 143


@pytest.mark.parametrize("word", ["for example", "keep", "fk"])
def test_a_word_after_escape_ends_nothing(home, bank, word):
    with Terminal(home, *SCREEN, bank) as terminal:
        terminal.until("Why is the sky blue?")
        terminal.type(b"\x1b[27u")  # Esc, told apart from Alt with the next letter
        terminal.type(word)
        terminal.wait_for(lambda: drafts(home) == [word], "the draft")
        terminal.type("\x11")
        terminal.until("leave the interview?")
        terminal.type("fkfk")
        terminal.type("\r")
        terminal.kill(signal.SIGTERM)
        assert terminal.end() == 143
    assert drafts(home) == [word]


@pytest.mark.fault("K4")
@pytest.mark.parametrize("letter", ["C", "\u0441", "\u0421", b"\x1b[1089::99;65;1057u"], ids=ascii)
def test_letters_on_the_home_screen(home, letter):
    with Terminal(home) as terminal:
        terminal.until("c choose")
        terminal.type(letter)
        terminal.until("as in the bank")
        terminal.kill(signal.SIGTERM)
        assert terminal.end() == 143


@pytest.mark.fault("K7")
@pytest.mark.parametrize(
    "exported",
    [{"COLUMNS": "200", "LINES": "60"}, {"COLUMNS": "20"}, {"LINES": "5"}, {"COLUMNS": "-1", "LINES": "x"}],
    ids=str,
)  # fmt: skip
def test_the_terminal_is_asked_for_its_size(home, bank, exported):
    with at_the_first_question(home, bank, size=(70, 24), **exported) as terminal:
        terminal.wait_for(lambda: _footer(terminal.output) == 24, "the footer")
        assert _boxes(terminal.output) == {70}
        terminal.resize(50, 16)
        terminal.wait_for(lambda: _footer(terminal.output) == 16, "the footer where it is now")
        assert _boxes(terminal.output) == {70, 50}


def _footer(output):
    """The row of the footer as it was painted last."""
    rows = re.split(r"\x1b\[(\d+);1H", output.decode("utf-8", "replace"))
    painted = zip(rows[1::2], rows[2::2], strict=True)
    return next((int(row) for row, text in reversed([*painted]) if "leave" in text), 0)


def _boxes(output):
    """How wide the terminal was taken to be whenever the answer's box was painted."""
    lines = re.sub(r"\x1b\[[0-9;]*[mH]", "", output.decode("utf-8", "replace")).splitlines()
    return {line.index("\u256e") + 3 for line in lines if "\u256e" in line}


@pytest.mark.fault("K8")
@pytest.mark.parametrize(
    "pasted",
    ["one\rtwo\rthree", "one\rtwo\r", "one\r\rtwo\r", "\rone\rtwo", "x" * 3000 + "\r" + "y" * 3000],
    ids=["three lines", "ended", "a blank line", "begun by a line end", "long lines"],
)
def test_a_paste_without_brackets_sends_nothing(home, bank, pasted):
    with at_the_first_question(home, bank) as terminal:
        terminal.type(pasted)
        kept = pasted.replace("\r", "\n")
        terminal.wait_for(lambda: drafts(home) == [kept], "the draft")
    assert answered(home) == []


@pytest.mark.fault("K1")
@pytest.mark.parametrize(
    "typed", ["word", "\x1b[200~word\x1b[201~", "\x1b[119u\x1b[111u\x1b[114u\x1b[100u"]
)
def test_who_types_is_there_though_the_window_said_that_it_lost_the_focus(home, bank, typed):
    with at_the_first_question(home, bank) as terminal:
        terminal.type("\x1b[O")
        terminal.type(typed)
        terminal.wait_for(lambda: drafts(home) == ["word"], "what was typed")
