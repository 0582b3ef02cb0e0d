"""The screen, the lines and a script run the same interview: their journals are the same bytes."""

import io
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from interviewer.commands.app_host import AppHost
from interviewer.commands.live_interview import Examiners, InterviewFactory, InterviewSource
from interviewer.core.protocol import Skipped
from interviewer.examiners.offline.offline_examiner import OfflineExaminer
from interviewer.storage.bank_files import find_bank
from interviewer.storage.home_folder import home_path
from interviewer.storage.session_store import SessionStore
from interviewer.ui.line_source import Lines
from interviewer.ui.plain import PlainCandidate
from interviewer.ui.question_choice import QuestionChoice
from tests.helpers.scripted import ScriptedCandidate

NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
WISH = QuestionChoice(questions=("regularization", "ensembles"), follow_ups=1)
ANSWERS = (
    "It keeps a model from overfitting [/b] {x} %s\nL1 gives sparse weights.",
    "I don't know",
    None,  # skips the question
)


def interview(home: Path):
    store = SessionStore(home, now=lambda: NOW, monotonic=lambda: 0.0, new_id=lambda: "one")
    bank = find_bank(None, home_path()).load()
    equipment = InterviewFactory(store, InterviewSource(bank), Examiners(OfflineExaminer(), None))
    host = AppHost(home, lambda: equipment)
    return host, host.begin(WISH), store.journal_path("one")


async def by_script(home: Path) -> bytes:
    _, going, journal = interview(home)
    replies = [Skipped() if answer is None else answer for answer in ANSWERS]
    await going.conduct(ScriptedCandidate(*replies))
    return journal.read_bytes()


async def in_lines(home: Path) -> bytes:
    _, going, journal = interview(home)
    reading, writing = os.pipe()
    typed = "".join("/skip\n" if answer is None else f"{answer}\n\n" for answer in ANSWERS)
    os.write(writing, typed.encode())
    os.close(writing)
    try:
        candidate = PlainCandidate(
            Lines(reading), io.StringIO(), io.StringIO(), interactive=False, keep_draft=going.keep_draft
        )  # fmt: skip
        await going.conduct(candidate)
    finally:
        os.close(reading)
    return journal.read_bytes()


async def on_screen(home: Path) -> bytes:
    from interviewer.ui.tui.app import InterviewerApp

    host, going, journal = interview(home)
    app = InterviewerApp(host, going)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        for answer in ANSWERS:
            keys = ["ctrl+k"] if answer is None else [*answer.replace("\n", "\x00"), "enter"]
            await pilot.press(*("ctrl+j" if key == "\x00" else key for key in keys))
            await pilot.pause()
        while app.outcome.report is None:
            await pilot.pause()
    return journal.read_bytes()


@pytest.mark.parametrize("driver", [in_lines, on_screen])
async def test_the_same_answers_make_the_same_journal(driver, tmp_path):
    script = await by_script(tmp_path / "script")
    assert script.count(b'"kind":"answered"') == 2
    assert b'"kind":"skipped"' in script
    assert b'"kind":"concluded"' in script
    assert await driver(tmp_path / "other") == script
