"""Files that hold no text, recognised by their first bytes."""

from typing import Final, NamedTuple


class BinaryFile(NamedTuple):
    """A kind of file that holds no text."""

    begins: bytes
    what: str
    """With its article: "a PDF"."""
    remedy: str
    """What to do instead: a sentence."""


_AS_TEXT: Final = "Save it as CSV or text."
_UNPACK: Final = "Unpack it first."
_TABLE: Final = (
    BinaryFile(
        b"%PDF",
        "a PDF",
        "Save it as text, or write questions from it with `interviewer bank draft --from`.",
    ),
    BinaryFile(b"{\\rtf", "rich text", _AS_TEXT),
    BinaryFile(b"\xd0\xcf\x11\xe0", "an old Office file", _AS_TEXT),
    BinaryFile(b"\x89PNG", "a picture", "Import text."),
    BinaryFile(b"\xff\xd8\xff", "a picture", "Import text."),
    BinaryFile(b"\x1f\x8b", "compressed by gzip", _UNPACK),
    BinaryFile(b"7z\xbc\xaf", "a 7-Zip archive", _UNPACK),
    BinaryFile(b"Rar!", "a RAR archive", _UNPACK),
)
ZIP: Final = b"PK\x03\x04"
SQLITE: Final = b"SQLite format 3\0"


def binary_file(raw: bytes) -> BinaryFile | None:
    """What a file is that neither is a bank nor can be imported; None where it may hold text."""
    return next((kind for kind in _TABLE if raw.startswith(kind.begins)), None)
