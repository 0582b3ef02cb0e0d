"""Read a bank's file: a bank, or every fault with its line, column and remedy; never a traceback.

A bank is written by hand, so what is said of a fault matters as much as finding it.
"""

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any, NoReturn

from pydantic import BaseModel, ValidationError

from interviewer.banks import json_positions
from interviewer.banks.faults import BankError, Fault
from interviewer.core.questions import (
    Misconception,
    Question,
    QuestionBank,
    RubricPoint,
    nearest,
)
from interviewer.core.text import normalise, one_line

MAX_BYTES = 20_000_000


_TOO_DEEP = Fault(1, 1, "The file is nested too deeply.", "A bank needs five levels.")


def parse(raw: bytes, name: str) -> tuple[QuestionBank, tuple[Fault, ...]]:
    """Read a bank from a file's bytes; return it with warnings (they do not stop anybody).

    `name` is how messages call the file. Raises BankError with every fault that was found.
    """
    text = _decode(raw, name)
    data = _load(text, name)
    if _may_need_normalising(text):
        try:
            data = _normalised(data)
        except RecursionError:
            raise BankError(name, [_TOO_DEEP]) from None
    try:
        bank = QuestionBank.model_validate(data)
    except ValidationError as error:
        raise BankError(name, list(_explain(error, text))) from None
    faults = list(_contradictions(bank, text))
    if faults:
        raise BankError(name, faults)
    return _with_points(bank), tuple(_unknown_fields(data, text))


def _with_points(bank: QuestionBank) -> QuestionBank:
    """The bank with points for questions that have no rubric: made here, once, so that a session
    keeps those that were asked, whatever a later version makes of the same answer.
    """
    if all(question.rubric for question in bank.questions):
        return bank
    questions = tuple(
        question if question.rubric else question.model_copy(update={"rubric": _points(question)})
        for question in bank.questions
    )
    return bank.model_copy(update={"questions": questions})


def _points(question: Question) -> tuple[RubricPoint, ...]:
    from interviewer.banks.prose import points  # noqa: PLC0415 - most banks have rubrics

    return tuple(
        RubricPoint(id=f"sentence-{number}", description=sentence)
        for number, sentence in enumerate(points(question.reference_answer or ""), 1)
    )


def _may_need_normalising(text: str) -> bool:
    """Whether a string in it may hold a lone surrogate or a CR. Nearly none does, and most banks
    have nothing escaped at all.
    """
    if "\r" in text:
        return True
    return "\\" in text and re.search(r"\\(?:r|u[dD][89a-fA-F])", text) is not None


def _fault(text: str, offset: int, message: str, remedy: str) -> Fault:
    return Fault(*json_positions.line_and_column(text, offset), message, remedy)


def _decode(raw: bytes, name: str) -> str:
    def refuse(message: str, remedy: str, line: int = 1, column: int = 1) -> NoReturn:
        raise BankError(name, [Fault(line, column, message, remedy)])

    if len(raw) > MAX_BYTES:
        refuse("The bank is larger than 20 MB.", "Split it into several files.")
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in raw[:4]:
        refuse("The file is UTF-16 or UTF-32.", "Save it as UTF-8.")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line, column = json_positions.line_and_column(
            raw[: error.start].decode("latin-1"), error.start
        )
        refuse("A byte here is not UTF-8.", "Save the file as UTF-8.", line, column)
    if not text.strip():
        refuse("The file is empty.", "Start from the bank that `interviewer schema` describes.")
    return text


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


def _load(text: str, name: str) -> Any:
    try:
        return json.loads(
            text,
            object_pairs_hook=_no_duplicates,
            parse_constant=_no_constants,
            parse_float=_finite,
        )
    except json.JSONDecodeError as error:
        fault = Fault(error.lineno, error.colno, f"Not JSON: {error.msg}.", _json_remedy(error))
    except _DuplicateKeyError:
        fault = _duplicate_key(text)
    except OverflowError as error:
        fault = _fault(
            text,
            max(text.find(str(error)), 0),
            f"{error} is no number JSON knows.",
            "Use a finite one.",
        )
    except RecursionError:
        fault = _TOO_DEEP
    except ValueError:
        digits = re.search(r"\d{1000,}", text)
        fault = _fault(
            text, digits.start() if digits else 0, "A number here is far too long.", "Shorten it."
        )
    raise BankError(name, [fault]) from None


def _json_remedy(error: json.JSONDecodeError) -> str:
    if "control character" in error.msg:
        return r"Write a line end inside a text as \n."
    if "property name" in error.msg or "Expecting value" in error.msg:
        return "Look for a comma too many, or a missing value, just before."
    if "delimiter" in error.msg:
        return "Look for a missing comma or quotation mark just before."
    return "Mend the JSON there."


def _duplicate_key(text: str) -> Fault:
    seen: dict[tuple[str | int, ...], int] = {}
    for path, offset in json_positions.places(text):
        if path and path[-1] == "":
            if path in seen:
                line, column = json_positions.line_and_column(text, seen[path])
                key = one_line(str(path[-2]), 60)
                return _fault(
                    text,
                    offset,
                    f"The key {key!r} is here twice.",
                    f"The first is at {line}:{column}; keep one.",
                )
            seen[path] = offset
    return Fault(1, 1, "A key is in one object twice.", "Keep one of them.")


def _normalised(data: Any) -> Any:
    if isinstance(data, str):
        return normalise(data)
    if isinstance(data, list):
        return [_normalised(item) for item in data]
    if isinstance(data, dict):
        return {normalise(key): _normalised(value) for key, value in data.items()}
    return data


_REMEDIES = {
    "missing": ("{where} has no {field}.", "Add it."),
    "string_type": ("{where}: {field} must be text.", 'Put it into "quotation marks".'),
    "string_pattern_mismatch": (
        "{where}: {field} is blank, or begins or ends with a space.",
        "Fill it in.",
    ),
    "string_too_short": ("{where}: {field} is empty.", "Fill it in."),
    "string_too_long": ("{where}: {field} is longer than 200 characters.", "Shorten it."),
    "too_short": ("The bank has no questions.", "Add at least one."),
    "greater_than": ("{where}: {field} must be more than 0.", "Use 1 for an ordinary point."),
    "less_than_equal": ("{where}: {field} is far too large.", "Use numbers such as 1, 2 and 3."),
    "float_type": ("{where}: {field} must be a number.", "Write it without quotation marks."),
    "finite_number": (
        "{where}: {field} must be a finite number.",
        "Use numbers such as 1, 2 and 3.",
    ),
    "bool_type": ("{where}: {field} must be true or false.", "Write it without quotation marks."),
    "tuple_type": ("{where}: {field} must be a list.", "Put it into [square brackets]."),
    "model_type": ("{where} must be an object.", "Put it into {{curly brackets}}."),
}


def _explain(error: ValidationError, text: str) -> Iterator[Fault]:
    details = error.errors(include_url=False, include_input=False)
    inside = any(len(detail["loc"]) > 1 for detail in details)
    for detail in details[:100]:
        if inside and detail["type"] == "too_short":
            continue  # said of a list that is only empty because its items are faulty
        path = detail["loc"]
        field = str(path[-1]) if path else "the bank"
        parent = path[:-1] if path and isinstance(path[-1], str) else path
        kind = detail["type"].replace("model_attributes_type", "model_type")
        message, remedy = _REMEDIES.get(kind, ("{where}: {field}: {msg}.", ""))
        if kind == "literal_error" and field == "schema_version":
            message, remedy = (
                "{where}: this program reads schema_version 1.",
                "Update the program, or use 1.",
            )
        elif kind == "literal_error":
            message, remedy = "{where}: {field} must be one of {msg}.", "Choose one of them."
        words = {"where": _name(parent), "field": one_line(field, 60), "msg": _expected(detail)}
        yield _fault(
            text, json_positions.find(text, path), message.format(**words), remedy.format(**words)
        )


def _expected(detail: Any) -> str:
    return str(detail.get("ctx", {}).get("expected") or detail["msg"].removesuffix("."))


def _name(path: tuple[str | int, ...]) -> str:
    """Say where in words: `("questions", 0, "rubric", 2)` is "Question 1, rubric point 3"."""
    singular = {
        "questions": "question",
        "rubric": "rubric point",
        "misconceptions": "misconception",
    }
    words = [
        f"{singular.get(str(path[i - 1]), str(path[i - 1]))} {part + 1}"
        for i, part in enumerate(path)
        if isinstance(part, int)
    ]
    return ", ".join(words).capitalize() or "The bank"


def _contradictions(bank: QuestionBank, text: str) -> Iterator[Fault]:
    """What each field alone cannot show: ids given twice, questions that cannot be graded."""
    yield from _same_ids([q.id for q in bank.questions], ("questions",), text)
    for i, question in enumerate(bank.questions):
        here = ("questions", i)
        if not question.rubric and question.reference_answer is None:
            message = f"{_name(here)} has neither a rubric nor a reference_answer."
            yield _fault(
                text,
                json_positions.find(text, here),
                message,
                "Add one of them: it is graded by it.",
            )
        ids = [p.id for p in question.rubric] + [m.id for m in question.misconceptions]
        if len(set(ids)) != len(ids):
            known = len(question.rubric)
            yield from _same_ids(ids[:known], (*here, "rubric"), text)
            yield from _same_ids(ids, (*here, "misconceptions"), text, skip=known)


def _same_ids(
    ids: Sequence[str], path: tuple[str | int, ...], text: str, skip: int = 0
) -> Iterator[Fault]:
    if len(set(ids)) == len(ids):
        return
    first: dict[str, int] = {}
    for i, found in enumerate(ids):
        if found in first and i >= skip:
            known = first[found]
            there = (*path, known - skip) if known >= skip else (*path[:-1], "rubric", known)
            line, column = json_positions.line_and_column(
                text, json_positions.find(text, (*there, "id"))
            )
            offset = json_positions.find(text, (*path, i - skip, "id"))
            message = f"The id {one_line(found, 60)!r} is already taken at {line}:{column}."
            yield _fault(text, offset, message, "Give each its own.")
        first.setdefault(found, i)


_KNOWN: dict[tuple[str, ...], type[BaseModel]] = {
    (): QuestionBank,
    ("questions",): Question,
    ("questions", "rubric"): RubricPoint,
    ("questions", "misconceptions"): Misconception,
}


def _unknown_fields(data: Any, text: str) -> Iterator[Fault]:
    paths = list(_unknown_paths(data))
    for path in paths[:100]:
        model = _KNOWN[tuple(part for part in path[:-1] if isinstance(part, str))]
        field = str(path[-1])
        near = nearest(field, model.model_fields) or " It is ignored."
        message = f"Unknown field {one_line(field, 60)!r}."
        yield _fault(text, json_positions.find(text, (*path, "")), message, near.strip())


def _unknown_paths(data: Any) -> Iterator[tuple[str | int, ...]]:
    """Walk only where models are: banks may be large, and most have nothing unknown."""
    bank, question = QuestionBank.model_fields.keys(), Question.model_fields.keys()
    parts = [
        ("rubric", RubricPoint.model_fields.keys()),
        ("misconceptions", Misconception.model_fields.keys()),
    ]
    yield from ((key,) for key in data if key not in bank and key != "$schema")
    for i, item in enumerate(data["questions"]):
        if not item.keys() <= question:
            yield from (("questions", i, key) for key in item if key not in question)
        for name, known in parts:
            for j, part in enumerate(item.get(name, ())):
                if not part.keys() <= known:
                    unknown = (key for key in part if key not in known)
                    yield from (("questions", i, name, j, key) for key in unknown)
