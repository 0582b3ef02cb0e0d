"""`doctor`: every setting with its origin, and whether the model can be reached and is able."""

import argparse
import asyncio
import os
from typing import TYPE_CHECKING

from interviewer import __version__
from interviewer.bulk.progress_line import Progress, on_terminal
from interviewer.commands import session_rows, wiring
from interviewer.core.errors import ReportedError, UsageError
from interviewer.core.text import inert, one_line
from interviewer.examiners.lazy import open_model
from interviewer.examiners.model.server_check import probe
from interviewer.process.output import say
from interviewer.storage.bank_files import find_bank
from interviewer.storage.known_servers import KnownServers

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from interviewer.examiners.model.http.client import OpenAIModel
    from interviewer.examiners.model.server_check import Check
    from interviewer.settings import Settings

_VERDICTS = {True: "ok", False: "FAILED", None: "-"}


def doctor(arguments: argparse.Namespace) -> int:
    """Print what is configured and what was found; exit 1 where something does not work."""
    settings = wiring.settings_of(arguments)
    rows = [("SETTING", "VALUE", "FROM")]
    rows += [(name, one_line(value), one_line(origin)) for name, value, origin in settings.rows()]
    home = wiring.home_of(arguments)
    rows += [("home", one_line(str(home)), _home_origin(arguments)), ("version", __version__, "")]
    say(inert(session_rows.table(rows)))
    say()
    checks = [_home_check(arguments), _bank_check(arguments)]
    if arguments.offline or not settings.model:
        say(one_line(settings.offline_reason or "--offline: no model is used."))
    else:
        say(
            inert(f"Asking {one_line(settings.model)} at {one_line(settings.base_url)} ..."),
            flush=True,
        )
        found, learned = asyncio.run(_probed(settings))
        checks += [_row(check) for check in found]
        checks += [_learned(arguments, learned)] if learned else []
    say(inert(session_rows.table([(name, _VERDICTS[ok], said) for name, ok, said in checks])))
    if arguments.exam:
        if not settings.model:
            raise UsageError(
                "--exam needs a model: name one with --model, and leave out --offline."
            )
        from interviewer.commands.exam import take_exam

        say()
        return take_exam(settings, home)
    return 1 if any(ok is False for _, ok, _ in checks) else 0


def _row(check: "Check") -> tuple[str, bool | None, str]:
    remedy = f". {check.remedy}" if check.remedy else ""
    return check.name, check.ok, one_line(check.verdict.rstrip(".") + remedy)


def _learned(arguments: argparse.Namespace, learned: str) -> tuple[str, bool | None, str]:
    """What this server takes, as far as it was found out, and where that is kept."""
    kept = KnownServers(wiring.home_of(arguments)).path
    where = one_line(str(kept))
    remedy = f"; kept in {where}, delete it to have this found out again" if kept.exists() else ""
    return "learned of it", None, one_line(learned) + remedy


async def _probed(settings: "Settings") -> "tuple[tuple[Check, ...], str]":
    """The checks, and what has been learned of the server by now or before."""
    model = open_model(settings)
    try:
        return await _seen(probe, model), model.learned
    finally:
        await model.aclose()


async def _seen(
    probe: "Callable[[OpenAIModel, Callable[[str], None]], Awaitable[tuple[Check, ...]]]",
    model: "OpenAIModel",
) -> "tuple[Check, ...]":
    """Run the checks; say on a terminal what is waited for, and for how long."""
    progress = Progress(shown=on_terminal(results_elsewhere=True))
    waits = ["the server"]
    work = asyncio.ensure_future(probe(model, waits.append))
    try:
        while not work.done():
            progress.note(inert(f"waiting for {waits[-1]}, {progress.seconds:.0f} s (^C stops)"))
            await asyncio.wait([work], timeout=1)
        return await work
    finally:
        work.cancel()
        progress.end()


def _home_origin(arguments: argparse.Namespace) -> str:
    if arguments.home:
        return "--home"
    return "INTERVIEWER_HOME" if os.environ.get("INTERVIEWER_HOME") else "default"


def _home_check(arguments: argparse.Namespace) -> tuple[str, bool | None, str]:
    try:
        wiring.store_of(arguments).check()
    except ReportedError as reported:
        return "home", False, one_line(str(reported))
    return "home", True, "can be written"


def _bank_check(arguments: argparse.Namespace) -> tuple[str, bool | None, str]:
    try:
        bank = find_bank(None, wiring.home_of(arguments)).load()
    except ReportedError as reported:
        return "questions", False, one_line(str(reported))
    title, count = one_line(bank.title, 60), len(bank.questions)
    return "questions", True, f"{title}, {count} to ask; more: `interviewer bank list`"
