"""What the report screen says, as text: everything it shows that needs no screen."""

from collections.abc import Iterator

from interviewer.core.report import QuestionReport, Report
from interviewer.core.text import counted, inert, one_line
from interviewer.practice.attempts import AttemptReport, OtherAttempts, changes
from interviewer.reports.facts import (
    duration,
    graded_by,
    headline,
    minute,
    name,
    outcome,
    percent,
    standing,
    unaided,
)
from interviewer.ui.tui.formatting import BANDS, band, bar, day, words
from interviewer.ui.tui.layout import MUTED, Part, Row, glyphs, paragraphs, row, text
from interviewer.ui.tui.listing import Entry
from interviewer.ui.tui.verdict_view import (
    answer,
    beliefs,
    beyond,
    heading,
    points,
    predicted_row,
    reference,
)

OVERVIEW = "overview"


def summary(report: Report) -> list[Row]:
    """The grade and how it came about."""
    head = headline(report)
    parts: list[Part] = [(head, BANDS.get(report.grade or "", "bold $foreground"))]
    if report.score is not None:
        parts += [glyphs(" ", 2), bar(report.score, 16, band(report.score))]
        parts.append(inert(f"   unaided {percent(report.unaided_score)}"))
    ungraded = any(question.status == "ungraded" for question in report.questions)
    key = " (g grades it now)" if ungraded else ""
    return [row(*parts), row((inert(f"{standing(report)}{key}"), MUTED))]


def entries(report: Report, *, weakest_first: bool = False, bars: bool = True) -> list[Entry]:
    """The list: the overview, then every question with its grade, score and, with `bars`, a bar."""
    found = [Entry(OVERVIEW, ((inert("Overview"), "bold $foreground"),))]
    order = list(enumerate(report.questions))
    if weakest_first:
        order.sort(key=lambda entry: 2.0 if entry[1].score is None else entry[1].score)
    for at, question in order:
        left: tuple[Part, ...] = ((inert(f"{at + 1:>2} "), MUTED), (name(question), "$foreground"))
        found.append(Entry(str(at), left, _outcome(question, bars=bars)))
    return found


def _outcome(question: QuestionReport, *, bars: bool) -> tuple[Part, ...]:
    if question.status != "graded" or question.score is None:
        word = {"unasked": "not answered", "ungraded": "not graded"}.get(question.status, "skipped")
        return ((inert(f"{word} "), "$text-error" if word == "skipped" else MUTED),)
    score: tuple[Part, ...] = (
        (inert(f" {question.grade} "), BANDS.get(question.grade or "", "bold")),
        (inert(f"{percent(question.score):>5} "), band(question.score)),
    )
    return (*score, bar(question.score, 6, band(question.score)), glyphs(" ")) if bars else score


def overview(report: Report) -> list[Row]:
    """The report as a whole: topics, what to study, the closing words."""
    rows = []
    if report.topics:
        rows += [_title("Topics"), *_topics(report), row()]
    if report.study:
        rows.append(_title("To study next"))
        rows += [row(one_line(line), lead=inert("\u2022 ")) for line in report.study]
        rows.append(row())
    if report.closing.strip():
        rows += [_title("In closing"), *paragraphs(report.closing.strip()), row()]
    rows.append(row((graded_by(report), MUTED)))
    rows.append(row((inert(f"{one_line(report.bank)}, {minute(report.started)}"), MUTED)))
    return rows


def _title(said: str) -> Row:
    return row((inert(said), "bold $text-primary"))


def _topics(report: Report) -> Iterator[Row]:
    """A bar for each, the names in a column."""
    names = [one_line(topic.topic, 22) for topic in report.topics]
    column = max(len(known) for known in names) + 2
    for known, topic in zip(names, report.topics, strict=True):
        yield row(
            inert(f"{known:<{column}}"),
            bar(topic.score, 8, band(topic.score)),
            inert(f" {percent(topic.score):>5}"),
        )


def details(question: QuestionReport, others: OtherAttempts = OtherAttempts()) -> list[Row]:  # noqa: B008 - a constant
    """All about one question: what was said with the evidence marked, the points, the reference;
    and what was said to it in other sessions.
    """
    about = ", ".join(one_line(part) for part in (question.topic, question.difficulty))
    rows = [Row(text((name(question), "bold $text-primary")), tail=text((inert(about), MUTED)))]
    if question.status == "unasked":
        said = "You have not answered this question. What it looks for stays hidden until you do."
        return [*rows, row(), row(inert(said))]
    spent = "" if question.seconds is None else f", {duration(question.seconds)}"
    helped = f", {counted(question.hints, 'hint')}" if question.hints else ""
    rows += [heading(question), *predicted_row(question)]
    if question.reason:
        rows.append(row((one_line(question.reason), "$text-warning")))
    rows += _then_and_now(question, others)
    rows += [row(), *paragraphs(question.prompt)]
    for follow_up, turn in enumerate(question.turns):
        rows.append(row())
        if follow_up:
            rows.append(row((inert(f"Follow-up {follow_up}"), "bold")))
            rows += paragraphs(turn.asked)
        more = "" if follow_up else f"{spent}{helped}"
        rows.append(row((inert(f"You, {words(turn.answer)}{more}"), "bold")))
        rows += [Row(line) for line in answer(question, follow_up).split("\n", allow_blank=True)]
    rows += [row(), _title("Points"), *points(question, full=True, first=True)]
    rows += beliefs(question)
    rows += beyond(question)
    return [*rows, *reference(question), *_other_answers(others)]


def _then_and_now(question: QuestionReport, others: OtherAttempts) -> Iterator[Row]:
    """How another attempt went, and the points gained and lost between it and this one."""
    if others.before is not None:
        yield from _compared("Then", others.before, others.before.report, question)
    if others.since is not None:
        yield from _compared("Answered again", others.since, question, others.since.report)


def _compared(
    when: str, other: AttemptReport, then: QuestionReport, now: QuestionReport
) -> Iterator[Row]:
    report = other.report
    yield row()
    yield Row(
        text(
            (inert(f"{when}, {day(other.day)}: "), "bold $text-primary"),
            (outcome(report), BANDS.get(report.grade or "", "bold")),
        ),
        tail=text((unaided(report), MUTED)),
    )
    for change in changes(then.points, now.points):
        sign: Part = ((inert("+ "), "bold $text-success") if change.gained
                      else (inert("- "), "bold $text-error"))  # fmt: skip
        gone = inert(f"{change.was}, then {change.now}")
        yield Row(text(one_line(change.label)), text(sign), indent=2, tail=text((gone, MUTED)))


def _other_answers(others: OtherAttempts) -> Iterator[Row]:
    for when, other in (("then", others.before), ("again", others.since)):
        if other is None:
            continue
        yield row()
        yield _title(f"Your answer {when}, {day(other.day)}")
        for follow_up, turn in enumerate(other.report.turns):
            if follow_up:
                yield row((one_line(turn.asked), MUTED))
            yield from (
                Row(line) for line in answer(other.report, follow_up).split("\n", allow_blank=True)
            )
