"""The closing words that need no model: an honest summary, written from the computed report.

The offline examiner ends its interviews with it, and the model examiner falls back on it, so that
nobody leaves without knowing what held up and what to work on first. Every sentence tells
something that happened in this interview: a number of the report, a point by its label, the
candidate's own words. Nothing is praised that cannot be quoted, and nothing recommended that is not
there. Which of several wordings is taken follows from the report alone, so that a replay says the same.
"""

import re
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from interviewer.core.bank_defaults import ANY_TOPIC
from interviewer.core.plan import ExaminerIdentity, Plan
from interviewer.core.protocol import Conclude
from interviewer.core.report import PointReport, QuestionReport, Report
from interviewer.core.report_builder import compose
from interviewer.core.text import one_line
from interviewer.reports.facts import RATINGS, duration, percent

MOST = 150
"""Words. A closing says more only where a single sentence is already longer."""

Closing = Callable[[Conclude], str]
"""Sums up what was computed, where no model can, or none may be trusted to."""

_QUOTE, _LABEL = 18, 16
"""Words that a quote, and a point's label, may have."""
_WORTH_SHORTENING = 60
"""Words of an answer that is worth saying again in fewer."""
_ORDINALS = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
    "eleventh", "twelfth",
)  # fmt: skip
_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_SMALL = frozenset(
    [
        "a",
        "an",
        "and",
        "as",
        "at",
        "but",
        "by",
        "for",
        "from",
        "in",
        "is",
        "it",
        "of",
        "on",
        "or",
        "so",
        "than",
        "that",
        "the",
        "then",
        "to",
        "with",
    ]
)

Found = tuple[int, QuestionReport, PointReport]
"""A point with its question and that question's number."""


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
    """Sum an interview up in at most 150 words: where it stands, what held up, what comes first.

    Plain text in paragraphs.
    """
    if report is None or all(question.status == "unasked" for question in report.questions):
        return "You stopped before the first answer, so there is nothing to sum up."
    if report.score is None:
        return _nothing_graded(report)
    words = _Words(report)
    must = [_standing(report, words), _strengths(report, words), _first(report, words)]
    return _fit([part for part in must if part], list(_besides(report)))


class _Words:
    """Chooses among wordings, by what happened: the same report is always put the same way."""

    def __init__(self, report: Report) -> None:
        said = [turn.answer for question in report.questions for turn in question.turns]
        self._seed = zlib.crc32("\0".join([*said, f"{report.score}"]).encode("utf-8", "replace"))

    def one_of(self, *wordings: str) -> str:
        self._seed = zlib.crc32(b"next", self._seed)
        return wordings[self._seed % len(wordings)]


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


def _standing(report: Report, words: _Words) -> str:
    points = [point for question in report.questions for point in question.points]
    made = [point for point in points if point.state == "made"]
    alone = sum(point.unaided for point in made)
    score = f"{percent(report.score)}, grade {report.grade}"
    of = f"{_number(len(made)) if made else 'none'} of {count(len(points), 'point')}"
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


def _help_taken(report: Report, helped: Sequence[PointReport], words: _Words) -> str:
    """A hint can come before the first answer, so only follow-ups are called being asked again."""
    unaided, number = percent(report.unaided_score), _number(len(helped)).capitalize()
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


def _strengths(report: Report, words: _Words) -> str:
    best: list[Found] = []
    for found in sorted(_points(report, "made"), key=_weight_of):
        if found[1].id not in {other[1].id for other in best} and len(best) < 2:
            best.append(found)
    if not best:
        return ""
    earned = [
        f'{where(number, question)} you said "{cut(point.quote or "", _QUOTE)}"'
        + ("" if point.unaided else f", once {'hinted at' if point.aided == 'hint' else 'asked'}")
        for number, question, point in best
    ]
    joined = words.one_of("; ", ", and ").join(earned)
    return words.one_of("What held up: ", "What carries it: ", "To keep: ") + f"{joined}."


def _weight_of(found: Found) -> tuple[bool, bool, float, bool]:
    """How much a made point says about the candidate: smaller is more."""
    point = found[2]
    length = len((point.quote or "").split())
    return not point.unaided, not point.essential, -point.weight, not 3 <= length <= _QUOTE


def _points(report: Report, state: str) -> Iterator[Found]:
    for number, question in enumerate(report.questions, 1):
        for point in question.points:
            if point.state == state and (state != "made" or point.quote):
                yield number, question, point


# -- what comes first -----------------------------------------------------------------------------


def _first(report: Report, words: _Words) -> str:
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


def _nothing_missed(report: Report, words: _Words) -> str:
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
        f"No decided point is missing. {_capital(where(number, longest))} you took many words; say it once more, shorter.",
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


def _why_first(number: int, question: QuestionReport, point: PointReport, words: _Words) -> str:
    place, missing = where(number, question), label(point)
    if question.status == "skipped":
        return words.one_of(
            f"You skipped {the(number, question)}; at its heart stands this: {missing}.",
            f"{_capital(the(number, question))} was skipped. Begin there: {missing}.",
        )
    place = f"{place}, which came to {percent(question.score)}"
    again = " even when asked again" if any(t.point == point.id for t in question.turns) else ""
    if point.essential:
        return words.one_of(
            f"Work first {place}, on what no answer passes without: {missing}. It was missing{again}.",
            f"{_capital(place)}, the essential point was missing{again}: {missing}. Start there.",
        )
    return words.one_of(
        f"Work first on this, {place}: {missing}. It was missing{again}.",
        f"What cost most is {place}; not said{again}: {missing}.",
        f"{_capital(place)}, this was missing{again}: {missing}. Start there.",
    )


def _belief(report: Report) -> Iterator[str]:
    for number, question in enumerate(report.questions, 1):
        for belief in question.misconceptions[:1]:
            quote = cut(belief.quote, _QUOTE)
            yield f'Look again at where you said "{quote}", {where(number, question)}.'
            return


# -- what else this interview showed --------------------------------------------------------------


def _besides(report: Report) -> Iterator[str]:
    """Facts beside the score, the most important first."""
    ungraded = sum(question.status == "ungraded" for question in report.questions)
    skipped = sum(question.status == "skipped" for question in report.questions)
    if ungraded:
        yield f"{count(ungraded, 'question').capitalize()} could not be graded and did not count."
    if skipped:
        yield f"{count(skipped, 'skipped question').capitalize()} counted as zero."
    if percent(report.low) != percent(report.high):
        yield (
            "Some points could not be decided: the score lies between "
            f"{percent(report.low)} and {percent(report.high)}."
        )
    yield from _topics(report)
    yield from _expected(report)
    yield from _time(report)


def _topics(report: Report) -> Iterator[str]:
    if len(report.topics) > 1 and report.topics[0].score < report.topics[-1].score:
        weak, strong = report.topics[0], report.topics[-1]
        yield (
            f"Your strongest topic was {one_line(strong.topic, 40)} with {percent(strong.score)}, "
            f"your weakest {one_line(weak.topic, 40)} with {percent(weak.score)}."
        )


def _expected(report: Report) -> Iterator[str]:
    """Where a prediction was furthest off."""
    off = [
        (question.predicted / 3 - question.score, number, question)
        for number, question in enumerate(report.questions, 1)
        if question.predicted is not None and question.score is not None
    ]
    worst = max(off, key=lambda entry: abs(entry[0]), default=None)
    if worst is not None and abs(worst[0]) >= 0.4 and worst[2].predicted is not None:
        less = "less" if worst[0] > 0 else "more"
        yield (
            f"You expected {the(worst[1], worst[2])} to have gone {RATINGS[worst[2].predicted]}; it "
            f"came to {less}, {percent(worst[2].score)}."
        )


def _time(report: Report) -> Iterator[str]:
    timed = [(q.seconds, number, q) for number, q in enumerate(report.questions, 1) if q.seconds]
    if len(timed) > 1:
        seconds, number, question = max(timed, key=lambda entry: entry[0])
        spelled = _spelled(seconds)
        yield f"Most time went into {the(number, question)}: {spelled}."


def _spelled(seconds: float) -> str:
    minutes = round(seconds / 60)
    if minutes < 1:
        return "under a minute"
    return f"about {count(minutes, 'minute')}" if minutes <= 10 else str(duration(seconds))


# -- pieces of sentences --------------------------------------------------------------------------


def the(number: int, question: QuestionReport) -> str:
    """A question inside a sentence: "the third question, on evaluation"."""
    ordinal = _ORDINALS[number - 1] if number <= len(_ORDINALS) else f"{number}th"
    topic = "" if question.topic == ANY_TOPIC else f" on {one_line(question.topic, 40)}"
    return f"the {ordinal} question{topic}"


def where(number: int, question: QuestionReport) -> str:
    """Where in the interview: "in the third question on evaluation"."""
    return f"in {the(number, question)}"


def label(point: PointReport) -> str:
    """A point's short name as it stands inside a sentence."""
    text = cut(point.label or point.description, _LABEL).rstrip(" .")
    return text[:1].lower() + text[1:] if text[1:2].islower() else text


def cut(text: str, words: int) -> str:
    """The text on one line in at most this many words, cut where a clause ends if one does.

    Never inside a number such as "99 to 1", nor after a small word; an ellipsis shows the cut.
    """
    parts = one_line(text, 40 * words).replace('"', "'").split()
    if len(parts) <= words:
        return " ".join(parts).rstrip(".,;:\u2026")
    kept = parts[:words]
    clause = next((at for at in range(words, words // 2, -1) if parts[at - 1][-1] in ",;:"), None)
    if clause is not None:
        kept = parts[:clause]
    while len(kept) > 1 and clause is None and _hangs(kept, parts):
        kept.pop()
    return " ".join(kept).rstrip(".,;:\u2026") + "\u2026"


def _hangs(kept: Sequence[str], parts: Sequence[str]) -> bool:
    """Whether a cut here would tear something apart: a number, or a word from what it leads to."""
    following = " ".join(parts[len(kept) : len(kept) + 2])
    number = re.search(r"\d", kept[-1]) and re.search(r"\d", following)
    return bool(number) or kept[-1].lower().strip(",;") in _SMALL


def count(number: int, noun: str) -> str:
    """Return "three questions"."""
    return f"{_number(number)} {noun}{'' if number == 1 else 's'}"


def _number(number: int) -> str:
    return _NUMBERS[number] if number < len(_NUMBERS) else str(number)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
