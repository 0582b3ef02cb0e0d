"""Builds what the commands join: the home, the store, the bank, the examiner.

Objects are made here and handed on; no module holds one. What takes long to load is loaded where it
is made: a first question is shown before that.
"""

import argparse
import json
import os
import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from interviewer import __version__, assets
from interviewer.core.errors import UsageError
from interviewer.core.text import one_line
from interviewer.storage.files import read_file
from interviewer.storage.home_folder import home_path
from interviewer.storage.known_banks import KnownBanks

if TYPE_CHECKING:
    from interviewer.banks.json_bank import Fault
    from interviewer.core.questions import QuestionBank
    from interviewer.core.run import Examiner
    from interviewer.settings import Settings
    from interviewer.storage.session_store import SessionStore

_FLAGS: Final = ("model", "base_url", "key_file", "provider")


def now() -> datetime:
    """The clock of the program; tests hand in their own."""
    return datetime.now().astimezone()


def home_of(arguments: argparse.Namespace) -> Path:
    """--home, else INTERVIEWER_HOME, else the platform's folder for a user's data."""
    return home_path(arguments.home)


def store_of(arguments: argparse.Namespace) -> "SessionStore":
    from interviewer.storage.session_store import SessionStore  # noqa: PLC0415 - see top

    return SessionStore(home_of(arguments), now=now)


def known_banks(home: Path) -> KnownBanks:
    return KnownBanks(home, __version__)


class BankFile(NamedTuple):
    """A bank's file, read once: what is shown of it and what is asked from it cannot differ."""

    name: str
    """As messages call it."""
    raw: bytes

    @property
    def digest(self) -> str:
        """Its SHA-256."""
        import hashlib  # noqa: PLC0415 - see top

        return hashlib.sha256(self.raw).hexdigest()

    def bank(self) -> "tuple[QuestionBank, tuple[Fault, ...]]":
        """The bank with its warnings. Raises UsageError with every fault's place."""
        from interviewer.banks.json_bank import parse  # noqa: PLC0415 - see top

        return parse(self.raw, self.name)


def bank_file(path: str | None) -> BankFile:
    """Read a bank's file; None is the shipped one. Raises UsageError where it cannot be read."""
    file = assets.default_bank() if path is None else Path(path)
    if path is not None and not os.path.lexists(file):
        raise UsageError(_no_such_bank(path))
    return BankFile(path or file.name, read_file(file))


def read_bank(path: str | None) -> "tuple[QuestionBank, str, tuple[Fault, ...]]":
    """Return a bank with its file's SHA-256 and warnings. None is the shipped one.

    Raises UsageError with every fault's place.
    """
    file = bank_file(path)
    bank, warnings = file.bank()
    return bank, file.digest, warnings


def _no_such_bank(path: str) -> str:
    """A mistyped command looks like a bank's name; say so."""
    from interviewer.commands.registry import COMMANDS  # noqa: PLC0415 - only for this message
    from interviewer.core.questions import nearest  # noqa: PLC0415

    near = "" if "." in path or "/" in path else nearest(path, COMMANDS)
    return f"There is no bank at {one_line(path)}.{near} `interviewer --help` shows the commands."


def settings_of(arguments: argparse.Namespace) -> "Settings":
    """The settings with their origins. Raises UsageError naming the one that is wrong."""
    from interviewer import settings  # noqa: PLC0415 - a family that needs none imports none

    flags: dict[str, str | None] = {name: getattr(arguments, name, None) for name in _FLAGS}
    flags["offline"] = "yes" if arguments.offline else None
    found = settings.load(flags, os.environ, home_of(arguments))
    for warning in found.warnings:
        print(warning, file=sys.stderr)
    return found


def bulk_examiner(arguments: argparse.Namespace) -> "Examiner":
    """Who grades, by the flags and settings. With --offline no setting is looked at.

    A model is built at once, so that settings that cannot work are told once and not for every
    answer.
    """
    from interviewer.examiners import registry  # noqa: PLC0415 - see top

    if arguments.offline:
        return registry.examiner(registry.OFFLINE)
    settings = settings_of(arguments)
    if settings.offline_reason:
        print(one_line(settings.offline_reason), file=sys.stderr)
    return registry.configured(settings, now=True)


def badge(model: str | None) -> str:
    """Who grades, in a word or two; None is the built-in examiner."""
    return "offline estimate" if model is None else one_line(model, 40)


def measured_agreement(examiner: str, bank_digest: str) -> str:
    """How far an examiner was measured to agree with people on a bank, in words; empty if not."""
    try:
        figures = json.loads(assets.agreement().read_bytes())
    except (OSError, ValueError):
        return ""
    found = figures.get(bank_digest, {}).get(examiner, "")
    return str(found)
