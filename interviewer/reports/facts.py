"""How the facts of a report are said: one wording for the screen, Markdown, HTML and plain lines.

A form decides where a fact stands and how it looks; what is said comes from here, inert.
"""

from collections import Counter
from typing import Literal, NamedTuple, assert_never

from interviewer.core.report import PointReport, QuestionReport, Report, SaidReport
from interviewer.core.short_names import title
from interviewer.core.text import Inert, inert, one_line

Mark = Literal["made", "aided", "missed", "undecided", "open"]
"""A point's mark: made unaided, made with help, missed, undecided, or open as nobody graded it."""

SIGNS: dict[Mark, Inert] = {
    "made": Inert("\u2713"),
    "aided": Inert("\u25cb"),
    "missed": Inert("\u2717"),
    "undecided": Inert("?"),
    "open": Inert("\u00b7"),
}
ASCII_SIGNS: dict[Mark, Inert] = {
    "made": Inert("+"),
    "aided": Inert("o"),
    "missed": Inert("-"),
    "undecided": Inert("?"),
    "open": Inert("."),
}
"""For plain lines, and terminals without the others."""

RATINGS = (
    Inert("not at all"),
    Inert("a little"),
    Inert("mostly"),
    Inert("fully"),
)
"""How well a candidate thought it went, 0 to 3."""


class PointFacts(NamedTuple):
    """What is said about a rubric point."""

    mark: Mark
    label: Inert
    """Short, for learners."""
    description: Inert
    """The rubric's sentence for graders."""
    outcome: Inert
    """ "made, 3 of 3", "made after a follow-up, 2 of 2", "missed, 0 of 1, essential"."""
    worth: Inert
    """The number alone: "3 of 3", or "worth 2" where it is open."""
    quote: Inert | None
    """The candidate's words that show it."""
    when: Inert
    """When those were said: "unaided", "after follow-up 1"."""
    note: Inert
    """Why there is no credit, where that is not plain; else empty."""


def point_facts(question: QuestionReport, point: PointReport) -> PointFacts:
    """What is said about a point; its question says whether anything was graded at all."""
    mark = _mark(question, point)
    worth = _worth(point, mark)
    outcome = worth if mark == "open" else f"{_word(point, mark)}, {worth}"
    if point.essential:
        outcome += ", essential"
    if point.dispute is not None:
        outcome += ", disputed and upheld" if point.dispute.upheld else ", disputed"
    if point.by in ("model", "rules"):
        outcome += f", decided by the {point.by}"
    return PointFacts(
        mark=mark,
        label=one_line(point.label or point.description),
        description=one_line(point.description),
        outcome=inert(outcome),
        worth=worth,
        quote=one_line(point.quote) if point.quote and question.status != "skipped" else None,
        when=_when(point),
        note=_note(point) if question.status != "skipped" else Inert(""),
    )


def _note(point: PointReport) -> Inert:
    """Why there is no credit; of a point that was disputed in vain, what was said to that."""
    if point.dispute is not None and not point.dispute.upheld:
        return one_line(f"You disputed it. {point.dispute.reason}")
    return one_line(point.note)


def _mark(question: QuestionReport, point: PointReport) -> Mark:
    if question.status == "skipped":
        return "missed"
    if point.credit is None:
        return "undecided" if question.status == "graded" or _judged(question) else "open"
    if point.state == "made":
        return "made" if point.unaided else "aided"
    return point.state


def _judged(question: QuestionReport) -> bool:
    return bool(question.turns) and question.turns[-1].examiner is not None


def _word(point: PointReport, mark: Mark) -> str:
    if mark == "aided":
        return f"made after a {point.aided or 'follow-up'}"
    return "missed" if mark == "missed" and not point.credit else point.word


def _worth(point: PointReport, mark: Mark) -> Inert:
    if mark in ("undecided", "open"):
        return inert(f"worth {point.weight:g}")
    credit = point.credit if point.credit is not None else 0.0
    return inert(f"{credit * point.weight:.2g} of {point.weight:g}")


def _when(point: PointReport) -> Inert:
    if point.turn:
        return inert(f"after follow-up {point.turn}")
    if point.aided:
        return Inert("after a hint" if point.aided == "hint" else "after a follow-up")
    return Inert("unaided")


def name(question: QuestionReport) -> Inert:
    """A question's short name: its id in words."""
    return one_line(title(question.id))


def percent(value: float | None) -> Inert:
    """A score from 0 to 1 as "74 %"; "-" for None."""
    return inert("-" if value is None else f"{value * 100:.0f} %")


def span(value: float | None, low: float | None, high: float | None) -> Inert:
    """A score with its range where undecided points leave one: "74 % (70 to 82 %)"."""
    if value is None or low is None or high is None or round(low * 100) == round(high * 100):
        return percent(value)
    return inert(f"{percent(value)} ({low * 100:.0f} to {high * 100:.0f} %)")


_STATUS = {
    "unasked": Inert("not answered"),
    "skipped": Inert("skipped, 0 %"),
    "ungraded": Inert("not graded"),
}


def outcome(question: QuestionReport) -> Inert:
    """A question's result: "grade B, 74 %", "not graded", "skipped, 0 %", "not answered"."""
    if question.status != "graded":
        return _STATUS[question.status]
    return inert(f"grade {question.grade}, {span(question.score, question.low, question.high)}")


def unaided(question: QuestionReport) -> Inert:
    """The unaided score: "unaided 50 %"; empty where nothing was graded."""
    if question.status != "graded":
        return Inert("")
    return inert(f"unaided {percent(question.unaided_score)}")


def headline(report: Report) -> Inert:
    """The whole result: "grade B, 74 % (70 to 82 %)", "no grade: nothing could be graded"."""
    if report.grade is None:
        return Inert("no grade: nothing could be graded")
    return inert(f"grade {report.grade}, {span(report.score, report.low, report.high)}")


def standing(report: Report) -> Inert:
    """How many questions were answered, and what became of the others: "3 of 10 answered, 1 skipped"."""
    count = Counter(question.status for question in report.questions)
    parts = [f"{count['graded'] + count['ungraded']} of {len(report.questions)} answered"]
    parts += [f"{count['ungraded']} of them not graded"] if count["ungraded"] else []
    parts += [f"{count['skipped']} skipped"] if count["skipped"] else []
    return inert(", ".join(parts))


def graded_by(report: Report) -> Inert:
    """Who graded and how far that can be trusted, in a sentence or two."""
    names = list(dict.fromkeys(n for q in report.questions for n in q.examiners))
    names = names or report.examiner.split(", ")[:1]
    who = " and ".join("the built-in offline examiner" if n == "offline" else n for n in names)
    sure = report.agreement or "its agreement with people on this bank has not been measured"
    if len(names) > 1:
        sure = report.agreement or "their agreement with people on this bank has not been measured"
    estimate = " Offline grades are an estimate." if "offline" in names else ""
    if names[0] == "offline":
        who = f"T{who[1:]}"  # a model's name stays as its server writes it
    return one_line(f"{who} graded this; {sure}.{estimate}{_unreviewed(report)}")


def _unreviewed(report: Report) -> str:
    """That questions were asked which no person had reviewed; empty where there were none."""
    for mark, said in (("drafted", "drafts"), ("imported", "imported")):
        count = sum(q.review == mark for q in report.questions if q.status != "unasked")
        if count:
            which = "1 question was" if count == 1 else f"{count} questions were"
            noun = "a draft" if count == 1 and mark == "drafted" else said
            return f" {which} {noun} and reviewed by nobody yet."
    return ""


def examiner_name(name: str) -> Inert:
    """Who grades, for a person."""
    names = ("built-in examiner" if part == "offline" else part for part in name.split(", "))
    return one_line(", ".join(names))


def sentence(said: Inert) -> Inert:
    """A fact where it begins a sentence: with a capital letter."""
    return Inert(said[:1].upper() + said[1:])


def speaker(said: SaidReport) -> Inert:
    """Who said it, and what it was: "Interviewer, follow-up 1"."""
    match said.kind:
        case "answer":
            return Inert("You")
        case "question back":
            return Inert("You asked back")
        case "follow-up":
            return inert(f"Interviewer, follow-up {said.turn}")
        case "hint":
            return Inert("Interviewer, a hint")
        case "beyond":
            return Inert("Interviewer, beyond the question, not graded")
        case "question" | "reply":
            return Inert("Interviewer")
    assert_never(said.kind)


def left_unanswered(question: QuestionReport) -> bool:
    """Whether what was asked last got no answer."""
    answers = [said for said in question.said if said.kind == "answer"]
    asked = [said for said in question.said if said.kind in ("question", "follow-up", "beyond")]
    return len(answers) < len(asked)


def predicted(question: QuestionReport) -> Inert:
    """What the candidate expected: "you expected: mostly"; empty where nothing was said."""
    if question.predicted is None:
        return Inert("")
    return inert(f"you expected: {RATINGS[question.predicted]}")


def minute(moment: str) -> Inert:
    """An ISO time as people write it: "2026-11-23 20:53"."""
    return one_line(moment[:16].replace("T", " "))


def duration(seconds: float) -> Inert:
    """Time spent: "45 s", "3 min 5 s"."""
    minutes, left = divmod(round(seconds), 60)
    return inert(f"{minutes} min {left} s" if minutes else f"{left} s")
