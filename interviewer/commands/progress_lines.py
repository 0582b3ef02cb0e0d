"""Progress as lines: words, numbers, and pictures of plain characters that any terminal shows."""

from collections.abc import Iterator
from typing import Final

from interviewer.core.short_names import title
from interviewer.core.text import counted, one_line
from interviewer.practice.progress import STATES, Progress, by_topic
from interviewer.reports.facts import percent

WIDE: Final = 20
"""Characters of a bar."""

SHOWN: Final = 12
"""Sessions, points and beliefs that are listed at most; JSON has all."""

MARKS: Final = {"unaided": "#", "aided": "+", "missed": "x", "never": "."}


def lines(found: Progress) -> Iterator[str]:
    """The whole page."""
    yield from _head(found)
    yield from _sessions(found)
    yield from _topics(found)
    yield from _risks(found)
    yield from _beliefs(found)
    yield from _predictions(found)


def _head(found: Progress) -> Iterator[str]:
    minutes = sum(one.minutes for one in found.sessions)
    days = len({one.day for one in found.sessions})
    yield (
        f"{counted(len(found.sessions), 'session')} on {counted(days, 'day')}, "
        f"{counted(round(minutes), 'minute')} practised."
    )
    if found.until is not None:
        left = (found.until - found.today).days
        yield (
            f"{counted(left, 'day')} to the interview on {found.until.isoformat()}."
            if left
            else ("The interview is today.")
        )
    due = len(found.due)
    yield f"{counted(due, 'point')} due today." if due else "Nothing is due today."


def _sessions(found: Progress) -> Iterator[str]:
    graded = [one for one in found.sessions if one.score is not None]
    if not graded:
        return
    yield ""
    yield "Score by session (# unaided, + with help):"
    for one in graded[-SHOWN:]:
        score, alone = one.score or 0.0, one.unaided or 0.0
        full, own = round(score * WIDE), round(min(alone, score) * WIDE)
        picture = "#" * own + "+" * (full - own) + "." * (WIDE - full)
        yield (
            f"  {one.day.isoformat()}  {picture}  {percent(one.score):>5}  "
            f"unaided {percent(one.unaided):>5}  {one_line(one.bank, 40)}"
        )


def _topics(found: Progress) -> Iterator[str]:
    yield ""
    yield "Coverage by topic, a mark for each point (# unaided, + with help, x missed, . not judged):"
    names = [one_line(topic.topic, 24) for topic in found.topics]
    width = max(map(len, names), default=0)
    for name, topic in zip(names, found.topics, strict=True):
        marks = "".join(MARKS[state] for state in sorted(topic.states, key=STATES.index))
        counts = ", ".join(
            f"{topic.count(state)} {'not judged' if state == 'never' else state}"
            for state in STATES
            if topic.count(state)
        )
        rows = [marks[start : start + 40] for start in range(0, len(marks), 40)]
        yield f"  {name:<{width}}  {rows[0]:<40}  {counts}"
        yield from (f"  {'':<{width}}  {row}" for row in rows[1:])


def _risks(found: Progress) -> Iterator[str]:
    risks = found.at_risk
    if not risks:
        return
    yield ""
    when = "today" if found.until is None else f"on {found.until.isoformat()}"
    yield f"Likely to be forgotten (the chance that it is remembered {when}), the dearest first:"
    for one in risks[:SHOWN]:
        chance = one.recall if found.until is None else one.on_the_day
        name = title(one_line(one.key.question, 60))
        yield f"  {percent(chance):>5}  {one_line(one.label, 70)} ({name})"
    if len(risks) > SHOWN:
        yield f"  and {len(risks) - SHOWN} more"


def _beliefs(found: Progress) -> Iterator[str]:
    if not found.beliefs:
        return
    yield ""
    yield "Wrong beliefs:"
    for one in found.beliefs[:SHOWN]:
        said = one_line(one.description or one.misconception, 100)
        state = "held since" if one.held else "given up on"
        yield f"  {state} {(one.since if one.held else one.last).isoformat()}: {said}"


def _predictions(found: Progress) -> Iterator[str]:
    if not found.predictions:
        return
    yield ""
    yield "What you said before a verdict, and what it was:"
    half = (len(found.predictions) + 1) // 2
    for name, part in (
        ("at first", found.predictions[:half]),
        ("lately", found.predictions[half:]),
    ):
        if part:
            over = sum(one.over for one in part) / len(part)
            yield f"  {name}: {counted(len(part), 'answer')}, {_over(over)}"
    for topic, count, over in by_topic(found.predictions)[:SHOWN]:
        yield f"  {one_line(topic, 24)}: {counted(count, 'answer')}, {_over(over)}"


def _over(value: float) -> str:
    points = round(abs(value) * 100)
    if points < 10:
        return f"about right ({'+' if value >= 0 else '-'}{points} of 100)"
    return f"rated {points} of 100 too {'high' if value > 0 else 'low'}"
