"""The report as Markdown: a summary first, then every question, at the end what to study.

Text that somebody else wrote cannot break out of its place here: what the candidate said stands in
fences longer than anything inside them, everything else is escaped (see `text.markdown`).
"""

from collections.abc import Iterator

from interviewer import __version__
from interviewer.core.report import QuestionReport, Report
from interviewer.core.text import Inert, fenced, inert, markdown
from interviewer.reports import facts


def to_markdown(report: Report, *, digest: str = "") -> Inert:
    """Render a report. `digest` is the SHA-256 of the journal it was computed from, if known."""
    return inert("\n".join(_lines(report, digest)).rstrip() + "\n")


def written_by(version: str = __version__) -> str:
    """The line that names the version of the program that wrote a transcript."""
    return f"- Written by: interviewer {version}"


def _lines(report: Report, digest: str) -> Iterator[str]:
    yield f"# {markdown(report.bank)}: interview transcript"
    yield ""
    head = facts.headline(report)
    yield f"**{facts.sentence(head)}**, unaided {facts.percent(report.unaided_score)}"
    yield ""
    yield f"- Questions: {facts.standing(report)}"
    yield f"- Examiner: {markdown(report.examiner)} (version {markdown(report.examiner_version)})"
    yield f"- {markdown(facts.graded_by(report))}"
    yield f"- Started: {markdown(facts.minute(report.started))}"
    yield f"- Finished: {markdown(facts.minute(report.finished)) if report.finished else 'not yet'}"
    yield f"- Session: {markdown(report.session)}"
    if report.usage:
        yield f"- Used: {markdown(report.usage)}"
    yield written_by()
    if digest:
        yield f"- Journal SHA-256: {digest}"
    yield ""
    yield "| | Question | Topic | Status | Score | Unaided | Grade |"
    yield "|---:|---|---|---|---:|---:|:---:|"
    for number, question in enumerate(report.questions, 1):
        yield (
            f"| {number} | {markdown(facts.name(question))} | {markdown(question.topic)} "
            f"| {question.status} | {facts.span(question.score, question.low, question.high)} "
            f"| {facts.percent(question.unaided_score)} | {question.grade or '-'} |"
        )
    yield ""
    for number, question in enumerate(report.questions, 1):
        if question.status != "unasked":
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


def _question(number: int, question: QuestionReport) -> Iterator[str]:
    yield f"## {number}. {markdown(facts.name(question))}"
    yield ""
    if question.status == "graded":
        yield f"{facts.sentence(facts.outcome(question))}, {facts.unaided(question)}"
        yield f"(graded by {markdown(', '.join(question.examiners))})"
    else:
        yield facts.sentence(facts.outcome(question))
    if question.predicted is not None:
        yield ""
        yield facts.sentence(facts.predicted(question))
    if question.reason:
        yield ""
        yield markdown(question.reason)
    yield ""
    yield from _conversation(question)
    if question.status in ("graded", "ungraded"):
        yield from _points(question)
    if question.reference_answer:
        yield "**Reference answer:**"
        yield ""
        yield f"> {markdown(question.reference_answer)}"
        yield ""


def _conversation(question: QuestionReport) -> Iterator[str]:
    """All that was said, in its order."""
    for said in question.said:
        if said.kind == "answer":
            yield f"**{facts.speaker(said)}:**"
            yield ""
            yield fenced(said.text)
        else:
            yield f"**{facts.speaker(said)}:** {markdown(said.text)}"
        yield ""
    if facts.left_unanswered(question):
        yield "**You:** (no answer)"
        yield ""


def _points(question: QuestionReport) -> Iterator[str]:
    yield "**Points:**"
    yield ""
    for point in question.points:
        fact = facts.point_facts(question, point)
        yield f"- {facts.SIGNS[fact.mark]} **{fact.outcome}**: {markdown(fact.description)}"
        if fact.quote is not None:
            yield f"  - \u201c{markdown(fact.quote)}\u201d ({fact.when})"
        if fact.mark == "undecided" and fact.note:
            yield f"  - {markdown(fact.note)}"
    for belief in question.misconceptions:
        yield f"- worth another look: {markdown(belief.description)}"
        yield f"  - \u201c{markdown(belief.quote)}\u201d"
    yield ""
