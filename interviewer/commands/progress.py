"""`progress`: how the person stands, in words, pictures of plain characters, or JSON."""

import argparse
import json
from datetime import date
from typing import TYPE_CHECKING

from interviewer.commands import wiring
from interviewer.commands.practised_banks import PractisedBank, offers, practised_banks
from interviewer.commands.progress_lines import lines
from interviewer.commands.then_and_now import then_and_now
from interviewer.commands.tonight import kept_day
from interviewer.core.text import inert, one_line
from interviewer.practice.memory import Remembered
from interviewer.practice.progress import STATES, Progress, SessionStanding, standing
from interviewer.process.output import message, say, write_json

if TYPE_CHECKING:
    from interviewer.storage.session_store import SessionStore


def progress(arguments: argparse.Namespace) -> int:
    """Print how the person stands."""
    store, today = wiring.store_of(arguments), wiring.today()
    if arguments.question:
        say(inert("\n".join(then_and_now(store, store.past(), arguments.question))))
        return 0
    found, problems = progress_of(store, today, offline=not arguments.without_offline)
    for problem in problems:
        message(one_line(problem, 300))
    if arguments.json:
        write_json(json.dumps(as_json(found), indent=2))
    elif not found.sessions:
        message(inert("Nothing was practised yet. `interviewer practice` begins."))
    else:
        say(inert("\n".join(lines(found))))
    return 0


def progress_of(
    store: "SessionStore",
    today: date,
    first: PractisedBank | None = None,
    *,
    offline: bool = True,
) -> tuple[Progress, list[str]]:
    """How the person stands, over the banks that are practised; and what could not be read.

    `offline` False leaves out what the built-in examiner judged.
    """
    past, known = store.past(), store.remembered()
    if not offline:
        past = past.without_offline()
        known = Remembered.of([past])
    judged = {one.session for one in past.attempts}
    banks, problems = practised_banks(store, known, first)
    sessions = [
        SessionStanding(
            info.id,
            info.day,
            info.bank,
            info.score,
            info.unaided_score,
            info.spent / 60,
        )
        for info in store.list()
        if info.said and info.day is not None and (offline or info.id in judged)
    ]
    until = kept_day(store.home, today)
    return standing(offers(banks), past, known, sessions, today=today, until=until), problems


def as_json(found: Progress) -> dict[str, object]:
    return {
        "today": found.today.isoformat(),
        "until": found.until.isoformat() if found.until else None,
        "sessions": [
            {
                "id": one.id,
                "date": one.day.isoformat(),
                "bank": one.bank,
                "score": one.score,
                "unaided_score": one.unaided,
                "minutes": round(one.minutes, 2),
            }
            for one in found.sessions
        ],
        "topics": [
            {
                "topic": one.topic,
                "points": len(one.states),
                **{state: one.count(state) for state in STATES},
            }
            for one in found.topics
        ],
        "points": [
            {
                "bank": one.key.bank,
                "question": one.key.question,
                "point": one.key.point,
                "state": one.state,
                "reviews": one.reviews,
                "due": one.due.isoformat() if one.due else None,
                "recall": None if one.recall is None else round(one.recall, 4),
                **({"older": one.older} if one.older else {}),
            }
            for one in found.points
        ],
        "beliefs": [
            {
                "bank": one.bank,
                "question": one.question,
                "misconception": one.misconception,
                "description": one.description,
                "state": "held" if one.held else "given up",
                "since": one.since.isoformat(),
                "last": one.last.isoformat(),
            }
            for one in found.beliefs
        ],
        "predictions": [
            {
                "date": one.day.isoformat(),
                "session": one.session,
                "question": one.question,
                "topic": one.topic,
                "predicted": round(one.predicted * 3),
                "score": one.score,
            }
            for one in found.predictions
        ],
    }
