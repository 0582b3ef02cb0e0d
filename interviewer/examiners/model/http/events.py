"""What an event of a reply holds, in whichever of the shapes in use it comes.

Any field may be missing, null or of another type, and nested to any depth.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

_FINISHES = {
    "max_tokens": "length", "model_length": "length", "max_output_tokens": "length", "eos": "stop",
    "eos_token": "stop", "end_turn": "stop", "complete": "stop", "completed": "stop",
    "stop_sequence": "stop", "tool_calls": "stop", "tool_use": "stop", "function_call": "stop",
    "safety": "content_filter", "prohibited_content": "content_filter",
}  # fmt: skip
"""Other servers' words for the reasons of an end."""

_THOUGHTS = re.compile(r"(?:reason|think|thought)", re.IGNORECASE)
_DEEPEST = 8
"""Levels of content that are looked through; honest ones have three."""
MOST_TOKENS = 1_000_000_000
"""A count above that is none."""


@dataclass(slots=True)
class Pieces:
    """What one event adds to a reply."""

    text: str = ""
    thoughts: str = ""
    arguments: dict[int, str] = field(default_factory=dict)
    """Of tool calls, by their index."""
    refusal: str = ""
    finish: str = ""
    """Why the reply ended, in our words; empty where nothing is said about it."""
    whole: bool = False
    """The text is all of the reply so far and not only what is new."""
    known: bool = False
    """Whether the event has the shape of a reply at all."""

    @property
    def alive(self) -> bool:
        """Whether the model did anything."""
        return bool(self.text or self.thoughts or self.refusal or self.arguments)


def pieces_in(event: dict[str, Any]) -> Pieces:
    """Read an event of any shape. An error in it is not looked for: see `error_in`."""
    pieces = Pieces()
    choices = event.get("choices")
    if isinstance(choices, list):
        pieces.known = True
        choice = choices[0] if choices else None
        if isinstance(choice, dict) and choice.get("index") in (None, 0, "0"):
            _take_choice(pieces, choice)
    else:
        _take_other(pieces, event)
    return pieces


def error_in(event: dict[str, Any]) -> Any:
    """The error that an event is, or holds; None where there is none."""
    if "error" in (event.get("object"), event.get("type")):
        return event if not event.get("error") else {"error": event["error"]}
    if event.get("error") or event.get("errors"):
        return event
    choices = event.get("choices")
    if isinstance(choices, list) and choices and isinstance(choices[0], dict):
        choice = choices[0]
        if choice.get("error") or str(choice.get("finish_reason")).lower() == "error":
            return choice.get("error") or choice
    return None


def _take_choice(pieces: Pieces, choice: dict[str, Any]) -> None:
    delta, message = choice.get("delta"), choice.get("message")
    pieces.whole = not delta and isinstance(message, dict)
    _take_message(pieces, delta or message)
    if isinstance(choice.get("text"), str):  # of the older completions
        pieces.text += choice["text"]
    pieces.finish = _finish(choice.get("finish_reason") or choice.get("stop_reason"))


def _take_message(pieces: Pieces, message: Any) -> None:
    if not isinstance(message, dict):
        return
    pieces.known = True
    for part in _parts(message.get("content"), _DEEPEST):
        _take_part(pieces, part)
    for name, value in message.items():
        if isinstance(name, str) and name != "content" and _THOUGHTS.match(name):
            pieces.thoughts += next((text for text in _strings(value, _DEEPEST)), "")
            break
    refusal = message.get("refusal")
    pieces.refusal += refusal if isinstance(refusal, str) else ""
    calls = message.get("tool_calls")
    for at, call in enumerate(calls if isinstance(calls, list) else []):
        if isinstance(call, dict):
            index = call.get("index")
            _take_arguments(pieces, index if type(index) is int else at, call.get("function"))
    _take_arguments(pieces, 0, message.get("function_call"))


def _take_arguments(pieces: Pieces, index: int, function: Any) -> None:
    arguments = function.get("arguments") if isinstance(function, dict) else None
    if isinstance(arguments, dict):
        arguments = json.dumps(arguments, ensure_ascii=False)
    if isinstance(arguments, str) and arguments:
        pieces.arguments[index] = pieces.arguments.get(index, "") + arguments


def _parts(content: Any, depth: int) -> Iterator[Any]:
    if isinstance(content, list) and depth:
        for one in content:
            yield from _parts(one, depth - 1)
    elif content is not None:
        yield content


def _take_part(pieces: Pieces, part: Any) -> None:
    """A string, or a part with a type: text, or thoughts of whatever name."""
    if isinstance(part, str):
        pieces.text += part
    if not isinstance(part, dict):
        return
    kind = str(part.get("type") or "")
    if _THOUGHTS.search(kind) or part.get("thought") is True or "thinking" in part:
        pieces.thoughts += next((text for text in _strings(part, _DEEPEST)), "")
    elif kind in ("", "text", "output_text", "text_delta"):
        text = part.get("text")
        pieces.text += text if isinstance(text, str) else ""
    elif kind == "refusal":
        refusal = part.get("refusal")
        pieces.refusal += refusal if isinstance(refusal, str) else ""


def _strings(value: Any, depth: int) -> Iterator[str]:
    """The texts in a field of thoughts, whatever it is made of; its labels left out."""
    if isinstance(value, str):
        if value:
            yield value
    elif isinstance(value, list) and depth:
        for one in value:
            yield from _strings(one, depth - 1)
    elif isinstance(value, dict) and depth:
        for name, one in value.items():
            if name not in ("type", "id", "format", "index", "signature", "status", "role"):
                yield from _strings(one, depth - 1)


def _take_other(pieces: Pieces, event: dict[str, Any]) -> None:
    """Shapes of other interfaces that servers mix up with this one."""
    kind, delta = str(event.get("type") or ""), event.get("delta")
    if kind.startswith(("content_block", "message_")) or isinstance(delta, dict):
        pieces.known = True
        _take_part(pieces, delta)
        stop = delta.get("stop_reason") if isinstance(delta, dict) else None
        pieces.finish = _finish(stop) or ("stop" if kind == "message_stop" else "")
    elif kind.startswith("response."):
        pieces.known = True
        if isinstance(delta, str):
            thinks = _THOUGHTS.search(kind) is not None
            pieces.thoughts, pieces.text = (delta, "") if thinks else ("", delta)
        pieces.finish = "stop" if kind == "response.completed" else ""
    elif isinstance(event.get("message"), dict):
        _take_message(pieces, event["message"])
        pieces.finish = _finish(event.get("done_reason")) or (
            "stop" if event.get("done") is True else ""
        )
    elif isinstance(event.get("candidates"), list):
        _take_candidate(pieces, event["candidates"])
    elif isinstance(event.get("output"), list):
        pieces.known = pieces.whole = True
        for item in event["output"]:
            _take_message(pieces, item)
        pieces.finish = _finish(event.get("status"))
    else:
        _take_flat(pieces, event)


def _take_candidate(pieces: Pieces, candidates: list[Any]) -> None:
    pieces.known = True
    first = candidates[0] if candidates and isinstance(candidates[0], dict) else {}
    content = first.get("content")
    for part in _parts(content.get("parts") if isinstance(content, dict) else None, _DEEPEST):
        _take_part(pieces, part)
    pieces.finish = _finish(first.get("finishReason"))


def _take_flat(pieces: Pieces, event: dict[str, Any]) -> None:
    """Words at the top of an event."""
    content = event.get("content")
    for name in ("response", "generated_text", "output_text"):
        if isinstance(event.get(name), str):
            pieces.known, pieces.text = True, event[name]
            pieces.finish = "stop" if event.get("done") is True else ""
            return
    if (
        isinstance(content, str | list)
        and content
        and ("role" in event or "stop" in event or "type" in event)
    ):
        _take_message(pieces, event)
        pieces.finish = _finish(event.get("stop_reason")) or (
            "stop" if event.get("stop") is True else ""
        )


def _finish(reason: Any) -> str:
    if not isinstance(reason, str):
        return ""
    return _FINISHES.get(reason.lower(), reason.lower())


def tokens_in(event: dict[str, Any]) -> tuple[int, int, int] | None:
    """Return tokens in, those of them from a cache, and out; None where nothing was reported."""
    usage = event.get("usage") or event.get("usageMetadata")
    if not isinstance(usage, dict):
        return None
    details = usage.get("prompt_tokens_details")
    cached = details.get("cached_tokens") if isinstance(details, dict) else None
    counts = (
        _count(usage, "prompt_tokens", "input_tokens", "promptTokenCount"),
        _as_count(cached) or _count(usage, "prompt_cache_hit_tokens", "cache_read_input_tokens"),
        _count(usage, "completion_tokens", "output_tokens", "candidatesTokenCount"),
    )
    return (counts[0], min(counts[1], counts[0]), counts[2]) if any(counts) else None


def _count(usage: dict[str, Any], *names: str) -> int:
    return next((count for name in names if (count := _as_count(usage.get(name)))), 0)


def _as_count(value: Any) -> int:
    return value if type(value) is int and 0 < value <= MOST_TOKENS else 0
