"""Everything of a person in one file, and its way into another home.

A zip of journals, drafts, the person's own banks and the interview's day. Settings, keys, logs and the index
are not in it: they belong to a machine or can be made again. An archive comes from outside: nothing in it
chooses a path, and what cannot be read as what it says it is, is left out and named.
"""

import io
import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

from interviewer.core.errors import ReportedError, UsageError
from interviewer.core.text import one_line
from interviewer.storage.files import (
    StorageError,
    private_folder,
    read_file,
    shown,
    write_atomically,
)
from interviewer.storage.home_folder import ANOTHER_HOME, drafts_in, make_folders
from interviewer.storage.journal_format import understand
from interviewer.storage.lock import HeldError, Lock
from interviewer.storage.session_store import SessionStore
from interviewer.storage.stored_session import StoredSession

MANIFEST: Final = "interviewer-archive.json"
VERSION: Final = 1

MOST: Final = 200_000_000
"""Bytes of one file in an archive; more is refused."""
MOST_FILES: Final = 200_000

_DAY: Final = "interview-day"
_MEMBER: Final = re.compile(
    r"(?P<kind>sessions|drafts|banks)/(?P<name>\w[\w-]{0,99})(?P<suffix>\.jsonl|\.json)"
)
_SUFFIXES: Final = {"sessions": ".jsonl", "drafts": ".json", "banks": ".json"}


class Restored(NamedTuple):
    """What came of an archive."""

    sessions: int
    """How many were new here, or went further than here."""
    banks: int
    same: int
    """How many files were here already."""
    left: tuple[str, ...]
    """What was left out, a sentence each."""


def pack(store: SessionStore) -> bytes:
    """Return a home as an archive. Raises ReportedError where something cannot be read."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        manifest = {"format": "interviewer archive", "version": VERSION}
        archive.writestr(_entry(MANIFEST), json.dumps(manifest))
        for name, path in _files(store):
            archive.writestr(_entry(name), read_file(path, MOST))
    return out.getvalue()


def _files(store: SessionStore) -> Iterator[tuple[str, Path]]:
    for name in sorted(store.ids()):
        yield f"sessions/{name}.jsonl", store.journal_path(name)
        draft = drafts_in(store.home) / f"{name}.json"
        if draft.is_file():
            yield f"drafts/{name}.json", draft
    banks = store.home / "banks"
    for path in sorted(banks.glob("*.json")) if banks.is_dir() else ():
        if _MEMBER.fullmatch(f"banks/{path.name}"):
            yield f"banks/{path.name}", path
    if (store.home / _DAY).is_file():
        yield _DAY, store.home / _DAY


def _entry(name: str) -> zipfile.ZipInfo:
    """An entry without the time of packing: the same home gives the same bytes."""
    info = zipfile.ZipInfo(name)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = 0o600 << 16
    return info


def restore(store: SessionStore, raw: bytes, name: str) -> Restored:
    """Merge an archive into a home. Nothing that is here is lost, and nothing counts twice.

    A session that is here counts as the longer of both where one continues from the other. Raises
    UsageError for what is no archive of this program, StorageError where it cannot be written.
    """
    members = _members(raw, name)
    make_folders(store.home)
    sessions = banks = same = 0
    left: list[str] = []
    for member, data in members.items():
        match = _MEMBER.fullmatch(member)
        if member == _DAY:
            if not (store.home / _DAY).exists():
                write_atomically(store.home / _DAY, data[:20])
            continue
        if match is None or _SUFFIXES[match["kind"]] != match["suffix"]:
            left.append(f"{one_line(member, 80)} is nothing that this version knows.")
            continue
        if match["kind"] == "drafts":
            continue  # it comes with its session
        try:
            if match["kind"] == "sessions":
                done = _session(store, match["name"], data, members)
                sessions += done
            else:
                done = _bank(store.home / "banks" / f"{match['name']}.json", data)
                banks += done
            same += not done
        except ReportedError as error:
            left.append(str(error))
    return Restored(sessions, banks, same, tuple(left))


def _members(raw: bytes, name: str) -> dict[str, bytes]:
    """What an archive holds, by name, its manifest checked and left out."""
    no_archive = UsageError(
        f"{shown(name)} is no archive of this program. `interviewer export -o PATH` makes one."
    )
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            infos = archive.infolist()
            if MANIFEST not in archive.namelist() or len(infos) > MOST_FILES:
                raise no_archive
            if any(info.file_size > MOST for info in infos):
                raise UsageError(f"{shown(name)} holds a file that is far too large for a session.")
            members = {info.filename: archive.read(info) for info in infos}
        manifest = json.loads(members.pop(MANIFEST))
        version = manifest["version"]
    except (zipfile.BadZipFile, OSError, ValueError, KeyError, TypeError, RuntimeError, EOFError):
        raise no_archive from None
    except NotImplementedError:
        raise no_archive from None
    if version != VERSION:
        raise UsageError(
            f"{shown(name)} was made by a newer interviewer (archive version {one_line(str(version), 20)}). "
            "Update the program, then try again."
        )
    return members


def _session(store: SessionStore, name: str, data: bytes, members: dict[str, bytes]) -> bool:
    """Take a session in; False where it is here already, and goes no further there."""
    path = store.journal_path(name)
    understand(data, path, StoredSession(name, path).take)
    try:
        lock = Lock(path.with_suffix(".lock"))
    except HeldError:
        raise StorageError(f"Session {name} is open in another interviewer; it was left.") from None
    except OSError as error:
        raise StorageError(f"Session {name} cannot be written ({error.strerror}).") from None
    try:
        here = read_file(path, MOST) if path.exists() else None
        if here is not None and here.startswith(data):
            return False
        if here is not None and not data.startswith(here):
            raise StorageError(f"Session {name} continued differently there; this home's was kept.")
        write_atomically(path, data, ANOTHER_HOME)
    finally:
        lock.release()
    draft = members.get(f"drafts/{name}.json")
    place = drafts_in(store.home) / f"{name}.json"
    if draft is not None and not place.exists():
        write_atomically(place, draft, ANOTHER_HOME)
    return True


def _bank(path: Path, data: bytes) -> bool:
    """Keep a bank; False where it is here already."""
    if path.exists():
        if read_file(path) == data:
            return False
        raise StorageError(f"The bank {path.stem} is another one here; this home's was kept.")
    private_folder(path.parent, ANOTHER_HOME)
    write_atomically(path, data, ANOTHER_HOME)
    return True
