"""Which proxy the environment names for a server, so that a sentence can name it too."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from interviewer.core.text import one_line
from interviewer.examiners.model.http.endpoint import Endpoint


@dataclass(frozen=True, slots=True)
class NamedProxy:
    """A proxy and where it was named."""

    variable: str
    shown: str
    """Host and port; never a user or a password."""


def proxy_for(peer: Endpoint, environ: Mapping[str, str] = os.environ) -> NamedProxy | None:
    """The proxy between us and a server; None where there is none, or it is not in the environment.

    This machine is reached past any proxy.
    """
    if peer.local:
        return None
    if _excepted(peer, environ.get("no_proxy") or environ.get("NO_PROXY") or ""):
        return None
    for name in (f"{peer.scheme}_proxy", "all_proxy"):
        for variable in (name, name.upper()):
            value = environ.get(variable, "").strip()
            if value:
                return NamedProxy(variable, _shown(value))
    return None


def _excepted(peer: Endpoint, names: str) -> bool:
    """Whether NO_PROXY names the server, its port or a domain that it belongs to."""
    for name in names.lower().split(","):
        domain = name.strip().lstrip(".")
        if domain == "*" or domain in (peer.host, peer.shown):
            return True
        if domain and peer.host.endswith(f".{domain}"):
            return True
    return False


def _shown(value: str) -> str:
    parts = urlsplit(value if "://" in value else f"http://{value}")
    try:
        port = parts.port
    except ValueError:
        port = None
    return one_line(f"{parts.hostname or '?'}{f':{port}' if port else ''}", 80)
