"""What answers say of a bank: from the person's own sessions, or from a file of answers graded now."""

import argparse
import json
from collections.abc import Iterator, Sequence
from typing import Any

from interviewer.api.grading import grade_many
from interviewer.banks.bank import Bank
from interviewer.banks.health import Seen
from interviewer.commands.wiring import bulk_examiner, settings_of, store_of
from interviewer.core.errors import ReportedError, UsageError
from interviewer.core.protocol import AppealJudged
from interviewer.core.run import Examiner
from interviewer.core.sheets import Sheet
from interviewer.examiners import registry
from interviewer.storage.files import read_file, shown
from interviewer.storage.stored_session import StoredSession


def of_answers(arguments: argparse.Namespace, bank: Bank) -> list[Seen]:
    """The answers of a file as the examiner decides them; with a model, the offline one as well."""
    rows = list(_rows(arguments.answers, bank))
    examiner = bulk_examiner(arguments)
    first = _decided(rows, bank, examiner)
    model = not arguments.offline and settings_of(arguments).model
    second = (
        _decided(rows, bank, registry.examiner(registry.OFFLINE)) if model else [{} for _ in rows]
    )
    return [
        Seen(row["question_id"], row["answer"], one, other)
        for row, one, other in zip(rows, first, second, strict=True)
    ]


def _rows(path: str, bank: Bank) -> Iterator[dict[str, str]]:
    """The lines of a file of answers. Raises UsageError naming the first that cannot be used."""
    for number, line in enumerate(read_file(path).decode("utf-8-sig", "replace").split("\n"), 1):
        if not line.strip():
            continue
        try:
            data = json.loads(line)
            row = {name: data[name] for name in ("question_id", "answer")}
        except (ValueError, KeyError, TypeError, RecursionError):
            row = {}
        if not row or not all(isinstance(value, str) for value in row.values()):
            raise UsageError(
                f'{shown(path)}:{number}: A line needs "question_id" and "answer". Correct it.'
            )
        if row["question_id"] in bank:
            yield row


def _decided(
    rows: Sequence[dict[str, Any]], bank: Bank, examiner: Examiner
) -> list[dict[str, bool | None]]:
    return [
        {name: point.made for name, point in result.points.items()}
        for _, result in grade_many(rows, bank, by=examiner)
    ]


def of_sessions(arguments: argparse.Namespace, bank: Bank) -> list[Seen]:
    """What was decided about this bank's questions in the person's sessions."""
    found: list[Seen] = []
    for stored in _sessions(arguments):
        disputed: dict[int, set[str]] = {}
        for appeal in stored.appeals:
            disputed.setdefault(appeal.question, set()).add(appeal.point)
        for sheet in stored.sheets():
            if sheet.question.id in bank and sheet.turns:
                points = _verdict_of(sheet)
                answer = "\n".join(turn.answer for turn in sheet.turns if turn.answer)
                disputes = frozenset(disputed.get(sheet.number, ()))
                found.append(Seen(sheet.question.id, answer, points, {}, disputes, sheet.seconds))
    return found


def upheld_quotes(arguments: argparse.Namespace, bank: Bank) -> Iterator[tuple[str, str, str]]:
    """Question, point and the words that an upheld appeal showed to make the point."""
    for stored in _sessions(arguments):
        asked = {sheet.number: sheet.question.id for sheet in stored.sheets()}
        for later in stored.amendments:
            if isinstance(later, AppealJudged) and later.upheld and later.finding.quote:
                question = asked.get(later.question, "")
                if question in bank and bank[question].point(later.point) is not None:
                    yield question, later.point, later.finding.quote


def _verdict_of(sheet: Sheet) -> dict[str, bool | None]:
    """The newest decision on each point."""
    found: dict[str, bool | None] = {}
    for turn in sheet.turns:
        for finding in turn.verdict.findings if turn.verdict else ():
            found[finding.point] = None if finding.credit is None else finding.credit >= 0.5
    return found


def _sessions(arguments: argparse.Namespace) -> Iterator[StoredSession]:
    store = store_of(arguments)
    for name in store.ids():
        try:
            yield store.read(name)
        except ReportedError:  # it is named by `sessions`; here it only says nothing
            continue
