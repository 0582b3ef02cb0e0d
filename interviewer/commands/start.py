"""`start`: what is asked, who grades, and whether on the screen or in lines.

Where question 1 is known at a glance it is shown before the rest of the program is loaded.
"""

import argparse
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from interviewer.banks.preview import preview
from interviewer.commands import wiring
from interviewer.commands.conduct import conduct, plain_wanted
from interviewer.commands.report_file import transcript_of
from interviewer.core.text import one_line
from interviewer.process.output import message
from interviewer.settings import Settings
from interviewer.storage.bank_files import BankFile
from interviewer.storage.home_folder import check, first_time, openness
from interviewer.ui.ports import Interview, PendingInterview
from interviewer.ui.question_choice import QuestionChoice

if TYPE_CHECKING:
    from collections.abc import Callable

    from interviewer.commands.live_interview import InterviewFactory


def start(arguments: argparse.Namespace) -> int:
    """A new interview, or the home screen where nothing was said on the command line."""
    plain = plain_wanted(arguments)
    opening = _opening(arguments)
    first = None if arguments.bare and not plain else opening.at_a_glance or opening.begin()
    end_mark = arguments.end_mark.strip()
    return conduct(opening.factory, first, opening.home, plain=plain, end_mark=end_mark)


def begun(arguments: argparse.Namespace) -> Interview:
    """A new interview with all that is behind it, made at once."""
    return _opening(arguments).begin()


class _Opening(NamedTuple):
    """A new interview, as far as it is known."""

    home: Path
    at_a_glance: PendingInterview | None
    """None where its first question, or who grades, is not known yet."""
    factory: "Callable[[], InterviewFactory]"
    """Makes the interviews; the same one each time. Whatever is wrong is said by raising."""
    begin: "Callable[[], Interview]"
    """Makes the interview. Takes a while."""


def _opening(arguments: argparse.Namespace) -> _Opening:
    home = wiring.home_of(arguments)
    check(home)
    warn_of_openness(home)
    settings = replace(wiring.configured(arguments), manner=wiring.manner_of(arguments))
    file = [wiring.bank_file(arguments, arguments.bank)]
    wish = _wish(arguments, settings)
    transcript = transcript_of(arguments)

    @cache
    def factory() -> "InterviewFactory":
        from interviewer.commands.live_interview import new_interviews

        made = new_interviews(arguments, file[0], settings, wish, transcript)
        file.clear()  # it may be large, and is not needed any more
        return made

    def begin() -> Interview:
        return factory().begin(wish)

    examiner_known = settings.model or settings.examiner == "offline"
    at_a_glance = None
    if examiner_known and wish.plain_order and file[0].raw in wiring.known_banks(home):
        at_a_glance = _at_a_glance(file[0], home, settings, wish, begin)
    return _Opening(home, at_a_glance, factory, begin)


def _at_a_glance(
    file: BankFile,
    home: Path,
    settings: Settings,
    wish: QuestionChoice,
    begin: "Callable[[], Interview]",
) -> PendingInterview:
    seen = preview(file.raw)
    return PendingInterview(
        bank=seen.title,
        prompt=seen.prompt,
        questions=min(seen.questions, wish.count or seen.questions),
        about=(seen.topic, seen.difficulty),
        badge=wiring.badge(settings.model),
        greeting=settings.offline_reason if first_time(home) else "",
        make=begin,
    )


def warn_of_openness(home: Path) -> None:
    """Say where others can read the home."""
    warning = openness(home)
    if warning:
        message(one_line(f"warning: {warning}"))


def _wish(arguments: argparse.Namespace, settings: Settings) -> QuestionChoice:
    follow_ups = settings.follow_ups if arguments.follow_ups is None else arguments.follow_ups
    return QuestionChoice(
        count=arguments.count,
        topic=arguments.topic,
        difficulty=arguments.difficulty,
        questions=tuple(arguments.question),
        shuffle=arguments.shuffle,
        follow_ups=follow_ups,
        feedback_each=(arguments.feedback or settings.feedback) == "each",
        persona=arguments.persona or "",
        level=arguments.level or "",
        adaptive=arguments.adaptive,
        minutes=arguments.minutes,
        per_question=arguments.per_question,
        predict=settings.predict if arguments.predict is None else arguments.predict,
    )
