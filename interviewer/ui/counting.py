"""How long an answer is, and how long it may be."""

import re

MAX_ANSWER = 64 * 1024
"""Bytes of UTF-8 an answer may have. More is told, and never cut."""

# Scripts written without spaces: kana and Han. (Hangul has spaces.)
# A pattern: compiling it takes a while, and nothing is counted before something is typed.
_SIGN = (
    "[\u3005-\u3007\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9d\U00020000-\U0003ffff]"
)


def count_words(text: str) -> int:
    """How many words a text has; where a script has no spaces, each of its signs is one."""
    rest, signs = re.subn(_SIGN, " ", text)
    pieces = rest.split()
    if not signs:
        return len(pieces)
    return signs + sum(any(map(str.isalnum, piece)) for piece in pieces)
