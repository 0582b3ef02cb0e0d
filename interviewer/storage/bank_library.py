"""A person's own banks: added under a name, listed with the shipped ones, removed."""

import os
from pathlib import Path
from typing import NamedTuple

from interviewer import assets
from interviewer.banks.faults import BankError
from interviewer.core.errors import UsageError
from interviewer.core.nearest import nearest
from interviewer.core.questions import slug
from interviewer.core.text import one_line
from interviewer.storage.bank_files import BankFile, bank_names
from interviewer.storage.files import private_folder, read_file, shown, write_atomically
from interviewer.storage.home_folder import ANOTHER_HOME


class BankEntry(NamedTuple):
    """A bank as a list shows it."""

    name: str
    title: str
    questions: int
    """0 where the file cannot be used."""
    source: str
    licence: str
    review: str
    """"imported", "drafted", or empty where a person has reviewed it."""
    shipped: bool
    fault: str = ""
    """Why it cannot be used; empty where it can."""


def entries(home: Path) -> list[BankEntry]:
    """Every bank that has a name, the first bank first, then the shipped ones, then the person's own."""
    shipped = assets.banks()
    return [
        _entry(name, path, shipped=shipped.get(name) == path)
        for name, path in bank_names(home).items()
    ]


def _entry(name: str, path: Path, *, shipped: bool) -> BankEntry:
    try:
        bank = BankFile(name, read_file(path), path.suffix.lower()).load()
    except (BankError, UsageError) as error:
        return BankEntry(name, "", 0, "", "", "", shipped, one_line(str(error), 200))
    content = bank.content
    marks = {question.review for question in content.questions} | {content.review}
    review = next((mark for mark in ("drafted", "imported") if mark in marks), "")
    return BankEntry(
        name, content.title, len(bank), content.source, content.licence, review, shipped
    )


def own_path(home: Path, name: str) -> Path:
    """Where a person's own bank of that name is, or would be."""
    return home / "banks" / f"{name}.json"


def free_path(home: Path, name: str) -> Path:
    """Where a new bank of that name goes. Raises UsageError where a bank of that name is known."""
    path = own_path(home, name)
    if os.path.lexists(path):
        raise UsageError(
            f"You have a bank {name!r} already. Give another name with --name, or --replace it."
        )
    if name in assets.banks():
        raise UsageError(
            f"A bank {name!r} comes with the program, and yours would stand in its place. "
            "Give another name with --name, or --replace it."
        )
    return path


def name_for(text: str) -> str:
    """A name made of a file's stem or a title."""
    return slug(text).strip("_")[:60].strip("-") or "bank"


def add(home: Path, name: str, raw: bytes, *, replace: bool = False) -> Path:
    """Keep a bank under a name; return its file. Raises UsageError where the name is taken."""
    path = own_path(home, name) if replace else free_path(home, name)
    private_folder(path.parent, ANOTHER_HOME)
    write_atomically(path, raw, ANOTHER_HOME)
    return path


def remove(home: Path, name: str) -> Path:
    """Remove a person's own bank; return where it was. Raises UsageError where it is none of theirs."""
    path = own_path(home, name)
    if "/" in name or not os.path.lexists(path):
        if name in assets.banks():
            raise UsageError(
                f"{one_line(name, 60)} is shipped with the program; only banks of your own are removed."
            )
        own = {
            found: place
            for found, place in bank_names(home).items()
            if place.parent == home / "banks"
        }
        raise UsageError(f"You have no bank {one_line(name, 60)!r}.{nearest(name, own)}")
    try:
        path.unlink()
    except OSError as error:
        raise UsageError(
            f"{shown(path)} cannot be removed ({one_line(error.strerror or '')})."
        ) from None
    return path
