"""How long a server may take, and how its own wish to be left alone is read.

The deadlines are ours because the SDK's are per read: a server that sends a comment every second
would hold a dead stream open for ever.
"""

import math
from dataclasses import dataclass
from email.utils import parsedate_to_datetime

LONGEST_WAIT = 120.0
"""Seconds. A server that asks for more is not waited for: the person decides."""


@dataclass(frozen=True, slots=True)
class Deadlines:
    """All in seconds, each greater than 0."""

    connect: float = 5.0
    """Until the connection stands."""
    first_token: float = 30.0
    """From the request to the first word or thought of the model."""
    stall: float = 20.0
    """Between one word or thought and the next; comments and empty events do not count."""
    total: float = 120.0
    """From the request to the end of its reply."""


def retry_after(headers: dict[str, str], now: float) -> float | None:
    """Return how many seconds the server asks to wait; None where it says nothing that makes sense.

    `headers` have lower-case names. Takes `retry-after-ms`, and `retry-after` in seconds or as an
    HTTP date (RFC 9110, 10.2.3), which is compared with `now`, a POSIX time. A date gone by is 0.
    """
    for name, unit in (("retry-after-ms", 0.001), ("retry-after", 1.0)):
        value = headers.get(name, "").strip()
        try:
            seconds = float(value) * unit
        except ValueError:
            continue
        if math.isfinite(seconds) and seconds >= 0:
            return seconds
    return _until(headers.get("retry-after", ""), now)


def _until(date: str, now: float) -> float | None:
    try:
        return max(0.0, parsedate_to_datetime(date).timestamp() - now)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
