"""What a server turned out to take. OpenAI-compatible servers differ, and say so only by refusing.

A dialect is learned from refusals, one step at a time, and remembered for as long as the model is
used: a request that was refused for its form is never sent in that form again.
"""

import json
import re
from dataclasses import dataclass, replace
from typing import Any

from interviewer.core.text import normalise
from interviewer.examiners.model.http.messages import Request

STRUCTURES = ("schema", "json", "plain")
"""How a JSON reply is asked for: by JSON Schema, by JSON mode, or in words alone."""

REASONING_ROOM = 8000
"""Tokens on top of the reply's own for a model that thinks before it speaks."""

_REASONING_NAMES = re.compile(r"(^|/)(o[1-9]|gpt-5|gpt-6)\b|reason|think|deepseek-r|qwq|magistral")
_STRUCTURE_WORDS = ("response_format", "json_schema", "json_object", "schema", "grammar",
                    "structured", "json mode")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Dialect:
    """One way to word a request."""

    structure: str = "schema"
    temperature: bool = True
    """Whether temperature 0 is sent."""
    limit: str = "max_tokens"
    """The parameter that bounds the reply; empty where the server takes none."""
    tried_limits: tuple[str, ...] = ("max_tokens",)
    usage: bool = True
    """Whether usage is asked for with `stream_options`."""
    reasons: bool = False
    """The model thinks before it speaks, in a field of its own or between marks."""
    thinks_unopened: bool = False
    """Its thoughts begin without a mark; only their end is marked."""
    sure: bool = False
    """The server has answered a request with this structure."""

    @staticmethod
    def first(model: str, *, hosted: bool) -> "Dialect":
        """The likeliest dialect of a model by its name; `hosted` means OpenAI's own API."""
        name = model.lower()
        strict = re.search(r"(^|/)(o[1-9]|gpt-5|gpt-6)\b", name) is not None
        limit = "max_completion_tokens" if hosted or strict else "max_tokens"
        return Dialect(
            temperature=not strict,
            limit=limit,
            tried_limits=(limit,),
            reasons=_REASONING_NAMES.search(name) is not None,
        )

    @property
    def wording(self) -> tuple[str, bool, str, bool]:
        """What of this makes a difference to the form of a request."""
        return self.structure, self.temperature, self.limit, self.usage

    def body(self, request: Request, model: str) -> dict[str, Any]:
        """The keyword arguments of `chat.completions.create`."""
        messages = [{"role": m.role, "content": normalise(m.content)} for m in request.messages]
        body: dict[str, Any] = {"model": model, "messages": messages, "stream": True}
        if self.temperature:
            body["temperature"] = 0
        if self.limit:
            body[self.limit] = request.max_tokens + (REASONING_ROOM if self.reasons else 0)
        if self.usage:
            body["stream_options"] = {"include_usage": True}
        if request.schema is None:
            return body
        if self.structure == "schema":
            name = re.sub(r"[^A-Za-z0-9_-]", "_", request.purpose)[:64] or "reply"
            shape = {"name": name, "strict": True, "schema": request.schema}
            body["response_format"] = {"type": "json_schema", "json_schema": shape}
            return body
        if self.structure == "json":
            body["response_format"] = {"type": "json_object"}
        _say_schema(messages, request.schema)
        return body

    def learned(self, said: str, *, with_schema: bool) -> "Dialect | None":
        """The dialect that avoids what the server's words (in lower case) complain of.

        None where they complain of nothing that can be left out.
        """
        better = self
        if self.temperature and "temperature" in said:
            better = replace(better, temperature=False)
        if self.usage and ("stream_options" in said or "include_usage" in said):
            better = replace(better, usage=False)
        if self.limit and self.limit in said:
            better = _other_limit(better)
        if with_schema and any(word in said for word in _STRUCTURE_WORDS):
            better = better.stepped_down() or better
        return None if better == self else better

    def stepped_down(self) -> "Dialect | None":
        """The next weaker structure; None below plain."""
        step = STRUCTURES.index(self.structure) + 1
        if step == len(STRUCTURES):
            return None
        return replace(self, structure=STRUCTURES[step], sure=False)


def _other_limit(dialect: Dialect) -> Dialect:
    names = ("max_completion_tokens", "max_tokens", "")
    limit = next(name for name in names if name not in dialect.tried_limits)
    return replace(dialect, limit=limit, tried_limits=(*dialect.tried_limits, limit))


def _say_schema(messages: list[dict[str, str]], schema: dict[str, Any]) -> None:
    """Say in words what the server could not be told by parameter.

    At the end of the first message, which stays the same from call to call.
    """
    shape = json.dumps(schema, ensure_ascii=False)
    words = (
        "\n\nReply with exactly one JSON object and nothing else: no prose, no code fence. It must"
        f" match this JSON Schema:\n{shape}"
    )
    if messages and messages[0]["role"] == "system":
        messages[0]["content"] += words
    else:
        messages.insert(0, {"role": "system", "content": words.strip()})
