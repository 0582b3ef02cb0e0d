"""The shapes in which a server may send the same reply, and refuse the same thing."""

import json
from collections.abc import Callable
from random import Random
from typing import Any

KINDS = (
    "text/event-stream", "text/event-stream; charset=utf-8", "application/json", "text/plain", "text/html",
    "application/x-ndjson", "text/event-stream; charset=hex_codec", "application/json; charset=no-such", "",
    "x/y; charset=utf-16",
)  # fmt: skip


def cut(rng: Random, text: str) -> list[str]:
    """A text in pieces, as a server streams it."""
    size = rng.choice([1, 3, 7, 40, 400, len(text) or 1])
    if len(text) > 300 * size:
        size = len(text) // 300
    return [text[at : at + size] for at in range(0, len(text), size)]


def events(rng: Random, texts: list[str], wrap: Callable[[str], Any], last: list[Any]) -> bytes:
    """A stream of events in one of the spellings that servers use."""
    values = [*(wrap(text) for text in texts), *last]
    spelling = rng.choice(["usual", "usual", "usual", "lines", "no space", "one line end", "named", "return", "comments", "empty"])  # fmt: skip
    out = []
    for value in values:
        if spelling == "lines":
            pretty = json.dumps(value, indent=1).split("\n")
            out.append("".join(f"data: {line}\n" for line in pretty) + "\n")
            continue
        start = "data:" if spelling == "no space" else "data: "
        end = "\n" if spelling == "one line end" else "\n\n"
        before = {
            "named": "event: message\nid: 3\n",
            "comments": ": busy\n\n",
            "empty": "data:\n\n",
        }
        out.append(before.get(spelling, "") + start + json.dumps(value) + end)
    text = "".join(out)
    return (text.replace("\n", "\r") if spelling == "return" else text).encode()


def chat(rng: Random, text: str, *, finish: bool, done: bool, field: str = "content") -> bytes:
    """The usual chat completion as a stream, the text in a field of the delta."""

    def wrap(part: str) -> Any:
        return {"choices": [{"index": 0, "delta": {field: part}, "finish_reason": None}]}

    last = [{"choices": [{"delta": {}, "finish_reason": "stop"}]}] if finish else []
    usage = rng.choice([None, {"prompt_tokens": 7, "completion_tokens": 3}, {"prompt_tokens": "x"}, {"completion_tokens": 10**30}])  # fmt: skip
    last += [{"choices": [], "usage": usage}] if usage else []
    return events(rng, cut(rng, text), wrap, last) + (b"data: [DONE]\n\n" if done else b"")


def whole(rng: Random, text: str, *, finish: bool, done: bool) -> bytes:
    message = {"role": "assistant", "content": text}
    if rng.random() < 0.2:
        message = {"content": [{"type": "thinking", "thinking": "MUSING"}, {"type": "text", "text": text}]}  # fmt: skip
    choice = {"message": message} | ({"finish_reason": "stop"} if finish else {})
    body = json.dumps({"choices": [choice]}, indent=rng.choice([None, None, 2]))
    return (body + ("\n\ndata: [DONE]\n\n" if done else "")).encode()


def messages(rng: Random, text: str, *, finish: bool, done: bool) -> bytes:
    """One object a line, as some local servers stream."""
    lines = [{"message": {"role": "assistant", "content": part}, "done": False} for part in cut(rng, text)]  # fmt: skip
    lines += [{"message": {"content": ""}, "done": True, "done_reason": "stop"}] if finish else []
    return "".join(json.dumps(line) + "\n" for line in lines).encode() + (
        b"[DONE]" if done else b""
    )


def candidates(rng: Random, text: str, *, finish: bool, done: bool) -> bytes:
    del done
    parts = [{"candidates": [{"content": {"parts": [{"text": part}]}}]} for part in cut(rng, text)]
    parts += [{"candidates": [{"finishReason": "STOP"}]}] if finish else []
    return json.dumps(parts).encode()


def blocks(rng: Random, text: str, *, finish: bool, done: bool) -> bytes:
    def wrap(part: str) -> Any:
        return {"type": "content_block_delta", "delta": {"type": "text_delta", "text": part}}

    last = [{"type": "message_stop"}] if finish else []
    return events(rng, cut(rng, text), wrap, last) + (b"data: [DONE]\n\n" if done else b"")


def bare(rng: Random, text: str, *, finish: bool, done: bool) -> bytes:
    """Words as data; a line end in them would be one of the event."""
    del finish
    lines = [f"data: {part}\n\n" for part in cut(rng, text.replace("\n", " "))]
    return "".join(lines).encode() + (b"data: [DONE]\n\n" if done else b"")


def repeated(rng: Random, text: str, *, finish: bool, done: bool) -> bytes:
    """All of the reply so far in every event."""
    if not text:
        return chat(rng, text, finish=finish, done=done)
    ends = sorted({rng.randrange(1, len(text) + 1) for _ in range(4)} | {len(text)})
    last = [{"choices": [{"delta": {}, "finish_reason": "stop"}]}] if finish else []
    values = [text[:end] for end in ends]
    stream = events(rng, values, lambda part: {"choices": [{"message": {"content": part}}]}, last)
    return stream + (b"data: [DONE]\n\n" if done else b"")


def calls(rng: Random, text: str, *, finish: bool, done: bool) -> bytes:
    def wrap(part: str) -> Any:
        return {
            "choices": [{"delta": {"tool_calls": [{"index": 0, "function": {"arguments": part}}]}}]
        }

    last = [{"choices": [{"delta": {}, "finish_reason": "tool_calls"}]}] if finish else []
    return events(rng, cut(rng, text), wrap, last) + (b"data: [DONE]\n\n" if done else b"")


def as_thoughts(rng: Random, text: str, *, finish: bool, done: bool) -> bytes:
    field = rng.choice(["reasoning_content", "reasoning"])
    return chat(rng, text, finish=finish, done=done, field=field)


SPOKEN = (chat, chat, chat, chat, whole, messages, candidates, blocks, repeated)
"""Bodies in which words stand where words belong."""
ELSEWHERE = (calls, as_thoughts, bare)
"""Bodies in which only the JSON that was asked for is a reply."""


def refusal(rng: Random, words: str, name: str) -> Any:
    """A body that refuses a field, in any shape."""
    said = f"{words} {name}"
    return rng.choice([
        {"error": {"message": said}}, {"error": said}, {"message": said}, {"message": {"text": {"detail": said}}},
        {"message": [said]}, [{"error": {"message": said}}], {"errors": [{"message": said}]}, {"errors": {name: [words]}},
        {"detail": [{"loc": ["body", name], "msg": words, "input": {"temperature": 0, "stream_options": 1}}]},
        {"detail": said}, {"error": {"message": words, "param": name}}, {"error": {"code": 400, "metadata": {"raw": json.dumps({"message": said})}}},
        said, f"<html><head><title>{said}</title></head></html>",
    ])  # fmt: skip
