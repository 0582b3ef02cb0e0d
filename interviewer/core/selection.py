"""What is asked next: which question of an adaptive pool, which point a follow-up or a hint is about.

Pure functions of what was said, so that a replay asks the same.
"""

from collections.abc import Mapping, Sequence

from interviewer.core.grading import score_of
from interviewer.core.plan import Plan
from interviewer.core.questions import Question
from interviewer.core.sheets import Sheet, Target

HARDER, EASIER = 0.7, 0.4
"""A question answered at least, or less, well than this is followed by a harder, or an easier one."""

_LEVELS = ("easy", "medium", "hard")
_FIRST = {"junior": 0, "mid": 1, "senior": 2, "": 1}

Due = Mapping[str, Sequence[str]]
"""By question id: points that are asked about first."""


def next_question(plan: Plan, left: Sequence[Question], sheets: Sequence[Sheet]) -> Question:
    """The question to ask: the next of the plan, or of an adaptive pool the one that fits best."""
    if not plan.adaptive:
        return left[0]
    wanted = _difficulty(plan, sheets)
    return min(left, key=lambda question: abs(_LEVELS.index(question.difficulty) - wanted))


def _difficulty(plan: Plan, sheets: Sequence[Sheet]) -> int:
    """0 easy, 1 medium, 2 hard: the level's own, moved by each answer so far."""
    at = _FIRST[plan.level]
    for sheet in sheets:
        if sheet.skipped:
            at -= 1
            continue
        earned = score_of(sheet.question, sheet.findings).value
        if earned is not None:
            at += (earned >= HARDER) - (earned < EASIER)
        at = min(max(at, 0), len(_LEVELS) - 1)
    return max(at, 0)


def missing(sheet: Sheet, due: Due | None = None) -> Target | None:
    """What to follow up next: a wrong belief just shown, else the point that would gain most.

    Nothing is followed up twice. Points that are due come first, then essential ones, then the
    heavier, then the earlier.
    """
    question = sheet.question
    tried = {turn.point for turn in sheet.turns}
    held = {belief.misconception for verdict in sheet.verdicts[-1:] for belief in verdict.beliefs}
    for wrong in question.misconceptions:
        if wrong.id in held - tried:
            return Target(wrong.id, wrong.description, wrong.follow_up)
    open_points = [
        point
        for point, found in zip(question.points, sheet.findings, strict=True)
        if not found.made and point.id not in tried
    ]
    if not open_points:
        return None
    first = set((due or {}).get(question.id, ()))
    best = min(open_points, key=lambda p: (p.id not in first, not p.essential, -p.weight))
    return Target(best.id, best.description, best.follow_up)


def hint_target(sheet: Sheet, point: str | None, due: Due | None = None) -> Target:
    """What a hint leads to: the point that is being followed up, else the one that would gain most."""
    question = sheet.question
    followed = next((known for known in question.points if known.id == point), None)
    if followed is not None:
        return Target(followed.id, followed.description, followed.follow_up)
    made = {found.point for found in sheet.findings if found.made}
    first = set((due or {}).get(question.id, ()))
    open_points = [known for known in question.points if known.id not in made] or question.points
    best = min(open_points, key=lambda p: (p.id not in first, not p.essential, -p.weight))
    return Target(best.id, best.description, best.follow_up)
