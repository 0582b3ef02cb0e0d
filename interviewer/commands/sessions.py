"""`sessions`, `report` and `verify`: what was done before, and whether it still adds up."""

import argparse
import json
import sys
from pathlib import Path

from interviewer.commands import session_rows, wiring
from interviewer.commands.report_file import write_report
from interviewer.core.errors import UsageError
from interviewer.core.text import inert, one_line
from interviewer.process.output import message, say, write_json
from interviewer.reports.facts import percent
from interviewer.reports.html import to_html
from interviewer.storage.archive import ArchivedSession, Sessions
from interviewer.storage.history import SessionInfo


def sessions(arguments: argparse.Namespace) -> int:
    """List the sessions, newest first; or delete one."""
    if arguments.delete:
        return _delete(arguments)
    found = wiring.store_of(arguments).shown()
    if arguments.json:
        write_json(json.dumps([_as_json(info) for info in found], indent=2))
        return 0
    if not found:
        message(inert("No sessions yet. `interviewer` begins one."))
        return 0
    head = ("ID", "DATE", "BANK", "STATE", "SCORE")
    say(inert(session_rows.table([head, *(_row(info) for info in found)])))
    return 0


def _delete(arguments: argparse.Namespace) -> int:
    """Delete a session with all that was remembered of it, once that was said twice."""
    store = wiring.store_of(arguments)
    name = store.resolve(arguments.delete)
    info = next((info for info in store.list() if info.id == name), None)
    what = f"session {name}"
    if info is not None and info.started is not None:
        what += f" ({session_rows.said_when(info)}, {one_line(info.bank, 40)})"
    if not arguments.yes:
        if not sys.stdin or not sys.stdin.isatty():
            raise UsageError(f"Nothing was deleted. To delete {what}, add --yes.")
        message(inert(f"Delete {what}, its answers and what is remembered of them? Type yes:"))
        if sys.stdin.readline().strip().casefold() not in {"y", "yes"}:
            message(inert("Nothing was deleted."))
            return 0
    store.remove(name)
    store.list()
    message(inert(f"Deleted {what}."))
    return 0


def _state(info: SessionInfo) -> str:
    if info.state == "damaged":
        return f"damaged: {one_line(info.fault, 60)}"
    if info.finished:
        return "finished"
    return f"question {info.question} of {info.questions}"


def _row(info: SessionInfo) -> tuple[str, ...]:
    score = f"{info.grade} {percent(info.score)}" if info.grade else "-"
    date = session_rows.said_when(info) or "-"
    return (info.id, date, one_line(info.bank, 40), _state(info), score)


def _as_json(info: SessionInfo) -> dict[str, object]:
    return {
        "id": info.id,
        "date": info.started.isoformat() if info.started else None,
        "bank": info.bank,
        "state": info.state,
        "fault": info.fault or None,
        "question": info.question or None,
        "questions": info.questions,
        "score": info.score,
        "unaided_score": info.unaided_score,
        "grade": info.grade,
    }


def report(arguments: argparse.Namespace) -> int:
    """Print or write a session's report."""
    stored = _session(arguments)
    if stored.warning:
        message(one_line(stored.warning))
    match arguments.format:
        case "json":
            found = stored.report().model_dump(mode="json")
            text = json.dumps(found, indent=2, ensure_ascii=False) + "\n"
        case "html":
            text = to_html(stored.report())
        case _:
            text = stored.markdown()
    if arguments.output in (None, "-"):
        write_json(text.removesuffix("\n"))
    else:
        write_report(Path(arguments.output), text)
        message(inert(f"Written to {one_line(arguments.output)}"))
    return 0


def verify(arguments: argparse.Namespace) -> int:
    """Recompute everything from the journal and compare; exit 1 where anything differs."""
    stored = _session(arguments)
    found = stored.verify()
    for line in found.differences:
        say(inert(f"differs: {line}"))
    say(
        inert(
            f"{stored.id}: {found.replies} replies read, {found.verdicts} verdicts and {found.quotes} quotes "
            f"checked, score {percent(found.score)}, journal SHA-256 {found.digest}"
        )
    )
    say(inert("Everything agrees." if found else f"Places that differ: {len(found.differences)}."))
    return 0 if found else 1


def _session(arguments: argparse.Namespace) -> ArchivedSession:
    """The session that is named, else the newest."""
    return Sessions(wiring.home_of(arguments))[arguments.session]
