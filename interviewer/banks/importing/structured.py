"""JSON, TOML and YAML of any shape that holds questions with answers.

A list of objects, {"questions": [...]}, a map of topics to lists, a map of questions to answers: whatever
has a question and an answer by one of the usual names is taken, however deep it lies.
"""

import json
import tomllib
from collections.abc import Mapping
from typing import Any, Final

from interviewer.banks.importing import rows
from interviewer.banks.importing.asking import asks
from interviewer.banks.importing.columns import meanings, plain_name
from interviewer.banks.importing.found import Findings, ImportRefusedError
from interviewer.banks.importing.yaml_flow import YamlError
from interviewer.banks.importing.yaml_reader import read_yaml
from interviewer.core.text import one_line

_DEEPEST: Final = 12
_MANY: Final = 500_000
_LICENCE: Final = ("licence", "license")
_SOURCE: Final = ("source", "url", "homepage", "author")


def from_json(text: str, name: str, given: Mapping[str, str] | None = None) -> Findings:
    """JSON, or one JSON object a line. Raises ImportRefusedError naming the place of a fault."""
    try:
        data = json.loads(text)
    except json.JSONDecodeError as error:
        lines = [line for line in text.split("\n") if line.strip()]
        if len(lines) < 2 or not lines[0].strip().endswith("}"):
            raise ImportRefusedError(
                f"{name}:{error.lineno}:{error.colno}: Not JSON: {error.msg}. Correct it there."
            ) from None
        data = _json_lines(text, name)
    except (RecursionError, ValueError):
        raise ImportRefusedError(
            f"{name} is nested too deeply or holds too long a number."
        ) from None
    return questions_in(data, text, given)


def from_toml(text: str, name: str, given: Mapping[str, str] | None = None) -> Findings:
    try:
        data = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise ImportRefusedError(f"{name} is no TOML: {one_line(str(error), 150)}.") from None
    return questions_in(data, text, given)


def from_yaml(text: str, name: str, given: Mapping[str, str] | None = None) -> Findings:
    try:
        data = read_yaml(text)
    except YamlError as error:
        raise ImportRefusedError(f"{name}:{error.line}: {error}") from None
    return questions_in(data, text, given)


def _json_lines(text: str, name: str) -> list[Any]:
    found = []
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            try:
                found.append(json.loads(line))
            except (ValueError, RecursionError):
                raise ImportRefusedError(
                    f"{name}:{number}: This line is no JSON. Correct or remove it."
                ) from None
    return found


def questions_in(data: Any, text: str, given: Mapping[str, str] | None = None) -> Findings:
    """What the data holds; `text` is where it was read from, to find lines."""
    found = Findings()
    if isinstance(data, Mapping):
        found.title = next(
            (str(data[k]) for k in ("title", "name") if isinstance(data.get(k), str)), ""
        )
        found.licence = next((str(data[k]) for k in _LICENCE if isinstance(data.get(k), str)), "")
        found.source = next((str(data[k]) for k in _SOURCE if isinstance(data.get(k), str)), "")
    _Walk(found, text, given).walk(data, "", 0)
    return found


class _Walk:
    def __init__(self, found: Findings, text: str, given: Mapping[str, str] | None) -> None:
        self._found = found
        self._given = given or {}
        self._text = text
        self._at = 0
        self._number = 1
        self._seen = 0

    def walk(self, data: Any, topic: str, depth: int) -> None:
        self._seen += 1
        if depth > _DEEPEST or self._seen > _MANY:
            raise ImportRefusedError(
                "The file is nested too deeply, or holds too much. Put the questions into a list of objects."
            )
        if isinstance(data, list):
            for item in data:
                self.walk(item, topic, depth + 1)
        elif isinstance(data, Mapping):
            self._mapping(data, topic, depth)

    def _mapping(self, data: Mapping[str, Any], topic: str, depth: int) -> None:
        names = [key for key in data if isinstance(key, str)]
        given = {m: n for m, n in self._given.items() if plain_name(n) in map(plain_name, names)}
        meant = meanings(names, given)
        asked = data.get(meant.get("question", ""))
        weak = plain_name(meant.get("question", "")) in _WEAK
        if weak and not (isinstance(asked, str) and asks(asked)):
            asked = None
        if isinstance(asked, str) and (
            {"answer", "points", "options"} & meant.keys() or asks(asked)
        ):
            nested = [
                data[n]
                for n in names
                if isinstance(data[n], list) and any(isinstance(i, Mapping) for i in data[n])
            ]
            if "answer" in meant or "points" in meant or not nested:
                self._take({meaning: data[name] for meaning, name in meant.items()}, topic)
                return
        if (
            depth
            and len(names) > 1
            and all(isinstance(data[n], str) for n in names)
            and sum(map(asks, names)) * 2 >= len(names)
        ):
            for name in names:
                self._take({"question": name, "answer": data[name]}, topic)
            return
        here = next(
            (
                data[n]
                for n in ("topic", "category", "title", "name", "section")
                if isinstance(data.get(n), str)
            ),
            "",
        )
        for name in names:
            value = data[name]
            if isinstance(value, str) and asks(name) and "?" in name:
                self._take({"question": name, "answer": value}, topic)
            elif isinstance(value, (list, Mapping)):
                plain = name if plain_name(name) not in _HOLDERS else ""
                under = (
                    topic if depth == 0 and not plain else (here if depth else "") or plain or topic
                )
                self.walk(value, under, depth + 1)

    def _take(self, fields: dict[str, Any], topic: str) -> None:
        if not fields.get("topic"):
            fields["topic"] = topic.replace("_", " ")
        fields["answer"] = _whole_answer(fields.get("answer"))
        if isinstance(fields.get("points"), (int, float)):
            fields.pop("points")
        rows.take(self._found, fields, self._line(str(fields["question"])))

    def _line(self, asked: str) -> int:
        """The line where the question stands; searched from the one before it on."""
        begins = asked.strip().split("\n")[0][:40]
        at = self._text.find(begins, self._at) if begins else -1
        if at >= 0:
            self._number += self._text.count("\n", self._at, at)
            self._at = at
        return self._number


_WEAK: Final = {"title", "name", "text", "stem", "problem"}
"""Names that are a question's only where it asks."""
_HOLDERS: Final = {
    "questions", "items", "data", "cards", "notes", "entries", "results", "quiz", "list", "qa", "rows", "records",
    "children", "sections", "topics", "categories", "content", "faq", "faqs", "examples", "answers",
}  # fmt: skip


def _whole_answer(value: Any) -> Any:
    """The text of an answer that is an object or a list of objects."""
    if isinstance(value, Mapping):
        meant = meanings([key for key in value if isinstance(key, str)])
        inner = value.get(meant.get("answer", "")) or value.get(meant.get("question", ""))
        return inner if inner is not None else value
    if isinstance(value, list) and value and all(isinstance(item, Mapping) for item in value):
        right = [
            item
            for item in value
            if item.get("correct") or item.get("isCorrect") or item.get("is_correct")
        ]
        return [_whole_answer(item) for item in (right or value)]
    return value
