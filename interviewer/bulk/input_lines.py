"""JSON lines from outside, for `grade` and `calibrate`: numbered, bounded, each fault with a remedy.

A file of a hundred thousand answers was made by a script or by hand; one bad line in it must cost
one line. Lines are split at line feeds alone: U+2028 may stand inside an answer.
"""

import json
import os
import re
import stat
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import IO, Any, Final, NoReturn

from interviewer.core.errors import UsageError
from interviewer.core.nearest import nearest
from interviewer.core.questions import Question
from interviewer.core.text import Inert, inert, one_line

LONGEST_LINE = 20_000_000
"""Bytes. A longer line is skipped without being held in memory."""

REPORTED_AT_MOST = 100
"""Faults that are reported one by one; the others are counted. A wrong file has one in every line."""


class FaultError(ValueError):
    """What is wrong with one line, and what to do: two sentences."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where lines come from."""

    name: str
    """As messages call it."""
    stream: IO[bytes]
    size: int | None
    """In bytes; None where the end is not known beforehand and reading may have to wait."""


@contextmanager
def opened(path: str) -> Iterator[Source]:
    """Open a file of lines, or standard input for `-`. Raises UsageError where there is none."""
    name = "standard input" if path == "-" else one_line(path, 300)
    try:
        # Not sys.stdin: a thread may still be reading when the program ends, and holds its lock.
        stream = open(0 if path == "-" else path, "rb", closefd=path != "-")  # noqa: SIM115
        status = os.fstat(stream.fileno())
        if path == "-":
            os.read(0, 0)  # it may be closed, or open for writing only
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "not a possible file name"
        remedy = "Pipe the lines to it, or name a file" if path == "-" else "Check the path"
        raise UsageError(f"Cannot read {name}: {reason.lower()}. {remedy}.") from None
    with stream:
        yield Source(name, stream, status.st_size if stat.S_ISREG(status.st_mode) else None)


class LineFaults:
    """Reports what is wrong with which line, and counts."""

    def __init__(self, name: str, say: Callable[[Inert], None]) -> None:
        self.count = 0
        self._name = name
        self._say = say

    def about(self, number: int, fault: FaultError) -> None:
        self.count += 1
        if self.count <= REPORTED_AT_MOST:
            self._say(inert(f"{self._name}:{number}: {fault}"))
        elif self.count == REPORTED_AT_MOST + 1:
            self._say(
                inert(f"{self._name}: more lines cannot be used; they are only counted from here.")
            )


def records(
    source: Source, complaints: LineFaults, read: Callable[[int, int], None] | None = None
) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield each line that holds a JSON object, with its number from 1. Blank lines are skipped.

    `read` is called with the line's number and how many bytes have been read. Raises UsageError where the
    whole file is of another kind.
    """
    total, begun = 0, False
    for number, raw in enumerate(iter(partial(source.stream.readline, LONGEST_LINE + 1), b""), 1):
        total += len(raw) + _skip_rest(source.stream, raw)
        if read is not None:
            read(number, total)
        line = _without_mark(raw, source.name) if number == 1 else raw
        if not line.strip():
            continue
        if not begun and (kind := _other_kind(line)):
            raise UsageError(f"{source.name} {kind}")
        begun = True
        try:
            data = _parsed(line)
        except FaultError as fault:
            complaints.about(number, fault)
        else:
            yield number, data


def _without_mark(raw: bytes, name: str) -> bytes:
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in raw[:4]:
        raise UsageError(f"{name} is UTF-16 or UTF-32. Save it as UTF-8.")
    return raw.removeprefix(b"\xef\xbb\xbf")


def _other_kind(first: bytes) -> str:
    """What a file is whose first line this is, and what to do, where it is no JSON lines."""
    line = first[:LONGEST_LINE].decode("utf-8", "replace").strip()
    if line in ("{", "["):
        return "is one JSON value over several lines. Write one object a line: {...}."
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        names = {name.strip().strip('"').lower() for name in re.split("[,;\t]", line)}
        header = len(names) > 1 and not names.isdisjoint(("answer", "question_id", "question"))
        return 'is CSV. Write one object a line: {"question_id": ..., "answer": ...}.' * header
    if isinstance(found, list) and found and isinstance(found[0], dict):
        return "is one JSON list. Write its objects one a line, without the list."
    if isinstance(found, dict) and isinstance(found.get("questions"), list):
        return "is a question bank, not answers. Give it with --questions."
    return ""


def _skip_rest(stream: IO[bytes], begun: bytes) -> int:
    """Read past the rest of a line that is too long; return how many bytes that was."""
    skipped = 0
    while len(begun) > LONGEST_LINE and not begun.endswith(b"\n"):
        more = stream.readline(1 << 20)
        skipped += len(more)
        if not more or more.endswith(b"\n"):
            break
    return skipped


def _parsed(raw: bytes) -> dict[str, Any]:
    if len(raw) > LONGEST_LINE:
        raise FaultError("The line is longer than 20 MB. No answer is that long; cut it.")
    try:
        data = json.loads(raw.decode("utf-8"), parse_constant=_refused)
    except UnicodeDecodeError as error:
        raise FaultError(
            f"Byte {error.start + 1} of the line is not UTF-8. Save the file as UTF-8."
        ) from None
    except json.JSONDecodeError as error:
        raise FaultError(
            f"The line is not JSON (character {error.pos + 1}: {one_line(error.msg)}). "
            "Write one object a line."
        ) from None
    except _NoNumberError as error:
        raise FaultError(
            f"{error} is no value that JSON knows; pandas writes it for what is missing. "
            "Leave the field out, or the line."
        ) from None
    except (RecursionError, ValueError):
        raise FaultError(
            "The line is not JSON that can be used (nested too deeply, or a number without an end)."
            " Write one flat object a line."
        ) from None
    if not isinstance(data, dict):
        raise FaultError('The line is not an object. Write one {"...": ...} a line.')
    return data


class _NoNumberError(ValueError):
    """NaN, Infinity or -Infinity, which Python writes and JSON does not know."""


def _refused(constant: str) -> NoReturn:
    raise _NoNumberError(constant)


# -- what a line holds ----------------------------------------------------------------------------


_MEANT: Final[Mapping[str, tuple[str, ...]]] = {
    "question_id": ("question", "questionid", "qid"),
    "answer": ("response", "text", "reply", "student_answer", "candidate_answer"),
    "id": ("answer_id", "_id", "uid"),
    "score": ("grade", "mark", "human_score", "label"),
}
"""Names that other programs give to a field."""


def text(data: Mapping[str, Any], field: str) -> str:
    """Return a field that must be there and be a string. Raises FaultError."""
    value = required(data, field)
    if isinstance(value, str):
        return value
    raise FaultError(f'"{field}" is not a string. Put it in quotation marks.')


def share(data: Mapping[str, Any], field: str) -> float:
    """Return a field that must be there and be a number from 0 to 1. Raises FaultError."""
    value = required(data, field)
    if isinstance(value, str) and re.fullmatch(r"\s*-?[0-9]{0,20}[.,]?[0-9]{1,20}\s*", value):
        meant = value.strip().replace(",", ".")
        raise FaultError(f'"{field}" is a number in quotation marks. Write {meant}.')
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise FaultError(f'"{field}" is not a number from 0 to 1. Write one, 0.5 for example.')
    if not 0 <= value <= 1:
        raise FaultError(f'"{field}" is not a number from 0 to 1. Divide it by the highest one.')
    return float(value)


def required(data: Mapping[str, Any], field: str) -> Any:
    """Return a field that must be there and not be null. Raises FaultError."""
    if data.get(field) is not None:
        return data[field]
    if field in data:
        raise FaultError(f'"{field}" is null: there is none. Add it, or leave the line out.')
    other = next((name for name in data if name.lower() in _MEANT.get(field, ())), None)
    if other is not None:
        raise FaultError(f'There is no "{field}"; "{one_line(other)}" is meant as that. Rename it.')
    raise FaultError(f'There is no "{field}".{nearest(field, data)} Add it.')


class QuestionLookup:
    """Finds the question that a line is about."""

    def __init__(self, questions: tuple[Question, ...]) -> None:
        self._by_id = {question.id: question for question in questions}
        self._unknown = 0

    def question(self, data: Mapping[str, Any]) -> Question:
        """Return the question of `question_id`. Raises FaultError."""
        wanted = text(data, "question_id")
        found = self._by_id.get(wanted)
        if found is not None:
            return found
        self._unknown += 1
        # Looking for the nearest of 10,000 takes time; past the reported ones nobody reads it.
        near = nearest(wanted, self._by_id) if self._unknown <= REPORTED_AT_MOST else ""
        raise FaultError(
            f"There is no question {one_line(wanted, 80)!r} in this bank.{near} "
            "Correct question_id, or name the bank with --questions."
        )
