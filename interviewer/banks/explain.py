"""What pydantic finds wrong with a bank, as a person needs to read it: what is there, and what to do."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from pydantic import ValidationError

from interviewer.banks.json_positions import Path
from interviewer.banks.problems import Problem, place
from interviewer.core.nearest import nearest
from interviewer.core.text import one_line

MEANT: Final[Mapping[str, tuple[str, ...]]] = {
    "prompt": ("question", "text", "q", "ask", "front", "title"),
    "reference_answer": (
        "answer",
        "reference",
        "model_answer",
        "ideal_answer",
        "sample_answer",
        "expected_answer",
        "solution",
        "back",
        "a",
    ),
    "rubric": ("criteria", "points", "key_points", "checklist"),
    "id": ("_id", "key", "slug", "name", "uid"),
    "description": ("text", "point", "criterion"),
    "questions": ("items", "cards", "quiz", "entries", "data"),
}
"""Names that other programs give to a field."""

_MESSAGES: Final = {
    "missing": ("{where} has no {field}.", "Add it."),
    "string_type": ("{name} must be text.", 'Put it into "quotation marks".'),
    "string_pattern_mismatch": (
        "{name} is blank, or begins or ends with a space.",
        "Fill it in.",
    ),
    "string_too_short": ("{name} is empty.", "Fill it in."),
    "string_too_long": ("{name} is longer than 200 characters.", "Shorten it."),
    "too_short": ("{name} is an empty list.", "Add at least one, or leave it out."),
    "too_long": ("{name} has too many items.", "{msg}."),
    "greater_than": ("{name} must be more than 0.", "Use 1 for an ordinary point."),
    "less_than_equal": ("{name} is far too large.", "Use numbers such as 1, 2 and 3."),
    "float_type": ("{name} must be a number.", "Use numbers such as 1, 2 and 3."),
    "float_parsing": ("{name} must be a number.", "Use numbers such as 1, 2 and 3."),
    "finite_number": ("{name} must be a finite number.", "Use numbers such as 1, 2 and 3."),
    "bool_type": ("{name} must be true or false.", "Write it without quotation marks."),
    "tuple_type": ("{name} must be a list.", "Put it into [square brackets]."),
    "model_type": ("{name} must be an object.", "Put it into {{curly brackets}}."),
    "literal_error": ("{name} must be one of {msg}.", "Choose one of them."),
}


def explained(error: ValidationError, data: Any) -> Iterator[Problem]:
    """What is wrong, in the order of the bank; at least one problem."""
    details = error.errors(include_url=False, include_input=False)
    inside = any(len(detail["loc"]) > 1 for detail in details)
    for detail in details:
        path: Path = detail["loc"]
        if path == ("questions",) and detail["type"] in ("too_short", "missing"):
            if not inside:  # else it is said about a list that is only empty because of its items
                yield _no_questions(data)
            continue
        kind = detail["type"].replace("model_attributes_type", "model_type")
        found = value_at(data, path)
        if kind == "missing":
            yield _missing(path, data)
            if path[-1] == "prompt":
                yield from _answer_misnamed(path[:-1], data)
            continue
        message, remedy = _MESSAGES.get(kind, ("{name}: {msg}.", ""))
        words = {"name": _named(path), "where": place(path[:-1]), "msg": _expected(detail)}
        remedy = _remedy(path, kind, found) or remedy.format(**words)
        if path == ("schema_version",):
            message = "The bank: this program reads schema_version 1."
        yield Problem(path, message.format(**words), remedy)


def value_at(data: Any, path: Path) -> Any:
    """The value at a path; None where there is none."""
    for part in path:
        try:
            data = data[part]
        except (KeyError, IndexError, TypeError):
            return None
    return data


def misnamed(field: str, item: Any) -> str | None:
    """The name under which an object has what a field is meant to hold; None where it has not."""
    if not isinstance(item, dict):
        return None
    exact = {name.casefold().replace("-", "_").replace(" ", "_"): name for name in item}
    return next((exact[name] for name in (field, *MEANT.get(field, ())) if name in exact), None)


def rename(path: Path, field: str, name: str) -> Problem:
    """An object has a field under another name."""
    said = one_line(name, 60)
    message = f"{place(path)} has no {field}, and its {said!r} is meant as that."
    return Problem((*path, name, ""), message, f'Rename it to "{field}".')


def _missing(path: Path, data: Any) -> Problem:
    parent, field = path[:-1], str(path[-1])
    item = value_at(data, parent)
    other = misnamed(field, item)
    if other is not None:
        return rename(parent, field, other)
    near = nearest(field, item or ())
    return Problem(path, f"{place(parent)} has no {field}.{near}", "Add it.")


def _answer_misnamed(path: Path, data: Any) -> Iterator[Problem]:
    """Where the prompt has another name, the answer as a rule has one too: both are said at once."""
    item = value_at(data, path) or {}
    other = misnamed("reference_answer", item)
    if "reference_answer" not in item and "rubric" not in item and other is not None:
        yield rename(path, "reference_answer", other)


def _no_questions(data: Any) -> Problem:
    if "questions" not in data:
        if any(misnamed(field, data) for field in ("prompt", "reference_answer")):
            return Problem(
                (), "The file is one question, not a bank.", 'Put it into {"questions": [...]}.'
            )
        if isinstance(data.get("session"), str):
            return Problem(
                (), "The file is a report or a result, not a bank.", "Give the bank's own file."
            )
        other = misnamed("questions", data)
        if other is not None:
            return rename((), "questions", other)
    return Problem(("questions",), "The bank has no questions.", "Add at least one.")


def _named(path: Path) -> str:
    """A field or an item, in words: "Question 1: topic", "Question 1, sign 3", "The bank"."""
    if not path or isinstance(path[-1], int):
        return place(path)
    return f"{place(path[:-1])}: {one_line(str(path[-1]), 60)}"


def _expected(detail: Any) -> str:
    return str(detail.get("ctx", {}).get("expected") or detail["msg"].removesuffix("."))


def _remedy(path: Path, kind: str, found: Any) -> str:
    """A remedy for what stands there; empty where the usual one fits."""
    said = found.strip().lower() if isinstance(found, str) else ""
    if _is_number(found) and kind in ("float_type", "float_parsing", "literal_error"):
        return f"It is a number in quotation marks: write {said}."
    if path == ("schema_version",):
        return "Update the program, or use 1."
    match kind, found:
        case "bool_type", _:
            meant = said if said in ("true", "false") else "true or false"
            remedy = f"Write {meant}, without quotation marks."
        case "string_type", list():
            remedy = "It is a list: join its texts to one."
        case "string_type", bool() | int() | float():
            remedy = f'Write "{str(found).lower()[:60]}", in quotation marks.'
        case "tuple_type", str():
            remedy = 'Put it into square brackets: ["..."].'
        case "model_type", str() if path[-2:-1] == ("rubric",):
            remedy = 'Write {"id": "...", "description": "..."}, with the text as description.'
        case _:
            remedy = ""
    return remedy


def _is_number(found: Any) -> bool:
    try:
        return isinstance(found, str) and len(found) < 30 and float(found) >= 0
    except ValueError:
        return False
