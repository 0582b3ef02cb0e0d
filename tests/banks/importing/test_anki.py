"""Anki's packages, old and new, made here; hostile ones end in one sentence."""

import io
import json
import sqlite3
import sys
import types
import zipfile

import pytest

from interviewer.banks.importing.containers import Archive
from interviewer.banks.importing.found import ImportRefusedError

OLD = """
CREATE TABLE col (models text, decks text);
CREATE TABLE notes (id integer, mid integer, tags text, flds text);
CREATE TABLE cards (nid integer, did integer);
"""
NEW = """
CREATE TABLE notetypes (id integer, name text, config blob);
CREATE TABLE fields (ntid integer, ord integer, name text);
CREATE TABLE decks (id integer, name text);
CREATE TABLE notes (id integer, mid integer, tags text, flds text);
CREATE TABLE cards (nid integer, did integer);
"""
NOTES = [
    (1, 7, " os ", "What is <b>x</b>?\x1fIt is y.[sound:a.mp3]\x1f"),
    (2, 7, "", '<img src="a.png">\x1fA picture.\x1f'),
    (3, 8, "", "{{c1::Paris}} is in France.\x1fmore"),
]


def filled(connection):
    connection.executemany("INSERT INTO notes VALUES (?, ?, ?, ?)", NOTES)
    connection.executemany("INSERT INTO cards VALUES (?, ?)", [(1, 5), (2, 5), (3, 5)])
    connection.commit()
    return connection.serialize()


def old_database():
    connection = sqlite3.connect(":memory:")
    connection.executescript(OLD)
    models = {
        "7": {"flds": [{"name": "Front"}, {"name": "Back"}, {"name": "Extra"}], "type": 0},
        "8": {"flds": [{"name": "Text"}, {"name": "Back Extra"}], "type": 1},
    }
    decks = {"5": {"name": "All::Systems"}}
    connection.execute("INSERT INTO col VALUES (?, ?)", (json.dumps(models), json.dumps(decks)))
    return filled(connection)


def new_database():
    connection = sqlite3.connect(":memory:")
    connection.executescript(NEW)
    connection.executemany(
        "INSERT INTO notetypes VALUES (?, ?, ?)",
        [(7, "Basic", b"\x10\x01"), (8, "Cloze", b"\x08\x01")],
    )
    fields = [
        (7, 0, "Front"),
        (7, 1, "Back"),
        (7, 2, "Extra"),
        (8, 0, "Text"),
        (8, 1, "Back Extra"),
    ]
    connection.executemany("INSERT INTO fields VALUES (?, ?, ?)", fields)
    connection.execute("INSERT INTO decks VALUES (5, 'All\x1fSystems')")
    return filled(connection)


def package(**files):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, raw in files.items():
            made.writestr(name.replace("__", "."), raw)
    return Archive(io.BytesIO(out.getvalue()), "deck.apkg")


@pytest.mark.parametrize("database", [old_database, new_database])
def test_notes_of_an_old_and_a_new_package(database):
    found = package(collection__anki2=database()).anki_questions(None)
    assert [(q.prompt, q.answer, q.topic) for q in found.questions] == [
        ("What is x?", "It is y.", "Systems"),
        ("[...] is in France.", "Paris is in France.", "Systems"),
    ]
    assert [(left.line, left.why) for left in found.left] == [(2, "it has no question")]


def fake_zstandard(monkeypatch, unpacked):
    """Stands in for the extra: one call gives all of it."""
    module = types.ModuleType("zstandard")
    module.ZstdError = ValueError

    class Decompressor:
        def __init__(self, **_):
            pass

        def stream_reader(self, _source):
            return io.BytesIO(unpacked)

    module.ZstdDecompressor = Decompressor
    monkeypatch.setitem(sys.modules, "zstandard", module)


PACKED = b"\x28\xb5\x2f\xfd rest"


def test_the_newest_form_counts_before_the_empty_ones_beside_it(monkeypatch):
    fake_zstandard(monkeypatch, new_database())
    found = package(collection__anki2=b"empty", collection__anki21b=PACKED).anki_questions(None)
    assert len(found.questions) == 2


def test_without_the_extra_the_remedy_is_said(monkeypatch):
    monkeypatch.setitem(sys.modules, "zstandard", None)
    with pytest.raises(ImportRefusedError, match=r"interviewer\[anki\]"):
        package(collection__anki21b=PACKED).anki_questions(None)


def test_what_unpacks_to_too_much_is_refused(monkeypatch):
    fake_zstandard(monkeypatch, bytes(201_000_000))
    with pytest.raises(ImportRefusedError, match="more than 200 MB"):
        package(collection__anki21b=PACKED).anki_questions(None)


@pytest.mark.parametrize("raw", [b"", b"no database at all", b"SQLite format 3\0" + bytes(200)])
def test_a_broken_database_is_one_sentence(raw):
    with pytest.raises(ImportRefusedError, match="no Anki package that can be read"):
        package(collection__anki2=raw).anki_questions(None)


def test_a_zip_without_a_collection_is_none():
    assert package(a__md=b"").anki_questions(None) is None
