"""What was learned of models' servers, kept from session to session by host and model.

A server that refused a part of a request is not sent that part again, tomorrow either. Only the
number of requests depends on this file: it can be deleted at any time, and lapses by itself.
"""

import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

from interviewer.core.errors import ReportedError
from interviewer.storage.files import private_folder, read_file, write_atomically

AT_MOST = 100
"""This many are kept; the one that was learned first is forgotten first."""
DAYS = 30
"""After this many a server is tried again: it may have been updated."""
_VERSION = 1


class KnownServers:
    """Those of a home. Implements settings.ServerMemory."""

    def __init__(self, home: Path, today: Callable[[], date] = date.today) -> None:
        self.path = home / "known-servers.json"
        self._today = today

    def recall(self, server: str, model: str) -> Mapping[str, Any]:
        """What was learned; empty where nothing was, or too long ago."""
        entry = self._entries().get(f"{server} {model}", {})
        learned = entry.get("learned")
        return learned if isinstance(learned, dict) and self._is_fresh(entry) else {}

    def keep(self, server: str, model: str, learned: Mapping[str, Any]) -> None:
        """Keep it, or nothing where it is empty. Where that cannot be written, it is not kept."""
        entries = self._entries()
        entries.pop(f"{server} {model}", None)
        if learned:
            entries[f"{server} {model}"] = {
                "day": self._today().isoformat(),
                "learned": dict(learned),
            }
        kept = dict(list(entries.items())[-AT_MOST:])
        with suppress(ReportedError):
            private_folder(self.path.parent)
            text = json.dumps({"version": _VERSION, "servers": kept}, indent=1)
            write_atomically(self.path, f"{text}\n")

    def _is_fresh(self, entry: Mapping[str, Any]) -> bool:
        try:
            age = self._today() - date.fromisoformat(str(entry.get("day")))
        except ValueError:
            return False
        return 0 <= age.days <= DAYS

    def _entries(self) -> dict[str, dict[str, Any]]:
        try:
            read = json.loads(read_file(self.path, 1_000_000))
        except (ReportedError, ValueError, RecursionError):
            return {}
        servers = read.get("servers") if isinstance(read, dict) else None
        if not isinstance(servers, dict) or read.get("version") != _VERSION:
            return {}
        return {name: entry for name, entry in servers.items() if isinstance(entry, dict)}
