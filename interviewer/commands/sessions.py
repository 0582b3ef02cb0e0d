"""`sessions`, `report` and `verify`: what was done before, and whether it still adds up."""

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path

from interviewer.commands import session_rows, wiring
from interviewer.commands.live_interview import Archive, report_of
from interviewer.commands.report_file import write_report
from interviewer.core.grading import Belief, Finding, Verdict, locate, supports
from interviewer.core.interview import Sheet
from interviewer.core.text import one_line
from interviewer.reports.markdown import percent, to_markdown
from interviewer.storage.history import SessionInfo
from interviewer.storage.stored_session import StoredSession


def sessions(arguments: argparse.Namespace) -> int:
    """List the sessions, newest first."""
    found = wiring.store_of(arguments).list()
    if arguments.json:
        print(json.dumps([_as_json(info) for info in found], indent=2))
        return 0
    if not found:
        print("No sessions yet. `interviewer` begins one.", file=sys.stderr)
        return 0
    head = ("ID", "DATE", "BANK", "STATE", "SCORE")
    print(session_rows.table([head, *(_row(info) for info in found)]))
    return 0


def _state(info: SessionInfo) -> str:
    if info.state == "damaged":
        return f"damaged: {one_line(info.fault, 60)}"
    if info.finished:
        return "finished"
    return f"question {info.question} of {info.questions}"


def _row(info: SessionInfo) -> tuple[str, ...]:
    score = f"{info.grade} {percent(info.score)}" if info.grade else "-"
    date = session_rows.when(info.started, wiring.now()) if info.started else "-"
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
    store = wiring.store_of(arguments)
    stored = store.read(store.resolve(arguments.session))
    if not stored.recovery.clean:
        print(one_line(stored.recovery_sentence), file=sys.stderr)
    found = report_of(stored)
    if arguments.format == "json":
        text = json.dumps(found.model_dump(mode="json"), indent=2, ensure_ascii=False) + "\n"
    else:
        text = to_markdown(found, digest=stored.digest)
    if arguments.output in (None, "-"):
        sys.stdout.write(text)
    else:
        write_report(Path(arguments.output), text)
        print(f"Written to {one_line(arguments.output)}", file=sys.stderr)
    return 0


def verify(arguments: argparse.Namespace) -> int:
    """Recompute everything from the journal and compare; exit 1 where anything differs."""
    store = wiring.store_of(arguments)
    stored = store.read(store.resolve(arguments.session))
    sheets = stored.sheets()
    found = report_of(stored)
    wrong = [line for sheet in sheets for line in _wrong_quotes(sheet)]
    wrong += _wrong_copies(stored, Archive(store))
    if not stored.recovery.clean:
        wrong.insert(0, one_line(stored.recovery_sentence))
    quotes = sum(len(list(_quotes(verdict))) for sheet in sheets for verdict in sheet.verdicts)
    for line in wrong:
        print(f"differs: {line}")
    verdicts = sum(len(sheet.verdicts) for sheet in sheets)
    print(
        f"{stored.id}: {len(stored.replies)} replies read, {verdicts} verdicts and {quotes} quotes "
        f"checked, score {percent(found.score)}, journal SHA-256 {stored.digest}"
    )
    print(f"Places that differ: {len(wrong)}." if wrong else "Everything agrees.")
    return 1 if wrong else 0


def _wrong_quotes(sheet: Sheet) -> Iterator[str]:
    """Credits without proof, in any verdict of a question."""
    for number, verdict in enumerate(sheet.verdicts, 1):
        for finding in verdict.findings:
            if finding.credit and not _proved(finding, sheet):
                yield (
                    f"question {sheet.number}, verdict {number}, point {one_line(finding.point)}: "
                    "credit without a quote that proves it"
                )
        for belief in verdict.beliefs:
            if not _said(belief, sheet):
                yield (
                    f"question {sheet.number}, verdict {number}, misconception "
                    f"{one_line(belief.misconception)}: the quote is not what was answered"
                )


def _quotes(verdict: Verdict) -> Iterator[str]:
    yield from (finding.quote for finding in verdict.findings if finding.quote)
    yield from (belief.quote for belief in verdict.beliefs)


def _proved(finding: Finding, sheet: Sheet) -> bool:
    return (
        finding.quote is not None
        and _said(finding, sheet)
        and supports(finding.quote, sheet.question, sheet.asked)
    )


def _said(proof: Finding | Belief, sheet: Sheet) -> bool:
    """Whether the words stand in the answer where the examiner says that they stand."""
    turn, start, end = proof.turn, proof.start, proof.end
    if proof.quote is None or turn is None or start is None or end is None:
        return False
    if not (0 <= turn < len(sheet.answers) and 0 <= start < end):
        return False
    return (
        sheet.answers[turn][start:end] == proof.quote
        and locate(proof.quote, sheet.answers) is not None
    )


def _wrong_copies(stored: StoredSession, archive: Archive) -> Iterator[str]:
    """A transcript on disk that says something else than the journal."""
    path = archive.transcript_path(stored.id)
    if path.exists() and path.read_text(encoding="utf-8", errors="replace") != to_markdown(
        report_of(stored), digest=stored.digest
    ):
        yield f"the transcript {one_line(str(path))} is not what the journal gives"
