"""A posting, a CV or notes as text: a file of text or Markdown, or a PDF where the extra is installed."""

import io
from importlib import import_module
from typing import Any

from interviewer.banks.importing.decoding import text_of
from interviewer.core.errors import UsageError
from interviewer.core.text import normalise
from interviewer.storage.files import read_file, shown

_MOST_PAGES = 60


def text_of_file(path: str) -> str:
    """The text. Raises UsageError where there is none to be had."""
    raw = read_file(path)
    text = _of_pdf(raw, path) if raw.startswith(b"%PDF") else text_of(raw, shown(path))
    if len(text.split()) < 5:
        raise UsageError(
            f"{shown(path)} holds hardly a word. Give a posting, a CV or notes as text."
        )
    return text


def _of_pdf(raw: bytes, path: str) -> str:
    try:
        reader: Any = import_module("pypdf")
    except ImportError:
        raise UsageError(
            f"{shown(path)} is a PDF. Install `interviewer[pdf]` to read it, or save it as text."
        ) from None
    try:
        pages = reader.PdfReader(io.BytesIO(raw)).pages[:_MOST_PAGES]
        return normalise("\n\n".join(page.extract_text() or "" for page in pages))
    except Exception as error:  # noqa: BLE001 - a reader of PDFs raises anything
        raise UsageError(
            f"{shown(path)} is a PDF that cannot be read ({type(error).__name__}). Save it as text."
        ) from None
