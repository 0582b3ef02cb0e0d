"""What the closing words can add to the score: the most important first."""

from collections.abc import Iterator

from interviewer.core.report import Report
from interviewer.core.text import one_line
from interviewer.reports.closing_phrases import count, the
from interviewer.reports.facts import RATINGS, duration, percent


def besides(report: Report) -> Iterator[str]:
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
