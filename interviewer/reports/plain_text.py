"""A report in plain lines: what line mode prints, without mark-up or escape codes."""

from collections.abc import Iterator

from interviewer.core.report import PointReport, QuestionReport, Report, title
from interviewer.core.text import one_line
from interviewer.reports.markdown import graded_by, percent, said_when, span, standing

MARKS = {"made": "+", "missed": "-", "undecided": "?"}


def report_lines(report: Report) -> Iterator[str]:
    """The whole report."""
    yield f"Report: {one_line(report.bank)}"
    if report.grade is None:
        yield "No grade: nothing could be graded."
    else:
        yield f"Grade {report.grade}, score {span(report.score, report.low, report.high)}"
        yield f"Unaided, before any follow-up: {percent(report.unaided_score)}"
    yield f"Questions: {standing(report)}."
    yield one_line(graded_by(report))
    for topic in report.topics:
        yield f"  {one_line(topic.topic)}: {percent(topic.score)}"
    for number, question in enumerate(report.questions, 1):
        if question.status != "unasked":
            yield from question_lines(question, number)
    if report.usage:
        yield f"Used: {one_line(report.usage)}."
    if report.study:
        yield ""
        yield "To study next:"
        yield from (f"  {one_line(line)}" for line in report.study)
    if report.closing.strip():
        yield ""
        yield from (one_line(part) for part in report.closing.split("\n\n"))


def question_lines(question: QuestionReport, number: int) -> Iterator[str]:
    """The verdict on one question, with its points, quotes and reference answer."""
    yield ""
    yield f"{number}. {one_line(title(question.id))}: {_outcome(question)}"
    if question.reason:
        yield f"   {one_line(question.reason)}"
    if question.examiners not in ((), ("offline",)):
        yield f"   Graded by {one_line(', '.join(question.examiners))}."
    if question.status in ("graded", "ungraded") and question.turns:
        for point in question.points:
            worth = (
                f"{point.word}, {point_worth(point)}" if point.credit is not None else point.word
            )
            essential = ", essential" if point.essential else ""
            yield f"   {MARKS[point.state]} {worth}{essential}: {one_line(point.description)}"
            if point.quote:
                yield f'       you said: "{one_line(point.quote)}" ({said_when(point)})'
    for belief in question.misconceptions:
        yield f"   ! worth another look: {one_line(belief.description)}"
        yield f'       you said: "{one_line(belief.quote)}"'
    if question.reference_answer:
        yield f"   Reference answer: {one_line(question.reference_answer)}"


def _outcome(question: QuestionReport) -> str:
    if question.status != "graded":
        return {"ungraded": "could not be graded", "skipped": "skipped, 0 %"}.get(
            question.status, "not asked"
        )
    scored = span(question.score, question.low, question.high)
    return f"grade {question.grade}, {scored}, unaided {percent(question.unaided_score)}"


def point_worth(point: PointReport) -> str:
    """What a point earned of its weight: "3 of 3", "undecided"."""
    if point.credit is None:
        return "undecided"
    return f"{point.credit * point.weight:.2g} of {point.weight:g}"
