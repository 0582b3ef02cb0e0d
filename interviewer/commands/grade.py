"""`grade`: many answers without an interview, JSON lines in and out."""

import argparse
from collections.abc import Awaitable, Callable

from interviewer.bulk.batch import grade_in_batches
from interviewer.bulk.grading_run import GradingRun
from interviewer.bulk.input_lines import LineFaults, QuestionLookup, opened
from interviewer.bulk.pool import grade_all
from interviewer.bulk.progress_line import Progress, on_terminal
from interviewer.bulk.results import ResultFile, ResultStream
from interviewer.commands.wiring import bank_file, bulk_examiner, settings_of
from interviewer.core.errors import UsageError


def grade(arguments: argparse.Namespace) -> int:
    """Grade a file of answers; 1 where a line was unusable or an answer could not be graded."""
    if arguments.batch:
        return in_batches(arguments)
    bank = bank_file(arguments, arguments.questions).load()
    examiner = bulk_examiner(arguments)
    progress = Progress(shown=on_terminal(results_elsewhere=arguments.output is not None))
    with opened(arguments.answers) as source:
        results: ResultFile | ResultStream = (
            ResultStream()
            if arguments.output is None
            else ResultFile(arguments.output, arguments.answers, retry=arguments.retry_ungraded)
        )
        complaints = LineFaults(source.name, progress.say)
        run = GradingRun(QuestionLookup(bank.questions), results, complaints, progress)
        try:
            grade_all(
                examiner,
                run.jobs(source),
                run.emit,
                concurrency=arguments.concurrency,
                late=run.late,
                waits=source.size is None,
            )
            run.finished = True
        finally:
            progress.end()
            results.close(finished=run.finished)
    return run.conclude()


def in_batches(arguments: argparse.Namespace, **clock: Callable[[float], Awaitable[None]]) -> int:
    """Grade through the server's batch interface. `sleep` in `clock` stands in for waiting."""
    if arguments.output is None or arguments.answers == "-":
        raise UsageError("--batch reads its answers twice: name a file of them, and one with -o.")
    settings = settings_of(arguments)
    if getattr(arguments, "best", False):
        raise UsageError(
            "--batch asks the model alone: leave out --best, or grade without --batch."
        )
    if not settings.model or arguments.offline:
        raise UsageError("--batch needs a model: name one with --model, and leave out --offline.")
    bank = bank_file(arguments, arguments.questions).load()
    return grade_in_batches(
        arguments.answers,
        arguments.output,
        bank,
        settings,
        retry=arguments.retry_ungraded,
        **clock,
    )
