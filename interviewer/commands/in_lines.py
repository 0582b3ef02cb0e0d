"""The beginning of an interview in lines: question 1 is there to be read before the rest is loaded."""

import os
import sys
from typing import TYPE_CHECKING

from interviewer.core.text import inert
from interviewer.process.output import message, say
from interviewer.ui.asking import ask_lines, greeting, question, wrapped
from interviewer.ui.ports import Interview, PendingInterview
from interviewer.ui.terminal_mode import KeyByKey

if TYPE_CHECKING:
    from collections.abc import Callable

    from interviewer.commands.live_interview import InterviewFactory

READING_WIDTH = 100


def in_lines(
    factory: "Callable[[], InterviewFactory]",
    first: Interview | PendingInterview,
    *,
    end_mark: str = "",
) -> int:
    """Conduct an interview in lines; return the exit status.

    With `end_mark`, an answer ends at a line that holds it alone.
    """
    if not sys.stdin.isatty():
        return _in_lines(factory, first, None, end_mark)
    with KeyByKey(sys.stdin.fileno()) as terminal:
        return _in_lines(factory, first, terminal, end_mark)


def _in_lines(
    factory: "Callable[[], InterviewFactory]",
    first: Interview | PendingInterview,
    terminal: KeyByKey | None,
    end_mark: str,
) -> int:
    width = _width()
    if first.greeting:
        message(inert(first.greeting))
    interview = _asked(first, width) if isinstance(first, PendingInterview) else first
    if interview is first:
        _ask(interview, width)
    from interviewer.commands.line_interview import conduct_in_lines

    return conduct_in_lines(interview, factory().archive.saved, terminal, end_mark, width)


def _asked(first: PendingInterview, width: int) -> Interview:
    """Ask question 1, then make the interview: it is loaded while the question is being read."""
    say(wrapped(greeting(first.bank, first.questions, first.badge), width))
    say(wrapped(question(1, first.questions, first.about, first.prompt), width), flush=True)
    return first.make()


def _ask(interview: Interview, width: int) -> None:
    from interviewer.core.protocol import Ask

    plan, step = interview.session.plan, interview.session.step
    say(wrapped(greeting(plan.bank, plan.total, interview.badge), width), flush=True)
    if isinstance(step, Ask):
        say(wrapped(ask_lines(step, plan.why.get(step.sheet.question.id, "")), width), flush=True)


def _width() -> int:
    """At how many cells lines are wrapped: nowhere in a pipe, which gets them as they are."""
    try:
        return min(os.get_terminal_size(1).columns, READING_WIDTH)
    except (OSError, ValueError):
        return 0
