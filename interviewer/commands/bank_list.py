"""`bank list`, `add` and `remove`: which banks have a name."""

import argparse
import json
import re
from pathlib import Path

from interviewer.commands.wiring import bank_file, home_of
from interviewer.core.errors import UsageError
from interviewer.core.text import inert, one_line
from interviewer.process.output import message, say, write_json
from interviewer.storage import bank_library


def bank_list(arguments: argparse.Namespace) -> int:
    """Print every bank by name: 1 where one of them cannot be used, else 0."""
    found = bank_library.entries(home_of(arguments))
    if arguments.json:
        write_json(json.dumps([_as_json(entry) for entry in found], indent=2))
    else:
        width = max((len(entry.name) for entry in found), default=0)
        for entry in found:
            said = (
                entry.fault
                or f"{entry.questions:>5} {_plural(entry.questions):<9}  {one_line(entry.title, 60)}{_notes(entry)}"
            )
            say(inert(f"{entry.name:<{width}}  {said}"))
    return int(any(entry.fault for entry in found))


def bank_add(arguments: argparse.Namespace) -> int:
    """Keep a sound bank under a name. Raises UsageError with its faults where it is not sound."""
    home = home_of(arguments)
    file = bank_file(arguments, arguments.file)
    bank = file.load()
    name = bank_name(arguments.name or bank_library.name_for(Path(arguments.file).stem))
    raw = (
        file.raw
        if file.suffix == ".json"
        else bank.content.model_dump_json(exclude_defaults=True).encode()
    )
    bank_library.add(home, name, raw, replace=arguments.replace)
    say(inert(f"{len(bank)} {_plural(len(bank))}. Start: interviewer start {name}"))
    return 0


def bank_remove(arguments: argparse.Namespace) -> int:
    """Remove a bank of the person's own; sessions keep the questions that were asked."""
    path = bank_library.remove(home_of(arguments), arguments.name)
    message(inert(f"Removed {one_line(str(path), 300)}. Sessions keep what was asked from it."))
    return 0


def bank_name(said: str) -> str:
    """A name as it can be said on the command line. Raises UsageError for others."""
    if not re.fullmatch(r"\w[\w-]{0,60}", said):
        raise UsageError(
            f"{one_line(said, 60)!r} is no name for a bank. Use letters, digits and hyphens."
        )
    return said


def _as_json(entry: bank_library.BankEntry) -> dict[str, object]:
    return {
        "name": entry.name,
        "title": entry.title,
        "questions": entry.questions,
        "source": entry.source,
        "licence": entry.licence,
        "review": entry.review or None,
        "shipped": entry.shipped,
        "fault": entry.fault or None,
    }


def _plural(questions: int) -> str:
    return "question" if questions == 1 else "questions"


def _notes(entry: bank_library.BankEntry) -> str:
    notes = [f"not reviewed ({entry.review})"] if entry.review else []
    notes += [] if entry.shipped else ["yours"]
    return f"  [{', '.join(notes)}]" if notes else ""
