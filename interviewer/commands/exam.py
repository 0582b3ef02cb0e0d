"""`doctor --exam`: what the configured model is worth as a grader, beside the built-in rules."""

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

from interviewer import assets
from interviewer.api.grading import load_bank
from interviewer.bulk.progress_line import Progress, on_terminal
from interviewer.calibration.exam import ExamAnswer, Marks, Result, read_exam, sit, table
from interviewer.commands import session_rows, wiring
from interviewer.core.errors import UsageError
from interviewer.core.run import Examiner
from interviewer.core.text import inert, one_line
from interviewer.examiners import registry
from interviewer.examiners.model.model_examiner import ModelExaminer
from interviewer.process.output import say
from interviewer.storage.exams import Exams

if TYPE_CHECKING:
    from interviewer.settings import Settings


def take_exam(settings: "Settings", home: Path) -> int:
    """Let the model and the rules grade the same answers, print both, keep the result."""
    answers = read_exam(assets.exam(), load_bank().values())
    if not answers:
        raise UsageError("The exam's answers are not installed. Install the program anew.")
    begun = (
        f"{len(answers)} labelled answers, one after the other. Ctrl+C stops; nothing is kept then."
    )
    say(inert(begun))
    model = registry.examiner(registry.MODEL, settings, now=True)
    rules = registry.examiner(registry.OFFLINE)
    result = asyncio.run(_both(model, rules, answers))
    rows = [
        (one_line(what, 60), one_line(own), one_line(theirs)) for what, own, theirs in table(result)
    ]
    say(inert(session_rows.table(rows)))
    say()
    say(one_line(result.sentence))
    Exams(home).keep(model.identity, result.model_dump(mode="json"))
    return 0


async def _both(model: Examiner, rules: Examiner, answers: tuple[ExamAnswer, ...]) -> Result:
    progress = Progress(shown=on_terminal(results_elsewhere=True))

    def done(number: int) -> None:
        progress.share = number / len(answers)
        progress.step()

    try:
        marks = await sit(model, answers, done)
    finally:
        await model.aclose()
        progress.end()
    if isinstance(model, ModelExaminer):
        used = model.tokens.tokens_in + model.tokens.tokens_out
        marks = Marks.model_validate({**marks.model_dump(), "tokens": used})
    return Result(
        examiner=model.identity.name,
        server=model.identity.server,
        taken=wiring.now().isoformat(timespec="seconds"),
        model=marks,
        rules=await sit(rules, answers, lambda _: None),
    )
