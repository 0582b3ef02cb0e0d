"""What a model says between the questions: answers to questions back, transitions, hints.

Whatever it says may give a point away, so it is held against the points that have not been made as a
follow-up is. And it may flatter or judge, which only the report may do. What does not pass is said in the
bank's words or in canned ones, or not at all.
"""

import re

from interviewer.core.questions import RubricPoint
from interviewer.core.sheets import Sheet, Target
from interviewer.examiners.model.checks.closing_form import wrong_voice
from interviewer.examiners.model.checks.leaks import LeakCheck

LONGEST = 60
"""Words of anything that is said in between."""
LONGEST_TRANSITION = 30
LONGEST_QUESTION_BACK = 40
"""Words. Who says more than this has not only asked something."""
HALF = 3
"""The rung of a hint that may say half of a point."""

_JUDGES = re.compile(
    r"\b(?:well done|good (?:job|points?|answers?|work|start|thinking|questions?)|great|excellent|perfect|"
    r"impressive|brilliant|fantastic|wonderful|spot on|you(?:'re| are) (?:right|wrong|correct|close)|"
    r"that(?:'s| is) (?:right|wrong|correct|incorrect|not right)|not quite|"
    r"you (?:missed|forgot|covered|nailed|left out|did not mention|didn't mention)|"
    r"your (?:answer|score|grade) (?:is|was)|full marks|rubric|reference answer)\b",
    re.IGNORECASE,
)
_GOODBYE = re.compile(r"^\W*(?:good ?bye|thank you|thanks|dear|hello|hi)\b", re.IGNORECASE)
_ASKS_BACK = re.compile(
    r"^\W*(?:(?:and|but|so|sorry|wait|well|okay|ok|hm+|um+|just to be sure|before i start)\W+)*"
    r"(?:what|which|who|whose|how|why|where|when|is|are|am|was|were|do|does|did|has|have|can|could|would|"
    r"will|should|shall|may|might|must|you mean|i don't (?:understand|get)|i do not understand|"
    r"not sure (?:what|which|how|if|whether))\b",
    re.IGNORECASE,
)


def may_ask_back(answer: str) -> bool:
    """Whether an answer may be a question back: short, and a question as far as its shape tells."""
    if len(answer.split()) > LONGEST_QUESTION_BACK:
        return False
    last = answer.rstrip().endswith("?")
    return last or (_ASKS_BACK.search(answer) is not None and "?" in answer)


def transition_of(sheet: Sheet, text: str | None) -> str:
    """A transition as it may be said: a sentence without question, praise or leak; else empty."""
    words = " ".join((text or "").split())
    if not words or "?" in words or len(words.split()) > LONGEST_TRANSITION:
        return ""
    return "" if _misfits(words) or _leaks(sheet, words) else words


def clarification_of(sheet: Sheet, text: str) -> str | None:
    """What may be said to a question back; None where it gives away or judges anything."""
    words = " ".join(text.split())
    if not words or len(words.split()) > LONGEST or _misfits(words):
        return None
    return None if _leaks(sheet, words) else words


def hint_of(sheet: Sheet, target: Target, rung: int, text: str) -> str | None:
    """What may be said as a hint; None where it says more than its rung may."""
    words = " ".join(text.split())
    if not words or len(words.split()) > LONGEST or _misfits(words):
        return None
    if LeakCheck(sheet, target).recites(words):
        return None
    leaks = rung < HALF and LeakCheck(sheet, target).gives_away(words)
    return None if leaks else words


def _misfits(words: str) -> bool:
    """Whether words judge the candidate, say goodbye, or are not said to one at all."""
    return bool(_JUDGES.search(words) or _GOODBYE.search(words) or wrong_voice(words))


def _leaks(sheet: Sheet, words: str) -> bool:
    """Whether words give a point away that has not been made."""
    made = {found.point for found in sheet.findings if found.made}
    return any(
        LeakCheck(sheet, _target(point)).gives_away(words)
        for point in sheet.question.points
        if point.id not in made
    )


def _target(point: RubricPoint) -> Target:
    return Target(point.id, point.description, point.follow_up)
