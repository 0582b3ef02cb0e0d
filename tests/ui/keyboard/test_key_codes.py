"""What each report means, protocol by protocol."""

import pytest

from interviewer.ui.keyboard.key_codes import (
    FocusReport,
    KeyCodes,
    KeyPress,
    ModeReport,
    MouseReport,
)
from interviewer.ui.keyboard.layouts import letter_at


def meant(*reports):
    codes = KeyCodes()
    return [found for raw in reports for found in codes.reports(raw.encode())]


def keys(*reports):
    return [press.key for press in meant(*reports)]


def typed(*reports):
    return "".join(press.text for press in meant(*reports))


@pytest.mark.parametrize(
    ("report", "key"),
    {
        "\x1b[A": "up", "\x1bOA": "up", "\x1b[1;5A": "ctrl+up", "\x1b[1;2:1H": "shift+home",
        "\x1b[1;1:2A": "up", "\x1b[3~": "delete", "\x1b[3;5~": "ctrl+delete", "\x1b[3;5:2~": "ctrl+delete",
        "\x1b[3$": "shift+delete", "\x1b[3^": "ctrl+delete", "\x1b[3@": "ctrl+shift+delete",
        "\x1b[a": "shift+up", "\x1bOa": "ctrl+up", "\x1b[Z": "shift+tab", "\x1b[[B": "f2",
        "\x1bOP": "f1", "\x1b[1;2P": "shift+f1", "\x1b[11~": "f1", "\x1b[24~": "f12",
        "\x1b[15;3~": "alt+f5", "\x1b[57376u": "f13", "\x1bOM": "enter", "\x1b\r": "ctrl+j",
        "\x1b[27;5;113~": "ctrl+q", "\x1b[27;2;13~": "shift+enter", "\x1bx": "alt+x", "\x1bX": "alt+shift+x",
        "\x1b": "escape", "\x1b[27u": "escape", "\x1b[13u": "enter", "\x1b[13;2u": "shift+enter",
        "\x1b[9;2u": "shift+tab", "\x1b[127;1:2u": "backspace", "\x1b[57414;1:1u": "enter",
        "\x1b[57419u": "up", "\x1b[57426u": "delete", "\x1b[106;5u": "ctrl+j", "\x1b[122:90;6u": "ctrl+shift+z",
        "\x1b[113;69u": "ctrl+q", "\x1b[113;133:2u": "ctrl+q", "\x1b[81;5u": "ctrl+shift+q",
    }.items(),
)  # fmt: skip
def test_keys_by_name(report, key):
    assert keys(report) == [key]


@pytest.mark.fault("K1")
@pytest.mark.parametrize(
    "report",
    [
        "\x1b[97;1:3u", "\x1b[97;5:3u", "\x1b[1;1:3A", "\x1b[3;1:3~", "\x1b[13;1:3u",  # releases
        "\x1b[57358;65;65u", "\x1b[57360;129u", "\x1b[57441;2u", "\x1b[57454;1:1;97u",  # locks
        "\x1b[57428u", "\x1b[57361u", "\x1b[63000u",
        "\x1b[u", "\x1b[;;u", "\x1b[::;:u", "\x1b[99999999999999u", "\x1b[1114112u", "\x1b[55296u",
        "\x1b[0;;u", "\x1b[0;;27u", "\x1b[-1u", "\x1b[24;80R", "\x1b[?62;c",
        "\x1b[E", "\x1b[99~", "\x1b[f", "\x1b[?1u", "\x1b]11;x\x07", "\x1bPx\x1b\\", "\x1b[ q",
        "\x1b[<0;1M", "\x1b[<0;0;0M", "\x1b[<0;-1;5M", "\x1b[<999;1;1M", "\x1b[<0;99999;1M",
        "\x1b[48;24;80;0;0t", "\x1b[48;0;0;0;0t",
    ],
)  # fmt: skip
def test_nothing_comes_of_what_is_no_key(report):
    assert meant(report) == []


@pytest.mark.fault("K1")
@pytest.mark.parametrize(
    ("report", "text"),
    {
        "\x1b[97u": "a", "\x1b[97;1u": "a", "\x1b[97;1:1u": "a", "\x1b[97;1:2u": "a", "\x1b[97;;97u": "a",
        "\x1b[97:65;2u": "A", "\x1b[97;2u": "A", "\x1b[97;65u": "A", "\x1b[97;66u": "a", "\x1b[49:33;2u": "!",
        "\x1b[97;2;65u": "A", "\x1b[101;1;233u": "\u00e9", "\x1b[0;;20320:22909u": "\u4f60\u597d",
        "\x1b[0;;128104:8205:128105u": "\U0001f468\u200d\U0001f469", "\x1b[108;3;64u": "@",
        "\x1b[32;2;32u": " ", "\x1b[1089::99;1;1089u": "\u0441", "\x1b[97;1:1;97:55296:98u": "ab",
    }.items(),
)  # fmt: skip
def test_what_a_kitty_report_types(report, text):
    assert typed(report) == text


@pytest.mark.fault("K3")
@pytest.mark.parametrize(
    ("report", "text"),
    {
        "\x1b[57404u": "5", "\x1b[57404;129u": "5", "\x1b[57404;129;53u": "5", "\x1b[57409u": ".",
        "\x1b[57409;129;44u": ",", "\x1b[57410u": "/", "\x1b[57413;1:1u": "+", "\x1b[57415u": "=",
        "\x1b[57416u": ",", "\x1bOj": "*", "\x1bOp": "0", "\x1bOy": "9",
    }.items(),
)  # fmt: skip
def test_the_numpad_types_its_sign(report, text):
    assert typed(report) == text


@pytest.mark.fault("K2")
@pytest.mark.parametrize(
    ("report", "key"),
    {
        "\x1b[1081;5u": "ctrl+q", "\x1b[1081::113;5u": "ctrl+q", "\x1b[1089::99;5:1u": "ctrl+c",
        "\x1b[1083;5u": "ctrl+k", "\x1b[27;5;1081~": "ctrl+q", "\x1b[1103;69u": "ctrl+z",
        "\x1b[59::113;5u": "ctrl+q", "\x1b[954;5u": "ctrl+k", "\x1b[47::113;5u": "ctrl+q",
        "\x1b[1500;5u": "ctrl+k", "\x1b[65361;5u": "ctrl+q",
        # AZERTY and Dvorak: what is written on the key is what is meant
        "\x1b[97::113;5u": "ctrl+a", "\x1b[113::120;5u": "ctrl+q",
    }.items(),
)  # fmt: skip
def test_shortcuts_on_every_layout(report, key):
    assert keys(report) == [key]


@pytest.mark.fault("K2")
@pytest.mark.parametrize(("typed_before", "sign"), [(1490, "\x1b[47;5u"), (945, "\x1b[59;5u")])
def test_a_sign_in_the_place_of_the_q(typed_before, sign):
    assert keys(sign) == [sign and f"ctrl+{chr(int(sign[2:4]))}"]
    assert keys(f"\x1b[{typed_before}u", sign)[1:] == ["ctrl+q"]


@pytest.mark.fault("K4")
@pytest.mark.parametrize(
    ("char", "letter"),
    [("f", "f"), ("F", "f"), ("\u0430", "f"), ("\u0410", "f"), ("\u03c6", "f"), ("\u05db", "f"),
     ("\u3139", "f"), ("\u10e4", "f"), ("\u0628", "f"), ("\u0e14", "f"), ("\u093f", "f"), ("\uff46", "f"),
     ("\u00e9", ""), ("1", ""), ("", ""), ("fi", "")],
)  # fmt: skip
def test_the_letter_in_whose_place_another_stands(char, letter):
    assert letter_at(char) == letter


@pytest.mark.fault("K4")
def test_the_terminal_knows_better_than_a_table():
    assert meant("\x1b[1073::107;1;1073u") == [KeyPress("\u0431", "\u0431", "k")]
    assert meant("\x1b[122::121;1;122u") == [KeyPress("z", "z", "z")]


def test_what_is_no_key():
    assert meant("\x1b[I", "\x1b[O") == [FocusReport(True), FocusReport(False)]
    assert meant("\x1b[?2026;2$y") == [ModeReport(2026, 2)]
    assert meant("\x1b[<0;3;4M", "\x1b[<0;3;4m") == [
        MouseReport(0, 3, 4, False),
        MouseReport(0, 3, 4, True),
    ]
    assert meant("\x1b[M #$") == [MouseReport(0, 3, 4, False)]
    assert meant("\x1b[32;3;4M", "\x1b[35;3;4M") == [
        MouseReport(0, 3, 4, False), MouseReport(3, 3, 4, True)
    ]  # fmt: skip
