"""Builds what the commands join: the home, the store, the bank, the examiner.

Objects are made here and handed on; no module holds one. What takes long to load is loaded where it
is made: a first question is shown before that.
"""

import argparse
import os
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from interviewer import __version__, assets
from interviewer.banks.faults import NoSuchBankError
from interviewer.commands.registry import COMMANDS
from interviewer.core.errors import UsageError
from interviewer.core.nearest import nearest
from interviewer.core.text import inert, normalise, one_line
from interviewer.process.output import message
from interviewer.settings import load
from interviewer.storage.bank_files import BankFile, find_bank
from interviewer.storage.clock import local_now
from interviewer.storage.files import read_file
from interviewer.storage.home_folder import home_path
from interviewer.storage.known_banks import KnownBanks
from interviewer.storage.known_servers import KnownServers

if TYPE_CHECKING:
    from interviewer.core.run import Examiner
    from interviewer.settings import Settings
    from interviewer.storage.session_store import SessionStore

_FLAGS: Final = ("model", "base_url", "key_file", "provider")

PATIENCE: Final = 3
"""This many times as long as an answer took in the exam, on average, a model is waited for."""
USUAL_PATIENCE: Final = 120.0
"""Seconds that every model is waited for."""
THINKING_PATIENCE: Final = 300.0
"""Seconds for one that takes longer in its exam: what is given to models that think."""


def now() -> datetime:
    """The clock of the program; tests hand in their own."""
    return local_now()


def today() -> date:
    """The day on the person's calendar: INTERVIEWER_TODAY where it is set, else that of the clock.

    It plans and is planned by; order and durations go by the clock. Raises UsageError.
    """
    return stand_in() or now().date()


def stand_in() -> date | None:
    """What INTERVIEWER_TODAY sets in the calendar's place; None where it sets nothing."""
    said = os.environ.get("INTERVIEWER_TODAY", "").strip()
    return day_of(said, "INTERVIEWER_TODAY") if said else None


def day_of(text: str, name: str) -> date:
    """A date as people and programs write it, 2026-12-03. Raises UsageError naming its place."""
    try:
        return datetime.strptime(text, "%Y-%m-%d").date()  # noqa: DTZ007 - a day has no zone
    except ValueError:
        raise UsageError(
            f"{name}: {one_line(text, 40)!r} is no date. Write it as 2026-12-03."
        ) from None


def home_of(arguments: argparse.Namespace) -> Path:
    """--home, else INTERVIEWER_HOME, else the platform's folder for a user's data."""
    return home_path(arguments.home)


def store_of(arguments: argparse.Namespace) -> "SessionStore":
    from interviewer.storage.session_store import SessionStore

    return SessionStore(home_of(arguments), now=now, today=stand_in())


def known_banks(home: Path) -> KnownBanks:
    return KnownBanks(home, __version__)


def bank_file(arguments: argparse.Namespace, wanted: str | None) -> BankFile:
    """Read a bank's file by its path or name; None is the first bank.

    Raises UsageError where it cannot be read. A mistyped command looks like a bank's name; say so.
    """
    try:
        return find_bank(wanted, home_of(arguments))
    except NoSuchBankError as error:
        said = error.wanted
        near = "" if "." in said or "/" in said else nearest(said, COMMANDS)
        how = "`interviewer bank list` shows the banks, `interviewer --help` the commands."
        raise NoSuchBankError(said, f"{error.hint or near} {how}") from None


def settings_of(arguments: argparse.Namespace) -> "Settings":
    """The settings with their origins, and what the model's exam found.

    Raises UsageError naming the setting that is wrong.
    """
    return measured(configured(arguments), home_of(arguments))


def configured(arguments: argparse.Namespace) -> "Settings":
    """The settings alone: `measured` adds the exam once there is time to load what reads it."""
    flags: dict[str, str | None] = {name: getattr(arguments, name, None) for name in _FLAGS}
    flags["offline"] = "yes" if arguments.offline else None
    flags["best"] = "yes" if getattr(arguments, "best", False) else None
    found = load(flags, os.environ, home_of(arguments))
    for warning in found.warnings:
        message(inert(warning))
    if not found.model:
        return found
    return replace(found, memory=KnownServers(home_of(arguments)))


def measured(settings: "Settings", home: Path) -> "Settings":
    """The settings with what the model's newest exam found: a slow one is waited for as it needs.

    What is configured is left as it is.
    """
    if not settings.model:
        return settings
    from interviewer.examiners.model.http.endpoint import server_of
    from interviewer.storage.exams import Exams

    exam = Exams(home).newest(settings.model, server_of(settings.base_url))
    if exam is None:
        return settings
    found = replace(settings, exam=exam)
    seconds = _seconds_each(exam)
    if settings.deadlines.get("total") or PATIENCE * seconds <= USUAL_PATIENCE:
        return found
    patience = max(PATIENCE * seconds, THINKING_PATIENCE)
    return replace(found, deadlines={**settings.deadlines, "total": patience})


def _seconds_each(exam: Mapping[str, Any]) -> float:
    """What an answer took in the exam; 0 where the file does not say it."""
    marks = exam.get("model")
    try:
        return float(marks["seconds"]) / int(marks["answers"]) if isinstance(marks, dict) else 0.0
    except (KeyError, TypeError, ValueError, ZeroDivisionError):
        return 0.0


def manner_of(arguments: argparse.Namespace) -> str:
    """The text of the persona that was named: a file, one of the home's, or a shipped one.

    Empty where none was. Raises UsageError naming those there are.
    """
    named = getattr(arguments, "persona", None)
    if not named:
        return ""
    own = home_of(arguments) / "personas"
    known = {**assets.personas(), **{path.stem: path for path in sorted(own.glob("*.md"))}}
    path = known.get(named) or (
        Path(named) if os.path.sep in named or named.endswith(".md") else None
    )
    if path is None:
        raise UsageError(
            f"There is no persona {one_line(named, 60)!r}. There is: {', '.join(sorted(known))}. "
            f"One of your own is a Markdown file, named or kept in {one_line(str(own))}."
        )
    text = normalise(read_file(path, 8000).decode("utf-8", "replace")).strip()
    if not text:
        raise UsageError(f"The persona {one_line(str(path))} is empty. Say in it how to ask.")
    return text


def bulk_examiner(arguments: argparse.Namespace) -> "Examiner":
    """Who grades, by the flags and settings. With --offline no setting is looked at.

    A model is built at once, so that settings that cannot work are reported once and not for every
    answer.
    """
    from interviewer.examiners import registry

    if arguments.offline:
        return registry.examiner(registry.OFFLINE)
    settings = settings_of(arguments)
    if settings.offline_reason:
        message(one_line(settings.offline_reason))
    return registry.configured(settings, now=True)


def badge(model: str | None) -> str:
    """Who grades, in a word or two; None is the built-in examiner."""
    return "offline estimate" if model is None else one_line(model, 40)
