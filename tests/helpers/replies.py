"""At least one reply of every kind, for tests and for the diagram in docs/architecture.md.

A new kind of reply gets its sample here; `tests/core/test_interview.py` fails where it has none.
"""

from interviewer.core.grading import Finding, Verdict
from interviewer.core.protocol import (
    Answered,
    AnyReply,
    Clarified,
    Concluded,
    FollowedUp,
    Graded,
    Hinted,
    HintWanted,
    Paused,
    Predicted,
    Probed,
    Queried,
    Reviewed,
    Skipped,
    Stopped,
    TakenBack,
    Ungraded,
)


def samples(*points: str) -> tuple[AnyReply, ...]:
    """Replies of every kind, about a question with these rubric points."""
    return (
        Answered(text="a"),
        Skipped(),
        Stopped(),
        Queried(text="?"),
        HintWanted(),
        Paused(seconds=1),
        _graded(points, 1.0),
        _graded(points, 0.0),
        Ungraded(reason="r"),
        TakenBack(),
        Clarified(text="c"),
        Hinted(text="h", point=points[0], rung=1),
        Probed(text="d"),
        Probed(text=""),
        Predicted(rating=1),
        FollowedUp(text="f", point=points[0]),
        Reviewed(),
        Concluded(text="c"),
    )


def _graded(points: tuple[str, ...], credit: float) -> Graded:
    quote = "a" if credit else None
    found = tuple(Finding(point=point, credit=credit, quote=quote) for point in points)
    return Graded(verdict=Verdict(examiner="script", findings=found))
