"""Sequences through the reader of the screen and that of plain lines: no error, no word lost."""

from random import Random

from textual import events

from interviewer.ui.keyboard.terminal_input import TerminalInput
from interviewer.ui.tui.terminal_events import TerminalEvents
from tests.odd_keys.grammar import sequence

QUIETS = 110
"""After so many quiet reads even a paste without an end has ended."""


def wrong(seed: int) -> str:
    """What went wrong with one sequence that is followed by a word; nothing where all was well."""
    rng = Random(seed)
    sent = sequence(rng)
    size = rng.choice((1, 2, 7, 64, len(sent) or 1))
    screen, lines = TerminalEvents(), TerminalInput("\r\n")
    try:
        for source in (screen, lines):
            for at in range(0, len(sent), size):
                list(source.feed(sent[at : at + size]))
            for _ in range(QUIETS):
                list(source.quiet())
            if source.patience is not None:
                return f"{seed}: still waits after {sent[:200]!r}"
        said = "".join(
            event.character or ""
            for event in (*screen.feed(b"word"), *screen.quiet())
            if isinstance(event, events.Key)
        )
        typed = "".join(press.text for press in (*lines.feed(b"word"), *lines.quiet()))
    except Exception as error:  # noqa: BLE001 - any is what is looked for
        return f"{seed}: {type(error).__name__}: {error} after {sent[:200]!r}"
    # The rest of a character that was cut apart is known to be missing once something else comes.
    if (said.lstrip("\ufffd"), typed.lstrip("\ufffd")) != ("word", "word"):
        return f"{seed}: a word became {said!r} and {typed!r} after {sent[:200]!r}"
    return ""
