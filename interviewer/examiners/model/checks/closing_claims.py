"""What a model is given for its closing words, and whether those words say only that.

The facts are the computed report in lines. The check reads the closing for every claim that code can
verify: numbers, grades and quotes. One that was not computed, and the whole text is dropped: a text
with a wrong number in it is worth less than a plain one.
"""

import re
from collections.abc import Iterator

from interviewer.core.grading import BANDS, locate
from interviewer.core.report import QuestionReport, Report
from interviewer.core.short_names import title
from interviewer.core.text import fold, one_line
from interviewer.examiners.model.checks.closing_form import no_closing
from interviewer.reports.facts import percent, span

_LONGEST = 260
"""Words; it was asked for 140."""

_QUOTED_AT_LEAST = 3
"""Words between quotation marks that are taken for a quote of the candidate, not a term."""

_WORDS = "zero one two three four five six seven eight nine ten eleven twelve".split()  # noqa: SIM905
_DIGITS = re.compile(r"(?<![\w.,])\d+(?:[.,]\d+)*(?!\w)")
_PERCENT = re.compile(r"(?<!\d)(\d+(?:[.,]\d+)?)\s*+(?:%|per ?cent\b|percentage)", re.IGNORECASE)
_OUT_OF = re.compile(r"\b(\w+)\s+(?:out of|of(?: the| your)?|/)\s+(\w+)\b", re.IGNORECASE)
_SHARE = re.compile(r"\b(?:\w+teen|\w+ty(?:[- ]\w+)?|hundred)\s+per ?cent\b", re.IGNORECASE)
_PART = re.compile(
    r"\b(?:half|(?:one|a|two|three)[ -](?:third|quarter|fifth)s?|(?:vast |great )?majority|most)\b"
    r"(?: of)? (?:(?:the|your|all|these|those|my|its) )?(?:\w+ )?(?:points?|questions?|answers?|credits?|marks?|score)\b",
    re.IGNORECASE,
)
_OF_THE_SCORE = re.compile(
    r"\b(?:scor\w+|grade[ds]?|overall|results?|totals?|points?|marks?|reach(?:ed)?|earned?|achiev\w+|"
    r"perform\w*|came? (?:out|to)|unaided)\b",
    re.IGNORECASE,
)
_END = re.compile(r"[.!?](?=\s|$)|\n")
_GRADE = re.compile(
    r"\bgrade(?: of| is|:)?(?: an?)? [\"'\u201c]?([A-Z])\b|\b(?:an?) ([ABCDF]) grade\b"
)
_QUOTE = re.compile(r"[\"\u201c]([^\"\u201c\u201d]*)[\"\u201d]")
_MARKUP = re.compile(r"^[^\S\n]*+(?:#|[-*] |\d+[.)] |```|\{|<)", re.MULTILINE)


def facts_of(report: Report) -> str:
    """The report in lines, for a model that sums it up."""
    return "\n".join(_facts(report))


def _facts(report: Report) -> Iterator[str]:
    yield f"Overall: {span(report.score, report.low, report.high)}, grade {report.grade}."
    yield f"In first answers alone, before any follow-up: {percent(report.unaided_score)}."
    yield f"Questions asked: {report.asked}. Graded: {report.graded}."
    for question in report.questions:
        yield ""
        yield from _question(question)
    if report.study:
        yield ""
        yield "To study, most needed first:"
        yield from (f"- {one_line(line, 300)}" for line in report.study)


def _question(question: QuestionReport) -> Iterator[str]:
    outcome = {"graded": f"{percent(question.score)}, grade {question.grade}"}
    yield f"{title(question.id)}: {outcome.get(question.status, question.status)}"
    for point in question.points:
        if point.state == "made" and point.quote:
            when = "" if point.unaided else ", after a follow-up"
            yield f'- made{when}: {one_line(point.description, 200)} Said: "{_cut(point.quote)}"'
        elif point.state == "missed" and question.status == "graded":
            heart = ", essential" if point.essential else ""
            yield f"- missed{heart}: {one_line(point.description, 200)}"
    for belief in question.misconceptions:
        yield f'- wrong belief: {one_line(belief.description, 200)} Said: "{_cut(belief.quote)}"'


def _cut(quote: str) -> str:
    """A quote short enough to be quoted again; without quotation marks of its own."""
    words = one_line(quote, 400).replace('"', "'").split()
    return " ".join(words[:30])


def false_claim(text: str, report: Report, facts: str) -> str | None:
    """Say why a closing may not be shown: it is none, or says what was not computed; else None."""
    words = text.split()
    if not 30 <= len(words) <= _LONGEST:
        return "it is too short or too long"
    if _MARKUP.search(text):
        return "it is not plain sentences"
    wrong_form = no_closing(text, facts)
    if wrong_form is not None:
        return wrong_form
    answers = [turn.answer for question in report.questions for turn in question.turns]
    for quote in (match[1] for match in _QUOTE.finditer(text)):
        known = locate(quote, answers) is not None or fold(quote).text in fold(facts).text
        if not known and len(quote.split()) >= _QUOTED_AT_LEAST:
            return f"nobody said {one_line(quote, 60)!r}"
    prose = _QUOTE.sub(lambda match: "" if locate(match[1], answers) else match[0], text)
    return _false_number(prose, report, facts) or _false_grade(prose, report)


def _false_number(prose: str, report: Report, facts: str) -> str | None:
    shares = {percent(value) for value in _scores(report)}
    stated = set(_DIGITS.findall(facts))
    counts = {str(count) for count in _counts(report)}
    known = {match[1] for match in _PERCENT.finditer(facts)}
    for match in _PERCENT.finditer(prose):
        of_a_score = _OF_THE_SCORE.search(_sentence_round(prose, match.start()))
        if f"{match[1]} %" not in shares and (of_a_score or match[1] not in known):
            return f"{match[0]} was not computed"
    if part := _PART.search(prose):
        return f"{part[0]!r} was not computed"
    if _SHARE.search(prose):
        return "a share in words was not computed"
    for match in _OUT_OF.finditer(prose):
        pair = [_number(word) for word in match.groups()]
        if None not in pair and not {str(number) for number in pair} <= counts:
            return f"{match[0]} was not computed"
    for number in _DIGITS.findall(_PERCENT.sub(" ", prose)):
        if number not in stated | counts:
            return f"{number} was not computed"
    return None


def _sentence_round(text: str, at: int) -> str:
    """The sentence in which a place stands; a full stop inside a number ends none."""
    begin = max((m.end() for m in _END.finditer(text, 0, at)), default=0)
    end = _END.search(text, at)
    return text[begin : end.start() if end else len(text)]


def _false_grade(prose: str, report: Report) -> str | None:
    letters = {name for name, _ in BANDS}
    given = {report.grade, *(question.grade for question in report.questions)}
    for match in _GRADE.finditer(prose):
        letter = match[1] or match[2]
        if letter in letters and letter not in given:
            return f"grade {letter} was not given"
    return None


def _scores(report: Report) -> Iterator[float]:
    values = [report.score, report.low, report.high, report.unaided_score]
    for question in report.questions:
        values += [question.score, question.low, question.high, question.unaided_score]
    values += [topic.score for topic in report.topics]
    yield from (value for value in values if value is not None)


def _counts(report: Report) -> Iterator[int]:
    """Everything that code counted: questions by state, points by state, over all and of each."""
    yield len(report.questions)
    yield report.asked
    yield report.graded
    for status in ("graded", "ungraded", "skipped", "unasked"):
        yield sum(question.status == status for question in report.questions)
    every = [point for question in report.questions for point in question.points]
    yield len(every)
    yield sum(point.unaided for point in every)
    yield sum(point.aided is not None for point in every)
    for state in ("made", "missed", "undecided"):
        yield sum(point.state == state for point in every)
    for question in report.questions:
        yield len(question.points)
        for state in ("made", "missed", "undecided"):
            yield sum(point.state == state for point in question.points)


def _number(word: str) -> int | None:
    """The number that a word is; None for "one", which is a pronoun more often, and other words."""
    word = word.casefold()
    if word.isascii() and word.isdigit():
        return int(word) if len(word) < 10 else -1
    return _WORDS.index(word) if word in _WORDS and word != "one" else None
