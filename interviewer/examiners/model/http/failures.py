"""What went wrong between us and a server, as one sentence for a person, and whether to ask again.

Pure: it is handed exceptions and imports no HTTP library, so that every sentence can be tested
without a network. The causes of an exception are recognised by their names. Refusals: refusals.py.
"""

import ssl
from collections.abc import Iterator

from interviewer.examiners.model.http.endpoint import Endpoint
from interviewer.examiners.model.http.messages import (
    ContextTooLong,
    ModelError,
    Request,
    StreamBroken,
)
from interviewer.examiners.model.http.proxies import proxy_for

OFFLINE = "or continue with the built-in examiner"


class RequestFailure(Exception):  # noqa: N818 - becomes a ModelError only when it is final
    """One request that failed."""

    def __init__(self, what: str, remedy: str, *, retry: bool = False) -> None:
        super().__init__(what)
        self.what = what
        self.remedy = remedy
        self.retry = retry
        self.wait: float | None = None
        """Seconds the server asks to wait before the next request; None leaves it to us."""
        self.once = False
        """Worth no more than one retry."""
        self.context_too_long = False
        self.lacking = False
        """The server may take the same request in another form (dialect.py)."""
        self.unnamed = False
        """It need not have said which part of the request it refused."""
        self.chance = False
        """The very same request may be taken the next time."""
        self.adapted = False
        """The request has been given another form since, so that nothing need be waited for."""
        self.said = ""
        """What the server said, in lower case."""
        self.named = ""
        """The fields of the request that it named, in lower case."""

    def as_error(self, requests: int, again: Request | None = None) -> ModelError:
        """The error for a person, after this many requests; a stream that began may be restarted."""
        asked = f" (asked {requests} times)" if requests > 1 else ""
        sentence = f"{self.what}{asked}; {self.remedy}."
        error: ModelError
        if self.context_too_long:
            error = ContextTooLong(sentence, requests)
        elif again is not None and self.retry:
            error = StreamBroken(sentence, again)
        else:
            error = ModelError(sentence)
        error.remedy = self.remedy
        return error


def causes(error: BaseException) -> Iterator[BaseException]:
    """Yield the error, what caused it, and so on; the members of groups too."""
    seen: set[int] = set()
    waiting = [error]
    while waiting:
        one = waiting.pop(0)
        if id(one) in seen:
            continue
        seen.add(id(one))
        yield one
        if isinstance(one, BaseExceptionGroup):
            waiting.extend(one.exceptions)
        waiting.extend(cause for cause in (one.__cause__, one.__context__) if cause is not None)


def of_exception(error: BaseException, peer: Endpoint) -> RequestFailure:
    """Map what was raised while connecting, sending or reading."""
    chain = list(causes(error))
    names = {type(one).__name__ for one in chain}
    found = (
        _of_proxy(names, peer)
        or (None if "ConnectTimeout" in names else _of_tls(chain, peer))
        or _of_connection(names, peer)
    )
    return found or unreadable(peer, _kind(chain[0], names))


def unreadable(peer: Endpoint, kind: str) -> RequestFailure:
    return RequestFailure(
        f"{peer.shown} sent something unreadable ({kind})",
        "check that the base URL belongs to an OpenAI-compatible API, or try again",
        retry=True,
    )


def _kind(error: BaseException, names: set[str]) -> str:
    if "UnicodeDecodeError" in names:
        return "bytes that are no text"
    if "JSONDecodeError" in names:
        return "broken JSON"
    return type(error).__name__


def _of_tls(chain: list[BaseException], peer: Endpoint) -> RequestFailure | None:
    for one in chain:
        if isinstance(one, ssl.SSLCertVerificationError):
            why = peer.quote(one.verify_message or one.reason or "not verified")
            return RequestFailure(
                f"The certificate of {peer.shown} is not accepted: {why}",
                "check the base URL, this computer's clock and its store of certificates",
            )
    if any(isinstance(one, ssl.SSLError) for one in chain):
        if any("EOF" in str(one) for one in chain):
            return None  # the connection was cut, whatever lay on top of it
        hint = "check the port"
        if peer.local:
            hint += ", or whether the base URL of this local server begins with http://"
        return RequestFailure(f"{peer.shown} does not speak TLS properly on that port", hint)
    return None


_NO_WAY = {"ProxyError", "gaierror", "ConnectionRefusedError", "ConnectTimeout", "ConnectError"}


def _of_proxy(names: set[str], peer: Endpoint) -> RequestFailure | None:
    """A connection that failed on its way to a proxy, or beyond it: the proxy is what to look at."""
    proxy = proxy_for(peer)
    if proxy is None or not names & _NO_WAY or names & {"SSLCertVerificationError"}:
        return None
    return RequestFailure(
        f"The proxy {proxy.shown}, set by {proxy.variable}, did not connect to {peer.shown}",
        f"check {proxy.variable} and that the proxy runs, or except this host with NO_PROXY",
    )


_Row = tuple[tuple[str, ...], str, str]
_CONNECTION: tuple[_Row, ...] = (
    (
        ("ProxyError",),
        "The proxy set on this machine did not connect to {shown}",
        "check the proxy in the system's settings",
    ),
    (
        ("gaierror",),
        "Cannot find {host}",
        "check the base URL's spelling and your connection",
    ),
    (
        ("ConnectionRefusedError",),
        "Nothing is listening at {host}:{port}",
        "start the model's server there, or correct the base URL",
    ),
    (
        ("ConnectTimeout",),
        "{host}:{port} did not take a connection in time",
        "check the address and your connection, then try again",
    ),
    (
        ("ConnectError", "UnsupportedProtocol", "InvalidURL"),
        "Cannot connect to {host}:{port}",
        "check the base URL and your connection, then try again",
    ),
    (
        ("DecodingError",),
        "{shown} sent something unreadable (a packed reply nobody asked for)",
        "check the base URL, and any proxy in between",
    ),
)
"""Names of causes, what happened, what to do; the first row with a name that occurs holds."""

_CUT = {"RemoteProtocolError", "ReadError", "WriteError", "CloseError", "EndOfStream", "SSLError",
        "ConnectionResetError", "BrokenPipeError", "ConnectionAbortedError"}  # fmt: skip


def _of_connection(names: set[str], peer: Endpoint) -> RequestFailure | None:
    if "TooManyBytes" in names:
        return endless(peer)
    for raised_as, what, remedy in _CONNECTION:
        if names.intersection(raised_as):
            words = what.format(host=peer.host, port=peer.port, shown=peer.shown)
            return RequestFailure(words, remedy)
    if names & _CUT:
        return RequestFailure(
            f"{peer.shown} closed the connection before its reply was whole",
            f"try again, {OFFLINE}",
            retry=True,
        )
    return None


def late_first_token(peer: Endpoint, seconds: float, *, accepted: bool) -> RequestFailure:
    """Silence alone. A request that was accepted is being worked on, and is not paid for twice."""
    return RequestFailure(
        f"{peer.shown} sent no word within {seconds:g} s",
        "try again, choose a faster model, or give it longer with first_token_seconds in"
        f" config.toml, {OFFLINE}",
        retry=not accepted,
    )


def stalled(peer: Endpoint, seconds: float) -> RequestFailure:
    return RequestFailure(
        f"{peer.shown} fell silent in the middle of its reply for {seconds:g} s",
        f"try again, {OFFLINE}",
        retry=True,
    )


def too_slow(peer: Endpoint, seconds: float) -> RequestFailure:
    return RequestFailure(
        f"The reply of {peer.shown} took longer than {seconds:g} s",
        f"choose a faster model, or give it longer with total_seconds in config.toml, {OFFLINE}",
    )


def endless(peer: Endpoint) -> RequestFailure:
    return RequestFailure(
        f"The reply of {peer.shown} had no end and was cut off",
        f"try again, choose another model, {OFFLINE}",
    )


def nothing_said(peer: Endpoint) -> RequestFailure:
    failure = RequestFailure(
        f"{peer.model} at {peer.shown} replied with nothing at all",
        f"try again, choose another model, {OFFLINE}",
        retry=True,
    )
    failure.once = True
    return failure


def quoted(peer: Endpoint, words: str) -> str:
    """The server's words as the end of a sentence; empty where there are none."""
    said = peer.quote(words)
    return f': "{said}"' if said else ""


def web_page(peer: Endpoint, title: str = "") -> RequestFailure:
    return RequestFailure(
        f"{peer.shown} answered with a web page instead of a model's reply{quoted(peer, title)}",
        "a network's log-in page may be in the way, or the base URL lacks its path, often /v1",
    )


def no_reply_in_it(peer: Endpoint, words: str = "") -> RequestFailure:
    return RequestFailure(
        f"{peer.shown} answered with something that is no model's reply{quoted(peer, words)}",
        "check the base URL, which usually ends in /v1",
    )


def thought_aloud(peer: Endpoint) -> RequestFailure:
    return RequestFailure(
        f"{peer.model} at {peer.shown} thought aloud where it should have spoken",
        f"continue, choose another model, {OFFLINE}",
    )


def filtered(peer: Endpoint, words: str = "") -> RequestFailure:
    return RequestFailure(
        f"The provider filtered this{quoted(peer, words)}",
        f"rephrase the answer, choose another model at {peer.shown}, {OFFLINE}",
    )
