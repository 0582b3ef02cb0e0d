"""The two ways to conduct an interview, on the screen and in lines: only the one that is used is loaded.

A first question that is known is shown before what asks it is loaded.
"""

import argparse
import os
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from interviewer.commands.theme_file import ThemeFile
from interviewer.core.errors import UsageError
from interviewer.process.environment import correct
from interviewer.process.streams import unreadable
from interviewer.ui.ports import Interview, PendingHost, PendingInterview

if TYPE_CHECKING:
    from collections.abc import Callable

    from interviewer.commands.app_host import AppHost
    from interviewer.commands.live_interview import InterviewFactory


def conduct(
    factory: "Callable[[], InterviewFactory]",
    first: Interview | PendingInterview | None,
    home: Path,
    *,
    plain: bool,
    end_mark: str = "",
) -> int:
    """Conduct `first`; on the screen, None opens the home screen. Returns the exit status.

    `factory` makes whatever comes after it. In lines an answer ends at a line that holds `end_mark`
    alone.
    """
    if plain:
        from interviewer.commands.in_lines import in_lines

        assert first is not None  # noqa: S101 - lines have no home screen
        return in_lines(factory, first, end_mark=end_mark)
    correct()  # the toolkit looks at its variables when it is loaded
    from interviewer.commands.on_screen import on_screen

    @cache
    def host() -> "AppHost":
        from interviewer.commands.app_host import AppHost

        return AppHost(home, factory)

    if first is None:
        host().ready()
    theme = ThemeFile(home)
    return on_screen(PendingHost(theme.theme, theme.keep_theme, host), first)


def plain_wanted(arguments: argparse.Namespace) -> bool:
    """Whether lines serve and not the screen. Raises UsageError where nobody could answer in them."""
    plain = (
        arguments.plain
        or os.environ.get("TERM") in (None, "", "dumb")
        or not (sys.stdin and sys.stdin.isatty() and sys.stdout.isatty())
    )
    why = unreadable() if plain else ""
    if why:
        raise UsageError(f"{why}: type answers in a terminal, or pipe them to the program.")
    return plain
