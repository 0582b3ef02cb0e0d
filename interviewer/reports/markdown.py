"""The report as Markdown: a summary first, then every question, at the end what to study.

Text that somebody else wrote cannot break out of its place here: what the candidate said stands in
fences longer than anything inside them, everything else is escaped (see `text.markdown`).
"""

from collections.abc import Iterator

from interviewer.core.report import PointReport, QuestionReport, Report, title
from interviewer.core.text import fenced, markdown


def to_markdown(report: Report, *, digest: str = "") -> str:
    """Render a report. `digest` is the SHA-256 of the journal it was computed from, if known."""
    return "\n".join(_lines(report, digest)).rstrip() + "\n"


def percent(value: float | None) -> str:
    """A score from 0 to 1 as "74 %"; "-" for None."""
    return "-" if value is None else f"{value * 100:.0f} %"


def span(value: float | None, low: float | None, high: float | None) -> str:
    """A score with its range where undecided points leave one: "74 % (70 to 82 %)"."""
    if value is None or low is None or high is None or round(low * 100) == round(high * 100):
        return percent(value)
    return f"{percent(value)} ({low * 100:.0f} to {high * 100:.0f} %)"


def standing(report: Report) -> str:
    """How many questions were asked, graded, skipped and so on, in words."""
    counts = dict.fromkeys(("ungraded", "skipped", "unasked"), 0)
    for question in report.questions:
        if question.status in counts:
            counts[question.status] += 1
    words = {"ungraded": "could not be graded", "skipped": "skipped", "unasked": "not answered"}
    parts = [f"{report.asked} asked", f"{report.graded} graded"]
    parts += [f"{count} {words[status]}" for status, count in counts.items() if count]
    return ", ".join(parts)


def graded_by(report: Report) -> str:
    """Who graded and how far that can be trusted, in a sentence or two."""
    names = list(dict.fromkeys(n for q in report.questions for n in q.examiners))
    names = names or report.examiner.split(", ")[:1]
    who = " and ".join("the built-in offline examiner" if n == "offline" else n for n in names)
    sure = report.agreement or "its agreement with people on this bank has not been measured"
    if len(names) > 1:
        sure = report.agreement or "their agreement with people on this bank has not been measured"
    estimate = " Offline grades are an estimate." if "offline" in names else ""
    return f"{who[:1].upper()}{who[1:]} graded this; {sure}.{estimate}"


def _lines(report: Report, digest: str) -> Iterator[str]:
    yield f"# {markdown(report.bank)}: interview transcript"
    yield ""
    if report.grade is None:
        yield "**No grade**: nothing could be graded."
    else:
        yield f"**Grade {report.grade}**, score {span(report.score, report.low, report.high)}, unaided {percent(report.unaided_score)}"
    yield ""
    yield f"- Questions: {standing(report)}"
    yield f"- Examiner: {markdown(report.examiner)} (version {markdown(report.examiner_version)})"
    yield f"- {markdown(graded_by(report))}"
    yield f"- Started: {_minute(report.started)}"
    yield f"- Finished: {_minute(report.finished) if report.finished else 'not yet'}"
    yield f"- Session: {markdown(report.session)}"
    if report.usage:
        yield f"- Used: {markdown(report.usage)}"
    if digest:
        yield f"- Journal SHA-256: {digest}"
    yield ""
    yield "| | Question | Topic | Status | Score | Unaided | Grade |"
    yield "|---:|---|---|---|---:|---:|:---:|"
    for number, question in enumerate(report.questions, 1):
        yield (
            f"| {number} | {markdown(title(question.id))} | {markdown(question.topic)} "
            f"| {question.status} | {span(question.score, question.low, question.high)} "
            f"| {percent(question.unaided_score)} | {question.grade or '-'} |"
        )
    yield ""
    for number, question in enumerate(report.questions, 1):
        yield from _question(number, question)
    yield "## To study next"
    yield ""
    yield from (f"- {markdown(line)}" for line in report.study)
    if not report.study:
        yield "Nothing was found missing."
    if report.closing.strip():
        yield ""
        yield "## In closing"
        yield ""
        yield from (markdown(paragraph) + "\n" for paragraph in report.closing.split("\n\n"))


def _minute(moment: str) -> str:
    """An ISO time as people write it: "2026-11-23 20:53"."""
    return markdown(moment[:16].replace("T", " "))


def _question(number: int, question: QuestionReport) -> Iterator[str]:
    yield f"## {number}. {markdown(title(question.id))}"
    yield ""
    if question.status == "graded":
        scored = span(question.score, question.low, question.high)
        yield f"Score {scored}, unaided {percent(question.unaided_score)}, grade {question.grade}"
        yield f"(graded by {markdown(', '.join(question.examiners))})"
    else:
        yield f"Status: {question.status}"
    if question.reason:
        yield ""
        yield markdown(question.reason)
    yield ""
    if not question.turns:
        yield f"**Interviewer:** {markdown(question.prompt)}"
        yield ""
    for follow_up, turn in enumerate(question.turns):
        who = f"Interviewer, follow-up {follow_up}" if follow_up else "Interviewer"
        yield f"**{who}:** {markdown(turn.asked)}"
        yield ""
        yield "**You:**"
        yield ""
        yield fenced(turn.answer)
        yield ""
    if question.unanswered:
        number = len(question.turns)
        yield f"**Interviewer, follow-up {number}:** {markdown(question.unanswered)}"
        yield ""
        yield "**You:** (no answer)"
        yield ""
    if question.status in ("graded", "ungraded"):
        yield from _points(question)
    if question.reference_answer:
        yield "**Reference answer:**"
        yield ""
        yield f"> {markdown(question.reference_answer)}"
        yield ""


def _points(question: QuestionReport) -> Iterator[str]:
    yield "**Points:**"
    yield ""
    for point in question.points:
        yield f"- {_mark(point)}: {markdown(point.description)}"
        if point.quote:
            yield f"  - \u201c{markdown(point.quote)}\u201d ({said_when(point)})"
    for belief in question.misconceptions:
        yield f"- worth another look: {markdown(belief.description)}"
        yield f"  - \u201c{markdown(belief.quote)}\u201d"
    yield ""


def _mark(point: PointReport) -> str:
    """Say a point's state and what it earned of its weight."""
    important = ", essential" if point.essential else ""
    if point.credit is None:
        return f"**undecided**, worth {point.weight:g}{important}"
    return f"**{point.word}**, {point.credit * point.weight:.2g} of {point.weight:g}{important}"


def said_when(point: PointReport) -> str:
    """When a point's quote was said: "unaided", or after how many follow-ups."""
    if not point.turn:
        return "unaided"
    return f"after follow-up {point.turn}"
