"""The closing words that need no model: an honest summary, written from the computed report.

The offline examiner ends its interviews with it, and the model examiner falls back on it, so that
nobody leaves without knowing what held up and what to work on first. Every sentence tells
something that happened in this interview: a number of the report, a point by its label, the
candidate's own words. Nothing is praised that cannot be quoted, and nothing recommended that is not
there. Which of several wordings is taken follows from the report alone, so that a replay says the same.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from interviewer.core.plan import ExaminerIdentity, Plan
from interviewer.core.protocol import Conclude, Finished
from interviewer.core.report import PointReport, QuestionReport, Report
from interviewer.core.report_builder import compose
from interviewer.core.sheets import Sheet
from interviewer.reports.closing_facts import besides
from interviewer.reports.closing_phrases import (
    QUOTE,
    Wordings,
    capital,
    count,
    cut,
    label,
    number_word,
    the,
    where,
)
from interviewer.reports.facts import percent

OLDER = "These words are older than what was judged again since; the points show what stands now."
MOST = 150
"""Words. A closing says more only where a single sentence is already longer."""

Closing = Callable[[Conclude], str]
"""Sums up what was computed, where no model can, or none may be trusted to."""

_WORTH_SHORTENING = 60
"""Words of an answer that is worth saying again in fewer."""
Found = tuple[int, QuestionReport, PointReport]
"""A point with its question and that question's number."""


def closing_of(step: Conclude, examiner: ExaminerIdentity) -> str:
    """Return the closing text for a step, whoever graded."""
    return closing_text(report_of(step, examiner))


def closing_now(ending: Finished, sheets: Sequence[Sheet], examiner: ExaminerIdentity) -> str:
    """The closing words of an interview of which points were judged again since, in a dispute or by a
    later grading: the computed ones say what stands now, a model's say that they are older.
    """
    if not ending.closing or tuple(sheets) == ending.sheets:
        return ending.closing
    if ending.closing == closing_of(Conclude(ending.sheets), examiner):
        return closing_of(Conclude(tuple(sheets)), examiner)
    return f"{ending.closing}\n\n{OLDER}"


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
    """Sum an interview up in at most 150 words: where it stands, what held up, what comes first.

    Plain text in paragraphs.
    """
    if report is None or all(question.status == "unasked" for question in report.questions):
        return "You stopped before the first answer, so there is nothing to sum up."
    if report.score is None:
        return _nothing_graded(report)
    words = Wordings(report)
    must = [_standing(report, words), _strengths(report, words), _first(report, words)]
    return _fit([part for part in must if part], list(besides(report)))


def _nothing_graded(report: Report) -> str:
    waiting = sum(question.status == "ungraded" for question in report.questions)
    return (
        f"None of your answers to {count(waiting, 'question')} could be graded this time. They are kept "
        "word for word; `interviewer regrade` grades them once an examiner can be reached."
    )


def _fit(must: Sequence[str], may: Sequence[str]) -> str:
    """Join paragraphs; add what is optional while there is room for it."""
    last: list[str] = []
    for text in may:
        room = MOST - len(" ".join([*must, *last]).split())
        if len(text.split()) <= room:
            last.append(text)
    return "\n\n".join([*must, " ".join(last)] if last else must).strip()


# -- where it stands ------------------------------------------------------------------------------


def _standing(report: Report, words: Wordings) -> str:
    points = [point for question in report.questions for point in question.points]
    made = [point for point in points if point.state == "made"]
    alone = sum(point.unaided for point in made)
    score = f"{percent(report.score)}, grade {report.grade}"
    of = f"{number_word(len(made)) if made else 'none'} of {count(len(points), 'point')}"
    if made and alone == len(made):
        of += words.one_of(
            ", all unasked", ", each in a first answer", ", none of it after a follow-up"
        )
    opening = words.one_of(
        f"You come out at {score}: you made {of}.",
        f"{score[:1].upper()}{score[1:]}: you made {of}.",
        f"You made {of}, which comes to {score}.",
    )
    if alone == len(made):
        return opening
    return f"{opening} {_help_taken(report, [point for point in made if not point.unaided], words)}"


def _help_taken(report: Report, helped: Sequence[PointReport], words: Wordings) -> str:
    """A hint can come before the first answer, so only follow-ups are called being asked again."""
    unaided, number = percent(report.unaided_score), number_word(len(helped)).capitalize()
    by = {point.aided for point in helped}
    if "hint" not in by:
        return words.one_of(
            f"{number} of these took a follow-up; unaided you stand at {unaided}.",
            f"Without the follow-ups it would be {unaided}: {number.lower()} came only when you were asked again.",
            f"Your first answers alone were worth {unaided}; being asked again brought {count(len(helped), 'more point')}.",
        )
    what = "a hint" if by == {"hint"} else "a follow-up or a hint"
    return words.one_of(
        f"{number} of these came after {what}; unaided you stand at {unaided}.",
        f"Without {what} it would be {unaided}: {number.lower()} came only after one.",
        f"What you said without {what} was worth {unaided}; {count(len(helped), 'more point')} came after one.",
    )


# -- what held up ---------------------------------------------------------------------------------


def _strengths(report: Report, words: Wordings) -> str:
    best: list[Found] = []
    for found in sorted(_points(report, "made"), key=_weight_of):
        if found[1].id not in {other[1].id for other in best} and len(best) < 2:
            best.append(found)
    if not best:
        return ""
    earned = [
        f'{where(number, question)} you said "{cut(point.quote or "", QUOTE)}"'
        + ("" if point.unaided else f", once {'hinted at' if point.aided == 'hint' else 'asked'}")
        for number, question, point in best
    ]
    joined = words.one_of("; ", ", and ").join(earned)
    return words.one_of("What held up: ", "What carries it: ", "To keep: ") + f"{joined}."


def _weight_of(found: Found) -> tuple[bool, bool, float, bool]:
    """How much a made point says about the candidate: smaller is more."""
    point = found[2]
    length = len((point.quote or "").split())
    return not point.unaided, not point.essential, -point.weight, not 3 <= length <= QUOTE


def _points(report: Report, state: str) -> Iterator[Found]:
    for number, question in enumerate(report.questions, 1):
        for point in question.points:
            if point.state == state and (state != "made" or point.quote):
                yield number, question, point


# -- what comes first -----------------------------------------------------------------------------


def _first(report: Report, words: Wordings) -> str:
    """The one thing to improve, what comes after it, and a wrong belief."""
    missed = sorted(_missed(report), key=_costly)
    if not missed:
        return _nothing_missed(report, words)
    number, question, point = missed[0]
    parts = [_why_first(number, question, point, words)]
    parts.extend(_belief(report))
    others: dict[str, str] = {question.id: ""}
    for place, other, missing in missed[1:]:
        others.setdefault(other.id, f"{where(place, other)}, {label(missing)}")
    rest = [text for text in others.values() if text][:2]
    if rest:
        parts.append(words.one_of("After that: ", "Next: ", "Then: ") + "; ".join(rest) + ".")
    return " ".join(parts)


def _nothing_missed(report: Report, words: Wordings) -> str:
    undecided = list(_points(report, "undecided"))
    if undecided:
        number, question, point = undecided[0]
        return f"No decided point is missing; {where(number, question)}, this stayed open: {label(point)}."
    longest = max(report.questions, key=lambda question: sum(len(t.answer) for t in question.turns))
    number = report.questions.index(longest) + 1
    said = sum(len(turn.answer.split()) for turn in longest.turns)
    if said < _WORTH_SHORTENING:
        return "No decided point is missing. " + words.one_of(
            "Take harder questions next, or these again in some days.",
            "Try another topic now, and this one again in some days.",
        )
    return words.one_of(
        f"No decided point is missing. Your longest answer was {where(number, longest)}: try it in half the words.",
        f"No decided point is missing. {capital(where(number, longest))} you took many words; say it once more, shorter.",
    )


def _missed(report: Report) -> Iterator[Found]:
    for number, question in enumerate(report.questions, 1):
        if question.status in ("graded", "skipped"):
            for point in question.points:
                if question.status == "skipped" or point.state == "missed":
                    yield number, question, point


def _costly(found: Found) -> tuple[bool, float, int]:
    """What a missed point cost: smaller is more."""
    number, question, point = found
    return not point.essential, -point.weight / sum(p.weight for p in question.points), number


def _why_first(number: int, question: QuestionReport, point: PointReport, words: Wordings) -> str:
    place, missing = where(number, question), label(point)
    if question.status == "skipped":
        return words.one_of(
            f"You skipped {the(number, question)}; at its heart stands this: {missing}.",
            f"{capital(the(number, question))} was skipped. Begin there: {missing}.",
        )
    place = f"{place}, which came to {percent(question.score)}"
    again = " even when asked again" if any(t.point == point.id for t in question.turns) else ""
    if point.essential:
        return words.one_of(
            f"Work first {place}, on what no answer passes without: {missing}. It was missing{again}.",
            f"{capital(place)}, the essential point was missing{again}: {missing}. Start there.",
        )
    return words.one_of(
        f"Work first on this, {place}: {missing}. It was missing{again}.",
        f"What cost most is {place}; not said{again}: {missing}.",
        f"{capital(place)}, this was missing{again}: {missing}. Start there.",
    )


def _belief(report: Report) -> Iterator[str]:
    for number, question in enumerate(report.questions, 1):
        for belief in question.misconceptions[:1]:
            quote = cut(belief.quote, QUOTE)
            yield f'Look again at where you said "{quote}", {where(number, question)}.'
            return
