"""What the doors of the program, the screen and the plain lines, are handed by the commands.

No door opens a file, asks a model or reads a clock: it shows what it is given and calls these.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from interviewer.ui.question_choice import QuestionChoice

if TYPE_CHECKING:  # a screen is painted before these are loaded
    from interviewer.core.interview import Session
    from interviewer.core.report import QuestionReport, Report
    from interviewer.core.run import Candidate, Reach
    from interviewer.practice.attempts import OtherAttempts
    from interviewer.practice.progress import Progress
    from interviewer.ui.home_views import HomeView, ModelForm


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


class Host(Protocol):
    """The rest of the program, as a door sees it. Every method may raise ReportedError."""

    def home(self) -> "HomeView": ...

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

    def model(self) -> "ModelForm":
        """Which model is configured."""

    def models(self, form: "ModelForm") -> tuple[str, ...]:
        """The models that the form's server lists. Takes a while: called in a thread."""

    def try_model(self, form: "ModelForm") -> str:
        """Make a test call; how it went, in a sentence. Takes a while: called in a thread."""

    def keep_model(self, form: "ModelForm") -> str:
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
