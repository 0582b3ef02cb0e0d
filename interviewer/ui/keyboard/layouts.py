"""Which letter of a US keyboard stands where another layout has its own.

Terminals that report the place of a key do so themselves; for the others the places are here. The
rows are those of the layouts that X11, Windows and macOS install first for a language.
"""

_PLACES = "qwertyuiop[]asdfghjkl;'zxcvbnm,./"

_LAYOUTS = (
    "йцукенгшщзхъфывапролджэячсмитьбю.",  # Russian
    "йцукенгшщзхїфівапролджєячсмитьбю.",  # Ukrainian
    "йцукенгшўзх'фывапролджэячсмітьбю.",  # Belarusian
    ";ςερτυθιοπ[]ασδφγηξκλ΄'ζχψωβνμ,./",  # Greek
    "/'קראטוןםפ][שדגכעיחלךף,זסבהנמצתץ.",  # Hebrew
    "ضصثقفغعهخحجدشسيبلاتنمكطئءؤر\0ىةوزظ",  # Arabic; its B types two letters
    "ქწერტყუიოპ[]ასდფგჰჯკლ;'ზხცვბნმ,./",  # Georgian
    "ㅂㅈㄷㄱㅅㅛㅕㅑㅐㅔ[]ㅁㄴㅇㄹㅎㅗㅓㅏㅣ;'ㅋㅌㅊㅍㅠㅜㅡ,./",  # Korean
    "ๆไำพะัีรนยบลฟหกดเ้่าสวงผปแอิืทมใฝ",  # Thai
    "ौैाीूबहगदजड़ोे्िुपरकतचटॆंमनवलस,.य",  # Hindi
)

_LETTERS: dict[str, str] = {}
_SIGNS: dict[str, dict[str, str]] = {}
"""For a letter of a layout that has a sign where a US keyboard has a letter: those signs."""


def letter_at(char: str) -> str:
    """The lower-case letter a to z in whose place a layout has `char`; empty where none is known."""
    if len(char) != 1:
        return ""
    if char.isascii():
        return char.lower() if char.isalpha() else ""
    if "\uff21" <= char <= "\uff5a":  # full width, as East Asian input methods type it
        return letter_at(chr(ord(char) - 0xFEE0))
    if not _LETTERS:
        _learn()
    return _LETTERS.get(char.lower(), "")


def letter_for_sign(sign: str, typed: str) -> str:
    """The letter in whose place a layout has an ASCII sign; the layout is the one `typed` is of.

    Greek has a semicolon and Hebrew a slash where others have the Q.
    """
    if not _LETTERS:
        _learn()
    return _SIGNS.get(typed.lower(), {}).get(sign, "")


def _learn() -> None:
    for layout in _LAYOUTS:
        places = list(zip(layout, _PLACES, strict=True))
        signs = {
            sign: place
            for sign, place in places
            if sign.isascii() and place.isalpha() and sign != place
        }
        for char, place in places:
            if place.isalpha() and not char.isascii():
                _LETTERS.setdefault(char, place)
                if signs:
                    _SIGNS.setdefault(char, signs)
