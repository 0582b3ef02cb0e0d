"""Pictures of the screens as SVG, in any size and theme: the app itself under a pilot."""

import asyncio
import os
import re
from collections.abc import Mapping, Sequence
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


def plain_svg(svg: str) -> str:
    """Without web fonts: a picture must not fetch anything."""
    return re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL)


def save(app: InterviewerApp, path: Path) -> None:
    """Write what is on the screen."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(plain_svg(app.export_screenshot(title="interviewer")), encoding="utf-8")
    print(path)


async def rest(pilot: Pilot[None]) -> None:
    """Let the screen come to rest: what is looked up beside it has come."""
    for _ in range(12):
        await pilot.pause()
        await asyncio.sleep(0.02)


async def take(
    home: Path,
    folder: Path,
    theme: str,
    size: tuple[int, int],
    today: date,
    ways: Mapping[str, Sequence[str]],
) -> None:
    """A picture of each screen that keys lead to from home, by name; Escape leads back."""
    os.environ["INTERVIEWER_TODAY"] = today.isoformat()
    store = SessionStore(home, today=today)
    bank = find_bank(None, home).load()
    host = AppHost(
        home,
        lambda: InterviewFactory(store, InterviewSource(bank), Examiners(OfflineExaminer(), None)),
    )
    app = InterviewerApp(host)
    app.theme = theme
    async with app.run_test(size=size) as pilot:
        for name, keys in ways.items():
            await rest(pilot)
            for key in keys:
                await pilot.press(key)
                await rest(pilot)
            look = theme.removeprefix("interviewer-")
            save(app, folder / f"{name}-{size[0]}x{size[1]}-{look}.svg")
            if keys:
                await pilot.press("escape")
