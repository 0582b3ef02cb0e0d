"""Pictures of the screens as SVG, in any size and theme: the app itself under a pilot."""

import asyncio
import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from textual.pilot import Pilot

from interviewer.commands.app_host import AppHost
from interviewer.commands.live_interview import Examiners, InterviewFactory, InterviewSource
from interviewer.examiners.offline.offline_examiner import OfflineExaminer
from interviewer.storage.bank_files import find_bank
from interviewer.storage.session_store import SessionStore
from interviewer.ui.tui.app import InterviewerApp

SIZES = ((80, 24), (120, 40), (200, 60), (40, 12))
THEMES = ("interviewer-dark", "interviewer-light")
NO_COLOUR = "no-colour"


@dataclass(frozen=True)
class Look:
    """How large and in which colours a picture is taken, and where it goes."""

    folder: Path
    size: tuple[int, int]
    theme: str
    """One of THEMES, or NO_COLOUR."""

    def path(self, name: str) -> Path:
        theme = self.theme.removeprefix("interviewer-")
        return self.folder / f"{name}-{self.size[0]}x{self.size[1]}-{theme}.svg"

    def app(
        self, host: AppHost, make: Callable[[], InterviewerApp] | None = None
    ) -> InterviewerApp:
        """The app in these colours."""
        with _without_colour(self.theme == NO_COLOUR):
            app = make() if make is not None else InterviewerApp(host)
        if self.theme != NO_COLOUR:
            app.theme = self.theme
        return app

    def save(self, app: InterviewerApp, name: str) -> None:
        """Write what is on the screen."""
        save(app, self.path(name))


@contextmanager
def _without_colour(wanted: bool) -> Iterator[None]:
    if wanted:
        os.environ["NO_COLOR"] = "1"
    try:
        yield
    finally:
        os.environ.pop("NO_COLOR", None)


def save(app: InterviewerApp, path: Path) -> None:
    """Write what is on the screen, without web fonts: a picture must not fetch anything."""
    path.parent.mkdir(parents=True, exist_ok=True)
    drawn = app.export_screenshot(title="interviewer")
    path.write_text(re.sub(r"@font-face \{.*?\}\s*", "", drawn, flags=re.DOTALL), encoding="utf-8")
    print(path)


def host_of(home: Path, store: SessionStore | None = None) -> AppHost:
    """The program in a home, offline, over the first bank."""
    where = store or SessionStore(home)
    bank = find_bank(None, home).load()
    panel = Examiners(OfflineExaminer(), None)
    return AppHost(home, lambda: InterviewFactory(where, InterviewSource(bank), panel))


async def rest(pilot: Pilot[None]) -> None:
    """Let the screen come to rest: what is looked up beside it has come."""
    for _ in range(12):
        await pilot.pause()
        await asyncio.sleep(0.02)


async def practised(home: Path, look: Look, today: date) -> None:
    """Home, progress and the newest report of somebody who has practised."""
    os.environ["INTERVIEWER_TODAY"] = today.isoformat()
    host = host_of(home, SessionStore(home, today=today))
    app = look.app(host)
    async with app.run_test(size=look.size) as pilot:
        for name, keys in (
            ("home", ()),
            ("progress", ("g",)),
            ("report-again", ("o", "down", "down")),
        ):
            await rest(pilot)
            for key in keys:
                await pilot.press(key)
                await rest(pilot)
            look.save(app, name)
            if keys:
                await pilot.press("escape")
