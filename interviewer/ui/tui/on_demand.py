"""What the screens show that is loaded when it is first shown: question 1 is painted without it."""

from collections.abc import Awaitable, Callable, Sequence
from typing import TYPE_CHECKING, Any

from textual.app import App
from textual.screen import Screen

from interviewer.ui.ports import Appeal, Host, Interview, PendingInterview
from interviewer.ui.tui.conversation import TurnView
from interviewer.ui.tui.layout import Row
from interviewer.ui.tui.turns import FirstScreen, sight_of

if TYPE_CHECKING:
    from interviewer.core.report import QuestionReport, Report
    from interviewer.practice.progress import Progress
    from interviewer.ui.home_views import HomeView
    from interviewer.ui.tui.leave_dialog import Leaving

# -- screens --------------------------------------------------------------------------------------


def transcript_screen(report: "Report") -> Screen[Any]:
    from interviewer.ui.tui.transcript_screen import TranscriptScreen

    return TranscriptScreen(report)


def progress_screen(progress: "Progress") -> Screen[Any]:
    from interviewer.ui.tui.progress_screen import ProgressScreen

    return ProgressScreen(progress)


def choose_screen(view: "HomeView", host: Host) -> Screen[Any]:
    from interviewer.ui.tui.choose_screen import ChooseScreen

    return ChooseScreen(view, host)


def model_screen(host: Host) -> Screen[Any]:
    from interviewer.ui.tui.model_screen import ModelScreen

    return ModelScreen(host)


def dispute_screen(
    question: "QuestionReport",
    hear: "Callable[[Appeal], Awaitable[tuple[str, QuestionReport]]]",
) -> "Screen[QuestionReport | None]":
    from interviewer.ui.tui.dispute_screen import DisputeScreen

    return DisputeScreen(question, hear)


def leave_dialog(*, unsent: bool) -> "Screen[Leaving | None]":
    from interviewer.ui.tui.leave_dialog import LeaveDialog

    return LeaveDialog(unsent=unsent)


def open_help(app: App[Any]) -> None:
    """Show the keys of the screen, unless they are shown."""
    from interviewer.ui.tui.help_screen import HelpScreen

    if not isinstance(app.screen, HelpScreen):
        app.push_screen(HelpScreen(getattr(app.screen, "KEYS", ())))


def open_palette(app: App[Any], **how: Any) -> None:
    """Open the command palette, unless it is open. `how` is the palette's."""
    from interviewer.ui.tui.palette import Palette

    if not isinstance(app.screen, Palette) or how:
        app.push_screen(Palette(**how))  # without an id: the one before may not be gone yet


# -- what is shown of answered questions ----------------------------------------------------------


def first_sight(interview: Interview | PendingInterview) -> FirstScreen:
    """What is painted first: of an interview that is coming, nothing else has to be loaded."""
    if isinstance(interview, PendingInterview):
        return sight_of(interview)
    from interviewer.ui.tui import replayed

    return replayed.first_sight(interview)


def verdict_turn(number: int, question: "QuestionReport") -> TurnView:
    from interviewer.ui.tui import replayed

    return replayed.verdict_turn(number, question)


def verdict(question: "QuestionReport", *, full: bool, first: bool) -> Sequence[Row]:
    from interviewer.ui.tui import verdict_view

    return verdict_view.verdict(question, full=full, first=first)


def prediction(number: int) -> Sequence[Row]:
    from interviewer.ui.tui import verdict_view

    return verdict_view.prediction(number)
