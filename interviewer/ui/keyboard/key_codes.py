"""What an escape sequence reports: a key, the mouse, the focus, a mode, or nothing that is used.

Read are the whole kitty keyboard protocol (https://sw.kovidgoyal.net/kitty/keyboard-protocol/),
xterm's keys with modifiers and `modifyOtherKeys`, and the keys of the VT220, rxvt and the Linux
console. Whatever else comes is no key.
"""

import re
from typing import NamedTuple

from interviewer.ui.keyboard.layouts import letter_at, letter_for_sign


class KeyPress(NamedTuple):
    """One key that was pressed, or repeated while it is held. Its release is none."""

    key: str
    """Its name in Textual's words, such as "ctrl+q" and "shift+enter"; a character by itself."""
    text: str = ""
    """The character that it types; empty where it types none."""
    letter: str = ""
    """The letter, a to z, at its place on a US keyboard; empty where that is none or not known."""


class MouseReport(NamedTuple):
    """As SGR encodes it, whatever encoding it came in."""

    button: int
    column: int
    row: int
    released: bool


class FocusReport(NamedTuple):
    """The terminal's window has the focus, or lost it."""

    gained: bool


class ModeReport(NamedTuple):
    """What a terminal says of a mode that it was asked about (DECRPM)."""

    mode: int
    setting: int


Report = KeyPress | MouseReport | FocusReport | ModeReport

MOST_CELLS = 10_000
"""No terminal is as wide or high; a mouse beyond it is no mouse."""

SHIFT, ALT, CTRL, SUPER, HYPER, META, CAPS_LOCK = 1, 2, 4, 8, 16, 32, 64
_NAMES = ((ALT, "alt"), (CTRL, "ctrl"), (HYPER, "hyper"), (META, "meta"), (SHIFT, "shift"), (SUPER, "super"))  # fmt: skip
_RELEASE = 3

_BY_CODE = {9: "tab", 13: "enter", 27: "escape", 127: "backspace", 8: "backspace", 57414: "enter"}
_BY_CODE |= {57417 + at: key for at, key in enumerate(
    ("left", "right", "up", "down", "pageup", "pagedown", "home", "end", "insert", "delete")
)}  # fmt: skip
_BY_CODE |= {57376 + at: f"f{13 + at}" for at in range(23)}
_BY_NUMBER = {1: "home", 2: "insert", 3: "delete", 4: "end", 5: "pageup", 6: "pagedown", 7: "home", 8: "end"}  # fmt: skip
_BY_NUMBER |= {
    number: f"f{at}"
    for at, number in enumerate(
        (11, 12, 13, 14, 15, 17, 18, 19, 20, 21, 23, 24, 25, 26, 28, 29, 31, 32, 33, 34), 1
    )
}
_BY_FINAL = {
    "A": "up", "B": "down", "C": "right", "D": "left", "F": "end", "H": "home",
    "P": "f1", "Q": "f2", "R": "f3", "S": "f4", "Z": "tab",
}  # fmt: skip
_RXVT_ARROWS = {"a": "A", "b": "B", "c": "C", "d": "D"}
_NUMPAD = {57399 + digit: str(digit) for digit in range(10)}
_NUMPAD |= {57409: ".", 57410: "/", 57411: "*", 57412: "-", 57413: "+", 57415: "=", 57416: ","}
_APPLICATION_NUMPAD = dict(zip("jklmnopqrstuvwxyX ", "*+,-./0123456789= ", strict=True))
_FUNCTIONAL = range(57344, 63744)
"""Unicode's private use area: keys that type nothing by themselves."""

_CSI = re.compile(r"\x1b\[([<=>?]?)([0-9:;]*)([ -/]*)([@-~])\Z")
_SS3 = re.compile(r"\x1bO([0-9;]*)([ A-Za-z])\Z")
_SHORT = re.compile(r"\x1b\[([0-9]{1,2}\$|\[[A-E])\Z")
_NUMBERED = {"~": 0, "^": CTRL, "@": CTRL | SHIFT}
"""Ends of sequences that name a key by its number; the last two are rxvt's."""


class KeyCodes:
    """Reads sequences; remembers the layout that was typed in, for signs that stand for letters."""

    def __init__(self) -> None:
        self._typed = ""
        """The last letter that no Latin layout has."""

    def typed(self, char: str) -> KeyPress:
        """The key that types a character; also of a terminal that sends the character alone."""
        letter = letter_at(char)
        if letter and not char.isascii():
            self._typed = char
        return KeyPress(char, char, letter)

    def control(self, char: str) -> KeyPress | None:
        """The key of a control character."""
        name = _BY_CONTROL.get(char)
        return KeyPress(name, "\t" if char == "\t" else "") if name else None

    def reports(self, raw: bytes) -> list[Report]:
        """What a sequence reports. An unknown or damaged one reports nothing."""
        if raw.startswith(b"\x1b[M") and len(raw) == 6:
            button, column, row = (byte - 32 for byte in raw[3:])
            return _mouse_without_sgr(button, column, row)
        text = raw.decode("utf-8", "replace")
        for pattern, read in ((_CSI, self._csi), (_SS3, self._ss3), (_SHORT, _short)):
            if match := pattern.match(text):
                return read(*match.groups())
        return self._alt(text[1:]) if text != "\x1b" else [KeyPress("escape")]

    def _alt(self, char: str) -> list[Report]:
        if char == "\r":  # Alt+Enter is a new line, and not Esc and then Enter
            return [KeyPress("ctrl+j")]
        control = self.control(char)
        if control is not None:
            return [KeyPress(f"alt+{control.key}")]
        if len(char) != 1 or not char.isprintable():
            return []
        shift = "shift+" if char.isupper() else ""
        return [KeyPress(f"alt+{shift}{letter_at(char) or char}")]

    def _ss3(self, parameters: str, final: str) -> list[Report]:
        modifiers = _number(parameters.rpartition(";")[2], 1) - 1
        if final in _RXVT_ARROWS:
            return _named(_BY_FINAL[_RXVT_ARROWS[final]], CTRL)
        if final in _APPLICATION_NUMPAD:
            return [self.typed(_APPLICATION_NUMPAD[final])]
        if final in "MI":
            return _named("enter" if final == "M" else "tab", modifiers)
        return _named(_BY_FINAL.get(final, ""), modifiers)

    def _csi(self, private: str, parameters: str, between: str, final: str) -> list[Report]:
        if private or between or final in "MmIOy":
            return _terminal_report(private, parameters, between, final)
        fields = parameters.split(";")
        number = _number(fields[0], 1)
        if final == "u":
            return self._kitty(fields)
        if final == "~" and number == 27 and len(fields) == 3:  # xterm's modifyOtherKeys
            return self._kitty([fields[2], fields[1]])
        modifiers, event = _modifiers(fields[1] if len(fields) > 1 else "")
        if final in _NUMBERED:
            name, more = _BY_NUMBER.get(number, ""), _NUMBERED[final]
        elif number == 1:
            name = _BY_FINAL.get(_RXVT_ARROWS.get(final, final), "")
            more = SHIFT if final in "abcdZ" else 0
        else:
            return []
        return _named(name, modifiers | more) if event != _RELEASE else []

    def _kitty(self, fields: list[str]) -> list[Report]:
        """`code:shifted:base ; modifiers:event ; text`, every field but the first optional."""
        code, shifted, base = (*map(_number, fields[0].split(":")[:3]), 0, 0)[:3]
        modifiers, event = _modifiers(fields[1] if len(fields) > 1 else "")
        unused = code in _FUNCTIONAL and code not in _NUMPAD and code not in _BY_CODE
        if event == _RELEASE or unused:
            return []  # a lock, a modifier, a key of a media player: whatever else it says
        if code in _BY_CODE:
            return _named(_BY_CODE[code], modifiers)
        held = modifiers & (ALT | CTRL | SUPER | HYPER | META)
        text = "".join(map(_char, fields[2].split(":"))) if len(fields) > 2 else ""
        if text and held in (0, ALT):  # with Alt where that chooses the character
            return [self._typed_at(base, char) for char in text]
        char = _NUMPAD.get(code) or _char(code)
        if held and char:
            return self._held(char, base, modifiers)
        return [self._typed_at(base, _cased(char, _char(shifted), modifiers))] if char else []

    def _typed_at(self, base: int, char: str) -> KeyPress:
        press = self.typed(char)
        return press if press.letter and char.isascii() else press._replace(
            letter=letter_at(_char(base)) or press.letter
        )  # fmt: skip

    def _held(self, char: str, base: int, modifiers: int) -> list[Report]:
        """A key with Ctrl, Alt or the like: by its letter, whatever the layout."""
        letter = letter_at(char) if char.isascii() else ""
        letter = letter or letter_at(_char(base)) or letter_at(char)
        letter = letter or letter_for_sign(char, self._typed)
        if char.isupper() and char.isascii() and not modifiers & CAPS_LOCK:
            modifiers |= SHIFT
        name = letter or ("space" if char == " " else char)
        return [KeyPress(_with(name, modifiers), letter=letter)]


_BY_CONTROL = {chr(code): f"ctrl+{chr(code + 96)}" for code in range(1, 27)}
_BY_CONTROL |= {"\t": "tab", "\r": "enter", "\x7f": "backspace", "\x08": "backspace"}
_BY_CONTROL |= {"\x00": "ctrl+at", "\x1c": "ctrl+backslash", "\x1d": "ctrl+right_square_bracket"}
_BY_CONTROL |= {"\x1e": "ctrl+circumflex_accent", "\x1f": "ctrl+underscore"}


def _terminal_report(private: str, parameters: str, between: str, final: str) -> list[Report]:
    if final in "Mm" and not between:
        numbers = [_number(field) for field in parameters.split(";")]
        if len(numbers) != 3:
            return []
        button, column, row = numbers
        if private == "<":
            return _mouse(button, column, row, released=final == "m")
        if not private and final == "M":  # urxvt's
            return _mouse_without_sgr(button - 32, column, row)
    if final in "IO" and not private and not parameters:
        return [FocusReport(final == "I")]
    if (private, between, final) == ("?", "$", "y"):
        mode, _, setting = parameters.partition(";")
        return [ModeReport(_number(mode), _number(setting))]
    return []


def _mouse(button: int, column: int, row: int, *, released: bool) -> list[Report]:
    if not (0 <= button < 256 and 0 < column <= MOST_CELLS and 0 < row <= MOST_CELLS):
        return []
    return [MouseReport(button, column, row, released)]


def _mouse_without_sgr(button: int, column: int, row: int) -> list[Report]:
    """Which button was released is not said; movement and the wheel are no release."""
    return _mouse(button, column, row, released=button & 3 == 3 and not button & 0x60)


def _short(code: str) -> list[Report]:
    """With Shift in rxvt, such as `3$`; F1 to F5 on the Linux console, such as `[A`."""
    if code.endswith("$"):
        return _named(_BY_NUMBER.get(int(code[:-1]), ""), SHIFT)
    return _named(f"f{ord(code[1]) - 64}", 0)


def _named(name: str, modifiers: int) -> list[Report]:
    return [KeyPress(_with(name, modifiers))] if name else []


def _with(name: str, modifiers: int) -> str:
    return "+".join([word for bit, word in _NAMES if modifiers & bit] + [name])


def _modifiers(field: str) -> tuple[int, int]:
    """The modifiers as bits, and the kind of event."""
    bits, _, event = field.partition(":")
    return max(_number(bits, 1) - 1, 0) & 0xFF, _number(event, 1)


def _number(field: str, missing: int = 0) -> int:
    """What a field says; one that is missing, or too long to mean anything, is the usual one."""
    return int(field) if 0 < len(field) <= 7 and field.isdecimal() and field.isascii() else missing


def _char(code: int | str) -> str:
    """The character of a code point; empty where that types none."""
    number = _number(code) if isinstance(code, str) else code
    if number < 32 or 127 <= number < 160 or number > 0x10FFFF or 0xD800 <= number < 0xE000:
        return ""
    return "" if number in _FUNCTIONAL else chr(number)


def _cased(char: str, shifted: str, modifiers: int) -> str:
    """The character as Shift and Caps Lock make it, for a terminal that does not say."""
    shift, caps = bool(modifiers & SHIFT), bool(modifiers & CAPS_LOCK)
    if shift and shifted and not caps:
        return shifted
    upper = char.upper()
    return upper if len(upper) == 1 and shift != (caps and char.isalpha()) else char
