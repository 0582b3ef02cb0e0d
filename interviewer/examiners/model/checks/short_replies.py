"""A short reply to what was asked, and the reason that follows it: "Not that far, since every ...".

The "not" of such a reply answers the interviewer. It denies nothing of the reason behind it, which is
what a quote stands in. "That is not true: ..." is no such reply: what it denies comes after it.
"""

import re

_NEAR = 120
"""Characters in which it ends."""
LONGEST = 6
"""Words of a reply at most."""

_MARK = r":\s|(?<=\s)[\u2013\u2014-]\s"
_MARKED = re.compile(_MARK)
_REASONED = re.compile(rf"{_MARK}|\b(?:since|because|as|for)\b", re.IGNORECASE)
_LEAD = r"^\W*(?:(?:well|so|and|but|oh|hm+|um+|honestly|actually|i think|i guess|i'd say)\W+)*"
_BARE = re.compile(
    rf"{_LEAD}(?:no|nope|not|never|hardly|rarely|seldom|nothing|neither)\b", re.IGNORECASE
)
_WITH_VERB = re.compile(
    rf"{_LEAD}(?:it|that|this|they|he|she|you|we|i)\b"
    r"(?=.*\b(?:\w+n['\u2019]?t|not|never|cannot|hardly)\b)",
    re.IGNORECASE,
)
_CALLED_FALSE = re.compile(
    r"\b(?:true|so|right|correct|case|false|wrong|incorrect|myth|untrue|mistaken)\b", re.IGNORECASE
)


def reason_at(sentence: str) -> int:
    """Where the reason begins behind a short denying reply; 0 where the sentence opens with none.

    Behind a reply with a verb ("It wouldn't generalise: ...") only a mark separates them: "it does not
    help because ..." may deny its reason.
    """
    for opening, ends in ((_BARE, _REASONED), (_WITH_VERB, _MARKED)):
        end = ends.search(sentence, 0, _NEAR)
        if end is not None and opening.search(sentence[: end.start()]):
            reply = sentence[: end.start()]
            short = len(reply.split()) <= LONGEST and not _CALLED_FALSE.search(reply)
            return end.end() if short else 0
    return 0
