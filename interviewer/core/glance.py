"""What can be seen of a question bank at a glance: before all of it is checked.

Knows nothing but JSON, so that a first question can be shown before the rest is loaded.
"""

import json
from dataclasses import dataclass

from interviewer.core.text import normalise

UNTITLED = "Interview"
"""The title of a bank that has none."""


@dataclass(frozen=True, slots=True)
class Glance:
    """A bank's title, its first question, and how many it has."""

    title: str
    prompt: str
    questions: int


def glance(raw: bytes) -> Glance:
    """Look at the bytes of a bank that `banks.parse` has accepted before."""
    bank = json.loads(raw.decode("utf-8-sig"))
    questions = bank["questions"]
    title, prompt = bank.get("title", UNTITLED), questions[0]["prompt"]
    return Glance(normalise(title), normalise(prompt), len(questions))
