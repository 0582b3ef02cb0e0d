"""What all text from outside passes through: candidates, models, banks, servers, file names.

Three rules:

1. `normalise` is applied once, where text enters. What it returns is stored to the letter.
2. `inert` (or `one_line`) is applied where text is shown. What it returns, an `Inert`, cannot move a
   cursor, set a title, reverse a line or fill a clipboard. Whatever shows or writes text takes an
   `Inert`, so that the type checker finds what was not made so.
3. `fold` is applied where two texts are compared. What it returns is never stored or shown.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple, NewType

Inert = NewType("Inert", str)
"""Text that is safe to show: it prints, and does nothing else. Made by the functions of this file."""

_LONE_SURROGATE = re.compile("[\ud800-\udfff]")

# Bidirectional overrides, embeddings and isolates: they make a line read as what it is not.
_BIDI = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
# Invisible "tag" letters can carry a whole hidden message; no honest text needs them outside flags.
_TAGS = "".join(chr(code) for code in range(0xE0000, 0xE0080))

_SHOWN: dict[int, str] = {code: chr(0x2400 + code) for code in range(0x20)}
_SHOWN |= {0x7F: "\u2421"}
_SHOWN |= {code: f"<{code:02X}>" for code in range(0x80, 0xA0)}
_SHOWN |= {ord(char): f"<{ord(char):04X}>" for char in _BIDI}
_SHOWN |= {ord(char): "" for char in _TAGS}
_SHOWN |= {0x09: "    ", 0x0A: "\n", 0x85: "\n", 0x2028: "\n", 0x2029: "\n"}
_SHOWN |= {0xFEFF: "", 0xFFF9: "", 0xFFFA: "", 0xFFFB: ""}

_NOT_PLAIN = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufff9-\ufffb" + _BIDI + "\U000e0000-\U000e007f]"
)

# Marks that people and models exchange freely; a quote must survive such a change.
_ALIKE = str.maketrans(
    "\u2018\u2019\u201a\u201b\u2032\u201c\u201d\u201e\u201f\u2033"
    "\u2010\u2011\u2012\u2013\u2014\u2015\u2212",
    "'''''\"\"\"\"\"-------",
)


def normalise(raw: str | bytes) -> str:
    """Make text from outside storable; done once, on entry.

    Bytes are read as UTF-8. Invalid bytes and lone surrogates become U+FFFD, and every line end
    (CR LF, CR) becomes LF. Nothing else is changed: what this returns is kept to the character.
    """
    text = raw.decode("utf-8", errors="replace") if isinstance(raw, bytes) else raw
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.isascii():
        text = _LONE_SURROGATE.sub("\ufffd", text)
    return text


def inert(text: str) -> Inert:
    """Return a copy of the text that is safe to show: it prints, and does nothing else. What is inert
    already stays as it is.

    Control characters become their visible pictures, C1 controls and bidirectional overrides their
    code in angle brackets, tabs four spaces, and U+0085, U+2028 and U+2029 line ends.
    """
    text = normalise(text)
    return Inert(text.translate(_SHOWN) if _NOT_PLAIN.search(text) else text)


def one_line(text: str, limit: int | None = None) -> Inert:
    """Return an inert copy on a single line, cut with an ellipsis after `limit` characters."""
    line = " ".join(inert(text).split())
    if limit is not None and len(line) > limit:
        line = line[: limit - 1].rstrip() + "\u2026"
    return Inert(line)


def joined(between: str, parts: Iterable[Inert]) -> Inert:
    """Join inert parts; what stands between them is our own."""
    return Inert(between.join(parts))


class Folded(NamedTuple):
    """A text reduced to what two people would call the same words, and the way back.

    `starts[i]` and `ends[i]` are the code-point offsets in the original of what became `text[i]`.
    """

    text: str
    starts: Sequence[int]
    ends: Sequence[int]


# What is between the words of an ASCII text, and what of it folding changes.
_ASCII_GAP = re.compile("[\x00-\x20\x7f]+")
_ASCII_UNEVEN = re.compile(r"[\x00-\x1f\x7f]|  |^ | \Z")


@lru_cache(maxsize=16)
def fold(text: str) -> Folded:
    """Fold case, compatibility forms (NFKC), quotation marks and dashes; drop format characters;
    make every run of white space one space; drop white space at both ends.
    """
    if text.isascii():
        return _folded_ascii(text)
    chars: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for start, end in _clusters(text):
        for char in _folded_cluster(text[start:end]):
            if char == " " and (not chars or chars[-1] == " "):
                continue
            chars.append(char)
            starts.append(start)
            ends.append(end)
    while chars and chars[-1] == " ":
        chars.pop(), starts.pop(), ends.pop()
    return Folded("".join(chars), starts, ends)


def _folded_ascii(text: str) -> Folded:
    """The same in a few steps for the whole text: nearly all that is compared is ASCII."""
    folded = text.lower()
    if _ASCII_UNEVEN.search(folded) is None:
        return Folded(folded, range(len(text)), range(1, len(text) + 1))
    parts: list[str] = []
    starts: list[int] = []
    at = 0
    for gap in _ASCII_GAP.finditer(folded):
        if gap.start() > at:
            parts.append(folded[at : gap.start()])
            starts.extend(range(at, gap.start() + 1))  # the gap is one space, where it begins
        at = gap.end()
    if at < len(text):
        parts.append(folded[at:])
        starts.extend(range(at, len(text)))
    elif starts:
        starts.pop()
    return Folded(" ".join(parts), starts, [start + 1 for start in starts])


@lru_cache(maxsize=4096)
def _folded_cluster(piece: str) -> str:
    """One base character with its marks, folded; white space and controls as spaces."""
    if not piece.isascii():
        piece = unicodedata.normalize("NFKC", piece).translate(_ALIKE)
    kept = (char for char in piece.casefold() if unicodedata.category(char) != "Cf")
    return "".join(
        " " if char.isspace() or unicodedata.category(char) == "Cc" else char for char in kept
    )


def _clusters(text: str) -> list[tuple[int, int]]:
    """Split into base characters with the combining marks that follow: what NFKC may join."""
    combining = unicodedata.combining
    bounds = [i for i, char in enumerate(text) if char.isascii() or not combining(char)] or [0]
    bounds[0] = 0
    return list(zip(bounds, [*bounds[1:], len(text)], strict=True))


# Only what has a meaning inside a line, or at its start, is escaped: prose stays readable as text.
_INSIDE = re.compile(
    r"[\\`*_\[\]|~$]|(?P<address>(?<=\w)@(?=\w)|(?<=/)/|(?<=www)\.)|(?<=\w)\.(?=[^\W\d_]{2})"
    r"|(?<=\bmailto):|(?<=\bxmpp):",
    re.IGNORECASE,
)
_AT_START = re.compile(r"^(?:([-+=#:])|(\d+)([.)]))")
_HTML = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})


def markdown(text: str) -> Inert:
    """Escape inert text for a line of Markdown prose: no mark-up, link, HTML or table cell in it.

    Line ends become spaces, and an address has an invisible sign in it. Use `fenced` where the text
    must be kept to the character.
    """
    line = _INSIDE.sub(_escaped, one_line(text)).translate(_HTML)
    return Inert(_AT_START.sub(lambda mark: f"{mark[2] or ''}\\{mark[1] or mark[3]}", line))


def _escaped(found: re.Match[str]) -> str:
    """A mark without its meaning.

    Some readers look for addresses after they have resolved the escapes, and some link what only
    looks like one, so an address is parted by both: an escape, and a word joiner.
    """
    if found["address"]:
        return f"\u2060\\{found[0]}"
    return f"\\{found[0]}"


def fenced(text: str) -> Inert:
    """Put inert text into a Markdown code fence longer than any run of tildes inside it."""
    text = inert(text)
    longest = max((len(run) for run in re.findall("~+", text)), default=0)
    fence = "~" * max(3, longest + 1)
    return Inert(f"{fence}text\n{text}\n{fence}")


# -- how long an answer is -------------------------------------------------------------------------

MAX_ANSWER = 64 * 1024
"""Bytes of UTF-8 an answer may have. A longer one is refused with a message, and never cut."""

# Scripts written without spaces: kana and Han. (Hangul has spaces.)
# A pattern: compiling it takes a while, and nothing is counted before something is typed.
_SIGN = (
    "[\u3005-\u3007\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9d\U00020000-\U0003ffff]"
)


def counted(number: int, noun: str) -> Inert:
    """A number of things, with a noun whose plural ends in s: 1 word, 2 words, 1,200 words."""
    return inert(f"{number:,} {noun}{'' if number == 1 else 's'}")


def count_words(text: str) -> int:
    """How many words a text has; where a script has no spaces, each of its signs is one."""
    rest, signs = re.subn(_SIGN, " ", text)
    pieces = rest.split()
    if not signs:
        return len(pieces)
    return signs + sum(any(map(str.isalnum, piece)) for piece in pieces)
