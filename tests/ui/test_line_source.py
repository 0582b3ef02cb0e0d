"""Lines from pipes and files: exact, bounded, in any encoding that says what it is."""

import asyncio
import os
import signal

import pytest

from interviewer.ui.line_source import MOST_OF_A_LINE, CutLine, Lines
from interviewer.ui.terminal_lines import TerminalLines
from interviewer.ui.terminal_mode import KeyByKey


async def lines_of(data, *, sized=65536):
    reading, writing = os.pipe()

    def write():
        for at in range(0, len(data), sized):
            os.write(writing, data[at : at + sized])
        os.close(writing)

    lines, found = Lines(reading), []
    writer = asyncio.get_running_loop().run_in_executor(None, write)
    try:
        while (line := await lines.next()) is not None:
            found.append(line)
    finally:
        await writer
        os.close(reading)
    return found


@pytest.mark.parametrize(
    ("data", "lines"),
    [
        (b"one\ntwo\n", ["one", "two"]),
        (b"one\r\ntwo", ["one", "two"]),
        (b"\n\n", ["", ""]),
        (b"", []),
        (b"\xff\xfe\xfd", ["\ufffd\ufffd"]),
        ("\ufeffone\n".encode(), ["one"]),
        ("caf\u00e9 \u4f60\n\nx".encode("utf-16"), ["caf\u00e9 \u4f60", "", "x"]),
        ("caf\u00e9 and words\nx".encode("utf-16-le"), ["caf\u00e9 and words", "x"]),
        ("caf\u00e9 and words\nx".encode("utf-16-be"), ["caf\u00e9 and words", "x"]),
        (b"a\x00b\x00\x00c\n", ["a\x00b\x00\x00c"]),
    ],
)
@pytest.mark.parametrize("sized", [65536, 6])
async def test_lines_to_the_letter(data, lines, sized):
    if lines == ["\ufffd\ufffd"]:
        lines = ["\ufffd"] if data.startswith(b"\xff\xfe") else lines
    assert await lines_of(data, sized=sized) == lines


@pytest.mark.fault("B6")
async def test_of_a_line_only_so_much_is_kept():
    (long, short) = await lines_of(b"x" * 3_000_000 + b"\nshort\n")
    assert isinstance(long, CutLine)
    assert len(long) == MOST_OF_A_LINE
    assert len(long) + long.beyond == 3_000_000
    assert short == "short"


class Typed:
    """A terminal with a person at it who is a test."""

    def __init__(self):
        self.master, self.slave = os.openpty()
        self.mode = KeyByKey(self.slave)
        self.mode.__enter__()
        self.lines = TerminalLines(self.mode, lambda line: line.strip() in ("/quit", "/skip"))

    def close(self):
        self.mode.__exit__()
        for descriptor in (self.master, self.slave):
            os.close(descriptor)

    async def type(self, *pieces, expect):
        for piece in pieces:
            os.write(self.master, piece.encode() if isinstance(piece, str) else piece)
            await asyncio.sleep(0)
        return [await self.lines.next() for _ in range(expect)]


@pytest.fixture
def terminal():
    typed = Typed()
    yield typed
    typed.close()


@pytest.mark.fault("K6")
@pytest.mark.parametrize(
    ("keys", "line"),
    {
        "wrld\x1b[D\x1b[D\x1b[Do\n": "world",
        "orld\x1b[Hw\n": "world", "orld\x1bOHw\x1b[F!\n": "world!", "orld\x01w\x05!\n": "world!",
        "worlds\x1b[D\x1b[3~\n": "world", "worlds\x7f\n": "world", "worlds\x08\n": "world",
        "world\x1b[A\x1b[B\x1b[5~\x1b[15~\n": "world", "the word\x17world\n": "the world",
        "xxx\x15world\n": "world", "worldxxx\x1b[1;5D\x0bworld\n": "world",
        "one two\x1b[1;5D\x1b[1;5Dzero \n": "zero one two", "ab\x1bb1\x1bf2\n": "1ab2",
        "w\x1b[111;1:1u\x1b[114u\x1b[114;1:3u\x1b[108u\x1b[0;;100u\n": "world", "a\tb\n": "a\tb",
        "caf\u00e9\x1b[D\x1b[D\x1b[Du\x1b[3~\n": "cuf\u00e9", "x\x1b\x1b[D\x1b[?62;cy\n": "yx",
    }.items(),
)  # fmt: skip
async def test_a_line_is_edited(terminal, keys, line):
    assert await terminal.type(keys, expect=1) == [line]


@pytest.mark.fault("K5")
@pytest.mark.parametrize("size", [4095, 4096, 5000, 70_000])
async def test_a_long_line_comes_whole(terminal, size):
    typed = asyncio.get_running_loop().run_in_executor(
        None, _write_and_drain, terminal.master, b"x" * size + b"\n", size
    )
    (line,) = await terminal.type(expect=1)
    assert line == "x" * size
    await typed


def _write_and_drain(master, data, size):
    """A terminal that shows what is written to it, so that neither side waits for the other."""
    import select

    left, seen = data, 0
    while left or seen < size:
        readable, writable, _ = select.select([master], [master] if left else [], [], 5)
        if writable:
            left = left[os.write(master, left[:512]) :]
        if readable:
            seen += len(os.read(master, 65536))
        assert readable or writable


@pytest.mark.fault("K8")
async def test_a_marked_paste_holds_lines_whatever_they_say(terminal):
    lines = await terminal.type("\x1b[200~one\n\n/quit\ntwo\x1b[201~\n", expect=4)
    assert lines == ["one", "", "/quit", "two"]
    assert [type(line).__name__ for line in lines] == ["PastedLine"] * 3 + ["str"]


@pytest.mark.fault("K8")
@pytest.mark.parametrize(
    ("burst", "lines", "kinds"),
    [
        ("one\n\ntwo\n", ["one", "", "two"], "PPs"),
        ("one\n\ntwo\n\n", ["one", "", "two", ""], "PPss"),
        ("one\n\n/quit\n", ["one", "", "/quit"], "sss"),
        ("/skip\n/skip\n", ["/skip", "/skip"], "ss"),
        ("\n/quit\n", ["", "/quit"], "ss"),
        ("one\n", ["one"], "s"),
    ],
)
async def test_a_burst_is_a_paste_up_to_its_last_line_ends(terminal, burst, lines, kinds):
    found = await terminal.type(burst, expect=len(lines))
    assert found == lines
    assert "".join(type(line).__name__[0] for line in found) == kinds


async def test_ctrl_d_ends_the_input(terminal):
    assert await terminal.type("one\x04\x04", expect=2) == ["one", None]


async def test_ctrl_d_elsewhere_deletes(terminal):
    assert await terminal.type("onne\x1b[D\x1b[D\x04\n", expect=1) == ["one"]


async def test_ctrl_c_as_a_reported_key_is_the_signal(terminal):
    heard = []
    asyncio.get_running_loop().add_signal_handler(signal.SIGINT, heard.append, 1)
    try:
        await terminal.type("\x1b[99;5u\n", expect=1)
        for _ in range(20):
            await asyncio.sleep(0)
    finally:
        asyncio.get_running_loop().remove_signal_handler(signal.SIGINT)
    assert heard


async def test_the_terminal_is_given_back(terminal):
    import termios

    raw = termios.tcgetattr(terminal.slave)
    assert not raw[3] & (termios.ICANON | termios.ECHO)
    assert raw[3] & termios.ISIG
    terminal.mode._give_back()
    assert termios.tcgetattr(terminal.slave)[3] & termios.ICANON
