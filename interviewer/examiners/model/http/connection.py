"""The HTTP connection under the SDK: what leaves this machine, and how much may come back.

The SDK adds headers of its own and some from the environment (an organisation, arbitrary custom
headers), and reads without bound. Here is the whole list of what is sent, and the bound.
"""

import ssl
from collections.abc import AsyncGenerator, AsyncIterator, Callable

import httpx2

from interviewer import __version__
from interviewer.core.errors import UsageError
from interviewer.examiners.model.http.endpoint import Endpoint

MOST_BODY_BYTES = 32_000_000
"""Of one reply, wrappings included: some 100,000 tokens at 300 bytes an event."""

_KEPT = {"host", "content-type", "content-length", "connection", "transfer-encoding"}
_OWN_HOST = "api.openai.com"
_OWN_KEPT = {"openai-organization", "openai-project"}
"""The SDK takes these from the environment; they mean something to OpenAI's own API alone."""


class TooManyBytes(httpx2.ReadError):
    """The server sent more than any honest reply holds."""


class CountedStream(httpx2.AsyncByteStream):
    """A body on its way through: counted, with its beginning and end kept to be looked at."""

    def __init__(self, stream: httpx2.AsyncByteStream, most: int) -> None:
        self._stream = stream
        self._most = most
        self.count = 0
        self.head = b""
        self.tail = b""

    async def __aiter__(self) -> AsyncIterator[bytes]:
        inner = self._stream.__aiter__()
        try:
            async for chunk in inner:
                self.count += len(chunk)
                if self.count > self._most:
                    raise TooManyBytes("too many bytes")
                if len(self.head) < 512:
                    self.head += chunk[:512]
                self.tail = (self.tail + chunk[-64:])[-64:]
                yield chunk
        finally:
            if isinstance(inner, AsyncGenerator):
                await inner.aclose()

    async def aclose(self) -> None:
        await self._stream.aclose()

    @property
    def done(self) -> bool:
        """Whether the server marked the end of its stream as the protocol has it."""
        return self.tail.rstrip().endswith(b"[DONE]")


def connection(
    peer: Endpoint, connect: float, sent: Callable[[], None], most: int = MOST_BODY_BYTES
) -> httpx2.AsyncClient:
    """Return the HTTP client for one server; `sent` is called for every request that leaves.

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
        if response.headers.get("content-encoding", "identity").strip().lower() != "identity":
            raise httpx2.DecodingError("a packed reply", request=response.request)
        if isinstance(response.stream, httpx2.AsyncByteStream):
            response.stream = CountedStream(response.stream, most)

    try:
        return httpx2.AsyncClient(
            timeout=httpx2.Timeout(None, connect=connect),
            follow_redirects=False,
            transport=_direct(peer) if peer.local else None,
            event_hooks={"request": [before], "response": [after]},
        )
    except (ImportError, ValueError, httpx2.InvalidURL) as error:
        raise _unusable_proxy(error) from None


def _direct(peer: Endpoint) -> httpx2.AsyncHTTPTransport:
    """A road to this machine itself, past any proxy."""
    if peer.scheme == "https":
        return httpx2.AsyncHTTPTransport()
    # Certificates are not needed here, and loading them takes longer than the first request.
    trusts_nobody = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    return httpx2.AsyncHTTPTransport(verify=trusts_nobody)


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
