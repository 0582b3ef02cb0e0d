"""What a person could practise tonight: the banks, what is remembered, and plans made from both.

The command `practice`, the home screen and the progress screen all ask here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Self

from interviewer.commands import wiring
from interviewer.commands.practised_banks import (
    PractisedBank,
    named_banks,
    offers,
    practised_banks,
)
from interviewer.core.errors import UsageError
from interviewer.core.plan import ExaminerIdentity, Plan
from interviewer.practice.memory import Remembered
from interviewer.practice.schedule import MINUTES, Evening, drill, evening
from interviewer.practice.worth import Offer
from interviewer.storage.files import read_file, write_atomically
from interviewer.storage.home_folder import make_folders

if TYPE_CHECKING:
    from interviewer.storage.history import SessionInfo
    from interviewer.storage.session_store import SessionStore

NO_DAY = ("none", "never", "off")
"""What forgets the interview's day."""

_DAY = "interview-day"


@dataclass(frozen=True, slots=True)
class Tonight:
    """What there is to practise. Made once; it does not change with what is practised."""

    banks: tuple[PractisedBank, ...]
    known: Remembered
    today: date
    until: date | None
    """The interview's day; None where none is known or it has passed."""
    problems: tuple[str, ...] = ()
    """Banks that could not be read, a sentence each."""

    @classmethod
    def of(
        cls,
        store: "SessionStore",
        names: str | None = None,
        first: PractisedBank | None = None,
        infos: "list[SessionInfo] | None" = None,
        *,
        offline: bool = True,
    ) -> Self:
        """From a home: the banks named, else those practised.

        `first` is a bank, and `infos` a list of the sessions, that is at hand already;
        `offline` False leaves out what the built-in examiner judged. Raises UsageError and BankError for the banks that are named.
        """
        today = wiring.today()
        known = store.remembered(infos) if offline else Remembered.of([store.past()], offline=False)
        banks, problems = (
            (named_banks(names, store.home), []) if names else practised_banks(store, known, first)
        )
        day = kept_day(store.home, today)
        return cls(tuple(banks), known, today, day, tuple(problems))

    def offers(self, topic: str | None = None) -> list[Offer]:
        return offers(self.banks, topic)

    def evening(
        self, *, topic: str | None = None, minutes: float | None = None, new: int | None = None
    ) -> Evening:
        """What is due and what is new."""
        return evening(
            self.offers(topic),
            self.known,
            self.today,
            until=self.until,
            minutes=minutes or MINUTES,
            new=new,
        )

    def drill(self, *, topic: str | None = None, minutes: float | None = None) -> Evening:
        """What was missed the last time, due or not."""
        return drill(self.offers(topic), self.known, self.today, minutes=minutes or MINUTES)

    def plan(
        self,
        chosen: Evening,
        examiner: ExaminerIdentity,
        *,
        follow_ups: int = 2,
        predict: bool = True,
        mode: Literal["practice", "drill"] = "practice",
    ) -> Plan:
        """The plan of an evening: the verdict after each question, or the rehearsal as an exam."""
        by_key = {bank.key: bank for bank in self.banks}
        used = list(dict.fromkeys(choice.bank for choice in chosen.choices))
        return Plan(
            bank=" + ".join(by_key[key].title for key in used),
            questions=tuple(choice.question for choice in chosen.choices),
            examiner=examiner,
            follow_ups=follow_ups,
            feedback="end" if chosen.rehearsal else "each",
            bank_digest="+".join(by_key[key].digest for key in used),
            bank_ids=tuple(choice.bank for choice in chosen.choices),
            mode="exam" if chosen.rehearsal else mode,
            predict=predict,
            due={choice.question.id: choice.points for choice in chosen.choices if choice.points},
            why={choice.question.id: choice.why for choice in chosen.choices},
        )

    def nothing(self) -> str:
        """What to say where nothing is chosen."""
        banks = {bank.key for bank in self.banks}
        days = [
            memory.due
            for key, memory in self.known.memories.items()
            if key.bank in banks and memory.due > self.today
        ]
        when = f" The next points are due on {min(days)}." if days else ""
        return f"Nothing is due today.{when} `interviewer` starts a whole interview."


def first_used(banks: Sequence[PractisedBank], chosen: Evening) -> PractisedBank:
    """The bank of which most is seen on the screens of an evening."""
    return next(bank for bank in banks if bank.key == chosen.choices[0].bank)


def keep_day(home: Path, said: str, today: date) -> None:
    """Keep the interview's day for next time, or forget it. Raises UsageError for no day to come."""
    path = home / _DAY
    if said.strip().casefold() in NO_DAY:
        if path.exists():
            write_atomically(path, "")
        return
    day = wiring.day_of(said.strip(), "--until")
    if day < today:
        raise UsageError(f"--until: {day} has passed; today is {today}. Name a day to come.")
    make_folders(home)
    write_atomically(path, day.isoformat())


def kept_day(home: Path, today: date) -> date | None:
    """The interview's day as it was kept; None where none was, or it has passed."""
    try:
        day = date.fromisoformat(read_file(home / _DAY, 100).decode("ascii").strip())
    except (UsageError, ValueError):
        return None
    return day if day >= today else None
