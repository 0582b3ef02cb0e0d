"""Which banks a person practises: those that are named, else those that were practised before.

A bank is found again by its key, so that a moved or edited file keeps a person's past. Where no file has
it any more, its questions are taken from the journals.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from interviewer import assets
from interviewer.core.errors import ReportedError, UsageError
from interviewer.core.questions import Question, QuestionBank, slug
from interviewer.practice.memory import Remembered
from interviewer.practice.reviews import bank_of, id_in_bank
from interviewer.practice.worth import Offer
from interviewer.storage.bank_files import bank_names, find_bank

if TYPE_CHECKING:
    from interviewer.storage.session_store import SessionStore

SESSIONS_READ = 50
"""Journals that are read at most for banks whose files are gone."""


@dataclass(frozen=True, slots=True)
class PractisedBank:
    """A bank with its key. Of one whose file is gone, only what was asked."""

    key: str
    title: str
    questions: tuple[Question, ...]
    digest: str = ""

    def content(self) -> QuestionBank:
        return QuestionBank(id=self.key, title=self.title, questions=self.questions)


def offers(banks: Sequence[PractisedBank], topic: str | None = None) -> list[Offer]:
    """Every question of the banks; with a topic, those on it. Raises UsageError where none is."""
    found = [Offer(bank.key, question) for bank in banks for question in bank.questions]
    if topic is None:
        return found
    on_it = [one for one in found if one.question.topic.casefold() == topic.strip().casefold()]
    if not on_it:
        names = ", ".join(sorted({one.question.topic for one in found})[:20])
        raise UsageError(f"No question with topic {topic!r}. There is: {names}.")
    return on_it


def named_banks(names: str, home: Path) -> list[PractisedBank]:
    """The banks of a list of paths and names with commas. Raises UsageError and BankError."""
    wanted = [names] if Path(names).is_file() else [name.strip() for name in names.split(",")]
    banks = {bank.key: bank for bank in (_load(name, home) for name in wanted if name)}
    if not banks:
        raise UsageError("--bank names no bank. `interviewer bank list` shows them.")
    return list(banks.values())


def practised_banks(
    store: "SessionStore", known: Remembered, first: PractisedBank | None = None
) -> tuple[list[PractisedBank], list[str]]:
    """The banks that were practised and the person's own, else the first bank; and what could not
    be read of them, in sentences. `first` is one that is loaded already.
    """
    home = store.home
    wanted = {key.bank for key in known.memories} | {bank for bank, _ in known.asked}
    files = bank_names(home)
    shipped = set(assets.banks().values())
    found: dict[str, PractisedBank] = {}
    if first is not None and (first.key in wanted or not wanted):
        found[first.key] = first
    problems: list[str] = []
    for name, path in files.items():
        own = path not in shipped
        try:
            if not own and not (wanted - found.keys()):
                continue
            if own or _key_of(path) in wanted - found.keys():
                bank = _load(name, home)
                found.setdefault(bank.key, bank)
        except ReportedError as error:
            problems.append(f"{name} is left out: {str(error).splitlines()[0]}")
    missing = wanted - found.keys()
    found |= {bank.key: bank for bank in _from_journals(store, known, missing)}
    if not found:
        bank = first or _load(assets.FIRST_BANK, home)
        found[bank.key] = bank
    return list(found.values()), problems


def _load(name: str, home: Path) -> PractisedBank:
    bank = find_bank(name, home).load()
    return PractisedBank(bank.content.key, bank.title, bank.questions, bank.digest)


def _key_of(path: Path) -> str:
    """A bank's key from a look at its file, without checking it; empty where that is no bank."""
    try:
        held = json.loads(path.read_bytes())
        named = held.get("id") or slug(held.get("title", ""))
    except (OSError, ValueError, AttributeError, TypeError, RecursionError):
        return ""
    return named if isinstance(named, str) else ""


def _from_journals(
    store: "SessionStore", known: Remembered, keys: set[str]
) -> Iterator[PractisedBank]:
    """What was asked of banks that no file holds any more, newest wording first."""
    sessions = {last.session for (bank, _), last in known.asked.items() if bank in keys}
    questions: dict[str, dict[str, Question]] = {key: {} for key in keys}
    titles: dict[str, str] = {}
    for session in sorted(sessions, reverse=True)[:SESSIONS_READ]:
        try:
            plan = store.read(session).plan
        except ReportedError:
            continue
        for question in plan.questions:
            key = bank_of(plan, question)
            if key in keys:
                name = id_in_bank(key, question.id)
                own = question if name == question.id else question.model_copy(update={"id": name})
                questions[key].setdefault(name, own)
                titles.setdefault(key, plan.bank)
    for key, held in questions.items():
        if held:
            yield PractisedBank(key, titles[key], tuple(held.values()))
