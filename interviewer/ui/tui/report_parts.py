"""What the report screen says, as text: everything it shows that can be told without a screen."""

from collections.abc import Iterator

from interviewer.core.report import QuestionReport, Report, title
from interviewer.core.text import one_line
from interviewer.reports.facts import graded_by, percent, span, standing
from interviewer.ui.tui.formatting import bar, words
from interviewer.ui.tui.layout import MUTED, Part, Row, row
from interviewer.ui.tui.listing import Entry
from interviewer.ui.tui.verdict_view import answer, paragraphs, verdict

OVERVIEW = "overview"


def summary(report: Report) -> list[Row]:
    """The grade and how it came about."""
    if report.grade is None:
        head: list[Part] = [("No grade", "bold $text-primary"), "  nothing could be graded"]
    else:
        score = span(report.score, report.low, report.high)
        head = [(f"{report.grade}   {score}", "bold $text-primary")]
        head += [f"   unaided {percent(report.unaided_score)}"]
    ungraded = any(question.status == "ungraded" for question in report.questions)
    key = " (g grades it now)" if ungraded else ""
    return [row(*head, (f"   {standing(report)}{key}", MUTED))]


def entries(report: Report) -> list[Entry]:
    """The list: the overview, then every question with its grade, score and bar."""
    found = [Entry(OVERVIEW, (("Overview", "bold $foreground"),))]
    for at, question in enumerate(report.questions):
        left = (f"{at + 1:>2} ", (one_line(title(question.id)), "$foreground"))
        found.append(Entry(str(at), left, _outcome(question)))
    return found


def _outcome(question: QuestionReport) -> tuple[Part, ...]:
    if question.status != "graded" or question.score is None:
        word = {"unasked": "not asked"}.get(question.status, question.status)
        return ((word, MUTED), " ")
    return (
        (f"{question.grade} ", "bold $foreground"),
        f"{percent(question.score):>5} ",
        bar(question.score, 6),
        " ",
    )


def overview(report: Report) -> list[Row]:
    """The report as a whole: topics, what to study, the closing words."""
    rows = []
    if report.topics:
        rows += [row(("Topics", "bold $text-primary")), *_topics(report), row()]
    if report.study:
        rows.append(row(("To study next", "bold $text-primary")))
        rows += [row(one_line(line), lead="- ") for line in report.study]
        rows.append(row())
    if report.closing.strip():
        rows.append(row(("In closing", "bold $text-primary")))
        rows += [*paragraphs(report.closing.strip()), row()]
    rows.append(row((one_line(graded_by(report)), MUTED)))
    return rows


def _topics(report: Report) -> Iterator[Row]:
    """A bar for each, the names in a column."""
    names = [one_line(topic.topic, 18) for topic in report.topics]
    column = max(len(name) for name in names) + 2
    for name, topic in zip(names, report.topics, strict=True):
        yield row(f"{name:<{column}}", bar(topic.score, 10), f" {percent(topic.score):>5}")


def details(question: QuestionReport) -> list[Row]:
    """All about one question: the verdict, then what was said, with the evidence marked."""
    rows = [row((one_line(title(question.id)), "bold $text-primary"))]
    about = ", ".join(one_line(part) for part in (question.topic, question.difficulty))
    rows += [row((about, MUTED)), row(), *paragraphs(question.prompt), row()]
    rows += verdict(question)
    for follow_up, turn in enumerate(question.turns):
        rows.append(row())
        if follow_up:
            rows.append(row((f"Follow-up {follow_up}", "bold")))
            rows += paragraphs(turn.asked)
        rows.append(row((f"You, {words(turn.answer)}", "bold")))
        rows += [Row(line) for line in answer(question, follow_up).split("\n", allow_blank=True)]
    return rows
