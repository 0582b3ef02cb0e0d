"""Where a report or a transcript is written: nowhere that holds anything else.

Who types a path may mistype it. A bank, a journal, a key or somebody's notes is then refused, not
replaced; an earlier report or transcript of this program is replaced as one step.
"""

import argparse
import os
import re
from pathlib import Path

from interviewer.core.errors import UsageError
from interviewer.core.text import one_line
from interviewer.storage.files import (
    expanded,
    private_folder,
    read_head,
    shown,
    storage_error,
    write_atomically,
)

_HEAD = 64 * 1024
"""Bytes that are looked at: more than the longest title."""

_MARKDOWN = re.compile(r"\s*# [^\n]*: interview transcript\s*\n")
_JSON = re.compile(r'\s*\{\s*"session": "[^"]*",\s*"bank": "')
_HTML = re.compile(r"\s*<!doctype html>.*\binterview", re.IGNORECASE | re.DOTALL)


def check_place(path: Path) -> None:
    """Raise UsageError where a file stands at the path that is neither empty nor a report of this program."""
    if not path.is_file():
        return  # nothing is there, or a device that is written through
    head = read_head(path, _HEAD).decode("utf-8", "replace")
    if head and not any(kind.match(head) for kind in (_MARKDOWN, _JSON, _HTML)):
        raise UsageError(
            f"{shown(path)} holds something else than a report or a transcript, and would be "
            "overwritten. Name another file, or move that one away."
        )


def transcript_of(arguments: argparse.Namespace) -> Path | None:
    """Where the Markdown goes; said before question 1 where it cannot."""
    if arguments.transcript is None:
        return None
    path = expanded(arguments.transcript)
    try:
        folder = path if path.is_dir() else path.parent
    except OSError as error:  # a name that is too long
        raise storage_error(error, path) from None
    if arguments.transcript.endswith(os.sep) and not path.exists():
        folder = private_folder(path)
    if not folder.is_dir() or not os.access(folder, os.W_OK):
        raise UsageError(
            f"--transcript: cannot write in {one_line(str(folder))}. Name a folder that exists."
        )
    check_place(path)
    return path.absolute()


def write_report(path: Path, text: str) -> None:
    """Write a report in any format. Raises UsageError as `check_place` does, and StorageError."""
    check_place(Path(os.path.realpath(path)))
    write_atomically(path, text)
