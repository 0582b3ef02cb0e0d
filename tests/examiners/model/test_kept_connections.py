"""An encrypted connection is kept for the next request, and given up before servers give it up; no other is kept."""

import asyncio
import ssl
import time
from contextlib import asynccontextmanager
from pathlib import Path

from interviewer.examiners.model.http import connection
from interviewer.examiners.model.http.client import OpenAIModel

CERTIFICATE = Path(__file__).parent.parent.parent / "data" / "expired.pem"
BODY = b'{"object":"list","data":[]}'
REPLY = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s" % (
    len(BODY),
    BODY,
)
SERVERS_WAIT = 5.0
"""Seconds after which Uvicorn, Node and many others close an idle connection."""


@asynccontextmanager
async def model_of(tls: ssl.SSLContext | None, closes: bool = False):
    """A model whose server counts its connections; with `closes` it ends each after its first reply."""
    connections: list[int] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        connections.append(1)
        try:
            while await reader.readuntil(b"\r\n\r\n"):
                writer.write(REPLY)
                if closes:
                    break
        except asyncio.IncompleteReadError:
            pass
        finally:
            writer.close()
            await writer.wait_closed()

    server = await asyncio.start_server(serve, "127.0.0.1", 0, ssl=tls)
    port = server.sockets[0].getsockname()[1]
    scheme = "https" if tls else "http"
    model = OpenAIModel("m", f"{scheme}://127.0.0.1:{port}/v1", None)
    try:
        yield model, connections
    finally:
        await model.aclose()
        server.close()
        await server.wait_closed()


async def test_an_encrypted_connection_is_kept_until_the_server_may_be_closing_it(monkeypatch):
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(CERTIFICATE)
    trusting = ssl.create_default_context()
    trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
    monkeypatch.setattr(connection, "_trusted", lambda _peer: trusting)
    now, ahead = time.monotonic, 0.0
    monkeypatch.setattr(time, "monotonic", lambda: now() + ahead)
    async with model_of(tls) as (model, connections):
        await model.models()
        await model.models()
        assert len(connections) == 1
        ahead = SERVERS_WAIT - 1
        await model.models()
        assert len(connections) == 2


async def test_a_connection_without_encryption_is_not_used_twice():
    """llama.cpp closes some of them just when the next request is sent, which would be lost."""
    async with model_of(None, closes=True) as (model, connections):
        await model.models()
        await model.models()
        assert len(connections) == 2
    async with model_of(None) as (model, connections):
        await model.models()
        await model.models()
        assert len(connections) == 2
