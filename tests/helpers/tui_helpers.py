"""Driving the screen in tests: wait for a condition, never for a time; compare what can be read."""

import difflib
import os
from collections.abc import Callable
from contextlib import asynccontextmanager
from pathlib import Path

from interviewer.ui.tui.app import InterviewerApp
from tests.helpers.tui_doubles import FakeHost

GOLDEN = Path(__file__).parent.parent / "golden"
PATIENCE = 300
"""This many rounds of the event loop; a condition that holds by then never will."""


async def until(pilot, condition: Callable[[], object], what: str = "") -> None:
    """Let the screen work until the condition holds; fail, showing the screen, where it never does."""
    for _ in range(PATIENCE):
        if condition():
            await pilot.pause()
            return
        await pilot.pause()
    raise AssertionError(f"never: {what or condition}\n{text(pilot.app)}")


@asynccontextmanager
async def screen(host: FakeHost, first=None, report=None, size=(80, 24)):
    """The app under a pilot, its first question on the screen."""
    app = InterviewerApp(host, first, report)
    async with app.run_test(size=size) as pilot:
        if first is not None:
            await until(pilot, lambda: waits(app), "the first question")
        await pilot.pause()
        yield app, pilot


def waits(app) -> bool:
    """Whether a question waits for its answer."""
    return getattr(app.screen, "_mode", "") == "asking" and app.screen._candidate.asked


def box(app):
    return app.screen.query_one("AnswerBox")


async def type_in(pilot, words: str) -> None:
    box(pilot.app).insert(words)
    await pilot.pause()


async def say(pilot, words: str) -> None:
    """Answer the question that waits, as soon as one does."""
    await until(pilot, lambda: waits(pilot.app), f"a question to say {words!r} to")
    await type_in(pilot, words)
    await pilot.press("enter")


async def leave(pilot, how: str, key: str = "ctrl+q") -> None:
    """Leave the interview: KEEP, FINISH, or DISCARD, which is asked about once more."""
    await pilot.press(key)
    await until(pilot, lambda: pilot.app.screen.query("#dialog RowList"), "the dialog")
    await choose(pilot, how)
    if how == "DISCARD":
        await choose(pilot, "gone")


async def choose(pilot, entry: str) -> None:
    """Choose an entry of the list on the screen."""
    listing = pilot.app.screen.query_one("RowList")
    for _ in range(listing.option_count):
        if listing.chosen == entry:
            break
        await pilot.press("down")
    await pilot.press("enter")
    await pilot.pause()


def text(app) -> str:
    """What can be read on the screen, line by line."""
    strips = app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in strip).rstrip() for strip in strips)


async def compare(pilot, name: str) -> None:
    """Hold what can be read against tests/golden/NAME.txt; UPDATE_GOLDEN=1 writes it again."""
    path = GOLDEN / f"{name}.txt"
    seen = [""]

    def still() -> bool:
        seen.append(text(pilot.app))
        return len(set(seen[-4:])) == 1

    await until(pilot, still, "a screen at rest")
    found = text(pilot.app) + "\n"
    if os.environ.get("UPDATE_GOLDEN"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(found, encoding="utf-8")
        return
    expected = path.read_text(encoding="utf-8") if path.exists() else ""
    if found != expected:
        diff = difflib.unified_diff(
            expected.splitlines(), found.splitlines(), "expected", "found", lineterm=""
        )
        raise AssertionError(
            f"{path.name} differs; look, then set UPDATE_GOLDEN=1\n" + "\n".join(diff)
        )
