"""Bursts: what nobody can have typed is a paste, and sends nothing."""

import pytest

from interviewer.ui.keyboard.scanner import Paste
from interviewer.ui.keyboard.terminal_input import Burst, TerminalInput


class Clock:
    now = 0.0

    def __call__(self):
        return self.now


def played(*portions, line_ends="\r"):
    """Portions of bytes; a number between them is this many seconds of quiet."""
    clock = Clock()
    source = TerminalInput(line_ends, clock)
    found = []
    for portion in (*portions, 1.0):
        if isinstance(portion, float):
            until = clock.now + portion
            while source.patience is not None and clock.now + source.patience <= until:
                clock.now += source.patience
                found += source.quiet()
            clock.now = until
        else:
            found += source.feed(portion.encode())
    said = []
    for each in found:
        if isinstance(each, Burst | Paste):
            said.append(each)
        elif said and isinstance(said[-1], str) and each.text.strip() and said[-1][0] not in "<\t":
            said[-1] += each.text
        else:
            said.append(each.text or f"<{each.key}>")
    return said


@pytest.mark.fault("K8")
@pytest.mark.parametrize(
    ("portions", "said"),
    [
        (("one\rtwo\rthree",), ["one", Burst("\rtwo\rthree")]),
        (("one\rtwo\rthree\r",), ["one", Burst("\rtwo\rthree\r")]),
        (("one\r", 0.004, "two\r"), ["one", Burst("\rtwo\r")]),
        (("one", 0.001, "\r", 0.001, "two"), ["one", Burst("\rtwo")]),
        (("one\r\rtwo",), ["one", Burst("\r\rtwo")]),
        (("\rone\rtwo",), [Burst("\rone\rtwo")]),
        (("one\r\ntwo\r\n",), ["one", Burst("\r\ntwo\r\n")]),
        (("x" * 300,), [Burst("x" * 300)]),
        (("a\tb\rc\td",), ["a", "\t", "b", Burst("\rc\td")]),
    ],
)
def test_a_burst_is_a_paste(portions, said):
    assert played(*portions) == said


@pytest.mark.parametrize(
    ("portions", "said"),
    [
        (("\r",), ["<enter>"]),
        (("\r\r",), ["<enter>", "<enter>"]),
        (("one", 0.2, "\r"), ["one", "<enter>"]),
        (("one\r",), ["one", "<enter>"]),
        (("one\r", 0.2, "two\r"), ["one", "<enter>", "two", "<enter>"]),
        (("one\r\x11",), ["one", "<enter>", "<ctrl+q>"]),
        (("one\r\x1b[A",), ["one", "<enter>", "<up>"]),
        (("one\ntwo",), ["one", "<ctrl+j>", "two"]),
        (("\x1b[200~one\rtwo\r\x1b[201~",), [Paste("one\rtwo\r")]),
    ],
)
def test_what_can_be_typed_is_typed(portions, said):
    assert played(*portions) == said


def test_keys_in_a_burst_end_it():
    assert played("one\rtwo\x11three\rfour") == [
        "one", Burst("\rtwo"), "<ctrl+q>", "three", Burst("\rfour"),
    ]  # fmt: skip


def test_line_ends_of_either_kind():
    assert played("one\ntwo\n", line_ends="\r\n") == ["one", Burst("\ntwo\n")]
    assert played("one", 0.2, "\n", line_ends="\r\n") == ["one", "<ctrl+j>"]


def test_many_keys_in_one_burst_are_many_keys():
    assert played("a\r\x01" * 5000)[-3:] == ["a", "<enter>", "<ctrl+a>"]
