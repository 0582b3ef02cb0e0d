"""Slips of the fingers and short spellings, mended before the wishes are looked for.

Only what is looked at is mended, never what is kept or graded.
"""

_SHORT = {
    "u": "you", "ur": "your", "r": "are", "plz": "please", "pls": "please", "gimme": "give me", "lemme": "let me", "wanna": "want to",
    "gonna": "going to", "wdym": "what do you mean", "dont": "don't", "didnt": "didn't", "cant": "can't", "im": "i'm", "ive": "i've",
    "nxt": "next", "thats": "that's", "whats": "what's", "wat": "what", "wut": "what", "its": "it's", "youre": "you're", "lets": "let's", "sry": "sorry", "thx": "thanks", "wats": "what's", "q": "question", "giv": "give",
}  # fmt: skip
_EMPTY = frozenset(["lol", "tbh", "haha"])
"""Say nothing beside other words."""
_KEY_WORDS = (
    "can could skip hint next repeat question the what mean don't understand again help stop quit pass please you know "
    "move answer another second minute moment wait think"
)
_KEYS = frozenset(_KEY_WORDS.split())
"""Words of the wishes, that two swapped letters or a doubled last one are mended to."""


def mended(text: str) -> str:
    """A folded text with its slips mended."""
    words = [_mended(word) for word in text.split()]
    if len(words) > 1:
        words = [word for word in words if word not in _EMPTY] or words
    if len(words) > 1 and words[-1] == "1" and words[-2] == "this":
        words[-1] = "one"
    return " ".join(words)


def _mended(word: str) -> str:
    if word in _SHORT:
        return _SHORT[word]
    if word in _KEYS or len(word) < 3:
        return word
    if word[-1] == word[-2] and word[:-1] in _KEYS:
        return word[:-1]
    for at in range(len(word) - 1):
        swapped = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
        if swapped in _KEYS:
            return swapped
    return word
