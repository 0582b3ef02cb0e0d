"""Where a model can be reached: the presets, and what makes a base URL usable.

A message about a URL never repeats one that may hold a secret.
"""

import ipaddress
import re
from typing import NamedTuple
from urllib.parse import SplitResult, urlsplit

from interviewer.core.errors import UsageError
from interviewer.core.redaction import echoed
from interviewer.core.text import one_line

DEFAULT_URL = "https://api.openai.com/v1"


class Provider(NamedTuple):
    """A preset of --provider."""

    base_url: str
    needs_key: bool = False


PROVIDERS = {
    "openai": Provider(DEFAULT_URL, needs_key=True),
    "openrouter": Provider("https://openrouter.ai/api/v1", needs_key=True),
    "ollama": Provider("http://127.0.0.1:11434/v1"),
    "llama.cpp": Provider("http://127.0.0.1:8080/v1"),
    "lmstudio": Provider("http://127.0.0.1:1234/v1"),
    "vllm": Provider("http://127.0.0.1:8000/v1"),
}


def provider_named(name: str, origin: str) -> Provider:
    """Raises UsageError with the names there are."""
    found = PROVIDERS.get(name.strip().lower())
    if found is None:
        raise UsageError(
            f'There is no provider "{echoed(one_line(name, 60))}" ({origin}); name one of'
            f" {', '.join(PROVIDERS)}, or give its address with --base-url."
        )
    return found


def checked_url(value: str, origin: str) -> str:
    """Return the URL without a slash at its end. Raises UsageError saying what is wrong with it."""
    url = value.strip()
    wrong = _fault(url)
    if wrong:
        raise UsageError(
            f"The base URL ({origin}) {wrong}; it looks like http://127.0.0.1:11434/v1."
        )
    return url.rstrip("/")


def _fault(url: str) -> str:  # noqa: PLR0911 - one check after another, each with its words
    if len(url) > 2000 or re.search(r"[\s\x00-\x20\x7f-\x9f\\<>\"]", url):
        return "holds characters that no address has"
    scheme, mark, rest = url.partition("://")
    if not mark or not rest:
        return "does not begin with http:// or https://"
    if scheme.lower() not in ("http", "https"):
        shown = one_line(scheme, 20)
        return f"begins with {shown}://, and only http:// and https:// are spoken"
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        return "has a host in brackets that is no IPv6 address"
    if parts.username is not None or parts.password is not None or "@" in parts.netloc:
        return "holds a user name or password; a key is given by INTERVIEWER_API_KEY or --key-file"
    if parts.query or parts.fragment or "?" in url or "#" in url:
        return "holds a query or a fragment (? or #)"
    return _fault_of_host(host, parts)


def _fault_of_host(host: str, parts: SplitResult) -> str:
    try:
        port = parts.port
    except ValueError:
        port = 0
    if port == 0 or parts.netloc.endswith(":"):
        return "has a port that is no number from 1 to 65535"
    if "[" in parts.netloc:
        try:
            ipaddress.IPv6Address(host)
        except ValueError:
            return "has a host in brackets that is no IPv6 address"
        return ""
    try:
        ascii_host = host.encode("idna").decode()
    except UnicodeError:
        ascii_host = ""
    if not re.fullmatch(r"[A-Za-z0-9_]([A-Za-z0-9_.-]*[A-Za-z0-9_])?\.?", ascii_host):
        return "has a host that cannot be the name of one"
    return ""


def origin_key(url: str) -> tuple[str, str, int]:
    """Scheme, host and port: what must be equal for a key to go there."""
    parts = urlsplit(url)
    usual = 443 if parts.scheme == "https" else 80
    return parts.scheme, (parts.hostname or "").rstrip("."), parts.port or usual


def is_loopback(url: str) -> bool:
    """Whether a URL is of this machine."""
    return is_loopback_host(urlsplit(url).hostname or "")


def is_loopback_host(host: str) -> bool:
    """Whether requests to a host stay on this machine: to 0.0.0.0 and :: too, where servers say they listen."""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return False
    return address.is_loopback or address.is_unspecified
