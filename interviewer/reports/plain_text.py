"""A report in plain lines: what line mode prints, without mark-up or escape codes."""

from collections.abc import Iterator

from interviewer.core.report import QuestionReport, Report
from interviewer.core.text import Inert, inert, one_line
from interviewer.reports import facts


def report_lines(report: Report, *, shown: frozenset[int] = frozenset()) -> Iterator[Inert]:
    """The whole report. Of questions in `shown`, by number, the verdict was printed already."""
    yield inert(f"Report: {one_line(report.bank)}")
    yield inert(f"{facts.sentence(facts.headline(report))}.")
    if report.grade is not None:
        yield inert(f"Unaided, before any follow-up or hint: {facts.percent(report.unaided_score)}")
    yield inert(f"Questions: {facts.standing(report)}.")
    yield facts.graded_by(report)
    for topic in report.topics:
        yield inert(f"  {one_line(topic.topic)}: {facts.percent(topic.score)}")
    for number, question in enumerate(report.questions, 1):
        if question.status == "unasked":
            continue
        if number in shown:
            yield _heading(question, number)
        else:
            yield from question_lines(question, number)
    if report.usage:
        yield inert(f"Used: {one_line(report.usage)}.")
    if report.study:
        yield Inert("")
        yield Inert("To study next:")
        yield from (inert(f"  {one_line(line)}") for line in report.study)
    if report.closing.strip():
        yield Inert("")
        yield from (one_line(part) for part in report.closing.split("\n\n"))


def question_lines(question: QuestionReport, number: int) -> Iterator[Inert]:
    """The verdict on one question, with its points, quotes and reference answer."""
    yield Inert("")
    yield _heading(question, number)
    if question.reason:
        yield inert(f"   {one_line(question.reason)}")
    if question.examiners not in ((), ("offline",)):
        yield inert(f"   Graded by {one_line(', '.join(question.examiners))}.")
    expected = facts.predicted(question)
    if expected:
        yield inert(f"   {facts.sentence(expected)}.")
    yield from _help_given(question)
    if question.status in ("graded", "ungraded") and question.turns:
        yield from _points(question)
    for belief in question.misconceptions:
        yield inert(f"   ! worth another look: {one_line(belief.description)}")
        yield inert(f'       you said: "{one_line(belief.quote)}"')
    if question.beyond is not None and question.beyond.answer:
        yield inert(f"   Beyond, not graded: {one_line(question.beyond.asked)}")
        yield inert(f'       you said: "{one_line(question.beyond.answer)}"')
    if question.reference_answer:
        yield inert(f"   Reference answer: {one_line(question.reference_answer)}")


def _help_given(question: QuestionReport) -> Iterator[Inert]:
    """What was said between the answers, and the follow-up that got none."""
    for said in question.said:
        if said.kind == "question back":
            yield inert(f'   You asked back: "{one_line(said.text)}"')
        elif said.kind == "reply":
            yield inert(f"       Interviewer: {one_line(said.text)}")
        elif said.kind == "hint":
            yield inert(f"   Hint: {one_line(said.text)}")
        elif said.kind == "follow-up" and said.turn == len(question.turns):
            yield inert(f"   Follow-up without an answer: {one_line(said.text)}")


def _points(question: QuestionReport) -> Iterator[Inert]:
    for point in question.points:
        fact = facts.point_facts(question, point)
        sign = facts.ASCII_SIGNS[fact.mark]
        yield inert(f"   {sign} {fact.outcome}: {fact.description}")
        if fact.quote is not None:
            yield inert(f'       you said: "{fact.quote}" ({fact.when})')
        if fact.mark == "undecided" and fact.note:
            yield inert(f"       {fact.note}")


def _heading(question: QuestionReport, number: int) -> Inert:
    parts = [part for part in (facts.outcome(question), facts.unaided(question)) if part]
    return inert(f"{number}. {facts.name(question)}: {', '.join(parts)}")
