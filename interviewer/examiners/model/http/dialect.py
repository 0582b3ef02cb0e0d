"""The form of a request that a server takes. Servers differ, and say so only by refusing.

A dialect is learned from refusals and remembered for as long as the model is used, and by host and
model in the home: a request that was refused for its form is never sent in that form again. Every
part of a request but its words can give way.
"""

import json
import re
from dataclasses import dataclass, replace
from typing import Any

from interviewer.core.text import normalise
from interviewer.examiners.model.http.messages import Message, Request
from interviewer.examiners.model.http.oddities import Part, refused_parts
from interviewer.examiners.model.http.token_limits import TokenLimits

STRUCTURES = ("schema", "json", "plain")
"""How a JSON reply is asked for: by JSON Schema, by JSON mode, or in words alone."""

REASONING_ROOM = 8000
"""Tokens on top of the reply's own for a model that thinks before it speaks."""

_LEAST = 64
"""A limit below this is of no use."""
_CHARS_A_TOKEN = 3.0
"""Few enough not to overrate the room that is left, before a server has shown how it counts."""

_STRICT_NAMES = re.compile(r"(^|/)(o[1-9]|gpt-5|gpt-6)\b")
_REASONING_NAMES = re.compile(
    r"(^|/)(o[1-9]|gpt-5|gpt-6|gpt-oss)\b|reason|think|deepseek-r|qwq|magistral|nemotron"
)
_LIMITS = ("max_completion_tokens", "max_tokens", "")


@dataclass(frozen=True, slots=True)
class Dialect:
    """One form of a request, and what is known of how the model replies to it."""

    structure: str = "schema"
    system: bool = True
    """Whether the rules are a message of the role system; else they head the first user message."""
    stream: bool = True
    temperature: bool = True
    """Whether temperature 0 is sent."""
    limit: str = "max_tokens"
    """The parameter that bounds the reply; empty where the server takes none."""
    tried_limits: tuple[str, ...] = ("max_tokens",)
    usage: bool = True
    """Whether usage is asked for with `stream_options`."""
    most_tokens: int | None = None
    """The highest limit that the server takes."""
    context: int | None = None
    """Tokens that prompt and reply may have together."""
    chars_a_token: float = _CHARS_A_TOKEN
    """Of a prompt, as the server counts."""
    reasons: bool = False
    """The model thinks before it speaks, in a field of its own or between marks."""
    thinks_unopened: bool = False
    """Its thoughts begin without a mark; only their end is marked."""
    speaks: bool = False
    """It has replied in plain words, and none of them were thoughts that began without a mark."""
    sure: bool = False
    """The server has answered a request with this structure."""
    guessed: bool = False
    """Something of this was tried for want of a better idea: the server never named it."""

    @staticmethod
    def first(model: str, *, hosted: bool) -> "Dialect":
        """The likeliest dialect of a model by its name; `hosted` means OpenAI's own API."""
        name = model.lower()
        strict = _STRICT_NAMES.search(name) is not None
        limit = "max_completion_tokens" if hosted or strict else "max_tokens"
        return Dialect(
            temperature=not strict,
            limit=limit,
            tried_limits=(limit,),
            reasons=_REASONING_NAMES.search(name) is not None,
        )

    @property
    def form(self) -> tuple[object, ...]:
        """What of this makes a difference to the form of a request."""
        sizes = (self.most_tokens, self.context, self.chars_a_token)
        return (
            self.structure,
            self.system,
            self.stream,
            self.temperature,
            self.limit,
            self.usage,
            *sizes,
        )

    def body(self, request: Request, model: str) -> dict[str, Any]:
        """The keyword arguments of `chat.completions.create`."""
        messages = self._messages(request)
        body: dict[str, Any] = {"model": model, "messages": messages, "stream": self.stream}
        if self.temperature:
            body["temperature"] = 0
        if self.limit:
            body[self.limit] = self.tokens(request)
        if self.usage and self.stream:
            body["stream_options"] = {"include_usage": True}
        if request.schema is not None and self.structure == "schema":
            name = re.sub(r"[^A-Za-z0-9_-]", "_", request.purpose)[:64] or "reply"
            shape = {"name": name, "strict": True, "schema": request.schema}
            body["response_format"] = {"type": "json_schema", "json_schema": shape}
        elif request.schema is not None and self.structure == "json":
            body["response_format"] = {"type": "json_object"}
        return body

    def _messages(self, request: Request) -> list[dict[str, str]]:
        messages = list(request.messages)
        if request.schema is not None and self.structure != "schema":
            messages = _with_schema_in_words(messages, request.schema)
        if not self.system:
            messages = _without_system(messages)
        return [{"role": one.role, "content": normalise(one.content)} for one in messages]

    def tokens(self, request: Request) -> int:
        """The limit of a reply: what is wanted, as far as it is known to fit."""
        wanted = request.max_tokens + (REASONING_ROOM if self.reasons else 0)
        if self.most_tokens is not None:
            wanted = min(wanted, self.most_tokens)
        if self.context is not None:
            wanted = min(wanted, max(self.context - self._prompt_tokens(request), _LEAST))
        return wanted

    def _prompt_tokens(self, request: Request) -> int:
        """About how many tokens a prompt has, rather more than fewer."""
        chars = sum(len(one.content) for one in request.messages)
        if request.schema is not None:
            chars += len(json.dumps(request.schema))
        return int(chars / self.chars_a_token) + 32

    def learned(self, said: str, named: str = "", *, with_schema: bool) -> "Dialect | None":
        """The dialect that avoids what the server's words (in lower case) complain of.

        The fields that it `named` count before its sentences, which may name what it does take.
        None where they complain of nothing that can give way.
        """
        better = self
        for part in refused_parts(named) or refused_parts(said):
            if part is not Part.STRUCTURE or with_schema:
                better = better.without(part, said) or better
        if better == self and named:
            return self.learned(said, with_schema=with_schema)
        return None if better == self else better

    def without(self, part: Part, said: str = "") -> "Dialect | None":
        """The dialect in which a part gives way by one step; None where it has none left."""
        match part:
            case Part.ROLES:
                return replace(self, system=False) if self.system else None
            case Part.STREAM:
                return replace(self, stream=False) if self.stream else None
            case Part.STREAM_OPTIONS:
                return replace(self, usage=False) if self.usage else None
            case Part.TEMPERATURE:
                return replace(self, temperature=False) if self.temperature else None
            case Part.LIMIT:
                return self._other_limit() if self.limit and self.limit in said else None
            case Part.STRUCTURE:
                return self.stepped_down()

    def _other_limit(self) -> "Dialect":
        limit = next(name for name in _LIMITS if name not in self.tried_limits)
        return replace(self, limit=limit, tried_limits=(*self.tried_limits, limit))

    def stepped_down(self) -> "Dialect | None":
        """The next weaker structure; None below plain."""
        step = STRUCTURES.index(self.structure) + 1
        if step == len(STRUCTURES):
            return None
        return replace(self, structure=STRUCTURES[step], sure=False)

    def barest(self) -> "Dialect":
        """Nothing but a model, one user message and how to send the reply."""
        return replace(
            self,
            structure="plain",
            system=False,
            temperature=False,
            limit="",
            usage=False,
            sure=False,
        )

    def fitted(self, request: Request, limits: TokenLimits) -> "Dialect | None":
        """The dialect that asks for no more than fits; None where asking for less would not help."""
        asked = self.tokens(request)
        better = replace(self, context=limits.context or self.context)
        if limits.prompt:
            chars = sum(len(one.content) for one in request.messages)
            better = replace(better, chars_a_token=min(6.0, max(0.5, chars / limits.prompt)))
        fits = [better.tokens(request)]
        if limits.most is not None:
            fits.append(limits.most)
        if limits.context and limits.requested and limits.requested > limits.context:
            fits.append(asked - (limits.requested - limits.context))
        if limits.context and limits.prompt:
            fits.append(limits.context - limits.prompt)
        elif fits == [asked] and asked > request.max_tokens:
            fits.append(request.max_tokens + REASONING_ROOM // 4)
        least = min(fits)
        if least >= asked or least < min(request.max_tokens // 3, 10 * _LEAST):
            return None  # what is left would hold no reply
        if limits.context is None or better.tokens(request) > least:
            better = replace(better, most_tokens=least)
        return better if better.tokens(request) < asked else None


def _with_schema_in_words(messages: list[Message], schema: dict[str, Any]) -> list[Message]:
    """Say in words what the server could not be given by a parameter.

    At the end of the first message, which stays the same from call to call.
    """
    shape = json.dumps(schema, ensure_ascii=False)
    words = (
        "Reply with exactly one JSON object and nothing else: no prose, no code fence. It must"
        f" match this JSON Schema:\n{shape}"
    )
    if messages and messages[0].role == "system":
        return [replace(messages[0], content=f"{messages[0].content}\n\n{words}"), *messages[1:]]
    return [Message("system", words), *messages]


def _without_system(messages: list[Message]) -> list[Message]:
    """The rules at the head of the first user message; roles alternate, beginning with the user."""
    rules = [one.content for one in messages if one.role == "system"]
    rest = [one for one in messages if one.role != "system"]
    if not rules:
        return rest
    if not rest or rest[0].role != "user":
        return [Message("user", "\n\n".join(rules)), *rest]
    return [replace(rest[0], content="\n\n".join([*rules, rest[0].content])), *rest[1:]]
