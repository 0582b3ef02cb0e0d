"""What the progress screen says: five panels, each a picture with its numbers beside it."""

from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

from textual.content import Content

from interviewer.core.short_names import title
from interviewer.core.text import Inert, counted, inert, one_line
from interviewer.practice.progress import (
    STATES,
    PointStanding,
    Prediction,
    Progress,
    State,
    by_topic,
)
from interviewer.reports.facts import percent
from interviewer.ui.tui.formatting import band
from interviewer.ui.tui.layout import EMPTY, MUTED, Flow, Part, Row, glyphs, row, text

Rows = list[Row | Flow]

CELLS: Final[dict[State, tuple[str, str]]] = {
    "unaided": ("\u25a0", "$text-success"),
    "aided": ("\u25a4", "$text-primary"),
    "missed": ("\u00d7", "$text-error"),
    "never": ("\u00b7", "$foreground 40%"),
}
"""The sign of a point and its colour: no two differ by colour alone."""

NAMES: Final[dict[State, str]] = {
    "unaided": "unaided",
    "aided": "with help",
    "missed": "missed",
    "never": "not judged",
}

SESSIONS: Final = 12
LISTED: Final = 8
"""Points and beliefs that are listed at most."""
WIDE: Final = 16
"""Cells of a bar."""
OWN, HELPED, REST = "\u2588", "\u2592", "\u2591"


class Panel(NamedTuple):
    """A bordered part of the screen."""

    id: str
    title: str
    rows: Callable[[Progress], Rows]


def scores(found: Progress, wide: int = WIDE) -> Rows:
    """Each session's score, the unaided part of it apart, as bars of `wide` cells."""
    graded = [one for one in found.sessions if one.score is not None]
    if not graded:
        return [row((inert("No session has been graded yet."), MUTED))]
    head = "        score  unaided"
    rows: Rows = [row((inert(head), MUTED))]
    for one in graded[-SESSIONS:]:
        score, own = one.score or 0.0, min(one.unaided or 0.0, one.score or 0.0)
        full, first = round(score * wide), round(own * wide)
        picture = text(
            (glyphs(OWN, first), band(score)),
            (glyphs(HELPED, full - first), band(score)),
            (glyphs(REST, wide - full), "$foreground 25%"),
        )
        line = text(
            (inert(f"{one.day.day:>2} {one.day:%b} "), MUTED),
            inert(f"{percent(score):>6}"),
            (inert(f"{percent(one.unaided):>9}  "), MUTED),
            picture,
        )
        rows.append(Row(line, cut=True))
    minutes = sum(one.minutes for one in found.sessions)
    days = len({one.day for one in found.sessions})
    said = f"{counted(days, 'day')}, {counted(round(minutes), 'minute')} practised"
    return [*rows, row((inert(said), MUTED))]


def coverage(found: Progress) -> Rows:
    """A cell for each point of each topic."""
    names = [one_line(topic.topic, 16) for topic in found.topics]
    column = max((len(name) for name in names), default=0) + 2
    rows: Rows = []
    for name, topic in zip(names, found.topics, strict=True):
        states = sorted(topic.states, key=STATES.index)
        pieces = [_cells(states[start : start + 5]) for start in range(0, len(states), 5)]
        made = topic.count("unaided")
        lead = text((inert(f"{name:<{column}}"), "$foreground"))
        share = (inert(f" {made}/{len(states)} "), MUTED)
        rows.append(Row(EMPTY.join([*pieces, text(share)]), lead))
    legend = [
        text((glyphs(sign), colour), (inert(f" {NAMES[state]}"), MUTED))
        for state, (sign, colour) in CELLS.items()
    ]
    return [*rows, Flow(tuple(legend))]


def _cells(states: Sequence[State]) -> Content:
    cells = [text((glyphs(CELLS[state][0]), CELLS[state][1])) for state in states]
    return EMPTY.join([*cells, text(inert(" "))])


def forgotten(found: Progress) -> Rows:
    """What is likely to be forgotten, the dearest first."""
    if found.until is None:
        chance: Callable[[PointStanding], float | None] = lambda one: one.recall  # noqa: E731
        head = "the chance that you say it today"
    else:
        chance = lambda one: one.on_the_day  # noqa: E731
        days = (found.until - found.today).days
        head = f"the chance that you say it in {counted(days, 'day')}" if days else "today's chance"
    risks = found.at_risk
    if not risks:
        said = "Nothing is likely to be forgotten." if found.sessions else "Nothing was asked yet."
        return [row((inert(said), MUTED))]
    rows: Rows = [row((inert(head), MUTED))]
    for one in risks[:LISTED]:
        value = chance(one)
        point = text(
            (inert(f"{percent(value):>5}  "), band(value)),
            one_line(one.label, 60),
            (inert(f"  {_question(one)}"), MUTED),
        )
        rows.append(Row(point, cut=True))
    if len(risks) > LISTED:
        rows.append(row((inert(f"and {len(risks) - LISTED} more"), MUTED)))
    return rows


def _question(one: PointStanding) -> str:
    return title(one_line(one.key.question, 40))


def beliefs(found: Progress) -> Rows:
    """Wrong beliefs, those that are held first."""
    if not found.beliefs:
        return [row((inert("None was shown."), MUTED))]
    rows: Rows = []
    for one in found.beliefs[:LISTED]:
        day = one.since if one.held else one.last
        state: Part = (
            (inert("held since "), "$text-error")
            if one.held
            else (inert("given up "), "$text-success")
        )
        said = one_line(one.description or one.misconception, 160)
        rows.append(row(said, (inert(f"  {day.day} {day:%b}"), MUTED), lead=text(state)))
    return rows


def predictions(found: Progress) -> Rows:
    """How far the person's own rating is from the grade."""
    made = found.predictions
    if not made:
        said = "Say how well an answer went before you see its verdict, 0 to 3."
        return [row((inert(said), MUTED))]
    half = (len(made) + 1) // 2
    rows: Rows = []
    for name, part in (("at first", made[:half]), ("lately", made[half:])):
        if part:
            rows.append(_rating(name, len(part), _mean(part)))
    rows += [
        _rating(one_line(name, 16), count, over) for name, count, over in by_topic(made)[:LISTED]
    ]
    return rows


def _mean(part: Sequence[Prediction]) -> float:
    return sum(one.over for one in part) / len(part)


def _rating(name: str, count: int, over: float) -> Row:
    points = round(abs(over) * 100)
    said = f"{points} of 100 too {'high' if over > 0 else 'low'}" if points >= 10 else "about right"
    style = "$text-warning" if points >= 10 else "$text-success"
    lead: Inert = inert(f"{name:<18}")
    return row((inert(said), style), (inert(f"  {counted(count, 'answer')}"), MUTED), lead=lead)


LEFT: Final = (
    Panel("scores", "score and unaided", scores),
    Panel("coverage", "what you can say", coverage),
)
RIGHT: Final = (
    Panel("forgotten", "likely to be forgotten", forgotten),
    Panel("beliefs", "wrong beliefs", beliefs),
    Panel("predictions", "how you rate yourself", predictions),
)
