"""Errors that are shown to a person: one plain sentence that says what happened and what to do.

Everything else that is raised is a defect of this program and ends in a crash report.
"""


class ReportedError(Exception):
    """A failure while running. Its message is shown as it is; the program exits 1."""

    exit_status = 1


class UsageError(ReportedError):
    """Wrong usage, settings or bank. Its message is shown as it is; the program exits 2."""

    exit_status = 2
