"""The floor of the wire: the same requests over bare sockets, the replies read and thrown away."""

import asyncio
import json
import time
from urllib.parse import urlsplit


async def ask(address: str, prompt: str, shape: dict | None = None) -> list[float]:
    """Make one request; return when each piece of its reply came, CLOCK_MONOTONIC seconds."""
    reader, writer = await _connected(address)
    try:
        return await _asked(reader, writer, prompt, shape)
    finally:
        writer.close()


async def load(address: str, count: int, at_once: int) -> float:
    """Make this many requests, this many at once, over connections kept open; return the seconds."""
    left = iter(range(count))

    async def one_after_another() -> None:
        reader, writer = await _connected(address)
        for number in left:
            await _asked(reader, writer, f"answer {number}", None)
        writer.close()

    began = time.perf_counter()
    await asyncio.gather(*(one_after_another() for _ in range(at_once)))
    return time.perf_counter() - began


async def _connected(address: str) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    parts = urlsplit(address)
    return await asyncio.open_connection(parts.hostname, parts.port, limit=1 << 22)


async def _asked(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, prompt: str, shape: dict | None
) -> list[float]:
    body = {"messages": [{"role": "user", "content": prompt}], "stream": True}
    if shape is not None:
        body["response_format"] = {"type": "json_schema", "json_schema": {"schema": shape}}
    raw = json.dumps(body).encode()
    writer.write(
        b"POST /v1/chat/completions HTTP/1.1\r\nContent-Length: %d\r\n\r\n%b" % (len(raw), raw)
    )
    await reader.readuntil(b"\r\n\r\n")
    came = []
    tail = b""
    while not tail.endswith(b"0\r\n\r\n"):
        piece = await reader.read(1 << 16)
        if not piece:
            raise ConnectionError("the server ended its reply early")
        came.append(time.monotonic())
        tail = (tail + piece)[-16:]
    return came
