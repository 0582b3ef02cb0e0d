"""What is said at the end of an interview, on the screen or in lines: where everything is."""

from typing import TYPE_CHECKING

from interviewer.core.errors import ReportedError
from interviewer.core.text import Inert, inert, one_line
from interviewer.process.output import message, say

if TYPE_CHECKING:
    from collections.abc import Callable

    from interviewer.core.report import Report
    from interviewer.ui.ports import SavedFiles


def print_saved(saved_files: "Callable[[Report], SavedFiles]", report: "Report") -> int:
    """Say where everything is; return 1 where something could not be written, else 0."""
    try:
        saved = saved_files(report)
    except ReportedError as reported:
        message(inert(str(reported)))
        return 1
    if saved.transcript:
        say(inert(f"Transcript: {one_line(saved.transcript)}"))
    say(inert(f"Journal: {one_line(saved.journal)}"))
    if saved.problem:
        message(inert(saved.problem))
        return 1
    return 0


def how_to_continue(session_id: str) -> Inert:
    """Of an interview that was stopped early and has its report."""
    return inert(f"You stopped early. To continue it: interviewer resume {session_id}")


def how_to_resume(session_id: str, said: str = "") -> Inert:
    """`said` is what was said just before: it may be that something is not saved."""
    kept = "Everything else is saved." if "NOT saved" in said else "Everything is saved."
    return inert(f"{kept} Continue with: interviewer resume {session_id}")
