"""`practice`: tonight's questions, chosen from what was said before; or only which, and why."""

import argparse
import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

from interviewer.banks.bank import Bank
from interviewer.commands import wiring
from interviewer.commands.conduct import conduct, plain_wanted
from interviewer.commands.live_interview import InterviewFactory, InterviewSource, examiners_of
from interviewer.commands.report_file import transcript_of
from interviewer.commands.tonight import Tonight, first_used, keep_day
from interviewer.core.short_names import title
from interviewer.core.text import counted, inert, one_line
from interviewer.practice.schedule import Choice, Evening
from interviewer.process.output import message, say, write_json
from interviewer.ui.question_choice import QuestionChoice

if TYPE_CHECKING:
    from interviewer.storage.session_store import SessionStore


def practice(arguments: argparse.Namespace) -> int:
    """Conduct tonight's questions; with --list, only say which they are, and why."""
    store = wiring.store_of(arguments)
    if arguments.until is not None:
        keep_day(store.home, arguments.until, wiring.today())
    tonight = Tonight.of(store, arguments.bank, offline=not arguments.without_offline)
    for problem in tonight.problems:
        message(one_line(problem, 300))
    topic, minutes = arguments.topic, arguments.minutes
    chosen = (
        tonight.drill(topic=topic, minutes=minutes)
        if arguments.missed
        else tonight.evening(topic=topic, minutes=minutes, new=arguments.new)
    )
    if arguments.list:
        return _listed(tonight, chosen, json_wanted=arguments.json)
    if not chosen.choices:
        said = "Nothing was missed the last time." if arguments.missed else tonight.nothing()
        message(inert(said))
        return 0
    return _conducted(arguments, store, tonight, chosen)


def _listed(tonight: Tonight, chosen: Evening, *, json_wanted: bool) -> int:
    if json_wanted:
        write_json(json.dumps([_as_json(choice) for choice in chosen.choices], indent=2))
    else:
        say(inert("\n".join(_lines(tonight, chosen))))
    return 0


def _lines(tonight: Tonight, chosen: Evening) -> Iterator[str]:
    if tonight.until is not None:
        days = (tonight.until - tonight.today).days
        yield f"{counted(days, 'day')} to the interview on {tonight.until}."
    if chosen.rehearsal:
        yield "This is the rehearsal: as in the interview, without hints."
    if not chosen.choices:
        yield "Nothing is due, and nothing is new."
        return
    minutes = sum(choice.minutes for choice in chosen.choices)
    count = len(chosen.choices)
    yield f"{counted(count, 'question')}, about {minutes:.0f} minutes:"
    for number, choice in enumerate(chosen.choices, 1):
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


def _conducted(
    arguments: argparse.Namespace, store: "SessionStore", tonight: Tonight, chosen: Evening
) -> int:
    plain = plain_wanted(arguments)
    store.check()
    settings = wiring.settings_of(arguments)
    follow_ups = settings.follow_ups if arguments.follow_ups is None else arguments.follow_ups
    wish = QuestionChoice(follow_ups=follow_ups, feedback_each=settings.feedback == "each")
    predict = settings.predict if arguments.predict is None else arguments.predict
    bank = first_used(tonight.banks, chosen)
    source = InterviewSource(
        Bank(bank.content(), digest=bank.digest), None, transcript_of(arguments), wish
    )
    factory = InterviewFactory(store, source, examiners_of(settings))
    plan = tonight.plan(
        chosen,
        factory.panel.examiner.identity,
        follow_ups=follow_ups,
        predict=predict is not False,
        mode="drill" if arguments.missed else "practice",
    )
    interview = factory.live(store.create(plan))
    return conduct(lambda: factory, interview, store.home, plain=plain)
