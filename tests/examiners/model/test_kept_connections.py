"""A connection is kept for the next request, and given up before servers give it up."""

import asyncio
import time

from interviewer.examiners.model.http.client import OpenAIModel

BODY = b'{"object":"list","data":[]}'
REPLY = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s" % (
    len(BODY),
    BODY,
)
SERVERS_WAIT = 5.0
"""Seconds after which llama.cpp, Uvicorn and Node close an idle connection."""


async def test_a_connection_is_not_used_when_the_server_may_be_closing_it(monkeypatch):
    connections = 0

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal connections
        connections += 1
        try:
            while await reader.readuntil(b"\r\n\r\n"):
                writer.write(REPLY)
        except asyncio.IncompleteReadError:
            pass
        finally:
            writer.close()
            await writer.wait_closed()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    model = OpenAIModel("m", f"http://127.0.0.1:{port}/v1", None)
    now, ahead = time.monotonic, 0.0
    monkeypatch.setattr(time, "monotonic", lambda: now() + ahead)
    try:
        await model.models()
        await model.models()
        assert connections == 1
        ahead = SERVERS_WAIT - 1
        await model.models()
        assert connections == 2
    finally:
        await model.aclose()
        server.close()
        await server.wait_closed()
