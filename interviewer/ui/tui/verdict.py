"""A question's verdict in words and marks; nothing in it is told by colour alone."""

from collections.abc import Iterable

from textual.content import Content, Span

from interviewer.core.report import PointReport, QuestionReport
from interviewer.core.text import inert, one_line
from interviewer.ui.tui.bars import bar, percent

MARKS = {"made": "+", "missed": "-", "undecided": "?"}
STYLES = {"made": "bold $text-success", "missed": "bold $text-error", "undecided": "bold $text-warning"}

Part = Content | str | tuple[str, str]


def standing(question: QuestionReport) -> str:
    """The result in a few words: "B, 74 %", "ungraded", "skipped"."""
    if question.score is None or question.status != "graded":
        return question.status if question.status != "unasked" else "not asked"
    return f"{question.grade}, {score_range(question.score, question.low, question.high)}"


def score_range(score: float, low: float | None, high: float | None) -> str:
    """The score, with what it could be where something is undecided."""
    text = percent(score).strip()
    bounds = (percent(low).strip(), percent(high).strip())
    if low is None or high is None or bounds == (text, text):
        return text
    return f"{text} ({bounds[0].removesuffix(' %')} to {bounds[1]})"


def verdict(question: QuestionReport, width: int = 60) -> Content:
    """The verdict that folds out under an answer."""
    lines: list[Content] = [Content.assemble(*_summary(question, min(20, width // 3)))]
    lines += points(question)
    lines += beliefs(question)
    if question.reference_answer:
        lines += [Content(""), Content.assemble(("Reference answer", "bold"))]
        lines.append(Content(inert(question.reference_answer)))
    return Content("\n").join(lines)


def _summary(question: QuestionReport, width: int) -> Iterable[Part]:
    yield (standing(question), "bold $foreground")
    if question.score is not None and question.status == "graded":
        yield "  "
        yield bar(question.score, width)
    if question.reason:
        yield f"\n{inert(question.reason)}"


def points(question: QuestionReport) -> list[Content]:
    """Each point: its mark, what it is, what it earned, and the words that show it."""
    return [_point(question, point, number) for number, point in enumerate(question.points, 1)]


def _point(question: QuestionReport, point: PointReport, number: int) -> Content:
    parts: list[Part] = [
        (f"{MARKS[point.state]} ", STYLES[point.state]),
        (f"{number} ", "$text-muted"),
        one_line(point.description),
        (f"  {earned(question, point)}", "$text-muted"),
    ]
    if point.quote and point.state != "missed":
        parts.append((f"\n    \u201c{one_line(point.quote, 240)}\u201d", "italic $text-muted"))
    elif point.note:
        parts.append((f"\n    {one_line(point.note, 240)}", "$text-muted"))
    return Content.assemble(*parts)


def earned(question: QuestionReport, point: PointReport) -> str:
    """ "3 of 3", "2 of 2, after a follow-up", "0 of 1", "undecided"."""
    if question.status == "unasked":
        return f"weight {point.weight:g}"
    if question.status == "skipped":
        return f"0 of {point.weight:g}"
    if point.credit is None:
        return f"undecided, weight {point.weight:g}"
    text = f"{point.credit * point.weight:.3g} of {point.weight:g}"
    if point.state == "made" and not point.unaided:
        text += ", after a follow-up"
    if point.essential and point.state == "missed":
        text += ", essential"
    return text


def beliefs(question: QuestionReport) -> list[Content]:
    """What was believed wrongly, in the words that showed it."""
    return [
        Content.assemble(
            ("! ", "bold $text-error"),
            f"believed: {one_line(belief.description)}",
            (f"\n    \u201c{one_line(belief.quote, 240)}\u201d", "italic $text-muted"),
        )
        for belief in question.misconceptions
    ]


def answer(question: QuestionReport, turn: int) -> Content:
    """An answer with every quote in it marked, and after it the number of the point it shows.

    Offsets count in the answer as it was given, so it is cut there before it is made inert.
    """
    raw = question.turns[turn].answer
    quotes = sorted(
        (point.start, point.end, number)
        for number, point in enumerate(question.points, 1)
        if point.turn == turn and point.start is not None and point.end is not None and point.quote
    )
    cuts = sorted({0, len(raw), *(at for start, end, _ in quotes for at in (start, end))})
    text = ""
    spans: list[Span] = []
    for start, end in zip(cuts, [*cuts[1:], len(raw)], strict=True):
        piece = inert(raw[start:end])
        if any(first <= start and end <= last for first, last, _ in quotes) and piece:
            spans.append(Span(len(text), len(text) + len(piece), "bold underline $text-success"))
        text += piece
        for _, last, number in quotes:
            if last == end and start != end:
                mark = f" <{number}>"
                spans.append(Span(len(text), len(text) + len(mark), "$text-muted"))
                text += mark
    return Content(text, spans=spans)
