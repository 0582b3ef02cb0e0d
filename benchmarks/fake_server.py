"""A model's server on loopback with a set speed: what a client costs shows against it alone.

    python -m benchmarks.fake_server [--latency SECONDS] [--rate TOKENS_A_SECOND] [--words N]

It prints its port and serves chat completions as a stream in chunks, over connections kept open. A
grading finds no point made and asks a follow-up of N made-up words on the first point that was not
asked about yet. Questions are drafted from the lines of a posting (`fake_drafts.py`). GET /stats tells what
was asked; the times in it are CLOCK_MONOTONIC seconds, which every process of the machine reads from the same clock.
"""

import argparse
import asyncio
import json
import random
import re
import string
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from benchmarks.fake_drafts import draft_for

TOKEN = 4
"""Characters."""
_HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: %s\r\n"
_STREAM = _HEAD % b"text/event-stream" + b"Transfer-Encoding: chunked\r\n\r\n"
_ENDS = frozenset(".?")
OPENING = 4
"""Words of the first sentence, of 14 letters: as long as "You said that each fold keeps the shares of the classes."."""
_SYLLABLES = ("ba", "do", "fi", "gu", "ka", "lo", "mi", "nu", "pa", "ro", "si", "tu", "ve", "zo")


@dataclass
class Stats:
    requests: int = 0
    at_once: int = 0
    """Requests under way."""
    most_at_once: int = 0
    first_words: list[tuple[str, float]] = field(default_factory=list)
    """The first word of each follow-up, and when it had been sent."""
    first_sentences: list[tuple[str, float]] = field(default_factory=list)
    """The first word of each follow-up, and when its first sentence had been sent."""
    prompts: list[list[str]] = field(default_factory=list)
    """The contents of each request's messages."""


class Server:
    def __init__(self, latency: float, rate: float, words: int) -> None:
        self.latency, self.rate, self.words = latency, rate, words
        self.stats = Stats()

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                path, raw = await _request(reader)
                if path.endswith("/chat/completions"):
                    await self._complete(json.loads(raw), writer)
                else:
                    body = json.dumps(asdict(self.stats)).encode()
                    length = b"Content-Length: %d\r\n\r\n" % len(body)
                    writer.write(_HEAD % b"application/json" + length + body)
                    await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()

    async def _complete(self, body: dict[str, Any], writer: asyncio.StreamWriter) -> None:
        stats = self.stats
        stats.requests += 1
        stats.at_once += 1
        stats.most_at_once = max(stats.most_at_once, stats.at_once)
        stats.prompts.append([message["content"] for message in body["messages"]])
        try:
            await asyncio.sleep(self.latency)
            await self._stream(body, stats.requests, writer)
        finally:
            stats.at_once -= 1

    async def _stream(self, body: dict[str, Any], number: int, writer: Any) -> None:
        opening, words, closing = reply_to(body, number, self.words)
        writer.write(_STREAM + _event(opening))
        await writer.drain()
        due = time.perf_counter()
        sent = ""
        for token in _tokens(words):
            writer.write(_event(token))
            await writer.drain()
            if " " not in sent and " " in sent + token:
                self.stats.first_words.append((words.split()[0], time.monotonic()))
            if _ENDS.isdisjoint(sent) and not _ENDS.isdisjoint(token):
                self.stats.first_sentences.append((words.split()[0], time.monotonic()))
            sent += token
            if self.rate:
                due += 1 / self.rate
                await asyncio.sleep(max(due - time.perf_counter(), 0))
        size = sum(map(len, self.stats.prompts[-1])) // TOKEN
        usage = {"prompt_tokens": size, "completion_tokens": 9, "total_tokens": size + 9}
        last = _data({"choices": [], "usage": usage}) + b"data: [DONE]\n\n"
        writer.write(_event(closing, "stop") + b"%x\r\n%b\r\n0\r\n\r\n" % (len(last), last))
        await writer.drain()


async def _request(reader: asyncio.StreamReader) -> tuple[str, bytes]:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    length = re.search(r"content-length: *(\d+)", head, re.IGNORECASE)
    raw = await reader.readexactly(int(length[1])) if length else b""
    return head.split(" ", 2)[1], raw


def reply_to(body: dict[str, Any], number: int, count: int) -> tuple[str, str, str]:
    """What stands before the words that are streamed, these words, and what stands behind them."""
    shape = body.get("response_format", {}).get("json_schema", {}).get("schema")
    if shape is None:
        return "", made_up(number, count), ""
    draft = draft_for(shape, body["messages"][-1]["content"])
    if draft is not None:
        return "", json.dumps(draft), ""
    points = _names(shape["properties"]["findings"]["items"])
    findings = [{"point": point, "quote": "", "made": "no"} for point in points]
    told = json.dumps({"findings": findings}, separators=(",", ":"))[:-1]
    asked = re.findall(r"Interviewer \(about `([^`]*)`\)", body["messages"][-1]["content"])
    left = [point for point in points if point not in asked]
    wanted = "Follow-up wanted: yes" in body["messages"][-1]["content"]
    if "follow_up" not in shape["properties"] or not wanted or not left:
        rest = ',"follow_up":null}' if "follow_up" in shape["properties"] else "}"
        return told + rest, "", ""
    return f'{told},"follow_up":{{"point":"{left[0]}","text":"', made_up(number, count), '"}}'


def _names(finding: dict[str, Any]) -> Sequence[str]:
    names: Sequence[str] = finding["properties"]["point"]["enum"]
    return names


def made_up(number: int, count: int) -> str:
    """A remark and a question in words that no bank holds, other ones for every number."""
    if not count:
        return ""
    chance = random.Random(number)  # noqa: S311 - words to stream
    words = ["".join(chance.choices(_SYLLABLES, k=7)) for _ in range(count)]
    words[0] = first_word(number)
    if count > OPENING:
        words[OPENING - 1] += "."
    return " ".join(words) + "?"


def first_word(number: int) -> str:
    """What the n-th reply begins with, for n up to 52. With the space behind it, it is one token."""
    return f"zq{string.ascii_letters[number % 52]}"


def _tokens(words: str) -> Iterator[str]:
    return (words[at : at + TOKEN] for at in range(0, len(words), TOKEN))


def _data(value: dict[str, Any]) -> bytes:
    known = {"id": "c", "object": "chat.completion.chunk", "created": 1, "model": "fake"}
    return b"data: " + json.dumps({**known, **value}).encode() + b"\n\n"


def _event(text: str, finish: str | None = None) -> bytes:
    choice = {"index": 0, "delta": {"content": text}, "finish_reason": finish}
    data = _data({"choices": [choice]})
    return b"%x\r\n%b\r\n" % (len(data), data)


async def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--latency", type=float, default=0.0)
    parser.add_argument("--rate", type=float, default=0.0, help="0: as fast as it goes")
    parser.add_argument("--words", type=int, default=60)
    how = parser.parse_args()
    server = Server(how.latency, how.rate, how.words)
    listening = await asyncio.start_server(server.serve, "127.0.0.1", 0, limit=1 << 24)
    print(listening.sockets[0].getsockname()[1], flush=True)
    async with listening:
        await listening.serve_forever()


if __name__ == "__main__":
    asyncio.run(main())
