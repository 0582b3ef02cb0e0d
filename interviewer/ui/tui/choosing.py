"""What is chosen of a bank: filters, and a tick for every question. Pure: the screen shows it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from interviewer.core.text import one_line
from interviewer.ui.home_views import BankQuestion, HomeView
from interviewer.ui.question_choice import QuestionChoice


@dataclass(slots=True)
class Setting:
    """One line of the filters: its name, the values it can have and which of them it has."""

    name: str
    values: Sequence[tuple[Any, str]]
    at: int = 0

    @property
    def value(self) -> Any:
        return self.values[self.at][0]

    @property
    def shown(self) -> str:
        return self.values[self.at][1]


class Choosing:
    """The questions of a bank, those that pass the filters, and those of them that are ticked."""

    def __init__(self, view: HomeView) -> None:
        self.questions = view.bank
        topics = dict.fromkeys(question.topic for question in view.bank)
        levels = [level for level in ("easy", "medium", "hard") if _has(view.bank, level)]
        wish = view.wish
        self.settings = [
            Setting("topic", [(None, "all"), *((name, one_line(name, 30)) for name in topics)]),
            Setting("difficulty", [(None, "all"), *((name, name) for name in levels)]),
            Setting("order", [(False, "as in the bank"), (True, "shuffled")], int(wish.shuffle)),
            Setting(
                "follow-ups",
                [(n, f"at most {n}" if n else "none") for n in range(max(6, wish.follow_ups + 1))],
                wish.follow_ups,
            ),
            Setting(
                "verdict",
                [(False, "at the end"), (True, "after each")],
                int(wish.feedback_each),
            ),
        ]
        self.left_out: set[str] = set()
        """Ids without a tick."""

    def passing(self, topic: str | None, level: str | None) -> list[BankQuestion]:
        return [
            question
            for question in self.questions
            if topic in (None, question.topic) and level in (None, question.difficulty)
        ]

    @property
    def listed(self) -> list[BankQuestion]:
        """What passes the filters."""
        return self.passing(self.settings[0].value, self.settings[1].value)

    @property
    def ticked(self) -> list[BankQuestion]:
        """What would be asked."""
        return [question for question in self.listed if question.id not in self.left_out]

    def turn(self, number: int, by: int) -> None:
        """Give a setting its next value. A value that would leave no question is skipped."""
        setting = self.settings[number]
        for _ in setting.values:
            setting.at = (setting.at + by) % len(setting.values)
            if self.listed:
                return

    def tick(self, question_id: str) -> None:
        self.left_out ^= {question_id}

    def tick_all(self) -> None:
        """Tick everything that is listed; where all of it is ticked, nothing."""
        ids = {question.id for question in self.listed}
        if ids & self.left_out:
            self.left_out -= ids
        else:
            self.left_out |= ids

    def wish(self) -> QuestionChoice:
        _, _, shuffle, follow_ups, each = (setting.value for setting in self.settings)
        chosen = tuple(question.id for question in self.ticked)
        return QuestionChoice(
            questions=() if len(chosen) == len(self.questions) else chosen,
            shuffle=shuffle,
            follow_ups=follow_ups,
            feedback_each=each,
        )


def _has(questions: Sequence[BankQuestion], level: str) -> bool:
    return any(question.difficulty == level for question in questions)
