"""The HTTP connection under the SDK: what leaves this machine, and how much may come back.

The SDK adds headers of its own and some from the environment (an organisation, arbitrary custom
headers), and reads without bound. Here is the whole list of what is sent, and the bound.
"""

import asyncio
import os
import ssl
from collections.abc import AsyncGenerator, AsyncIterator, Callable
from contextlib import suppress
from pathlib import Path

import httpx2

from interviewer import __version__
from interviewer.core.errors import UsageError
from interviewer.examiners.model.http.endpoint import Endpoint

MOST_BODY_BYTES = 32_000_000
"""Of one reply, wrappings included: some 100,000 tokens at 300 bytes an event."""
MOST_ERROR_BYTES = 256_000
"""Of what comes with an error's status; the rest is not read."""
ERROR_SECONDS = 5.0
"""For the body of an error: what has come by then is what it says."""

KEPT_OPEN = 2.0
"""Seconds that an encrypted connection is kept for the next request. Many servers close an idle one after 5, and a
request that is sent just then is lost with it.

One without encryption is never kept: opening it costs nothing on this machine or beside it, and llama.cpp closes
some of them the moment that its stream has ended."""

_KEPT = {"host", "content-type", "content-length", "connection", "transfer-encoding"}
_OWN_HOST = "api.openai.com"
_OWN_KEPT = {"openai-organization", "openai-project"}
"""The SDK takes these from the environment; they mean something to OpenAI's own API alone."""


class TooManyBytes(httpx2.ReadError):
    """The server sent more than any honest reply holds."""


class CountedStream(httpx2.AsyncByteStream):
    """A body on its way through, counted. Raises TooManyBytes above `most`."""

    def __init__(self, stream: httpx2.AsyncByteStream, most: int) -> None:
        self._stream = stream
        self._most = most

    async def __aiter__(self) -> AsyncIterator[bytes]:
        inner, count = self._stream.__aiter__(), 0
        try:
            async for chunk in inner:
                count += len(chunk)
                if count > self._most:
                    raise TooManyBytes("too many bytes")
                yield chunk
        finally:
            if isinstance(inner, AsyncGenerator):
                await inner.aclose()

    async def aclose(self) -> None:
        await self._stream.aclose()


class ErrorBody(CountedStream):
    """The body of an error: cut off where it is too long or too slow, for its beginning says enough."""

    def __init__(self, stream: httpx2.AsyncByteStream) -> None:
        super().__init__(stream, MOST_ERROR_BYTES)

    async def __aiter__(self) -> AsyncIterator[bytes]:
        chunks = super().__aiter__()
        with suppress(TimeoutError, TooManyBytes, httpx2.TransportError):
            async with asyncio.timeout(ERROR_SECONDS):
                async for chunk in chunks:
                    yield chunk


def connection(
    peer: Endpoint,
    connect: float,
    sent: Callable[[], None],
    most: int = MOST_BODY_BYTES,
    answered: Callable[[], None] = lambda: None,
) -> httpx2.AsyncClient:
    """Return the HTTP client for one server; `sent` is called for every request that leaves,
    `answered` for every response that begins.

    Redirects are never followed. A server on this machine is never reached through a proxy. Raises
    UsageError for a key, or a proxy in the environment, that cannot be used.
    """
    if peer.key is not None and not all("!" <= char <= "~" for char in peer.key):
        raise UsageError(f"The key ({peer.key_origin}) holds a character that no key has.")
    allowed = _KEPT | (_OWN_KEPT if peer.host == _OWN_HOST else set())

    async def before(request: httpx2.Request) -> None:
        for name in set(request.headers.keys()) - allowed:
            del request.headers[name]
        request.headers["Accept"] = "text/event-stream, application/json"
        request.headers["Accept-Encoding"] = "identity"
        request.headers["User-Agent"] = f"interviewer/{__version__}"
        if peer.key:
            request.headers["Authorization"] = f"Bearer {peer.key}"
        sent()

    async def after(response: httpx2.Response) -> None:
        answered()
        _bound(response, most)

    limits = httpx2.Limits(
        max_connections=100,
        max_keepalive_connections=20 if peer.scheme == "https" else 0,
        keepalive_expiry=KEPT_OPEN,
    )
    try:
        trusted = _trusted(peer)
        direct = httpx2.AsyncHTTPTransport(verify=trusted, limits=limits) if peer.local else None
        return httpx2.AsyncClient(
            timeout=httpx2.Timeout(None, connect=connect),
            limits=limits,
            follow_redirects=False,
            verify=trusted,
            transport=direct,
            event_hooks={"request": [before], "response": [after]},
        )
    except OSError:
        raise UsageError(
            "The certificates that SSL_CERT_FILE or SSL_CERT_DIR names cannot be read: correct or"
            " unset it."
        ) from None
    except (ImportError, ValueError, httpx2.InvalidURL) as error:
        raise _unusable_proxy(error) from None


def _bound(response: httpx2.Response, most: int) -> None:
    """See to it that a response is read neither without bound nor by what it says of its charset."""
    if response.headers.get("content-encoding", "identity").strip().lower() != "identity":
        raise httpx2.DecodingError("a packed reply", request=response.request)
    failed = response.status_code >= 400
    if failed:
        response.headers["content-type"] = "application/json"  # the SDK believes any charset
    stream = response.stream
    if isinstance(stream, httpx2.AsyncByteStream):
        response.stream = ErrorBody(stream) if failed else CountedStream(stream, most)


def _trusted(peer: Endpoint) -> ssl.SSLContext | bool:
    """Whose certificates are trusted: what the environment names, else this machine's store.

    Where no TLS is spoken nobody's are loaded, which takes longer than the first request.
    """
    if peer.scheme != "https":
        return ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    bundle = os.environ.get("REQUESTS_CA_BUNDLE", "")
    if not bundle or os.environ.get("SSL_CERT_FILE") or os.environ.get("SSL_CERT_DIR"):
        return True
    try:
        folder = Path(bundle).is_dir()
        return ssl.create_default_context(
            cafile=None if folder else bundle, capath=bundle if folder else None
        )
    except OSError:
        raise UsageError(
            "REQUESTS_CA_BUNDLE names no certificates that can be read: correct or unset it."
        ) from None


def _unusable_proxy(error: Exception) -> UsageError:
    if isinstance(error, ImportError):
        return UsageError(
            "A SOCKS proxy is set in the environment (ALL_PROXY or HTTPS_PROXY), and support for it"
            " is not installed: install socksio, or unset it."
        )
    return UsageError(
        "A proxy set in the environment (ALL_PROXY, HTTPS_PROXY or HTTP_PROXY) cannot be used:"
        " correct or unset it."
    )
