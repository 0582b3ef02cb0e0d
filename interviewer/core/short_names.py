"""Short names of points and questions, for lists and inside sentences."""

import re

from interviewer.core.questions import RubricPoint


def label_of(point: RubricPoint) -> str:
    """The point's short name for learners; without one, its description up to the first clause."""
    if point.label:
        return point.label
    head = re.split(r"[,;:(]| \u2013 | so that | hence | which ", point.description, maxsplit=1)[0]
    words = head.rstrip(" .").split()
    return " ".join(words) if len(words) <= 9 else " ".join(words[:8]) + " \u2026"


def title(question_id: str) -> str:
    """A short name of a question for lists: its id in words."""
    words = question_id.replace("-", " ").replace("_", " ").strip()
    return words[:1].upper() + words[1:]
