"""An interview, or the home screen, on the screen."""

from interviewer.commands.outcome_lines import how_to_resume, print_saved
from interviewer.core.text import inert
from interviewer.process.output import message
from interviewer.ui.ports import Interview, PendingHost, PendingInterview
from interviewer.ui.tui.app import InterviewerApp


def on_screen(host: PendingHost, first: Interview | PendingInterview | None) -> int:
    """Show `first`, else the home screen, until it is left. Returns the exit status."""
    app = InterviewerApp(host, first)
    app.run()
    outcome = app.outcome
    if outcome.said:
        message(inert(outcome.said))
    if outcome.report is not None:
        unsaved = print_saved(host.make().saved, outcome.report)
        return outcome.status or unsaved
    if outcome.kept is not None:
        message(how_to_resume(outcome.kept, outcome.said))
    return outcome.status
