"""What comes from a terminal and what goes to it, without a terminal."""

import io

import pytest
from textual import events

from interviewer.ui.tui.driver import Output, plainer
from interviewer.ui.tui.terminal_events import TerminalEvents

BEGIN, END = "\x1b[200~", "\x1b[201~"


def read(*pieces, quiet=2):
    """Feed the pieces one by one; return what they mean: pastes as text, keys by name."""
    source = TerminalEvents()
    found = [message for piece in pieces for message in source.feed(piece.encode())]
    for _ in range(quiet):
        found += source.quiet()
    return [
        m.text if isinstance(m, events.Paste) else m.key
        for m in found
        if isinstance(m, events.Paste | events.Key)
    ]


HOSTILE = [
    "plain",
    "two\rlines\nand\r\nmore",
    "\x1b[31mred\x1b[0m \x1b",
    f"an end {END} in the middle",
    f"{END}at the start",
    f"at the end{END}",
    "\x00 \x1b[<0;1;1M \x1b[A",
    "x" * 50_000,
]


@pytest.mark.fault("I16")
@pytest.mark.parametrize("paste", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize("size", [1, 7, 4096, 10**6])
def test_a_paste_is_one_paste_whatever_it_holds(paste, size):
    if size == 1 and len(paste) > 1000:
        pytest.skip("the same as with seven, at length")
    sent = BEGIN + paste + END
    assert read(*(sent[at : at + size] for at in range(0, len(sent), size))) == [paste]


def test_keys_around_a_paste_keep_their_order():
    assert read("a" + BEGIN + "p" + END, "") == ["a", "p"]
    source = TerminalEvents()
    found = [*source.feed(f"{BEGIN}p{END}".encode()), *source.quiet(), *source.feed(b"b")]
    assert [type(m).__name__ for m in found] == ["Paste", "Key"]


def test_keys_that_come_at_once_after_a_paste_are_keys():
    assert read(BEGIN + "p" + END + "ab") == ["p", "a", "b"]


def test_two_pastes():
    assert read(BEGIN + "p" + END + BEGIN + "q" + END, quiet=4) == ["p", "q"]


def test_a_paste_whose_end_never_comes_is_taken():
    assert read(BEGIN + "half", quiet=50) == []
    assert read(BEGIN + "half", quiet=120) == ["half"]


def test_alt_enter_is_a_new_line_and_not_an_enter():
    assert read("\x1b\r") == ["ctrl+j"]


def test_ordinary_keys():
    assert read("a\x1b[A\x1b[1;5C\x0b") == ["a", "up", "ctrl+right", "ctrl+k"]


class Gone(io.StringIO):
    encoding = "utf-8"

    def write(self, text):
        raise OSError(5, "Input/output error")


@pytest.mark.fault("P05")
def test_a_terminal_that_is_gone_is_written_to_in_vain():
    output = Output(Gone())
    output.write("a")
    output.write("b")
    output.flush()


@pytest.mark.fault("T10")
@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252"])
def test_what_a_terminal_cannot_show_is_replaced_by_what_is_as_wide(encoding):
    from rich.cells import cell_len

    text = "\u256d\u2500 \u2501\u2501\u2500 \u203a \u201cq\u201d \u2026 \u4f60 \U0001f600 \x1b[1mbold\x1b[0m"
    shown = plainer(text, encoding)
    shown.encode(encoding)
    assert cell_len(shown) == cell_len(text)
    assert "\x1b[1mbold\x1b[0m" in shown
    assert plainer("plain", encoding) == "plain"


@pytest.mark.fault("T10")
def test_ascii_keeps_the_shape():
    assert (
        plainer("\u256d\u2500\u256e \u2501\u2501\u2500\u2500 \u203a \u258c", "ascii")
        == "+-+ ==-- > |"
    )
