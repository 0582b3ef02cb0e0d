"""`practice`: tonight's questions, chosen from what was said before; or only which, and why."""

import argparse
import json
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from interviewer.commands import wiring
from interviewer.commands.practised_banks import (
    PractisedBank,
    named_banks,
    offers,
    practised_banks,
)
from interviewer.core.errors import UsageError
from interviewer.core.plan import ExaminerIdentity, Plan
from interviewer.core.report import title
from interviewer.core.text import inert, one_line
from interviewer.practice.memory import Remembered
from interviewer.practice.schedule import MINUTES, Choice, Evening, Offer, evening
from interviewer.process.output import message, say, write_json
from interviewer.storage.files import read_file, write_atomically

if TYPE_CHECKING:
    from pathlib import Path

    from interviewer.storage.session_store import SessionStore

NO_DAY = ("none", "never", "off")
"""What forgets the interview's day."""


def practice(arguments: argparse.Namespace) -> int:
    """Conduct tonight's questions; with --list, only say which they are, and why."""
    store, today = wiring.store_of(arguments), wiring.today()
    until = interview_day(store.home, arguments.until, today)
    known = store.remembered()
    if arguments.bank:
        banks = named_banks(arguments.bank, store.home)
    else:
        banks, problems = practised_banks(store, known)
        for problem in problems:
            message(one_line(problem, 300))
    offered = offers(banks, arguments.topic)
    tonight = evening(
        offered,
        known,
        today,
        until=until,
        minutes=arguments.minutes or MINUTES,
        new=arguments.new,
    )
    if arguments.list:
        return _listed(tonight, until, today, json_wanted=arguments.json)
    if not tonight.choices:
        message(inert(_nothing(offered, known, today)))
        return 0
    return _conducted(arguments, store, tonight, banks)


# -- the interview's day --------------------------------------------------------------------------


def interview_day(home: "Path", said: str | None, today: date) -> date | None:
    """The day for which is practised: the one that is said now, which is kept, else the one kept.

    None where there is none, or it has passed. Raises UsageError for what is no day to come.
    """
    path = home / "interview-day"
    if said is None:
        return kept_day(home, today)
    if said.strip().casefold() in NO_DAY:
        if path.exists():
            write_atomically(path, "")
        return None
    day = wiring.day_of(said.strip(), "--until")
    if day < today:
        raise UsageError(f"--until: {day} has passed; today is {today}. Name a day to come.")
    from interviewer.storage.home_folder import make_folders  # noqa: PLC0415 - only to keep it

    make_folders(home)
    write_atomically(path, day.isoformat())
    return day


def kept_day(home: "Path", today: date) -> date | None:
    """The interview's day as it was kept; None where none was, or it has passed."""
    try:
        day = date.fromisoformat(read_file(home / "interview-day", 100).decode("ascii").strip())
    except (UsageError, ValueError):
        return None
    return day if day >= today else None


# -- which, and why -------------------------------------------------------------------------------


def _listed(tonight: Evening, until: date | None, today: date, *, json_wanted: bool) -> int:
    if json_wanted:
        write_json(json.dumps([_as_json(choice) for choice in tonight.choices], indent=2))
        return 0
    say(inert("\n".join(_lines(tonight, until, today))))
    return 0


def _lines(tonight: Evening, until: date | None, today: date) -> Iterator[str]:
    if until is not None:
        yield f"{_days((until - today).days)} to the interview on {until.isoformat()}."
    if tonight.rehearsal:
        yield "This is the rehearsal: as in the interview, without hints."
    if not tonight.choices:
        yield "Nothing is due, and nothing is new."
        return
    minutes = sum(choice.minutes for choice in tonight.choices)
    count = len(tonight.choices)
    yield f"{count} question{'' if count == 1 else 's'}, about {minutes:.0f} minutes:"
    for number, choice in enumerate(tonight.choices, 1):
        name = title(one_line(choice.question.id, 60))
        yield f"{number:3}. {name} ({one_line(choice.bank, 40)})"
        yield f"     {one_line(choice.why, 300)}"


def _as_json(choice: Choice) -> dict[str, object]:
    return {
        "bank": choice.bank,
        "question": choice.question.id,
        "points": list(choice.points),
        "why": choice.why,
    }


def _days(number: int) -> str:
    return f"{number} day{'' if number == 1 else 's'}"


def _nothing(offered: list[Offer], known: Remembered, today: date) -> str:
    keys = {(one.bank, one.question.id) for one in offered}
    days = [
        memory.due
        for (bank, question, _), memory in known.memories.items()
        if (bank, question) in keys and memory.due > today
    ]
    when = f" The next points are due on {min(days)}." if days else ""
    return f"Nothing is due today.{when} `interviewer` starts a whole interview."


# -- conducted ------------------------------------------------------------------------------------


def _conducted(
    arguments: argparse.Namespace,
    store: "SessionStore",
    tonight: Evening,
    banks: list[PractisedBank],
) -> int:
    from interviewer.banks.bank import Bank  # noqa: PLC0415 - takes a while; --list needs none
    from interviewer.commands.app_host import AppHost  # noqa: PLC0415
    from interviewer.commands.conduct import in_lines, on_screen  # noqa: PLC0415
    from interviewer.commands.live_interview import InterviewFactory, InterviewSource  # noqa: PLC0415
    from interviewer.commands.start import panel_of, plain_wanted, transcript_of  # noqa: PLC0415
    from interviewer.ui.ports import QuestionChoice  # noqa: PLC0415

    store.check()
    settings = wiring.settings_of(arguments)
    follow_ups = settings.follow_ups if arguments.follow_ups is None else arguments.follow_ups
    wish = QuestionChoice(follow_ups=follow_ups, feedback_each=settings.feedback == "each")
    asked = {choice.bank for choice in tonight.choices}
    first = next(bank for bank in banks if bank.key in asked)
    source = InterviewSource(Bank(first.content()), None, transcript_of(arguments), wish)
    factory = InterviewFactory(store, source, panel_of(settings))
    plan = plan_of(
        tonight,
        banks,
        factory.panel.examiner.identity,
        follow_ups=follow_ups,
        predict=not arguments.no_predict,
    )
    interview = factory.live(store.create(plan))
    host = AppHost(store.home, lambda: factory)
    return in_lines(host, interview) if plain_wanted(arguments) else on_screen(host, interview)


def plan_of(
    tonight: Evening,
    banks: list[PractisedBank],
    examiner: ExaminerIdentity,
    *,
    follow_ups: int,
    predict: bool,
) -> Plan:
    """The plan of an evening: practice with a verdict after each question, or the rehearsal."""
    by_key = {bank.key: bank for bank in banks}
    used = list(dict.fromkeys(choice.bank for choice in tonight.choices))
    return Plan(
        bank=", ".join(by_key[key].title for key in used),
        questions=tuple(choice.question for choice in tonight.choices),
        examiner=examiner,
        follow_ups=follow_ups,
        feedback="end" if tonight.rehearsal else "each",
        bank_digest=by_key[used[0]].digest if len(used) == 1 else "",
        bank_ids=tuple(choice.bank for choice in tonight.choices),
        mode="exam" if tonight.rehearsal else "practice",
        predict=predict,
        due={choice.question.id: choice.points for choice in tonight.choices if choice.points},
        why={choice.question.id: choice.why for choice in tonight.choices},
    )
