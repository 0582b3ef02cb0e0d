"""Why a question is asked today: one plain sentence for each."""

from collections.abc import Sequence
from datetime import date

from interviewer.core.questions import Question, RubricPoint
from interviewer.core.short_names import label_of, title
from interviewer.core.text import counted, one_line
from interviewer.practice.memory import Memory
from interviewer.practice.reviews import Rating

AtRisk = tuple[float, RubricPoint, Memory]


def ago(day: date, today: date) -> str:
    """A day as a person says it: "today", "yesterday", "6 days ago"."""
    days = (today - day).days
    if days <= 0:
        return "today"
    return "yesterday" if days == 1 else f"{days} days ago"


def why_due(points: Sequence[AtRisk], today: date, until: date | None) -> str:
    """Say what became of the dearest point at risk, and when."""
    _, point, memory = points[0]
    what, when = f"\u201c{one_line(label_of(point), 80)}\u201d", ago(memory.last, today)
    match memory.rating:
        case Rating.AGAIN:
            said = f"You missed {what} {when}"
        case Rating.HARD:
            said = f"You needed help for {what} {when}"
        case Rating.GOOD:
            said = f"You said {what} {when}, and it is about to be forgotten"
    if until is not None and memory.due > today:
        said += f"; by {until.day} {until:%b} it would be forgotten"
    more = len(points) - 1
    if more:
        said += (
            f"; {more} more point{'s are' if more > 1 else ' is'} due"
            if _due(points[1:], today)
            else f"; so would {counted(more, 'more point')}"
        )
    return f"{said}."


def why_missed(points: Sequence[AtRisk], today: date) -> str:
    """Say what was missed the last time."""
    _, point, memory = points[0]
    more = len(points) - 1
    also = f", and {counted(more, 'more point')} of it" if more else ""
    return (
        f"You missed \u201c{one_line(label_of(point), 80)}\u201d {ago(memory.last, today)}{also}."
    )


def _due(points: Sequence[AtRisk], today: date) -> bool:
    return all(memory.due <= today for _, _, memory in points)


def why_new(question: Question, before: Question | None) -> str:
    """Say that a question is new, and beside what it stands."""
    if before is not None and before.topic == question.topic:
        return f"New: not asked yet. It stands beside \u201c{title(before.id)}\u201d, on the same topic."
    return f"New: not asked yet, on {one_line(question.topic, 60)}."
