"""A question's verdict in words and marks; nothing in it is told by colour alone."""

from collections.abc import Iterator
from itertools import pairwise

from textual.content import Content, Span

from interviewer.core.report import PointReport, QuestionReport
from interviewer.core.text import inert, one_line
from interviewer.reports.facts import SIGNS, outcome, point_facts
from interviewer.ui.tui.formatting import bar
from interviewer.ui.tui.layout import MUTED, QUOTED, Row, row

STYLES = {
    "made": "bold $text-success",
    "aided": "bold $text-accent",
    "missed": "bold $text-error",
    "undecided": "bold $text-warning",
    "open": "$foreground 60%",
}
LONGEST_QUOTE = 400


def verdict(question: QuestionReport) -> list[Row]:
    """The verdict that folds out under an answer, and stands in the report."""
    rows = [row((outcome(question), "bold $foreground"), *_scale(question))]
    if question.reason:
        rows.append(row((one_line(question.reason), "$text-warning")))
    rows.append(row())
    for number, point in enumerate(question.points, 1):
        rows += _point(question, point, number)
    rows += _beliefs(question)
    if question.reference_answer:
        rows += [row(), row(("Reference answer", "bold"))]
        rows += paragraphs(question.reference_answer)
    return rows


def _scale(question: QuestionReport) -> Iterator[Content | str | tuple[str, str]]:
    if question.status == "graded" and question.score is not None:
        yield "  "
        yield bar(question.score, 16)
        if question.unaided_score is not None and question.unaided_score < question.score:
            yield (f"  unaided {question.unaided_score * 100:.0f} %", MUTED)


def _point(question: QuestionReport, point: PointReport, number: int) -> Iterator[Row]:
    fact = point_facts(question, point)
    lead = Content.assemble((SIGNS[fact.mark], STYLES[fact.mark]), (f" {number} ", MUTED))
    yield Row(Content(fact.description), lead, tail=Content.assemble((fact.outcome, MUTED)))
    if fact.quote is not None and fact.mark != "missed":
        yield _quote(fact.quote)
    elif fact.note:
        yield row((one_line(fact.note, LONGEST_QUOTE), MUTED), indent=4)


def _quote(words: str) -> Row:
    return row((f"\u201c{one_line(words, LONGEST_QUOTE)}\u201d", QUOTED), indent=4)


def _beliefs(question: QuestionReport) -> Iterator[Row]:
    """What was believed wrongly, in the words that showed it."""
    for belief in question.misconceptions:
        text = f"worth another look: {one_line(belief.description)}"
        yield row(text, lead=("! ", "bold $text-error"))
        yield _quote(belief.quote)


def paragraphs(text: str) -> list[Row]:
    """Text from outside as rows, its own line ends kept."""
    return [row(line) for line in inert(text).split("\n")]


def answer(question: QuestionReport, turn: int) -> Content:
    """An answer with every quote in it marked, and after it the number of the point it shows.

    Offsets count in the answer as it was given, so it is cut there before it is made inert.
    """
    raw = question.turns[turn].answer
    quotes = [
        (point.start, point.end, number)
        for number, point in enumerate(question.points, 1)
        if point.turn == turn and point.quote and point.start is not None and point.end is not None
    ]
    cuts = sorted({0, len(raw), *(at for start, end, _ in quotes for at in (start, end))})
    text = ""
    spans: list[Span] = []
    for start, end in pairwise(cuts):
        piece = inert(raw[start:end])
        if any(first <= start and end <= last for first, last, _ in quotes):
            spans.append(Span(len(text), len(text) + len(piece), "bold underline $text-success"))
        text += piece
        for number in (number for _, last, number in quotes if last == end):
            mark = f" <{number}>"
            spans.append(Span(len(text), len(text) + len(mark), MUTED))
            text += mark
    return Content(text, spans=spans)
