"""A row or an object with named fields as a question: the same for tables, YAML, TOML and JSON."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from interviewer.banks.importing.asking import prompt_of
from interviewer.banks.importing.found import (
    Findings,
    FoundQuestion,
    Point,
    WrongAnswer,
    difficulty_of,
)
from interviewer.banks.importing.markup import from_html, from_markdown, looks_like_html
from interviewer.core.text import normalise

_FORMULA: Final = re.compile(r"^\s*[=+@-]\s*(?:[A-Z][A-Z0-9.]{1,20}\s*\(|\w{1,20}\|['\"!])")
_LETTER: Final = re.compile(r"^\W*(?:option\s*)?([A-Ha-h1-8])\W*$", re.IGNORECASE)


def plain(value: Any) -> str:
    """A field's text without marks; lists become items."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "True" if value else "False"
    if isinstance(value, Mapping):
        return "\n".join(f"- {key}: {plain(item)}" for key, item in value.items())
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "\n".join(f"- {plain(item)}" for item in value)
    text = normalise(str(value)).strip()
    html = looks_like_html(text) and not re.search(r"^\s*(?:```|#{1,6} |[-*] )", text, re.MULTILINE)
    return from_html(text) if html else from_markdown(text)


def is_formula(value: Any) -> bool:
    """Whether a spreadsheet would compute this cell instead of showing it."""
    return isinstance(value, str) and _FORMULA.match(value) is not None


def take(
    found: Findings, fields: Mapping[str, Any], line: int, options: Sequence[Any] = ()
) -> None:
    """Add the question of one row, its fields by meaning; or leave it and say why."""
    asked, answered = fields.get("question"), fields.get("answer")
    if any(is_formula(value) for value in (asked, answered)):
        found.leave(line, str(asked), "a formula and no text")
        return
    prompt = _prompt(asked)
    options = options or _list(fields.get("options"))
    answer, others = _of_marked(options, answered) or _answer(
        answered, [_text_of(option) for option in options]
    )
    answer = _unlabelled(answer)
    points = _points(fields.get("points"), fields.get("weight"))
    if not prompt:
        if answer:
            found.leave(line, answer, "it has no question")
        return
    if not answer and not points:
        found.leave(line, prompt, "it has no answer")
        return
    if others and re.search(
        r"\b(?:following|of these|below|listed|options?)\b", prompt, re.IGNORECASE
    ):
        first = answer.split("\n\n")[0]
        choices = "\n".join(f"- {option}" for option in sorted([first, *others]))
        prompt = f"{prompt}\n\n{choices}"
    wrong = [WrongAnswer(text) for text in (others or _texts(fields.get("wrong")))]
    found.questions.append(
        FoundQuestion(
            prompt,
            answer,
            line,
            topic=_topic(fields.get("topic")),
            difficulty=difficulty_of(_first(fields.get("difficulty"))),
            alternatives=_texts(fields.get("alternatives")),
            wrong=wrong,
            points=points,
            hints=_texts(fields.get("hints"))[:3],
        )
    )


def _unlabelled(answer: str) -> str:
    """Without the word "Answer:" before it."""
    first, gap, rest = answer.partition("\n")
    said = re.match(r"^(?:correct |short )?(?:answer|ans)\s*:\s*", first, re.IGNORECASE)
    return (first[said.end() :] + gap + rest).strip() if said else answer


def _of_marked(options: Sequence[Any], why: Any) -> tuple[str, list[str]] | None:
    """The answer and the wrong choices where choices say themselves which are right, else None."""
    right = [_text_of(option) for option in options if _is_right(option)]
    if not right:
        return None
    answer = right[0] if len(right) == 1 else "\n".join(f"- {text}" for text in right)
    said = plain(why) if isinstance(why, str) and not _LETTER.match(why) else ""
    wrong = [text for text in map(_text_of, options) if text and text not in right]
    return (answer if said in {"", answer} else f"{answer}\n\n{said}"), wrong


def _is_right(option: Any) -> bool:
    names = ("correct", "is_correct", "isCorrect", "right")
    return isinstance(option, Mapping) and any(
        str(option.get(name)).lower() == "true" for name in names
    )


def _text_of(option: Any) -> str:
    """A choice's text, also where it is an object."""
    if isinstance(option, Mapping):
        names = ("text", "option", "answer", "value", "content", "label")
        return plain(next((option[n] for n in names if isinstance(option.get(n), str)), ""))
    return plain(option)


def _prompt(value: Any) -> str:
    text = plain(value)
    first, gap, rest = text.partition("\n")
    return (prompt_of(first) + gap + rest).strip() if text else ""


def _answer(value: Any, options: Sequence[str]) -> tuple[str, list[str]]:
    """The answer and the choices that are wrong. A letter or a number names one of the choices."""
    said = plain(value)
    if not options:
        return said, []
    letter = _LETTER.match(said)
    right = said
    if letter and said not in options:
        place = int(letter[1]) - 1 if letter[1].isdigit() else ord(letter[1].lower()) - ord("a")
        if isinstance(value, int) and not isinstance(value, bool):
            place = value
        if not 0 <= place < len(options):
            return said, []
        right = options[place]
    return right, [option for option in options if option and option != right]


def _points(value: Any, weight: Any) -> list[Point]:
    try:
        weighs = float(str(weight).replace(",", ".")) if weight not in {None, ""} else None
    except (TypeError, ValueError):
        weighs = None
    if weighs is not None and not 0 < weighs <= 1000:
        weighs = None
    texts: list[str] = []
    for item in _list(value):
        if isinstance(item, Mapping):
            item = item.get("description") or item.get("text") or item.get("point") or ""  # noqa: PLW2901
        text = plain(item)
        if text and not re.fullmatch(r"[\d.,\s/%]+", text):
            texts.append(text)
    return [Point(text, weighs) for text in texts]


def _texts(value: Any) -> list[str]:
    return [text for text in (plain(item) for item in _list(value)) if text]


def _list(value: Any) -> list[Any]:
    if value is None or value == "":
        return []
    if isinstance(value, str):
        parts = value.split("\n") if "\n" in value else re.split(r"\s*[;|]\s*", value)
        return [
            re.sub(r"^\s*(?:[-*+•]|\d{1,2}[.)])\s+", "", part) for part in parts if part.strip()
        ]
    return (
        list(value.values())
        if isinstance(value, Mapping)
        else list(value)
        if isinstance(value, Sequence)
        else [value]
    )


def _topic(value: Any) -> str:
    return _first(value)[:100]


def _first(value: Any) -> str:
    """The first of several tags, in one line."""
    if isinstance(value, Sequence) and not isinstance(value, str):
        value = value[0] if value else ""
    text = plain(value)
    return (
        " ".join(re.split(r"[,;|\n]", text)[0].split())
        .replace("::", ": ")
        .removeprefix("- ")
        .removeprefix("#")
    )
