"""What can be seen of a question bank at a glance: before all of it is checked.

Knows nothing but JSON, so that a first question can be shown before the rest is loaded.
"""

import json
from typing import NamedTuple

from interviewer.core.bank_defaults import ANY_TOPIC, MEDIUM, UNTITLED
from interviewer.core.text import normalise


class BankPreview(NamedTuple):
    """A bank's title, how many questions it has, and the first of them."""

    title: str
    questions: int
    topic: str
    difficulty: str
    prompt: str


def preview(raw: bytes) -> BankPreview:
    """Look at the bytes of a bank that `banks.parse` has accepted before."""
    bank = json.loads(raw.decode("utf-8-sig"))
    questions = bank["questions"]
    first = questions[0]
    return BankPreview(
        title=normalise(bank.get("title") or UNTITLED),
        questions=len(questions),
        topic=normalise(first.get("topic") or ANY_TOPIC),
        difficulty=(first.get("difficulty") or MEDIUM).strip().lower(),
        prompt=normalise(first["prompt"]),
    )
