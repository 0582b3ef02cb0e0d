"""Byte sequences out of the grammar of the kitty, xterm and mouse protocols, valid and damaged.

The same seed makes the same bytes.
"""

import random

CODES = (13, 27, 9, 127, 32, 65, 97, 99, 113, 233, 945, 1081, 1089, 1490, 12610, 20320, 128512,
         57344, 57358, 57360, 57376, 57399, 57409, 57414, 57417, 57428, 57441, 57454, 63743,
         0, 31, 128, 55296, 57343, 1114111, 1114112, 99999999)  # fmt: skip
MODIFIERS = (0, 1, 2, 3, 5, 6, 9, 17, 33, 65, 66, 69, 129, 133, 255, 256, 9999999)
TEXTS = (
    "one",
    "caf\u00e9",
    "\u043f\u0440\u0438\u0432\u0435\u0442",
    "\u4f60\u597d",
    "\U0001f469\u200d\U0001f680",
    "a b",
    "",
)
FINALS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ@[]^_`abcdefghijklmnopqrstuvwxyz{|}~"


def sequence(rng: random.Random) -> bytes:
    """One to four pieces, some of them damaged."""
    made = b""
    for _ in range(rng.choice((1, 1, 2, 4))):
        piece = rng.choice(KINDS)(rng)
        for _ in range(rng.choice((0, 0, 0, 1, 1, 2))):
            piece = rng.choice(DAMAGE)(rng, piece)
        made += piece
    return made


def kitty(rng: random.Random) -> bytes:
    code = _fields(rng, CODES, ":", 3)
    modifiers = _fields(rng, MODIFIERS, ":", 1)
    if rng.random() < 0.5:
        modifiers += f":{rng.choice((0, 1, 2, 3, 4, ''))}"
    text = ":".join(str(ord(char)) for char in rng.choice(TEXTS))
    fields = [code, modifiers, text][: rng.randint(1, 3)]
    return f"\x1b[{';'.join(fields)}{rng.choice('uuuuu~ABCDEFHPQRS')}".encode()


def xterm(rng: random.Random) -> bytes:
    number, modifiers = rng.randint(0, 40), rng.choice(MODIFIERS)
    return rng.choice((
        f"\x1b[{rng.choice('ABCDEFHPQRSZ')}", f"\x1b[1;{modifiers}{rng.choice('ABCDEFHPQRS')}",
        f"\x1b[{number}~", f"\x1b[{number};{modifiers}~", f"\x1bO{rng.choice(FINALS)}",
        f"\x1b[27;{modifiers};{rng.choice(CODES)}~", f"\x1b[{number}{rng.choice('^@$')}",
        f"\x1b[[{rng.choice('ABCDE')}", f"\x1b{rng.choice(FINALS)}", f"\x1b[{rng.choice(FINALS)}",
    )).encode()  # fmt: skip


def mouse(rng: random.Random) -> bytes:
    button = rng.choice((0, 1, 2, 3, 32, 35, 64, 65, 66, 67, 68, 128, 255, 256, -1, 10**9))
    column, row = (rng.choice((0, 1, 2, 40, 80, 81, 300, 9999, 10**12, -1)) for _ in "xy")
    kind = rng.randrange(3)
    if kind == 0:
        return f"\x1b[<{button};{column};{row}{rng.choice('Mm')}".encode()
    if kind == 1:
        return f"\x1b[{button};{column};{row}M".encode()
    return b"\x1b[M" + bytes(rng.choice((32, 33, 64, 96, 127, 128, 195, 255)) for _ in range(3))


def answer(rng: random.Random) -> bytes:
    """What a terminal says of itself, asked or not."""
    return rng.choice((
        b"\x1b[I", b"\x1b[O", b"\x1b[?2026;2$y", b"\x1b[?2048;0$y", b"\x1b[?9999999999;1$y",
        b"\x1b[48;24;80;480;640t", b"\x1b[48;0;0;0;0t", b"\x1b[48;99999;99999;1;1t",
        b"\x1b[24;80R", b"\x1b[?62;22c", b"\x1b[>1;95;0c", b"\x1b[?31u",
        b"\x1b]11;rgb:1111/2222/3333\x07", b"\x1b]52;c;aGk=\x1b\\", b"\x1bP>|kitty(0.40)\x1b\\",
        b"\x1b_Gi=1;OK\x1b\\", b"\x1bP1+r544e=1b\x1b\\", b"\x1b^x\x1b\\", b"\x1bXx\x1b\\",
    ))  # fmt: skip


def paste(rng: random.Random) -> bytes:
    inside = "\r".join(rng.choice(TEXTS) for _ in range(rng.randint(0, 4)))
    return f"\x1b[200~{inside}\x1b[201~".encode()


def typed(rng: random.Random) -> bytes:
    return rng.choice(TEXTS).encode()


def bytes_of_any_kind(rng: random.Random) -> bytes:
    """Control characters but Ctrl+Z, C1 controls, bytes that are not UTF-8."""
    return bytes(
        rng.choice((*range(26), *range(28, 32), 127, *range(128, 256)))
        for _ in range(rng.randint(1, 6))
    )


KINDS = (kitty, kitty, kitty, xterm, xterm, mouse, mouse, answer, paste, typed, bytes_of_any_kind)


def _fields(rng: random.Random, values: tuple[int, ...], between: str, most: int) -> str:
    return between.join(
        "" if rng.random() < 0.15 else str(rng.choice(values)) for _ in range(rng.randint(1, most))
    )


def _cut(rng: random.Random, piece: bytes) -> bytes:
    return piece[: rng.randint(0, len(piece))]


def _without(rng: random.Random, piece: bytes) -> bytes:
    at = rng.randrange(len(piece) + 1)
    return piece[:at] + piece[at + 1 :]


def _with(rng: random.Random, piece: bytes) -> bytes:
    at = rng.randrange(len(piece) + 1)
    return (
        piece[:at]
        + rng.choice((b"\x1b", b";", b":", b"\x00", b"9", b"\xff", b"[", b"\r"))
        + piece[at:]
    )


def _changed(rng: random.Random, piece: bytes) -> bytes:
    if not piece:
        return piece
    at = rng.randrange(len(piece))
    byte = piece[at] ^ (1 << rng.randrange(8))
    return piece[:at] + bytes([byte if byte != 0x1A else 0x19]) + piece[at + 1 :]


def _repeated(rng: random.Random, piece: bytes) -> bytes:
    return piece * rng.choice((2, 3, 50))


def _endless(rng: random.Random, piece: bytes) -> bytes:
    """A number or a string without an end, in the middle."""
    at = rng.randrange(len(piece) + 1)
    return piece[:at] + rng.choice((b"9", b";", b":", b"1;")) * rng.choice((40, 5000)) + piece[at:]


DAMAGE = (_cut, _cut, _without, _with, _changed, _changed, _repeated, _endless)
