"""Bytes into pieces, however they are cut and whatever they hold."""

import random

import pytest

from interviewer.ui.keyboard.scanner import LONGEST, MOST_PASTED, Paste, Scanner, Sequence, Text

STREAMS = {
    "text and keys": (b"ab\x1b[Ac\x1bOPd", ["ab", b"\x1b[A", "c", b"\x1bOP", "d"]),
    "letters of four bytes": ("\U0001f600\u00e9".encode(), ["\U0001f600\u00e9"]),
    "mice": (
        b"\x1b[<0;10;5M\x1b[M !\xffx\x1b[35;1;1M",
        [b"\x1b[<0;10;5M", b"\x1b[M !\xff", "x", b"\x1b[35;1;1M"],
    ),
    "console": (b"\x1b[[Ax", [b"\x1b[[A", "x"]),
    "kitty": (b"\x1b[1089::99;5:1u\x1b[97;;97:98u", [b"\x1b[1089::99;5:1u", b"\x1b[97;;97:98u"]),
    "answers": (b"\x1b]11;rgb:0/0/0\x07\x1bP>|x\x1b\\y", [b"\x1b]11;rgb:0/0/0\x07", b"\x1bP>|x\x1b\\", "y"]),
    "alt": ("\x1bx\x1b\u0439".encode(), [b"\x1bx", "\x1b\u0439".encode()]),
    "escape twice": (b"\x1b\x1b[A", [b"\x1b", b"\x1b[A"]),
    "escape at the end": (b"a\x1b", ["a", b"\x1b"]),
    "damaged by a line end": (b"\x1b[1;5\rword", ["\rword"]),
    "damaged by a letter": ("\x1b[1;5\u00e9word".encode(), ["\u00e9word"]),
    "damaged by a key": (b"\x1b[1;5\x1b[A", [b"\x1b[A"]),
    "never ended": (b"\x1b[1;5", []),
    "a string that never ends": (b"\x1b]words stay", ["words stay"]),
    "a mouse that never ends": (b"\x1b[M!", ["!"]),
    "an end of a paste that never began": (b"a\x1b[201~b", ["ab"]),
    "rxvt": (b"\x1b[3$", [b"\x1b[3$"]),
    "bytes that are not UTF-8": (b"a\xffb\xc3\x1b[A", ["a\ufffdb\ufffd", b"\x1b[A"]),
    "paste": (b"\x1b[200~a\x1b[Ab\rc\x1b[201~d", [Paste("a\x1b[Ab\rc"), "d"]),
}  # fmt: skip


def pieces(*portions, quiet=3):
    scanner = Scanner()
    found = [piece for portion in portions for piece in scanner.feed(portion)]
    for _ in range(quiet):
        found += scanner.quiet()
    merged = []
    for piece in found:
        plain = piece if isinstance(piece, Paste) else piece[0]
        if merged and isinstance(piece, Text) and isinstance(merged[-1], str):
            merged[-1] += plain
        else:
            merged.append(plain)
    assert not scanner.open
    return merged


@pytest.mark.parametrize("name", STREAMS)
@pytest.mark.parametrize("size", [1, 2, 3, 1000])
def test_a_stream_means_the_same_however_it_is_cut(name, size):
    sent, meant = STREAMS[name]
    cut = [sent[at : at + size] for at in range(0, len(sent), size)]
    assert pieces(*cut) == meant


def test_a_sequence_without_an_end_is_not_kept_for_ever():
    found = pieces(b"\x1b]" + b"w" * 2 * LONGEST)
    assert found == ["w" * 2 * LONGEST]
    assert pieces(b"\x1b[" + b"1" * 3 * LONGEST)[-1].endswith("1")


def test_what_comes_late_is_no_part_of_a_sequence():
    scanner = Scanner()
    assert scanner.feed(b"\x1b[1;5") == []
    assert [*scanner.quiet(), *scanner.quiet()] == []
    assert scanner.feed(b"hello") == [Text("hello")]


def test_a_lone_escape_is_a_key_once_nothing_follows():
    scanner = Scanner()
    assert scanner.feed(b"\x1b") == []
    assert scanner.quiet() == []
    assert scanner.quiet() == [Sequence(b"\x1b")]


def test_of_a_paste_without_end_only_so_much_is_kept():
    scanner = Scanner()
    scanner.feed(b"\x1b[200~")
    for _ in range(20):
        scanner.feed(b"x" * (1 << 20))
    scanner.feed(b"\x1b[201~")
    (paste,) = scanner.quiet()
    assert MOST_PASTED - 10 <= len(paste.text) <= MOST_PASTED
    assert set(paste.text) == {"x"}


@pytest.mark.parametrize("seed", range(20))
def test_no_bytes_raise_or_stay(seed):
    rng = random.Random(seed)
    alphabet = b"\x1b\x1b\x1b[[<?;:0159uMmA~$O]P\\\x07\x00\r\xc3\xa9\xff x"
    data = bytes(rng.choice(alphabet) for _ in range(2000))
    pieces(*(data[at : at + 7] for at in range(0, len(data), 7)), quiet=250)
