"""A model's server on loopback that does exactly what a test's script says, byte for byte.

A script is data: for every request one `Act` list, of bytes to send and of things that happen to
the connection. The server counts and keeps the requests. When it is asked more often than its
script foresees it says so, and the test fails: it never invents a reply.
"""

import asyncio
import itertools
import json
import socket
import struct
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Any, Self


class _SpokeTLSError(Exception):
    """The client shook hands where plain HTTP is spoken."""


class End(Enum):
    """How a connection ends, or does not."""

    CLOSE = auto()
    """In order (FIN)."""
    RESET = auto()
    """In disorder (RST)."""
    HANG = auto()
    """Nothing more is sent until the client goes; `server.gone` is set when it has gone."""


@dataclass(frozen=True)
class Do:
    """Calls a function of the test's in the middle of a reply, such as one that turns a clock."""

    what: Callable[[], Any]


@dataclass(frozen=True)
class Until:
    """Waits for an event of the test's, or for the server's own `proceed`."""

    event: asyncio.Event | None = None


@dataclass(frozen=True)
class Drip:
    """Sends the pieces in turn, over and over, ten milliseconds apart, until the client goes."""

    pieces: Sequence[bytes]


Act = bytes | End | Do | Until | Drip
Script = Sequence[Act]


@dataclass
class Asked:
    """A request as it came in."""

    method: str
    path: str
    headers: dict[str, str]
    """Names in lower case."""
    raw: bytes
    body: Any = field(init=False, default=None)

    def __post_init__(self) -> None:
        if self.raw:
            self.body = json.loads(self.raw)


def head(status: int = 200, kind: str = "text/event-stream", **headers: str) -> bytes:
    """Status line and headers of a reply that ends with the connection."""
    lines = [f"HTTP/1.1 {status} Status", f"Content-Type: {kind}", "Connection: close"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")


def chunked_head(**headers: str) -> bytes:
    """Headers of a stream in chunks, so that a missing end is noticed."""
    return head(**headers).replace(b"Connection: close", b"Transfer-Encoding: chunked")


def chunk(data: bytes) -> bytes:
    return b"%x\r\n%s\r\n" % (len(data), data)


LAST_CHUNK = b"0\r\n\r\n"
DONE = b"data: [DONE]\n\n"


def event(value: Any) -> bytes:
    """Any JSON value as a server-sent event."""
    return b"data: " + json.dumps(value).encode() + b"\n\n"


def delta(text: str | None = None, finish: str | None = None, **fields: Any) -> bytes:
    """One event of a chat completion's stream."""
    content = {} if text is None else {"content": text}
    choice = {"index": 0, "delta": {**content, **fields}, "finish_reason": finish}
    return event({"id": "c", "object": "chat.completion.chunk", "choices": [choice]})


def usage(tokens_in: int, tokens_out: int, cached: int = 0) -> bytes:
    told = {
        "prompt_tokens": tokens_in,
        "completion_tokens": tokens_out,
        "total_tokens": tokens_in + tokens_out,
        "prompt_tokens_details": {"cached_tokens": cached},
    }
    return event({"id": "c", "object": "chat.completion.chunk", "choices": [], "usage": told})


def says(*words: str, finish: str | None = "stop", end: bytes = DONE) -> list[Act]:
    """A good reply: these words, the finish reason, the end mark."""
    last = [delta(finish=finish)] if finish else []
    return [head(), *(delta(word) for word in words), *last, end, End.CLOSE]


def answers(status: int, body: Any, kind: str = "application/json", **headers: str) -> list[Act]:
    """A reply that is no stream: a dict is sent as JSON, text as it is."""
    raw = body.encode() if isinstance(body, str) else json.dumps(body).encode()
    return [head(status, kind, **headers), raw, End.CLOSE]


def refuses(status: int, message: str, code: str | None = None, **headers: str) -> list[Act]:
    return answers(status, {"error": {"message": message, "code": code}}, **headers)


class ModelServer:
    """Use as an async context manager; `script` gives a Script for the n-th request, from 0."""

    def __init__(self, *script: Script, answer: Callable[[Asked], Script] | None = None) -> None:
        """`answer` makes up the reply to every request instead of the script."""
        self.script = list(script)
        self.answer = answer
        self.asked: list[Asked] = []
        self.unforeseen: list[str] = []
        self.gone = asyncio.Event()
        self.hanging = asyncio.Event()
        self.proceed = asyncio.Event()
        """For the test to set: see Until."""
        self.port = 0
        """Where it listens; 0 takes any that is free."""
        self._server: asyncio.Server | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self.ssl: Any = None

    @property
    def url(self) -> str:
        return f"http{'s' if self.ssl else ''}://127.0.0.1:{self.port}/v1"

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", self.port, ssl=self.ssl)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(self, *error: object) -> None:
        assert self._server is not None
        self._server.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._server.wait_closed()
        assert not self.unforeseen, self.unforeseen

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        try:
            with suppress(ConnectionError, asyncio.IncompleteReadError):
                await self._converse(reader, writer)
        except asyncio.CancelledError:
            pass  # the test is over
        finally:
            self._tasks.discard(task)
            writer.close()
            with suppress(Exception):
                await writer.wait_closed()

    async def _converse(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            asked = await _read(reader)
        except _SpokeTLSError:
            writer.write(b"HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n")
            return
        if self.answer is not None and asked.method == "GET" and asked.path.endswith("/models"):
            await self._act(answers(404, "no list of models")[0], reader, writer)
            return  # somebody asks whether a server is here
        number = len(self.asked)
        self.asked.append(asked)
        if self.answer is not None:
            script = self.answer(asked)
        elif number < len(self.script):
            script = self.script[number]
        else:
            self.unforeseen.append(f"request {number + 1}: {asked.method} {asked.path}")
            script = answers(400, "the script of this test foresees no such request")
        for act in script:
            await self._act(act, reader, writer)

    async def _act(
        self, act: Act, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        match act:
            case bytes():
                writer.write(act)
                await writer.drain()
            case Do():
                act.what()
            case Until():
                await (act.event or self.proceed).wait()
            case Drip():
                for piece in itertools.cycle(act.pieces):
                    if writer.transport.is_closing() or reader.at_eof():
                        break
                    writer.write(piece)
                    await asyncio.sleep(0.01)
                self.gone.set()
            case End.HANG:
                self.hanging.set()
                with suppress(ConnectionError):
                    await reader.read()
                self.gone.set()
            case End.RESET:
                raw: socket.socket = writer.get_extra_info("socket")
                raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                writer.transport.abort()
            case End.CLOSE:
                writer.close()


async def _read(reader: asyncio.StreamReader) -> Asked:
    first_byte = await reader.readexactly(1)
    if first_byte == b"\x16":
        raise _SpokeTLSError
    start = (first_byte + await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    first, *lines = start.split("\r\n")
    method, path, _ = first.split(" ", 2)
    pairs = (line.split(":", 1) for line in lines if line)
    headers = {name.strip().lower(): value.strip() for name, value in pairs}
    raw = await reader.readexactly(int(headers.get("content-length", 0)))
    return Asked(method, path, headers, raw)


@contextmanager
def in_thread(server: ModelServer) -> Iterator[ModelServer]:
    """Run a server in a loop of its own: for tests of a program in another process."""
    ready, stop = threading.Event(), asyncio.Event()
    loop = asyncio.new_event_loop()

    async def serve() -> None:
        async with server:
            ready.set()
            await stop.wait()

    thread = threading.Thread(target=lambda: loop.run_until_complete(serve()), daemon=True)
    thread.start()
    try:
        assert ready.wait(10)
        yield server
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join(10)
        loop.close()
    assert not server.unforeseen, server.unforeseen
