"""Whom we talk to, and how it and its key are named in sentences for a person."""

from contextlib import suppress
from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import SplitResult, urlsplit

from interviewer.core.redaction import masked, scrubbed
from interviewer.core.text import one_line
from interviewer.settings.providers import is_loopback_host


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Whom we talk to; names things in the sentences. Its key is never shown whole."""

    scheme: str
    host: str
    port: int
    shown: str
    """Host, and port where it is not the scheme's own."""
    path: str
    model: str
    key: str | None
    key_origin: str
    model_origin: str

    def __repr__(self) -> str:
        return f"Endpoint({self.shown!r}, {self.model!r})"

    @property
    def local(self) -> bool:
        return is_loopback_host(self.host)

    def quote(self, message: str) -> str:
        """A server's words, inert, on one line, without the key, cut after 300 characters."""
        return one_line(scrubbed(message[:4000], self.key), 300)

    def the_model(self) -> str:
        origin = f" from {self.model_origin}" if self.model_origin else ""
        return f'the model "{one_line(self.model, 100)}"{origin}'

    def the_key(self) -> str:
        if not self.key:
            return "no key"
        origin = f" from {self.key_origin}" if self.key_origin else ""
        return f"the key{origin} ({masked(self.key)})"


def endpoint_of(
    name: str, base_url: str, key: str | None, key_origin: str, model_origin: str
) -> Endpoint:
    """Take a base URL apart; it is one that settings has accepted."""
    parts = urlsplit(base_url)
    port = parts.port or _usual_port(parts)
    origins = (key_origin, model_origin)
    return Endpoint(
        parts.scheme,
        parts.hostname or "",
        port,
        server_of(base_url),
        parts.path,
        name,
        key or None,
        *origins,
    )


def server_of(base_url: str) -> str:
    """Return host and port of a base URL, the same however the URL is spelt.

    Lower case, without a dot at the end, the port only where it is not the scheme's own, an IPv6
    address in its shortest form: "LOCALHOST.:80" is "localhost". Never a path, a user or a key.
    """
    parts = urlsplit(base_url)
    host = (parts.hostname or "").rstrip(".")
    if ":" in host:
        with suppress(ValueError):
            host = ip_address(host).compressed
        host = f"[{host}]"
    usual = _usual_port(parts)
    return host if parts.port in (None, usual) else f"{host}:{parts.port}"


def _usual_port(parts: SplitResult) -> int:
    return 443 if parts.scheme == "https" else 80
