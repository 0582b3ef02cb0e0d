"""A model drafts interview questions: first which ones, then one question a call.

What it drafts is marked as a draft until a person has reviewed it. A reply is read strictly; one that
does not fit its form is asked for once more, with what was wrong.
"""

import json
import re
from collections.abc import Callable, Mapping
from typing import Annotated, Any, Final, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from interviewer.core.errors import ReportedError
from interviewer.core.text import fold, normalise, one_line
from interviewer.examiners.model.http.messages import (
    CallNotice,
    Message,
    Model,
    ModelError,
    Request,
)
from interviewer.examiners.model.prompts import disarm, fill
from interviewer.examiners.model.reply_stream import ReplyStream

_LONGEST_MATERIAL: Final = 24_000
"""Characters of a posting or of notes that are sent; the rest is left out, and that is said."""
_LONGEST_REPLY: Final = 60_000
_Shape = TypeVar("_Shape", bound=BaseModel)
_Words = Annotated[str, Field(min_length=1, max_length=4000)]


class DraftError(ReportedError):
    """A question that could not be drafted; the message is a sentence."""


class _Part(BaseModel):
    model_config = ConfigDict(extra="ignore")


class Outlined(_Part):
    """A question that the material calls for."""

    prompt: _Words
    topic: Annotated[str, Field(max_length=80)] = ""
    quote: Annotated[str, Field(max_length=2000)] = ""


class _Outline(_Part):
    questions: Annotated[list[Outlined], Field(min_length=1, max_length=60)]


class _Point(_Part):
    label: Annotated[str, Field(max_length=120)] = ""
    description: _Words
    weight: Annotated[float, Field(gt=0, le=10)] = 1
    essential: bool = False
    signs: Annotated[list[_Words], Field(max_length=40)] = []
    follow_up: Annotated[str, Field(max_length=600)] = ""


class _Belief(_Part):
    description: _Words
    signs: Annotated[list[_Words], Field(max_length=40)] = []
    follow_up: Annotated[str, Field(max_length=600)] = ""


class _Question(_Part):
    reference_answer: _Words
    points: Annotated[list[_Point], Field(min_length=1, max_length=12)]
    misconceptions: Annotated[list[_Belief], Field(max_length=8)] = []
    hints: Annotated[list[_Words], Field(max_length=6)] = []
    deeper: Annotated[str, Field(max_length=600)] = ""
    minutes: Annotated[float, Field(gt=0, le=60)] = 4


def _object(**fields: Any) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": fields,
        "required": [*fields],
        "additionalProperties": False,
    }


def _list(items: Mapping[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": items}


_TEXT: Final = {"type": "string"}
OUTLINE_FORM: Final = _object(questions=_list(_object(prompt=_TEXT, topic=_TEXT, quote=_TEXT)))
QUESTION_FORM: Final = _object(
    reference_answer=_TEXT,
    points=_list(
        _object(
            label=_TEXT, description=_TEXT, weight={"type": "number"}, essential={"type": "boolean"},
            signs=_list(_TEXT), follow_up=_TEXT,
        )
    ),
    misconceptions=_list(_object(description=_TEXT, signs=_list(_TEXT), follow_up=_TEXT)),
    hints=_list(_TEXT),
    deeper=_TEXT,
    minutes={"type": "number"},
)  # fmt: skip


class Drafter:
    """Drafts with one model. `notify` is called with what is waited for, `on_length` with how much has come so far."""

    def __init__(
        self,
        model: Model,
        prompts: Mapping[str, str],
        notify: Callable[[CallNotice], None],
        on_length: Callable[[int], None],
    ) -> None:
        """`prompts` are the files of `prompts/drafting/` by name."""
        self._model = model
        self._prompts = prompts
        self._notify = notify
        self._on_length = on_length

    async def outline(self, material: str, count: int) -> list[Outlined]:
        """Which questions a posting, a CV or notes call for; at most `count`. A quote that is not in
        the material is dropped. Raises DraftError.
        """
        words = fill(
            self._prompts["outline"],
            {"material": disarm(material[:_LONGEST_MATERIAL]), "count": str(count)},
        )
        found = await self._asked(words, OUTLINE_FORM, _Outline, 300 + 120 * count)
        folded = fold(material).text
        return [
            one
            if one.quote and fold(one.quote).text.strip() in folded
            else one.model_copy(update={"quote": ""})
            for one in found.questions[:count]
        ]

    async def question(
        self, prompt: str, reference: str = "", material: str = ""
    ) -> dict[str, Any]:
        """The question as a bank holds it, without id, topic and mark. Raises DraftError."""
        asked = disarm(prompt) + (f"\n\nReference answer: {disarm(reference)}" if reference else "")
        words = fill(
            self._prompts["question"],
            {"material": disarm(material[:_LONGEST_MATERIAL]), "question": asked},
        )
        found = await self._asked(words, QUESTION_FORM, _Question, 2500)
        return _as_question(prompt, reference, found)

    async def _asked(
        self, words: str, form: dict[str, Any], shape: type[_Shape], room: int
    ) -> _Shape:
        messages = (Message("system", self._prompts["rules"]), Message("user", words))
        problem = ""
        for attempt in (1, 2):
            said = (
                messages
                if attempt == 1
                else (
                    *messages,
                    Message(
                        "user", f"That could not be used: {problem} Send the whole object again."
                    ),
                )
            )
            text = await self._text(Request("draft", said, form, room * attempt))
            try:
                return shape.model_validate(_data(text))
            except ValidationError as error:
                first = error.errors(include_url=False, include_input=False)[0]
                where = ".".join(map(str, first["loc"])) or "the reply"
                problem = f"{one_line(where, 60)}: {one_line(first['msg'], 100)}."
            except ValueError as error:
                problem = f"{one_line(str(error), 120)}."
        raise DraftError(
            f"{self._model.name} sent no draft that can be used ({problem}) Try again, or another model."
        )

    async def _text(self, request: Request) -> str:
        """The whole reply. Raises DraftError where the server fails."""
        call = ReplyStream(self._model, request, self._notify)
        parts: list[str] = []
        size = 0
        try:
            async for chunk in call.chunks():
                parts.append(chunk)
                size += len(chunk)
                self._on_length(size)
                if size > _LONGEST_REPLY:
                    break
        except ModelError as error:
            raise DraftError(str(error)) from None
        finally:
            await call.aclose()
        return normalise("".join(parts))


def _data(text: str) -> Any:
    """The one object in a reply, also within a code fence or a sentence."""
    start, end = text.find("{"), text.rfind("}")
    if start < 0 or end < start:
        raise ValueError("it holds no JSON object")
    try:
        return json.loads(text[start : end + 1], strict=False)
    except (ValueError, RecursionError):
        raise ValueError("it is no JSON object that can be read") from None


def _as_question(prompt: str, reference: str, found: _Question) -> dict[str, Any]:
    ids: set[str] = set()
    made = {
        "prompt": prompt,
        "minutes": found.minutes,
        "reference_answer": reference or found.reference_answer.strip(),
        "rubric": [_as_point(point, ids) for point in found.points],
        "misconceptions": [
            _filled({"id": _id(belief.description, ids), **belief.model_dump()})
            for belief in found.misconceptions
        ],
        "hints": [hint.strip() for hint in found.hints if hint.strip()][:3],
        "deeper": found.deeper.strip(),
    }
    return {key: value for key, value in made.items() if value}


def _as_point(point: _Point, ids: set[str]) -> dict[str, Any]:
    return _filled({"id": _id(point.label or point.description, ids), **point.model_dump()})


def _filled(part: dict[str, Any]) -> dict[str, Any]:
    """Without what is blank: a bank's texts say something."""
    part["signs"] = list(dict.fromkeys(sign.strip() for sign in part["signs"] if sign.strip()))
    return {
        key: value
        for key, value in part.items()
        if value not in ("", [], None) and value is not False
    }


def _id(text: str, taken: set[str]) -> str:
    words = re.findall(r"[^\W_]+", text.casefold())[:5] or ["point"]
    base = "-".join(words)[:60]
    found, number = base, 1
    while found in taken:
        number += 1
        found = f"{base}-{number}"
    taken.add(found)
    return found
