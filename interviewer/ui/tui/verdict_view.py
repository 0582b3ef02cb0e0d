"""A question's verdict in words and marks; nothing in it is shown by colour alone."""

from collections.abc import Iterator
from itertools import pairwise

from textual.content import Content

from interviewer.core.report import PointReport, QuestionReport
from interviewer.core.text import Inert, inert, one_line
from interviewer.reports.facts import (
    RATINGS,
    SIGNS,
    Mark,
    PointFacts,
    outcome,
    point_facts,
    predicted,
    unaided,
)
from interviewer.ui.tui.formatting import BANDS, band, bar
from interviewer.ui.tui.layout import (
    MUTED,
    NOTHING,
    QUOTED,
    Part,
    Row,
    glyphs,
    paragraphs,
    row,
    text,
)

STYLES: dict[Mark, str] = {
    "made": "bold $text-success",
    "aided": "bold $text-accent",
    "missed": "bold $text-error",
    "undecided": "bold $text-warning",
    "open": MUTED,
}
"""The colour of each mark; its sign and its words say the same."""
HIGHLIGHTS: dict[Mark, str] = {
    "made": "underline $text-success",
    "aided": "underline $text-accent",
    "missed": "underline",
    "undecided": "underline $text-warning",
    "open": "underline",
}
"""How a quote is marked in an answer."""
ORDER: tuple[Mark, ...] = ("missed", "undecided", "open", "aided", "made")
LONGEST_QUOTE = 400


def verdict(question: QuestionReport, *, full: bool = True, first: bool = False) -> list[Row]:
    """The verdict on a question. `full` adds the rubric's sentences and the reference answer; with
    `first`, what is missing comes first.
    """
    rows = [heading(question)]
    rows += predicted_row(question)
    if question.reason:
        rows.append(row((one_line(question.reason), "$text-warning")))
    rows.append(row())
    rows += points(question, full=full, first=first)
    rows += beliefs(question)
    rows += beyond(question)
    if full:
        rows += reference(question)
    return rows


def heading(question: QuestionReport) -> Row:
    """The grade in its colour, a bar, the unaided score."""
    parts: list[Part] = [(outcome(question), BANDS.get(question.grade or "", "bold $foreground"))]
    if question.status == "graded" and question.score is not None:
        parts += [glyphs(" ", 2), bar(question.score, 12, band(question.score))]
    return Row(text(*parts), tail=text((unaided(question), MUTED)))


def predicted_row(question: QuestionReport) -> list[Row]:
    """What the candidate had expected; nothing where nothing was said."""
    expected = predicted(question)
    return [row((expected, MUTED))] if expected else []


def points(question: QuestionReport, *, full: bool, first: bool = False) -> Iterator[Row]:
    """Each point: its mark, its number, its short label, what it counts, the words that show it."""
    found = [
        (number, point_facts(question, point)) for number, point in enumerate(question.points, 1)
    ]
    if first:
        found.sort(key=lambda entry: ORDER.index(entry[1].mark))
    for number, fact in found:
        yield from _point(number, fact, full=full)


def _point(number: int, fact: PointFacts, *, full: bool) -> Iterator[Row]:
    lead = text((SIGNS[fact.mark], STYLES[fact.mark]), (inert(f" {number} "), MUTED))
    yield Row(text(fact.label), lead, tail=text((fact.outcome, MUTED)))
    if full and fact.description != fact.label:
        yield row((fact.description, MUTED), indent=4)
    if fact.quote is not None and fact.mark != "missed":
        yield _quote(fact.quote)
    if fact.note and (fact.quote is None or fact.mark in ("missed", "undecided")):
        yield row((one_line(fact.note, LONGEST_QUOTE), MUTED), indent=4)


def _quote(words: str) -> Row:
    return row((inert(f"\u201c{one_line(words, LONGEST_QUOTE)}\u201d"), QUOTED), indent=4)


def beliefs(question: QuestionReport) -> Iterator[Row]:
    """What was believed wrongly, in the words that showed it."""
    for belief in question.misconceptions:
        said = inert(f"worth another look: {one_line(belief.description)}")
        yield row(said, lead=(inert("! "), "bold $text-error"))
        yield _quote(belief.quote)


def beyond(question: QuestionReport) -> Iterator[Row]:
    """A deeper question and what was said to it."""
    if question.beyond is not None:
        yield row()
        yield row((inert("Beyond the question, not graded"), "bold"))
        yield row(one_line(question.beyond.asked))
        yield from paragraphs(question.beyond.answer or "(no answer)", QUOTED)


def prediction(number: int) -> list[Row]:
    """How well an answer went, to be said before its verdict is seen."""
    return [
        row((inert(f"How well did question {number} go?"), "bold $foreground")),
        *(
            row(word, lead=(inert(f"  {rating}  "), "bold $text-primary"))
            for rating, word in enumerate(RATINGS)
        ),
        row(),
        row((inert("Say it before you see the verdict. Enter shows it without."), MUTED)),
    ]


def reference(question: QuestionReport) -> list[Row]:
    """The reference answer; nothing where there is none."""
    if not question.reference_answer:
        return []
    return [
        row(),
        row((inert("Reference answer"), "bold")),
        *paragraphs(question.reference_answer),
    ]


def answer(question: QuestionReport, turn: int) -> Content:
    """An answer with every quote in it marked, and after it the number of the point it shows.

    Offsets count in the answer as it was given, so it is cut there before it is made inert.
    """
    raw = question.turns[turn].answer
    quotes = [
        (point.start, point.end, number, _mark(question, point))
        for number, point in enumerate(question.points, 1)
        if point.turn == turn and point.quote and point.start is not None and point.end is not None
    ]
    cuts = sorted({0, len(raw), *(at for start, end, _, _ in quotes for at in (start, end))})
    parts: list[Part] = [NOTHING]
    for start, end in pairwise(cuts):
        marks = [mark for first, last, _, mark in quotes if first <= start and end <= last]
        piece: Inert = inert(raw[start:end])
        parts.append((piece, HIGHLIGHTS[marks[0]]) if marks else piece)
        for number, mark in ((number, mark) for _, last, number, mark in quotes if last == end):
            parts.append((inert(f" <{number}>"), STYLES[mark]))
    return text(*parts)


def _mark(question: QuestionReport, point: PointReport) -> Mark:
    return point_facts(question, point).mark
