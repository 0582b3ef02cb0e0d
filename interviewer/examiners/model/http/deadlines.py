"""How long a server may take, and how its own wish to be left alone is read.

The deadlines are ours because the SDK's are per read: a server that sends a comment every second
would hold a dead stream open forever.
"""

import math
from dataclasses import dataclass
from email.utils import parsedate_to_datetime

LONGEST_WAIT = 120.0
"""Seconds. A server that asks for more is not waited for: the person decides."""


USUAL_TOTAL, THINKING_TOTAL = 120.0, 300.0
"""Seconds for a whole reply; hosted models that think take up to 90 before their first word."""


@dataclass(frozen=True, slots=True)
class Deadlines:
    """As they are set, in seconds, each greater than 0. None leaves it to what is known."""

    connect: float = 5.0
    """Until the connection stands."""
    first_token: float | None = None
    """From the request to the first word or thought of the model. None: as long as for the whole."""
    stall: float = 20.0
    """Between one word or thought and the next; comments and empty events do not count."""
    total: float | None = None
    """From the request to the end of its reply."""
    notice: float = 10.0
    """Of silence before the person sees that the model may be thinking, and again after that."""

    def for_model(self, *, thinks: bool) -> "ReplyDeadlines":
        """Those of one reply. A model that thinks before it speaks is given longer."""
        total = self.total or (THINKING_TOTAL if thinks else USUAL_TOTAL)
        first = self.first_token or total
        return ReplyDeadlines(min(first, total), self.stall, total)


@dataclass(frozen=True, slots=True)
class ReplyDeadlines:
    """The deadlines of one reply, in seconds."""

    first_token: float
    stall: float
    total: float


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
