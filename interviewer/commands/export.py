"""`export` and `restore`: everything of a person as one file, or in the formats of other programs."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from interviewer.commands import wiring
from interviewer.commands.practised_banks import offers, practised_banks
from interviewer.core.errors import ReportedError, UsageError
from interviewer.core.report import PointReport
from interviewer.core.report_builder import question_report
from interviewer.core.text import inert, one_line
from interviewer.practice.exports import ANKI_HEAD, CSV_HEADER, Card, anki_of, csv_of
from interviewer.practice.progress import standing
from interviewer.practice.reviews import Past, PointKey, bank_of, id_in_bank
from interviewer.process.output import message, write_json
from interviewer.storage import person_archive
from interviewer.storage.files import read_file, read_head, shown, write_atomically

if TYPE_CHECKING:
    from interviewer.storage.session_store import SessionStore

_HEADS: Final = {
    "archive": b"PK\x03\x04",
    "csv": ",".join(CSV_HEADER).encode(),
    "anki": ANKI_HEAD.encode(),
}
"""How a file of each format begins: one of the same format is replaced, no other."""


def export(arguments: argparse.Namespace) -> int:
    """Write everything of this person, or what is remembered, to a file."""
    store, wanted = wiring.store_of(arguments), arguments.format
    to_output = arguments.output == "-"
    if to_output and wanted == "archive":
        raise UsageError("An archive is no text. Name a file with -o PATH.")
    if not to_output:
        _check_place(Path(arguments.output), wanted)
    if wanted == "archive":
        data: bytes = person_archive.pack(store)
    else:
        text = csv_of(store.past().reviews) if wanted == "csv" else _anki(store)
        if to_output:
            write_json(text.removesuffix("\n"))
            return 0
        data = text.encode("utf-8")
    write_atomically(Path(arguments.output), data)
    message(inert(f"Written to {one_line(arguments.output, 300)}"))
    return 0


def _check_place(path: Path, wanted: str) -> None:
    """Raise UsageError where a file stands at the path that is not an earlier export."""
    if path.is_file():
        head = read_head(path, 200)
        if head and not head.startswith(_HEADS[wanted]):
            raise UsageError(
                f"{shown(path)} holds something else and would be overwritten. Name another file, or "
                "move that one away."
            )


def restore(arguments: argparse.Namespace) -> int:
    """Merge an archive into this home; exit 1 where something of it was left out."""
    store = wiring.store_of(arguments)
    raw = read_file(arguments.archive, person_archive.MOST * 10)
    found = person_archive.restore(store, raw, arguments.archive)
    store.list()
    for sentence in found.left:
        message(one_line(sentence, 300))
    message(
        inert(
            f"Taken in: sessions {found.sessions}, banks {found.banks}; here already: {found.same}; "
            f"left out: {len(found.left)}."
        )
    )
    sys.stdout.flush()
    return 1 if found.left else 0


# -- cards ----------------------------------------------------------------------------------------


def _anki(store: "SessionStore") -> str:
    """The points that were missed the last time, with the person's own best words."""
    past, known = store.past(), store.remembered()
    banks, problems = practised_banks(store, known)
    for problem in problems:
        message(one_line(problem, 300))
    offered = offers(banks)
    found = standing(offered, past, known, [], today=wiring.today())
    missed = {point.key for point in found.points if point.state == "missed"}
    quotes = _best_quotes(store, past, missed)
    cards = [
        Card(key, offer.question.prompt, point.follow_up or "", point.description,
             quotes.get(key, ""), offer.question.topic)
        for offer in offered
        for point in offer.question.points
        if (key := PointKey(offer.bank, offer.question.id, point.id)) in missed
    ]  # fmt: skip
    return anki_of(cards)


def _best_quotes(store: "SessionStore", past: Past, wanted: set[PointKey]) -> dict[PointKey, str]:
    """The words that earned most for each point, in any session; the newest of equals."""
    questions = {(key.bank, key.question) for key in wanted}
    sessions = {one.session for one in past.attempts if (one.bank, one.question) in questions}
    best: dict[PointKey, tuple[float, str]] = {}
    for session in sorted(sessions):
        try:
            stored = store.read(session)
        except ReportedError as error:
            message(one_line(str(error), 300))
            continue
        for sheet in stored.sheets():
            bank = bank_of(stored.plan, sheet.question)
            for point in question_report(sheet).points:
                key = PointKey(bank, id_in_bank(bank, sheet.question.id), point.id)
                if key in wanted and _earned(point) >= best.get(key, (0.01, ""))[0]:
                    best[key] = (_earned(point), point.quote or "")
    return {key: quote for key, (_, quote) in best.items()}


def _earned(point: PointReport) -> float:
    return (point.credit or 0.0) if point.quote else 0.0
