"""`doctor --exam`: what the configured model is worth as a grader, beside the built-in rules."""

import asyncio
import time
from pathlib import Path
from typing import TYPE_CHECKING

from interviewer import assets
from interviewer.api.grading import load_bank
from interviewer.bulk.progress_line import Progress, on_terminal
from interviewer.calibration.exam import ExamAnswer, Result, read_exam, result, sit, table
from interviewer.commands import session_rows, wiring
from interviewer.core.errors import UsageError
from interviewer.core.run import Examiner
from interviewer.core.text import inert, one_line
from interviewer.examiners import registry
from interviewer.examiners.lazy import LazyModelExaminer
from interviewer.process.output import say
from interviewer.storage.exams import Exams

if TYPE_CHECKING:
    from interviewer.settings import Settings


def take_exam(settings: "Settings", home: Path) -> int:
    """Let the model and the rules grade the same answers, print both, keep the result."""
    answers = read_exam(assets.exam(), load_bank().values())
    if not answers:
        raise UsageError("The exam's answers are not installed. Install the program again.")
    begun = (
        f"{len(answers)} labelled answers, one after the other. Ctrl+C stops; nothing is kept then."
    )
    say(inert(begun))
    model = registry.examiner(registry.MODEL, settings, now=True)
    rules = registry.examiner(registry.OFFLINE)
    found = asyncio.run(_both(model, rules, answers))
    rows = [tuple(one_line(cell, 60) for cell in row) for row in table(found)]
    say(inert(session_rows.table(rows)))
    say()
    say(one_line(found.sentence))
    Exams(home).keep(model.identity, found.model_dump(mode="json"))
    return 0


async def _both(model: Examiner, rules: Examiner, answers: tuple[ExamAnswer, ...]) -> Result:
    progress = Progress(shown=on_terminal(results_elsewhere=True))

    def done(number: int) -> None:
        progress.share = number / len(answers)
        progress.step()

    begun = time.monotonic()
    try:
        graded = await sit(model, answers, done)
        seconds, tokens = time.monotonic() - begun, _tokens(model)
    finally:
        await model.aclose()
        progress.end()
    ruled = await sit(rules, answers, lambda _: None)
    found = result(model.identity.name, graded, ruled, seconds=seconds, tokens=tokens)
    taken = wiring.now().isoformat(timespec="seconds")
    return found.model_copy(update={"server": model.identity.server, "taken": taken})


def _tokens(model: Examiner) -> int:
    """In and out, as the server counted them; 0 where it did not."""
    used = model.tokens if isinstance(model, LazyModelExaminer) else None
    return used.tokens_in + used.tokens_out if used is not None else 0
