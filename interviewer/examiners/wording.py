"""Pieces of sentences for the closing: points, quotes and questions as a person would name them."""

import re

from interviewer.core.report import QuestionReport, title
from interviewer.core.text import one_line

_LEADS = re.compile(
    r"^(?:says|states|explains|mentions|knows|believes) (?:that |to )?", re.IGNORECASE
)
_ASIDE = re.compile(r"\s*\([^()]*\)")


def gist(description: str) -> str:
    """A rubric description as something to know: "Says that X (for example, Y), hence Z" is X."""
    text = _ASIDE.sub("", one_line(description))
    text = _LEADS.sub("", text).rstrip(" .")
    for mark in ("; ", ", hence ", ", so that "):
        head = text.split(mark)[0]
        if len(head.split()) >= 4:
            text = head
    return text[:1].lower() + text[1:] if text[1:2].islower() else text


def short(text: str, words: int) -> str:
    """The text on one line, cut after so many words."""
    parts = one_line(text, 40 * words).split()
    return " ".join(parts[:words]).rstrip(",;:") + "..." if len(parts) > words else " ".join(parts)


def name(question: QuestionReport) -> str:
    """A question's title as it stands inside a sentence."""
    words = one_line(title(question.id), 60)
    return words[:1].lower() + words[1:] if words[1:2].islower() else words


_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def count(number: int, noun: str) -> str:
    """Return "three questions"."""
    word = _NUMBERS[number] if number < len(_NUMBERS) else str(number)
    return f"{word} {noun}{'' if number == 1 else 's'}"
