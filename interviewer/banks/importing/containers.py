"""Zips, and packages of Anki: looked into without unpacking anything to a disk.

A file in it counts by what it holds. Sizes are counted while it is read: what a zip says of itself may
be a lie, and a small one can hold more than a disk.
"""

import zipfile
import zlib
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import IO, Final

from interviewer.banks.binary_files import ZIP
from interviewer.banks.importing import anki
from interviewer.banks.importing.found import MAX_BYTES, Findings, ImportRefusedError
from interviewer.banks.importing.readers import is_text_name

MOST_FILES: Final = 5_000
MOST_BYTES: Final = 200_000_000
"""All files of a zip or a folder together, unpacked."""
_OFFICE: Final = {
    "xl/workbook.xml": "an Excel file. Save it as CSV",
    "word/document.xml": "a Word file. Save it as text",
}


def is_zip(head: bytes) -> bool:
    return head.startswith((ZIP, b"PK\x05\x06"))


class Archive:
    """A zip that is open for reading. Raises ImportRefusedError where it cannot be read."""

    def __init__(self, file: IO[bytes], name: str) -> None:
        self._name = name
        try:
            self._zip = zipfile.ZipFile(file)
            self._members = [info for info in self._zip.infolist() if not info.is_dir()]
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, MemoryError):
            raise ImportRefusedError(f"{name} is a damaged zip. Get it again.") from None
        names = {info.filename for info in self._members}
        for inside, said in _OFFICE.items():
            if inside in names:
                raise ImportRefusedError(f"{name} is {said} first.")
        if len(self._members) > 100 * MOST_FILES:
            raise ImportRefusedError(
                f"{name} holds more than {100 * MOST_FILES} files. Unpack what you want of it."
            )

    def anki_questions(self, given: Mapping[str, str] | None) -> Findings | None:
        """The notes where the zip is a package of Anki, else None."""
        names = {info.filename: info for info in self._members}
        for name in anki.COLLECTIONS:
            if name in names:
                raw = anki.unpacked(self._read(names[name], anki.MAX_DATABASE), self._name)
                return anki.questions_in(raw, self._name, given)
        return None

    def texts(self) -> Iterator[tuple[str, bytes]]:
        """Every file that may hold questions, with its path in the zip."""
        wanted = [info for info in self._members if may_hold_questions(info.filename)]
        if len(wanted) > MOST_FILES:
            raise ImportRefusedError(
                f"{self._name} holds more than {MOST_FILES} texts. Unpack what you want of it."
            )
        total = 0
        for info in sorted(wanted, key=lambda info: info.filename):
            raw = self._read(info, MAX_BYTES)
            total += len(raw)
            if total > MOST_BYTES:
                raise ImportRefusedError(
                    f"{self._name} unpacks to more than 200 MB. Unpack what you want of it."
                )
            yield info.filename, raw

    def _read(self, info: zipfile.ZipInfo, limit: int) -> bytes:
        shown = f"{info.filename} in {self._name}"
        if info.flag_bits & 1:
            raise ImportRefusedError(f"{shown} is encrypted. Unpack it first.")
        try:
            with self._zip.open(info) as member:
                raw = member.read(limit + 1)
        except (
            zipfile.BadZipFile,
            zlib.error,
            OSError,
            EOFError,
            NotImplementedError,
            RuntimeError,
            ValueError,
        ):
            raise ImportRefusedError(f"{shown} is damaged. Get it again.") from None
        if len(raw) > limit:
            raise ImportRefusedError(
                f"{shown} unpacks to more than {limit // 1_000_000} MB. Split it."
            )
        return raw


def may_hold_questions(path: str) -> bool:
    """Whether a file of a folder or zip is looked into: text, and not hidden or somebody's machinery."""
    parts = PurePosixPath(path.replace("\\", "/")).parts
    hidden = any(part.startswith((".", "__")) or part in _MACHINERY for part in parts)
    return (
        bool(parts)
        and not hidden
        and (is_text_name(parts[-1]) or is_licence(path))
        and parts[-1] not in _NOT_QUESTIONS
    )


def is_licence(path: str) -> bool:
    return PurePosixPath(path).stem.upper() in {"LICENSE", "LICENCE", "COPYING"}


def topic_of(path: str) -> str:
    """The topic that a file's place gives: its folder's name, else its own where that says something."""
    here = PurePosixPath(path.replace("\\", "/"))
    folders = [part for part in here.parts[:-1] if part not in {"/", "."}]
    name = folders[-1] if folders else here.stem
    plain = " ".join(name.replace("_", " ").replace("-", " ").split())
    return "" if plain.casefold() in _SAYS_NOTHING else plain


def licence_of(text: str) -> str:
    """The name of a licence, by its first words."""
    head = " ".join(text[:3000].split())
    for sign, name in _LICENCES:
        if sign.casefold() in head.casefold():
            return name
    return head[:80]


_MACHINERY: Final = frozenset(
    {"node_modules", "venv", "dist", "build", "vendor", "site-packages", "translations", "i18n"}
)
_NOT_QUESTIONS: Final = frozenset(
    {
        "package.json", "package-lock.json", "tsconfig.json", "CHANGELOG.md", "CODE_OF_CONDUCT.md", "CONTRIBUTING.md",
        "SECURITY.md", "requirements.txt", "mkdocs.yml", "_config.yml", "pyproject.toml", "Cargo.toml", "composer.json",
    }
)  # fmt: skip
_SAYS_NOTHING: Final = frozenset(
    {
        "readme", "index", "questions", "src", "docs", "doc", "content", "main", "master", "data", "all", "en", "english",
    }
)  # fmt: skip
_LICENCES: Final = (
    ("MIT License", "MIT"),
    ("Permission is hereby granted, free of charge", "MIT"),
    ("Apache License", "Apache-2.0"),
    ("GNU AFFERO GENERAL PUBLIC", "AGPL"),
    ("GNU LESSER GENERAL PUBLIC", "LGPL"),
    ("GNU GENERAL PUBLIC LICENSE", "GPL"),
    ("Attribution-NonCommercial-ShareAlike", "CC BY-NC-SA"),
    ("Attribution-NonCommercial-NoDerivatives", "CC BY-NC-ND"),
    ("Attribution-NonCommercial", "CC BY-NC"),
    ("Attribution-ShareAlike", "CC BY-SA"),
    ("Attribution-NoDerivatives", "CC BY-ND"),
    ("CC0 1.0", "CC0"),
    ("Attribution 4.0", "CC BY 4.0"),
    ("Mozilla Public License", "MPL-2.0"),
    ("Redistribution and use in source and binary forms", "BSD"),
    ("This is free and unencumbered software", "Unlicense"),
)
