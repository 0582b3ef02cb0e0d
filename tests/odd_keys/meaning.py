"""Whether a sequence only types, or may do something: what is expected of a program depends on it."""

from interviewer.core.text import normalise
from interviewer.ui.edited_line import EditedLine
from interviewer.ui.keyboard.key_codes import KeyPress, MouseReport
from interviewer.ui.keyboard.scanner import PASTE_BEGINS, PASTE_ENDS, Paste
from interviewer.ui.keyboard.terminal_input import Burst, TerminalInput
from interviewer.ui.terminal_lines import ENTER, SIGNALS, _editing
from tests.odd_keys.reading import QUIETS

STRING_END = b"\x1b\\"
"""What ends a string that a sequence has left open. Else it is Alt+\\, which does nothing."""
MOST = 1_500
"""Characters that one sequence may type into an answer that many of them share."""

ACTS_IN_LINES = {*_editing(EditedLine(lambda _: None, lambda: 80)), *ENTER, *SIGNALS, "ctrl+d"}
SIGNAL_BYTES = frozenset(b"\x03\x1a\x1c")


def ended(sent: bytes) -> bytes:
    """A sequence, and what ends the string or the paste that it may have left open.

    No terminal marks the end of a paste that none began; where it follows a paste at once, all that was
    typed in between belongs to that paste.
    """
    return sent + STRING_END + (PASTE_ENDS if PASTE_BEGINS in sent else b"")


def only_types(sent: bytes, *, screen: bool) -> bool:
    """Whether all that was typed before a sequence must still be there after it.

    On the screen a click may press anything, and any key that types nothing may be one of the screen's.
    """
    if not screen and SIGNAL_BYTES.intersection(sent):
        return False  # in lines the terminal makes signals of them, wherever they stand
    source = TerminalInput("\r" if screen else "\r\n")
    found = list(source.feed(ended(sent)))
    for _ in range(QUIETS):
        found += source.quiet()
    size = 0
    for each in found:
        match each:
            case KeyPress(key, text):
                if text and not text.isprintable():
                    return False
                if not text and key != "alt+\\" and (screen or key in ACTS_IN_LINES):
                    return False
                size += len(text)
            case Burst(text) if "\n" in normalise(text):
                return False
            case Paste(text) | Burst(text):
                size += len(text)
            case MouseReport() if screen:
                return False
    return size < MOST
