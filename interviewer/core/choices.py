"""What is said to a person, and can be chosen, where an interview cannot simply continue.

Knows nothing of questions, so that a screen that is still empty need not load them.
"""

from enum import Enum
from typing import NamedTuple


class Choice(Enum):
    """What a person can do about a failure."""

    RETRY = "try again"
    SKIP = "continue without a grade for this answer"
    OFFLINE = "continue with the built-in examiner"
    KEEP = "keep everything and leave"


class Failure(NamedTuple):
    """One sentence that says what happened, and what can be done about it."""

    sentence: str
    choices: tuple[Choice, ...]


class KeptForLater(Exception):  # noqa: N818 - an outcome, not an error
    """The candidate leaves; the session stays unfinished and can be resumed."""


class Interrupted(Exception):  # noqa: N818 - an outcome, not an error
    """The candidate cancelled what the examiner was doing."""


class TookBack(Interrupted):
    """The candidate takes back the answer that is being read: it was sent too early.

    Where no answer is being read any more, what is running is cancelled.
    """
