"""What a reader of a format finds: questions, and what it leaves with the reason."""

from dataclasses import dataclass, field
from typing import Final, NamedTuple

from interviewer.core.errors import UsageError
from interviewer.core.text import one_line

MAX_BYTES: Final = 20_000_000
"""A text file of more than this is refused."""
MAX_QUESTIONS: Final = 20_000
"""More than this in one import is refused: nobody asks them."""


class ImportRefusedError(UsageError):
    """A file that cannot be imported; one sentence with a remedy."""


class WrongAnswer(NamedTuple):
    """An answer that the source marks as wrong."""

    text: str
    why: str = ""
    """What the source says to somebody who gives it."""


class Point(NamedTuple):
    """One thing that a full answer says, as the source lists it."""

    text: str
    weight: float | None = None


@dataclass(slots=True)
class FoundQuestion:
    """A question as a source has it, in plain text."""

    prompt: str
    answer: str
    line: int
    """Where it begins, counted from 1; in a database the number of the note."""
    topic: str = ""
    difficulty: str = ""
    """One of "easy", "medium" and "hard", or empty."""
    alternatives: list[str] = field(default_factory=list)
    wrong: list[WrongAnswer] = field(default_factory=list)
    points: list[Point] = field(default_factory=list)
    hints: list[str] = field(default_factory=list)
    file: str = ""


class LeftOut(NamedTuple):
    """Something that looked like a question and was not taken."""

    line: int
    what: str
    """Its beginning, on one line."""
    why: str
    file: str = ""

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.why}: {one_line(self.what, 80)}"


@dataclass(slots=True)
class Findings:
    """What one source holds."""

    questions: list[FoundQuestion] = field(default_factory=list)
    left: list[LeftOut] = field(default_factory=list)
    title: str = ""
    source: str = ""
    licence: str = ""

    def leave(self, line: int, what: str, why: str) -> None:
        self.left.append(LeftOut(line, one_line(what, 80), why))

    def add(self, other: "Findings", file: str, topic: str = "") -> None:
        """Take what another source holds; `topic` is for questions that have none."""
        for question in other.questions:
            question.file = question.file or file
            question.topic = question.topic or topic
        self.questions += other.questions
        self.left += [left._replace(file=left.file or file) for left in other.left]
        self.licence = self.licence or other.licence


def difficulty_of(said: str) -> str:
    """One of "easy", "medium" and "hard" for any of the usual words; empty for others."""
    word = said.strip().casefold().strip("[]()*:. ")
    return _DIFFICULTIES.get(word, "")


_DIFFICULTIES: Final = {
    word: level
    for level, words in {
        "easy": "easy simple basic basics beginner beginners junior fresher freshers fundamental novice low entry einfach leicht facile fácil 1 l1",
        "medium": "medium moderate intermediate mid middle normal mittel medio moyen 2 l2",
        "hard": "hard difficult advanced expert senior complex high challenging tough schwer difficile difícil 3 l3",
    }.items()
    for word in words.split()
}
