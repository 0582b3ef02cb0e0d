"""Whether a model's last words are an interviewer's last words to a candidate at all.

Small models write letters with gaps to fill in ("Goodbye, [Candidate's Name]"), thank for the feedback in
the candidate's place, or say what fits any interview. None of that claims a number, so nothing in it is
false; it is not shown all the same.
"""

import re

from interviewer.examiners.reading.word_forms import PLAIN, forms

SPOKEN_TO = 1
"""So often a closing says "you" at least."""
ABOUT = 2
"""Different words of the facts, small words aside, that it speaks of at least."""

_GAP = re.compile(
    r"\[[^\]\n]{0,60}[A-Za-z][^\]\n]{0,60}\]|<[A-Za-z][^>\n]{0,60}>|\{[^}\n]{0,60}\}|_{3,}"
)
_LETTER = re.compile(
    r"^\W{0,4}(?:dear|to whom)\b|^\W{0,4}(?:(?:best|kind|warm) )?regards\b|\b(?:yours )?sincerely\b|^\W{0,4}subject:"
    r"|\bas an ai\b|\blanguage model\b",
    re.IGNORECASE | re.MULTILINE,
)
_FOR_THE_CANDIDATE = re.compile(
    r"\bthank(?:s| you)[^.!?\n]{0,40}\b(?:for|to) (?:the|your|this|all your) (?:\w+ )?"
    r"(?:feedback|guidance|evaluation|assessment|advice|questions)\b"
    r"|\b(?:i am|i'm|i was) (?:\w+ )?(?:grateful|thankful|excited|looking forward)\b"
    r"|\bmy (?:answers?|responses?|performance|understanding|strengths?|weaknesses)\b"
    r"|\bthank(?:s| you)[^.!?\n]{0,30}\binterviewing me\b",
    re.IGNORECASE,
)
_YOU = re.compile(r"\b(?:you|your|yours|yourself)\b", re.IGNORECASE)


def wrong_voice(text: str) -> str | None:
    """Say why nobody would say this to a candidate, in whatever place; None where somebody may."""
    if _GAP.search(text):
        return "it has gaps to fill in"
    if _LETTER.search(text):
        return "it is a letter"
    if _FOR_THE_CANDIDATE.search(text):
        return "it speaks for the candidate"
    return None


def no_closing(text: str, facts: str) -> str | None:
    """Say why a text is no closing of this interview; None where it may be one."""
    voice = wrong_voice(text)
    if voice is not None:
        return voice
    if len(_YOU.findall(text)) < SPOKEN_TO:
        return "it does not speak to the candidate"
    if len((set(forms(text)) - PLAIN) & set(forms(facts))) < ABOUT:
        return "it could end any interview"
    return None
