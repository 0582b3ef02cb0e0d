"""Anki's packages: a zip that holds an SQLite database, packed by zstandard in newer ones.

The database is opened in memory, from bytes; nothing of the package is run or written to a disk.
"""

import io
import json
import re
import sqlite3
from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import Any, Final, NamedTuple

from interviewer.banks.importing import rows
from interviewer.banks.importing.columns import meanings
from interviewer.banks.importing.found import Findings, ImportRefusedError
from interviewer.banks.importing.tables import blanked_cloze, whole_cloze

MAX_DATABASE: Final = 200_000_000
COLLECTIONS: Final = ("collection.anki21b", "collection.anki21", "collection.anki2")
"""The names of the database in a package, the newest form first: older ones beside it are empty."""
_FIELDS_END: Final = "\x1f"
_MOST_NOTES: Final = 50_000


class _NoteType(NamedTuple):
    fields: tuple[str, ...]
    is_cloze: bool


def unpacked(raw: bytes, name: str) -> bytes:
    """The bytes of a database that zstandard has packed. Raises ImportRefusedError."""
    if not raw.startswith(b"\x28\xb5\x2f\xfd"):
        return raw
    try:
        zstandard: Any = import_module("zstandard")  # an extra, and only for this
    except ImportError:
        raise ImportRefusedError(
            f"{name} is packed by zstandard. Install `interviewer[anki]`, or export it in Anki with "
            '"Support older Anki versions".'
        ) from None
    parts, size = [], 0
    try:
        stream = zstandard.ZstdDecompressor(max_window_size=1 << 27).stream_reader(io.BytesIO(raw))
        while part := stream.read(
            1 << 20
        ):  # never more at once: a few bytes may stand for gigabytes
            size += len(part)
            if size > MAX_DATABASE:
                raise ImportRefusedError(
                    f"{name} unpacks to more than 200 MB. Export fewer decks at a time."
                )
            parts.append(part)
    except zstandard.ZstdError:
        raise ImportRefusedError(f"{name} is damaged. Export it again.") from None
    return b"".join(parts)


def questions_in(raw: bytes, name: str, given: Mapping[str, str] | None = None) -> Findings:
    """Every note as a question. Raises ImportRefusedError where the database cannot be read."""
    found = Findings()
    connection = sqlite3.connect(":memory:")
    try:
        connection.deserialize(raw)
        connection.execute("PRAGMA query_only = 1")
        connection.create_collation(
            "unicase", lambda a, b: (a.casefold() > b.casefold()) - (a.casefold() < b.casefold())
        )
        known = _Collection(dict(_note_types(connection)), dict(_decks(connection)), given)
        for number, note in enumerate(_notes(connection), 1):
            _take(found, number, note, known)
    except (
        sqlite3.Error,
        ValueError,
        TypeError,
        AttributeError,
        OverflowError,
        RecursionError,
        MemoryError,
    ) as error:
        raise ImportRefusedError(
            f"{name} is no Anki package that can be read ({type(error).__name__}). Export it again, or as text."
        ) from None
    finally:
        connection.close()
    return found


def _tables(connection: sqlite3.Connection) -> set[str]:
    return {
        row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
    }


def _note_types(connection: sqlite3.Connection) -> Iterator[tuple[int, _NoteType]]:
    if "notetypes" in _tables(connection):
        fields: dict[int, list[tuple[int, str]]] = {}
        for type_id, place, field in connection.execute("SELECT ntid, ord, name FROM fields"):
            fields.setdefault(int(type_id), []).append((int(place), str(field)))
        for type_id, config in connection.execute("SELECT id, config FROM notetypes"):
            names = tuple(field for _, field in sorted(fields.get(int(type_id), [])))
            # The configuration is a protocol buffer; its field 1 with value 1 is a cloze type.
            yield int(type_id), _NoteType(names, bytes(config or b"").startswith(b"\x08\x01"))
        return
    for (models,) in connection.execute("SELECT models FROM col"):
        for type_id, model in json.loads(models).items():
            names = tuple(str(field["name"]) for field in model["flds"])
            yield int(type_id), _NoteType(names, model.get("type") == 1)


def _decks(connection: sqlite3.Connection) -> Iterator[tuple[int, str]]:
    """By note, the name of the deck in which its first card is."""
    if "decks" in _tables(connection):
        names = {
            int(i): str(n).replace(_FIELDS_END, "::")
            for i, n in connection.execute("SELECT id, name FROM decks")
        }
    else:
        names = {}
        for (decks,) in connection.execute("SELECT decks FROM col"):
            names |= {int(i): str(deck.get("name", "")) for i, deck in json.loads(decks).items()}
    for note, deck in connection.execute("SELECT nid, min(did) FROM cards GROUP BY nid"):
        yield int(note), names.get(int(deck), "")


def _notes(connection: sqlite3.Connection) -> Iterator[tuple[int, int, str, str]]:
    select = "SELECT id, mid, tags, flds FROM notes ORDER BY id LIMIT ?"
    for note, type_id, tags, fields in connection.execute(select, (_MOST_NOTES,)):
        yield int(note), int(type_id), str(tags), str(fields)


class _Collection(NamedTuple):
    types: dict[int, _NoteType]
    decks: dict[int, str]
    given: Mapping[str, str] | None


def _take(
    found: Findings, number: int, note: tuple[int, int, str, str], known: _Collection
) -> None:
    note_id, type_id, tags, raw_fields = note
    values = [_without_media(value) for value in raw_fields.split(_FIELDS_END)]
    kind = known.types.get(type_id, _NoteType((), is_cloze=False))
    fields = _fields(kind, values, known.given)
    asked = str(fields.get("question", ""))
    if "{{c" in asked:
        fields["answer"] = whole_cloze(asked)
        fields["question"] = blanked_cloze(asked)
    deck = known.decks.get(note_id, "").rsplit("::", 1)[-1]
    named = "" if deck.casefold() in {"default", ""} else deck
    fields.setdefault("topic", named or tags.split(" ")[0] or tags.strip().split(" ")[0])
    if not str(fields.get("question", "")).strip() and "<img" in raw_fields:
        found.leave(number, "note", "its question is an image")
        return
    rows.take(found, fields, number)


def _fields(kind: _NoteType, values: list[str], given: Mapping[str, str] | None) -> dict[str, Any]:
    names = list(kind.fields[: len(values)]) or ["Front", "Back"][: len(values)]
    meant = meanings(names, given)
    fields: dict[str, Any] = {}
    for meaning, name in meant.items():
        fields[meaning] = values[names.index(name)]
    if "question" not in meant or ("answer" not in meant and not kind.is_cloze):
        free = [
            value
            for i, value in enumerate(values)
            if value.strip() and (i >= len(names) or names[i] not in meant.values())
        ]
        for meaning in ("question", "answer"):
            if meaning not in meant and free:
                fields[meaning] = free.pop(0)
    return fields


def _without_media(value: str) -> str:
    return re.sub(r"\[sound:[^\[\]\n]{0,300}\]", "", value)
