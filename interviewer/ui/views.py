"""What the home screen is handed to show."""

from dataclasses import dataclass, field

from interviewer.ui.ports import QuestionChoice


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
    """Who grades: "offline - built-in examiner"."""
    model_hint: str
    """How to connect a model; empty where one is connected."""
    unfinished: tuple[PastSession, ...]
    past: tuple[PastSession, ...]
    """Newest first."""
    wish: QuestionChoice = field(default_factory=QuestionChoice)
    """What is asked where the person chooses nothing: the settings' own."""
