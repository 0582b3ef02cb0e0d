"""What the home screen, and the forms that open from it, are handed to show."""

from dataclasses import dataclass, field
from typing import NamedTuple

from interviewer.ui.question_choice import QuestionChoice


@dataclass(frozen=True, slots=True)
class PastSession:
    """A line in the list of sessions. Texts are inert already."""

    id: str
    when: str
    """For a person: "yesterday 18:40"."""
    bank: str
    finished: bool
    question: int
    """The number of the question that waits, from 1; of no meaning once finished."""
    questions: int
    score: float | None
    unaided_score: float | None
    grade: str | None
    weakest: str
    """The weakest topics in words; empty where there are none."""


class BankQuestion(NamedTuple):
    """A question that can be chosen. Texts are as in the bank."""

    id: str
    title: str
    topic: str
    difficulty: str


@dataclass(frozen=True, slots=True)
class Tonight:
    """What practice proposes for today."""

    points: int
    """How many are due."""
    minutes: int
    """About how long they take."""
    why: str
    """One sentence; empty where there is nothing to say."""
    missed: int = 0
    """How many were missed last time and can be drilled."""


@dataclass(frozen=True, slots=True)
class StandingView:
    """How the person stands. Scores are 0 to 1."""

    score: float | None
    unaided_score: float | None
    results: tuple[float, ...] = ()
    """Of the last interviews, oldest first."""
    topics: tuple[tuple[str, float | None], ...] = ()
    """By topic; None where nothing of it was asked yet."""
    days_to_go: int | None = None
    """To the interview that is practised for."""


@dataclass(frozen=True, slots=True)
class HomeView:
    """What the home screen shows."""

    title: str
    topics: tuple[tuple[str, int], ...]
    """Each topic with how many questions it has, most first."""
    difficulties: tuple[tuple[str, int], ...]
    questions: int
    """How many will be asked as things stand."""
    minutes: int
    """About how long it takes."""
    examiner: str
    """Who grades: "built-in examiner, offline"."""
    model_hint: str
    """How to connect a model; empty where one is connected."""
    unfinished: tuple[PastSession, ...]
    past: tuple[PastSession, ...]
    """Newest first."""
    wish: QuestionChoice = field(default_factory=QuestionChoice)
    """What is asked where the person chooses nothing: the settings' own."""
    bank: tuple[BankQuestion, ...] = ()
    """The questions themselves, in the bank's order."""
    sample: str = ""
    """The first question's words, for a welcome."""
    tonight: Tonight | None = None
    """None where practice has nothing to propose."""
    standing: StandingView | None = None
    """None before the first result."""


class ModelForm(NamedTuple):
    """Which language model grades, as a person sets it."""

    provider: str
    """A preset's name; empty where there is only an address."""
    base_url: str
    model: str
    """Empty: the built-in examiner grades."""
    key_file: str
    key_origin: str
    """Where its key comes from, in words; never the key."""
