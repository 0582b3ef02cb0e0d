"""Which files one answer enters, from Enter on the screen to the words of the follow-up: `python -m docs.one_answer`.

A real interview runs on the screen under Textual's pilot, with its journal on the disk, graded by the
built-in examiner or by a model (a server on the loopback). Every file of the package in which a
function is called in between is entered; those that docs/architecture.md names are to be understood.
"""

import asyncio
import re
import sys
import tempfile
import threading
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Any

from interviewer.commands.app_host import AppHost
from interviewer.commands.live_interview import Examiners, InterviewFactory, InterviewSource
from interviewer.core.run import Examiner
from interviewer.examiners.model.http.client import OpenAIModel
from interviewer.examiners.model.model_examiner import ModelExaminer
from interviewer.examiners.offline.offline_examiner import OfflineExaminer
from interviewer.storage.bank_files import find_bank
from interviewer.storage.session_store import SessionStore
from interviewer.ui.question_choice import QuestionChoice
from interviewer.ui.tui.app import InterviewerApp
from tests.helpers.model_server import ModelServer
from tests.helpers.prompt_files import PROMPTS
from tests.test_counts import graded

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "interviewer"
PAGE = ROOT / "docs" / "architecture.md"


def named() -> tuple[set[str], set[str]]:
    """The files of the page's table: those on the way with a model, and those with the built-in rules."""
    rows = re.findall(r"^\| \d+ \| (.*?) \|", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    if not rows:
        raise SystemExit(f"{PAGE} has no table of the files on the way")
    model, rules = set(), set()
    for row in rows:
        first, *other = re.findall(r"`([\w/]+\.py)`", row)
        model.add(first)
        rules.add(other[0] if other else first)
    return model, rules


async def entered(examiner: Examiner, home: Path) -> set[str]:
    """The files that one answer enters, up to the question that follows it."""
    store = SessionStore(home)
    bank = find_bank(None, home).load()
    factory = InterviewFactory(store, InterviewSource(bank), Examiners(examiner, None))
    host = AppHost(home, lambda: factory)
    wish = QuestionChoice(questions=("regularization",), follow_ups=2)
    app = InterviewerApp(host, host.begin(wish))
    found: set[str] = set()

    def watch(frame: FrameType, event: str, _argument: object) -> None:
        if event == "call" and frame.f_code.co_filename.startswith(str(PACKAGE)):
            name = Path(frame.f_code.co_filename).relative_to(PACKAGE)
            if frame.f_code.co_name != "<module>":
                found.add(str(name))

    async with app.run_test(size=(100, 30)) as pilot:
        screen: Any = app.screen
        while not screen._candidate.asked:
            await pilot.pause()
        screen._box.text = "It keeps the weights small, I believe."
        await pilot.pause()
        threading.setprofile(watch)
        sys.setprofile(watch)
        await pilot.press("enter")
        while len(screen.interview.session.replies) < 3 or not screen._candidate.asked:
            await pilot.pause()
        sys.setprofile(None)
        threading.setprofile(None)
    return found


async def by_model(home: Path) -> set[str]:
    """With a model, whose server is on the loopback."""
    async with ModelServer(answer=graded) as server:
        examiner = ModelExaminer(OpenAIModel("m", server.url, None), PROMPTS)
        found = await entered(examiner, home)
        await examiner.aclose()
    return found


async def by_rules(home: Path) -> set[str]:
    """With the built-in examiner."""
    return await entered(OfflineExaminer(), home)


def ways() -> dict[str, set[str]]:
    """The files that an answer enters, by who grades."""
    runs: dict[str, Callable[[Path], Coroutine[Any, Any, set[str]]]] = {
        "a model": by_model,
        "the built-in rules": by_rules,
    }
    found = {}
    for who, run in runs.items():
        with tempfile.TemporaryDirectory() as home:
            found[who] = asyncio.run(run(Path(home)))
    return found


ROOMS = ("examiners/model/http/", "examiners/reading/", "examiners/model/checks/", "ui/tui/")


def rows(found: dict[str, set[str]]) -> list[str]:
    """The rows of the page's table of what is entered."""
    lines = []
    for (who, files), understood in zip(found.items(), named(), strict=True):
        counts = [sum(name.startswith(room) for name in files) for room in ROOMS]
        cells = [who, len(understood), len(files), *counts, len(files) - sum(counts)]
        lines.append("| " + " | ".join(map(str, cells)) + " |")
    return lines


if __name__ == "__main__":
    found = ways()
    print("\n".join(rows(found)))
    for (who, files), understood in zip(found.items(), named(), strict=True):
        print(f"Graded by {who}: {len(understood)} files to understand, {len(files)} entered")
        for name in sorted(files | understood):
            print(
                f"  {'*' if name in understood else ' '} {name}{'' if name in files else '   NOT ENTERED'}"
            )
