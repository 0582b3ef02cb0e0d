"""What the program says: results to standard output, messages to standard error.

The only place that prints. It takes text that was made inert, or data (JSON, which escapes for
itself), so that nothing from outside can act on a terminal.
"""

import sys
from contextlib import suppress

from interviewer.core.text import Inert

NOTHING = Inert("")


def say(text: Inert = NOTHING, *, flush: bool = False) -> None:
    """Print a result for a person."""
    print(text, flush=flush)


def write_json(text: str) -> None:
    """Print JSON for a program; it escapes for itself."""
    print(text)


def message(text: Inert) -> None:
    """Print a message to standard error; the terminal may be what has gone."""
    with suppress(OSError):
        print(text, file=sys.stderr)
