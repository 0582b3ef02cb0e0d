"""The three screens that the app itself opens, each loaded when it is first opened."""

from typing import TYPE_CHECKING, Any

from textual.screen import Screen

from interviewer.ui.ports import Host, Interview, PendingInterview

if TYPE_CHECKING:
    from interviewer.core.report import Report


def home_screen(host: Host) -> Screen[Any]:
    from interviewer.ui.tui.home_screen import HomeScreen

    return HomeScreen(host)


def interview_screen(interview: Interview | PendingInterview) -> Screen[Any]:
    from interviewer.ui.tui.interview_screen import InterviewScreen

    return InterviewScreen(interview)


def report_screen(host: Host, report: "Report") -> Screen[Any]:
    from interviewer.ui.tui.report_screen import ReportScreen

    return ReportScreen(host, report)
