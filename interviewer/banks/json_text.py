"""From a file's bytes to a JSON value: strict where JSON is, and clear about what is wrong and where."""

import json
import re
from typing import Any, Final, NoReturn

from interviewer.banks import json_positions
from interviewer.banks.faults import BankError, Fault
from interviewer.banks.not_a_bank import binary_kind, text_kind
from interviewer.core.text import normalise, one_line

MAX_BYTES = 20_000_000

_TOO_DEEP = Fault(1, 1, "The file is nested too deeply.", "A bank needs five levels.")


def decode(raw: bytes, name: str) -> str:
    """Return the text of a file. Raises BankError where it is no text that can be read."""

    def refuse(message: str, remedy: str, line: int = 1, column: int = 1) -> NoReturn:
        raise BankError(name, [Fault(line, column, message, remedy)])

    if len(raw) > MAX_BYTES:
        refuse("The bank is larger than 20 MB.", "Split it into several files.")
    if kind := binary_kind(raw, name):
        refuse(kind.message, kind.remedy)
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in raw[:4]:
        refuse("The file is UTF-16 or UTF-32.", "Save it as UTF-8.")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode("latin-1")
        place = json_positions.line_and_column(before, error.start)
        refuse("A byte here is not UTF-8.", "Save the file as UTF-8.", *place)
    if not text.strip():
        refuse("The file is empty.", "Start from the bank that `interviewer schema` describes.")
    return text


def load(text: str, name: str) -> Any:
    """Return the value of a JSON text, its strings normalised. Raises BankError with one fault."""
    try:
        data = json.loads(
            text,
            object_pairs_hook=_no_duplicates,
            parse_constant=_no_constants,
            parse_float=_finite,
        )
        return _normalised(data) if _may_need_normalising(text) else data
    except json.JSONDecodeError as error:
        fault = _not_json(error, text, name)
    except _DuplicateKeyError:
        fault = _duplicate_key(text)
    except OverflowError as error:
        found = re.search(rf"(?<![\w.+-]){re.escape(str(error))}(?![\w.+-])", text)
        message = f"{one_line(str(error), 60)} is no number JSON knows."
        fault = _fault(text, found.start() if found else 0, message, "Use a finite one.")
    except RecursionError:
        fault = _TOO_DEEP
    except ValueError:
        digits = re.search(r"\d{1000,}", text)
        at = digits.start() if digits else 0
        fault = _fault(text, at, "A number here is far too long.", "Shorten it.")
    raise BankError(name, [fault]) from None


def _fault(text: str, offset: int, message: str, remedy: str) -> Fault:
    return Fault(*json_positions.line_and_column(text, offset), message, remedy)


class _DuplicateKeyError(ValueError):
    pass


def _no_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise _DuplicateKeyError
    return found


def _no_constants(constant: str) -> NoReturn:
    raise OverflowError(constant)


def _finite(number: str) -> float:
    value = float(number)
    if value in (float("inf"), float("-inf")):
        raise OverflowError(number)
    return value


def _may_need_normalising(text: str) -> bool:
    """Whether a string in it may hold a lone surrogate or a CR. Nearly none does, and most banks
    have nothing escaped at all.
    """
    if "\r" in text:
        return True
    return "\\" in text and re.search(r"\\(?:r|u[dD][89a-fA-F]|u000[dD])", text) is not None


def _normalised(data: Any) -> Any:
    if isinstance(data, str):
        return normalise(data)
    if isinstance(data, list):
        return [_normalised(item) for item in data]
    if isinstance(data, dict):
        return {normalise(key): _normalised(value) for key, value in data.items()}
    return data


def _not_json(error: json.JSONDecodeError, text: str, name: str) -> Fault:
    kind = text_kind(text, name)
    if kind is not None:
        return Fault(1, 1, kind.message, kind.remedy)
    return Fault(error.lineno, error.colno, f"Not JSON: {error.msg}.", _remedy(error, text))


_REMEDIES: Final = tuple(
    (re.compile(said), re.compile(there, re.IGNORECASE), remedy)
    for said, there, remedy in (
        ("control character", "", r"Write a line end inside a text as \n."),
        ("escape", "", r"Write a backslash inside a text as \\."),
        ("Unterminated", "", 'A text begins here and has no closing quotation mark: ".'),
        ("Extra data", "", "The bank ends just before. Remove what follows, or put it inside."),
        ("", r"\Z", "The file ends too early. Look for a missing bracket; the end may be cut off."),
        (
            "",
            "[\u2018\u2019\u201a\u201c\u201d\u201e\u00ab\u00bb'`]",
            'Use straight double quotation marks: ".',
        ),
        ("", "#|//|/\\*", "JSON has no comments: remove it."),
        ("value", "(true|false|null)\\b", "Write it in small letters."),
        ("value", "none\\b", "Write null."),
        ("property name", "\\w", 'Put the name into "quotation marks".'),
        (
            "property name|value|comma before",
            "",
            "Look for a comma too many, or a missing value, just before.",
        ),
        ("", "", "Look for a missing comma or quotation mark just before."),
    )
)
"""What to do, by the parser's message and by what stands where JSON does not continue."""


def _remedy(error: json.JSONDecodeError, text: str) -> str:
    there = text[error.pos : error.pos + 1000].lstrip()
    return next(r for said, at, r in _REMEDIES if said.search(error.msg) and at.match(there))


def _duplicate_key(text: str) -> Fault:
    seen: dict[json_positions.Path, int] = {}
    for path, offset in json_positions.places(text):
        if path and path[-1] == "":
            if path in seen:
                line, column = json_positions.line_and_column(text, seen[path])
                message = f"The key {one_line(str(path[-2]), 60)!r} is here twice."
                return _fault(text, offset, message, f"The first is at {line}:{column}; keep one.")
            seen[path] = offset
    return Fault(1, 1, "A key is in one object twice.", "Keep one of them.")
