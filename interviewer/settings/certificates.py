"""Variables that say whose certificates are trusted, and name what is not there.

TLS would fail on them in words that nobody understands, and only after the first answer.
"""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from interviewer.core.errors import UsageError
from interviewer.core.text import one_line

_FILE, _FOLDER, _EITHER = "a file", "a folder", "a file or a folder"
VARIABLES: Final = (
    ("SSL_CERT_FILE", _FILE),
    ("SSL_CERT_DIR", _FOLDER),
    ("REQUESTS_CA_BUNDLE", _EITHER),
)


def check_certificates(environ: Mapping[str, str], url: str) -> None:
    """Raises UsageError with the variable and the remedy. Only https:// needs certificates."""
    if not url.startswith("https:"):
        return
    for variable, wanted in VARIABLES:
        value = environ.get(variable, "")
        fault = _fault(value, wanted) if value else ""
        if fault:
            raise UsageError(
                f"{variable} names {one_line(value, 100)}, {fault}, so {one_line(url, 100)} cannot be"
                f" trusted; correct the path, or unset {variable}."
            )


def _fault(value: str, wanted: str) -> str:
    path = Path(value)
    try:
        folder = path.is_dir()
        if not path.exists():
            return "which is not there"
        if (wanted is _FILE and folder) or (wanted is _FOLDER and not folder):
            return f"which is not {wanted}"
        if not os.access(value, os.R_OK | (os.X_OK if folder else 0)):
            return "which cannot be read"
        if not folder and not _holds_certificates(path):
            return "which holds no certificate"
    except (OSError, ValueError):
        return "which cannot be read"
    return ""


def _holds_certificates(path: Path) -> bool:
    """Whether a file has the mark of a certificate in PEM, near enough to its beginning."""
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return b"-----BEGIN" in file.read(4_000_000)
