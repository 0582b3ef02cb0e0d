"""What the doors of the program, the screen and the plain lines, are handed by the commands.

No door opens a file, asks a model or reads a clock: it shows what it is given and calls these.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, Protocol

if TYPE_CHECKING:  # a screen is painted before these are loaded
    from interviewer.core.interview import Session
    from interviewer.core.report import QuestionReport, Report
    from interviewer.core.run import Candidate, Reach
    from interviewer.practice.attempts import OtherAttempts
    from interviewer.practice.progress import Progress


@dataclass(frozen=True, slots=True)
class QuestionChoice:
    """What a person wants to be asked, as on the command line. None and empty mean: everything."""

    count: int | None = None
    topic: str | None = None
    difficulty: str | None = None
    questions: tuple[str, ...] = ()
    shuffle: bool = False
    follow_ups: int = 2
    feedback_each: bool = False
    persona: str = ""
    level: Literal["", "junior", "mid", "senior"] = ""
    adaptive: bool = False
    minutes: float | None = None
    per_question: float | None = None
    predict: bool | None = None
    """Whether to say how well an answer went before its verdict; None: in practice alone."""

    @property
    def plain_order(self) -> bool:
        """Whether the bank's first question is asked first."""
        narrowed = self.questions or self.topic or self.difficulty or self.level
        return not (narrowed or self.shuffle or self.adaptive)


class Appeal(NamedTuple):
    """A point that the person claims to have made."""

    point: str
    quote: str
    """The words that made it, said in an answer to its question."""
    why: str = ""


class Judged(NamedTuple):
    """What came of an appeal."""

    upheld: bool
    reason: str
    report: "Report"
    """As it stands now."""


class Interview(Protocol):
    """One interview, new or resumed, ready to be conducted."""

    @property
    def id(self) -> str: ...

    @property
    def session(self) -> "Session":
        """Where it stands. Only to be read."""

    @property
    def badge(self) -> str:
        """Who grades, in a word or two: "offline estimate"."""

    @property
    def reach(self) -> "Reach":
        """Whether the server of who grades answers, as far as is known; empty where none is asked."""

    @property
    def greeting(self) -> str:
        """One line to start with: "recovered 3 answers", "No model is configured: ..."; or empty."""

    def elapsed(self) -> float:
        """Seconds spent in this interview, those before a resume included."""

    def draft(self) -> str:
        """The answer that was being typed when the session was left; empty where there is none."""

    def keep_draft(self, text: str) -> None:
        """Keep what is being typed. Cheap; called at most about once a second. Raises ReportedError."""

    def shown(self) -> None:
        """The first question can be read: from now on there is time to load what grades it.

        Called within the event loop, possibly more than once.
        """

    async def try_reach(self) -> str:
        """See whether that server answers; why not, in a sentence. Empty where it does."""

    async def appeal(
        self, question_id: str | None, point: str, quote: str, why: str
    ) -> dict[str, Any]:
        """Dispute a point of a question, None for the one that was answered last.

        Returns `question`, `point`, `upheld`, `reason`. Raises ReportedError where it cannot be judged.
        """

    def question(self, number: int) -> "QuestionReport":
        """The verdict on an answered question as it stands, with what came of appeals."""

    async def conduct(self, candidate: "Candidate") -> "Report":
        """Run to the end and return the report. Raises KeptForLater."""

    def discard(self) -> None:
        """Delete the session and its draft, once it is no longer conducted. Raises ReportedError."""

    def usage(self) -> str:
        """Tokens used so far in words; empty where no model is used."""


class PendingInterview(NamedTuple):
    """A new interview of which the first question can be shown before the rest of it is there."""

    bank: str
    """The bank's title."""
    questions: int
    """How many will be asked."""
    about: tuple[str, str]
    """Topic and difficulty of question 1."""
    prompt: str
    """Its words."""
    badge: str
    greeting: str
    make: Callable[[], Interview]
    """The interview, now on the disk. Takes a while: called in a thread. Raises ReportedError."""


class SavedFiles(NamedTuple):
    """What of a finished session is on disk. Paths are as they are: make them inert to show them."""

    journal: str
    transcript: str
    """Empty where it could not be written."""
    problem: str
    """Why not, with a remedy; else empty."""


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


class Host(Protocol):
    """The rest of the program, as a door sees it. Every method may raise ReportedError."""

    def home(self) -> HomeView: ...

    def begin(self, wish: QuestionChoice) -> Interview: ...

    def resume(self, session_id: str) -> Interview: ...

    def report(self, session_id: str) -> "Report": ...

    def other_attempts(self, report: "Report") -> "Mapping[str, OtherAttempts]":
        """By a question's id: what was answered to it in other sessions. Takes a while: called in a
        thread.
        """

    def again(self, report: "Report", question_id: str) -> Interview:
        """A new session that asks one question of a report again."""

    def practise(self, *, missed: bool = False) -> Interview:
        """A new session of what is due and new tonight, or of what was missed the last time."""

    def progress(self) -> "Progress":
        """How the person stands."""

    async def appeal(self, report: "Report", question_id: str, appeal: Appeal) -> Judged:
        """Dispute a point of a finished interview."""

    def save_transcript(self, report: "Report") -> str:
        """Write the Markdown transcript; return its path."""

    def save_html(self, report: "Report") -> str:
        """Write the report as a page for a browser; return its path."""

    def saved(self, report: "Report") -> SavedFiles:
        """What is on disk of a session that was finished here."""

    def regrade(self, report: "Report") -> "Report":
        """Grade what could not be graded, with the present examiner; return the new report."""

    def providers(self) -> Sequence[tuple[str, str]]:
        """The presets for a model's server: name and address."""

    def model(self) -> ModelForm:
        """Which model is configured."""

    def models(self, form: ModelForm) -> tuple[str, ...]:
        """The models that the form's server lists. Takes a while: called in a thread."""

    def try_model(self, form: ModelForm) -> str:
        """Make a test call; how it went, in a sentence. Takes a while: called in a thread."""

    def keep_model(self, form: ModelForm) -> str:
        """Keep the form, and use it from now on; say so in a sentence."""

    def theme(self) -> str:
        """The remembered theme's name; empty for the default."""

    def keep_theme(self, name: str) -> None: ...


class PendingHost(NamedTuple):
    """A host that is loaded on first use: the first paint needs no more of it than the theme."""

    theme: Callable[[], str]
    keep_theme: Callable[[str], None]
    make: Callable[[], Host]
    """The host, the same one each time. Takes a while. Raises ReportedError."""
