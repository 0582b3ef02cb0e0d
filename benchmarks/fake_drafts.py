"""What the fake server drafts: questions on the lines of a posting, each with its words as the quote.

The questions are no good ones; they have the form that a model's drafts have, so that the whole way from a posting
to a report can be gone without a model.
"""

import re
from typing import Any

_MATERIAL = re.compile(r"<material>\n(.*?)\n</material>", re.DOTALL)
_COUNT = re.compile(r"List (\d+) interview questions")
_ASKED = re.compile(r"this interview question:\n\n(.*?)\n", re.DOTALL)
_ITEM = re.compile(r"^\s*[-*\u2022]\s+(\S.*\S)\s*$", re.MULTILINE)


def draft_for(shape: dict[str, Any], said: str) -> dict[str, Any] | None:
    """The reply to a request for a draft, in its form; None for any other form."""
    if "questions" in shape["properties"]:
        return outline(said)
    return question(said) if "reference_answer" in shape["properties"] else None


def outline(said: str) -> dict[str, Any]:
    """A question for each item of the material, or for each of its lines where it lists nothing."""
    material = found[1] if (found := _MATERIAL.search(said)) else ""
    wanted = int(found[1]) if (found := _COUNT.search(said)) else 10
    lines = _ITEM.findall(material) or [one.strip() for one in material.split("\n") if one.strip()]
    return {
        "questions": [
            {
                "prompt": f"Tell me how you go about this: {line.rstrip('.')}.",
                "topic": f"task {number}",
                "quote": line,
            }
            for number, line in enumerate(lines[:wanted], 1)
        ]
    }


def question(said: str) -> dict[str, Any]:
    """A rubric of two points that fits every question of this kind."""
    asked = found[1] if (found := _ASKED.search(said)) else ""
    task = asked.partition(": ")[2].rstrip(".") or "the task"
    return {
        "reference_answer": f"I ask first what is needed and by when, and I write that down. For {task} I start with "
        "the smallest version that works, measure it, and improve what the numbers show to be worst.",
        "points": [
            {
                "label": "ask what is needed",
                "description": "Finds out what is needed before starting.",
                "weight": 2,
                "essential": True,
                "signs": [
                    "I ask first what is needed",
                    "clarify the goal",
                    "talk to the users first",
                ],
                "follow_up": "What do you do on the first day?",
            },
            {
                "label": "measure, then improve",
                "description": "Measures and improves what is worst.",
                "weight": 1,
                "essential": False,
                "signs": [
                    "I measure it and improve the worst",
                    "look at the numbers",
                    "profile first",
                ],
                "follow_up": "How do you know that it's good enough?",
            },
        ],
        "misconceptions": [
            {
                "description": "Believes that one should build everything at once.",
                "signs": ["build all of it at once"],
                "follow_up": "What if half of it turns out not to be wanted?",
            }
        ],
        "hints": ["Think of the first day.", "Whom do you ask?", "Something small comes first."],
        "deeper": "When would you do it the other way round?",
        "minutes": 3,
    }
