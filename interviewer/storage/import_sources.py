"""What a person names to import questions from: files, folders and zips, opened with care.

A path can be anything. Links out of a folder are not followed, nothing is waited for, and what is too large is
said in a sentence.
"""

import os
import stat
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from interviewer.banks.binary_files import SQLITE
from interviewer.banks.importing import anki, containers, readers
from interviewer.banks.importing.found import Findings, ImportRefusedError
from interviewer.core.errors import UsageError
from interviewer.storage.files import read_file, shown

_MAX_ZIP: Final = 2_000_000_000


def findings(path: Path | str, given: Mapping[str, str] | None = None) -> Findings:
    """Every question that a file, a folder or a zip holds. Raises UsageError."""
    place = Path(path)
    name = shown(path)
    return _folder(place, given) if place.is_dir() else _file(place, name, given)


def _file(path: Path, name: str, given: Mapping[str, str] | None) -> Findings:
    head = _head(path)
    if containers.is_zip(head):
        return _zip(path, name, given)
    found = Findings()
    if head.startswith(SQLITE):
        found.add(anki.questions_in(read_file(path, anki.MAX_DATABASE), name, given), name)
    else:
        one = readers.questions_in(read_file(path), path.name, given)
        found.title, found.source = one.title, one.source
        found.add(one, path.name)
    return found


def _head(path: Path) -> bytes:
    """The first bytes of a regular file; nothing of others, of which reading says what they are."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            return b""
        with path.open("rb") as file:
            return file.read(16)
    except (OSError, ValueError):
        return b""


def _zip(path: Path, name: str, given: Mapping[str, str] | None) -> Findings:
    if path.stat().st_size > _MAX_ZIP:
        raise ImportRefusedError(f"{name} is larger than 2 GB. Unpack what you want of it.")
    with path.open("rb") as file:
        archive = containers.Archive(file, name)
        notes = archive.anki_questions(given)
        if notes is not None:
            found = Findings()
            found.add(notes, path.name)
            return found
        return _many(archive.texts(), given)


def _folder(path: Path, given: Mapping[str, str] | None) -> Findings:
    return _many(_texts_below(path), given, path.resolve().name)


def _texts_below(folder: Path) -> Iterator[tuple[str, bytes]]:
    files = total = 0
    for here, folders, names in os.walk(folder, followlinks=False):
        folders.sort()
        for name in sorted(names):
            path = Path(here) / name
            inside = path.relative_to(folder).as_posix()
            if not containers.may_hold_questions(inside) or path.is_symlink() or not path.is_file():
                continue
            files += 1
            raw = read_file(path)
            total += len(raw)
            if files > containers.MOST_FILES or total > containers.MOST_BYTES:
                raise ImportRefusedError(
                    f"{shown(folder)} holds more than {containers.MOST_FILES} texts or 200 MB. Import a part of it."
                )
            yield inside, raw


def _many(
    texts: Iterator[tuple[str, bytes]], given: Mapping[str, str] | None, folder: str = ""
) -> Findings:
    """All of them as one; a file that cannot be read is left, the others are taken."""
    found = Findings()
    licence = ""
    for inside, raw in texts:
        if containers.is_licence(inside):
            licence = licence or containers.licence_of(raw.decode("utf-8", "replace"))
            continue
        try:
            one = readers.questions_in(raw, inside, given)
        except UsageError as error:
            if not readers.is_configuration(inside):
                found.add(_unread(str(error), inside), inside)
            continue
        found.title = found.title or (one.title if "/" not in inside else "")
        found.add(one, inside, containers.topic_of(inside))
    found.licence = licence or found.licence
    found.title = found.title or folder
    return found


def _unread(why: str, inside: str) -> Findings:
    left = Findings()
    left.leave(1, inside, f"the file was not read ({why})")
    return left
