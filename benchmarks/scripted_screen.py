# ruff: noqa: SLF001 - it stands where a test would
"""Answers given through the screen without a person: `python scripted_screen.py HOME SESSION N`.

Prints how long each turn took, from Enter until the next question had been painted, and how much
memory the process holds at the end.
"""

import asyncio
import json
import sys
import time
from typing import Any

from benchmarks.terminal import memory_of
from interviewer.cli import parser_for
from interviewer.commands.app_host import AppHost
from interviewer.commands.resume import reopened
from interviewer.ui.tui.app import InterviewerApp
from interviewer.ui.tui.conversation import Conversation


async def answer(app: InterviewerApp, pilot: Any, number: int) -> float:
    screen: Any = app.screen
    asked = screen.interview.session.step
    screen._box.text = f"It is made of {number} parts that each do their own work."
    began = time.perf_counter()
    await pilot.press("enter")
    while screen.interview.session.step is asked or not screen._candidate.asked:  # noqa: ASYNC110
        await asyncio.sleep(0)  # as soon as it is done, and no later
    return time.perf_counter() - began


async def main(home: str, session: str, count: int) -> None:
    arguments = parser_for("resume").parse_args([session, "--offline", "--home", home])
    factory, interview = reopened(arguments)
    app = InterviewerApp(AppHost(factory.store.home, lambda: factory), interview)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        turns = [await answer(app, pilot, number) for number in range(count)]
        mounted = app.screen.query_one(Conversation).mounted
        print(json.dumps({"turns": turns, "mounted": mounted, "memory": memory_of("self")}))
        app.exit()


asyncio.run(main(sys.argv[1], sys.argv[2], int(sys.argv[3])))
