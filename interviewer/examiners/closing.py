"""The closing words that need no model: an honest summary, written from the computed report.

The offline examiner ends its interviews with it, and the model examiner falls back on it, so that
nobody leaves without having heard what held up, what to work on first, and what to study. It praises
nothing that it cannot quote, and every number in it is the report's own.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from interviewer.core.grading import Score
from interviewer.core.interview import Conclude, ExaminerIdentity, Plan
from interviewer.core.report import PointReport, QuestionReport, Report, compose, title
from interviewer.core.text import one_line
from interviewer.reports.facts import percent

FEWEST, MOST = 80, 150
"""Words. A closing says more only where a single sentence is already longer."""

GAP = 0.1
"""So much of the score gained by follow-ups is worth a word of advice."""

Closing = Callable[[Conclude], str]
"""Sums up what was computed, where no model can, or none may be trusted to."""

_GIST, _QUOTE, _BRIEF = 24, 18, 12


def closing_of(step: Conclude, examiner: ExaminerIdentity) -> str:
    """Return the closing text for a step, whoever graded."""
    return closing_text(report_of(step, examiner))


def report_of(step: Conclude, examiner: ExaminerIdentity) -> Report | None:
    """Compute the report of what was discussed; None where nothing was.

    Questions that were never asked have no sheet, so they are not in it.
    """
    if not step.sheets:
        return None
    sheets = [replace(sheet, number=number) for number, sheet in enumerate(step.sheets, 1)]
    questions = tuple(sheet.question for sheet in sheets)
    return compose(Plan(bank="Interview", questions=questions, examiner=examiner), sheets)


def closing_text(report: Report | None) -> str:
    """Sum an interview up in 80 to 150 words: where it stands, what held up, what comes first.

    Plain text in paragraphs. Shorter only where there is next to nothing to sum up.
    """
    if report is None or all(question.status == "unasked" for question in report.questions):
        return _NOTHING_SAID
    if report.score is None:
        return _nothing_graded(report)
    must = [_standing(report), _strengths(report), _first(report)]
    return _fit(must, [*_open_ends(report), *_advice(report)])


_NOTHING_SAID = (
    "You stopped before answering a question, so there is nothing to sum up yet. When you come back, "
    "take the first question and say what you know aloud, even where it is only half of it: a "
    "half answer gets a follow-up, and the follow-up is where most people find out how much they know."
)


def _nothing_graded(report: Report) -> str:
    waiting = sum(question.status == "ungraded" for question in report.questions)
    return (
        f"You answered {count(waiting, 'question')}, and none of it could be graded this time. That "
        "says nothing about your answers: they are kept word for word, and `interviewer regrade` "
        "grades them once an examiner can be reached. Until then, read your own answers in the "
        "transcript beside the reference answers. Mark for yourself what you said, what you only "
        "hinted at, and what you would add now; that comparison teaches as much as any grade."
    )


def _fit(must: Sequence[str], may: Sequence[str]) -> str:
    """Join paragraphs; add what is optional while there is room for it."""
    chosen = [text for text in must if text]
    last: list[str] = []
    for text in may:
        room = MOST - len(" ".join([*chosen, *last]).split())
        if len(text.split()) <= room:
            last.append(text)
    return "\n\n".join([*chosen, " ".join(last)] if last else chosen).strip()


# -- where it stands ------------------------------------------------------------------------------


_BANDS = {
    "A": "That is a strong interview.",
    "B": "That is a solid pass with a few gaps.",
    "C": "That is a pass, with gaps an interviewer would notice.",
    "D": "That is not a pass yet, though there is something to build on.",
    "F": "That is not a pass yet.",
}


def _standing(report: Report) -> str:
    verdict = _BANDS.get(report.grade or "", "")
    opening = f"You come out at {percent(report.score)}, grade {report.grade}. {verdict}"
    before, after = report.unaided_score, report.score
    if before is None or after is None or percent(after) == percent(0):
        return opening
    if percent(before) == percent(after):
        return f"{opening} All of it was there in your first answers, before any follow-up."
    return (
        f"{opening} Your first answers alone were worth {percent(before)}; the follow-ups brought "
        "out the rest, so you know more than you say at first."
    )


# -- what held up ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Shown:
    """A point that was made, and how much it says about the candidate: smaller is more."""

    question: QuestionReport
    point: PointReport
    rank: tuple[bool, bool, float, bool]


def _strengths(report: Report) -> str:
    best: list[_Shown] = []
    for shown in sorted(_made(report), key=lambda shown: shown.rank):
        if shown.question.id not in {other.question.id for other in best}:
            best.append(shown)
    if not best:
        return (
            "No point of these questions could be shown in your own words, so there is no strength "
            "to quote this time."
        )
    told = [
        f'on {name(shown.question)} you said "{short(shown.point.quote or "", _QUOTE)}"'
        + ("" if shown.point.unaided else " once you were asked")
        for shown in best[:2]
    ]
    lead = "What held up best: " if len(best) > 1 else "What held up: "
    return lead + "; ".join(told) + "."


def _made(report: Report) -> Iterator[_Shown]:
    for question in report.questions:
        for point in question.points:
            if point.state == "made" and point.quote:
                long = len(point.quote.split()) > _QUOTE or len(point.quote.split()) < 3
                rank = (not point.unaided, not point.essential, -point.weight, long)
                yield _Shown(question, point, rank)


# -- what comes first -----------------------------------------------------------------------------


def _first(report: Report) -> str:
    """The one thing to improve, then what to study."""
    missed = list(_missed(report))
    if not missed:
        return (
            "No decided point is missing. What is left to practise is saying it in fewer words, "
            "with one concrete example from your own work for each question."
        )
    question, point = missed[0]
    parts = [f"Work on {name(question)} first. {_why_first(question, point)}"]
    parts.extend(_belief(report))
    others: dict[str, str] = {question.id: ""}
    for other, missing in missed[1:]:
        brief = short(gist(missing.description), _BRIEF)
        others.setdefault(other.id, f"{name(other)} ({brief})")
    rest = [text for text in others.values() if text][:2]
    if rest:
        parts.append("After that, study " + " and ".join(rest) + ".")
    return " ".join(parts)


def _why_first(question: QuestionReport, point: PointReport) -> str:
    heart = short(gist(point.description), _GIST)
    if question.status == "skipped":
        return f"You skipped it, and its heart is this: {heart}."
    asked_for = any(turn.point == point.id for turn in question.turns)
    also = " even after a follow-up" if asked_for else ""
    if point.essential:
        return f"Its heart was missing{also}, and no answer passes without it: {heart}."
    return f"Missing there{also}: {heart}."


def _missed(report: Report) -> Iterator[tuple[QuestionReport, PointReport]]:
    """Missed points in the order in which the report says to study them."""
    known = {
        f"{title(question.id)}: {point.description}": (question, point)
        for question in report.questions
        for point in question.points
    }
    for line in report.study:
        if line in known:
            yield known[line]


def _belief(report: Report) -> Iterator[str]:
    for question in report.questions:
        for belief in question.misconceptions[:1]:
            quote = short(belief.quote, _BRIEF)
            yield f'Look again, too, at where you said "{quote}" on {name(question)}.'
            return


# -- what is open, and what to do next time -------------------------------------------------------


def _open_ends(report: Report) -> Iterator[str]:
    ungraded = sum(question.status == "ungraded" for question in report.questions)
    skipped = sum(question.status == "skipped" for question in report.questions)
    if ungraded:
        yield f"{count(ungraded, 'answer').capitalize()} could not be graded and did not count."
    if skipped:
        yield f"{count(skipped, 'skipped question').capitalize()} counted as zero."
    span = Score(report.score, report.low or 0.0, report.high or 0.0)
    if percent(span.low) != percent(span.high):
        yield (
            f"Some points could not be decided: your score lies between {percent(span.low)} and "
            f"{percent(span.high)}."
        )


def _advice(report: Report) -> Iterator[str]:
    """Advice that this interview gives reason for, the most telling first."""
    score, alone = report.score or 0.0, report.unaided_score or 0.0
    if score - alone >= GAP:
        yield (
            "Next time, before you end an answer, ask yourself what a curious colleague would still "
            "want to know, and say that as well."
        )
    if _words_an_answer(report) < 25:
        yield (
            "Your answers were short: give the reason and an example with each claim, and more of "
            "what you know will show."
        )
    if report.study:
        yield (
            "Explain each of these aloud in two or three sentences, without notes, then take the "
            "same questions again and compare."
        )
        yield (
            "The reference answers in the report show how much a full answer holds; yours may say it "
            "in other words."
        )
    else:
        yield (
            "Try the same questions against the clock, or a harder set: the next gap will show sooner "
            "there than here."
        )
        yield (
            "The reference answers in the report are worth a look all the same, for wordings and "
            "examples that you did not use."
        )


def _words_an_answer(report: Report) -> float:
    said = [len(turn.answer.split()) for question in report.questions for turn in question.turns]
    return sum(said) / len(said) if said else 0.0


# -- pieces of sentences: points, quotes and questions as a person would name them ------------------

_LEADS = re.compile(
    r"^(?:says|states|explains|mentions|knows|believes) (?:that |to )?", re.IGNORECASE
)
_ASIDE = re.compile(r" ?\([^()]*\)")


def gist(description: str) -> str:
    """A rubric description as something to know: "Says that X (for example, Y), hence Z" is X."""
    text = _ASIDE.sub("", one_line(description))
    text = _LEADS.sub("", text).rstrip(" .")
    for mark in ("; ", ", hence ", ", so that "):
        head = text.split(mark)[0]
        if len(head.split()) >= 4:
            text = head
    return text[:1].lower() + text[1:] if text[1:2].islower() else text


def short(text: str, words: int) -> str:
    """The text on one line, cut after so many words."""
    parts = one_line(text, 40 * words).split()
    return " ".join(parts[:words]).rstrip(",;:") + "..." if len(parts) > words else " ".join(parts)


def name(question: QuestionReport) -> str:
    """A question's title as it stands inside a sentence."""
    words = one_line(title(question.id), 60)
    return words[:1].lower() + words[1:] if words[1:2].islower() else words


_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def count(number: int, noun: str) -> str:
    """Return "three questions"."""
    word = _NUMBERS[number] if number < len(_NUMBERS) else str(number)
    return f"{word} {noun}{'' if number == 1 else 's'}"
