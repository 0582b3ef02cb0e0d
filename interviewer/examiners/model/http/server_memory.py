"""What was learned of a server, as it is kept between sessions: by host and model, in plain words.

Who keeps it is somebody else's business (`settings.ServerMemory`). What comes back may be damaged, or from
another version: whatever does not fit is left out, and learned again.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from interviewer.examiners.model.http.dialect import STRUCTURES, Dialect

_SWITCHES = ("system", "stream", "temperature", "usage", "reasons", "thinks_unopened", "speaks")


def as_kept(dialect: Dialect, first: Dialect) -> dict[str, Any]:
    """What of a dialect differs from the first guess by the model's name, and was stated by the server, not guessed."""
    kept: dict[str, Any] = {
        name: getattr(dialect, name)
        for name in _SWITCHES
        if getattr(dialect, name) != getattr(first, name)
    }
    if dialect.structure != first.structure:
        kept["structure"] = dialect.structure
    if dialect.limit != first.limit:
        kept["limit"] = dialect.limit
    for name in ("most_tokens", "context"):
        if getattr(dialect, name) is not None:
            kept[name] = getattr(dialect, name)
    if dialect.chars_a_token != first.chars_a_token:
        kept["chars_a_token"] = round(dialect.chars_a_token, 2)
    return kept


def with_kept(first: Dialect, kept: Mapping[str, Any]) -> Dialect:
    """The dialect with what was kept; a value of another type, or out of its range, is ignored."""
    changes: dict[str, Any] = {
        name: kept[name] for name in _SWITCHES if type(kept.get(name)) is bool
    }
    if kept.get("structure") in STRUCTURES:
        changes["structure"] = kept["structure"]
    limit = kept.get("limit")
    if limit in ("max_tokens", "max_completion_tokens", ""):
        changes["limit"] = limit
        tried = tuple(dict.fromkeys((*first.tried_limits, limit)))
        changes["tried_limits"] = tried if limit else ("max_completion_tokens", "max_tokens", "")
    for name in ("most_tokens", "context"):
        value = kept.get(name)
        if type(value) is int and 64 <= value <= 1_000_000_000:
            changes[name] = value
    density = kept.get("chars_a_token")
    if isinstance(density, float | int) and 0.5 <= density <= 6:
        changes["chars_a_token"] = float(density)
    return replace(first, **changes)


_WORDS = {
    ("system", False): "no role system: rules go to the head of the first message",
    ("stream", False): "it does not stream",
    ("temperature", False): "no temperature",
    ("usage", False): "no stream_options",
    ("reasons", True): "it thinks before it speaks",
    ("thinks_unopened", True): "its thoughts end with a mark and begin with none",
    ("structure", "json"): "JSON mode, no JSON Schema",
    ("structure", "plain"): "JSON is asked for in words alone",
    ("limit", ""): "no token limit",
}


def in_words(kept: Mapping[str, Any]) -> str:
    """What was learned, for a person; empty where nothing worth showing was."""
    parts = [words for (name, value), words in _WORDS.items() if kept.get(name) == value]
    if kept.get("limit"):
        parts.append(f"its token limit is called {kept['limit']}")
    if kept.get("most_tokens"):
        parts.append(f"at most {kept['most_tokens']} tokens a reply")
    if kept.get("context"):
        parts.append(f"a context of {kept['context']} tokens")
    return "; ".join(parts)
