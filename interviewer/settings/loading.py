"""Putting the sources together, in their order."""

import math
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from interviewer.core.errors import UsageError
from interviewer.core.redaction import echoed
from interviewer.core.text import one_line
from interviewer.settings.api_keys import ApiKey, find_key
from interviewer.settings.certificates import check_certificates
from interviewer.settings.config import Config, read_config
from interviewer.settings.providers import (
    DEFAULT_URL,
    PROVIDERS,
    checked_url,
    is_loopback,
    origin_key,
    provider_named,
)
from interviewer.settings.values import Prices, Settings

_OFFLINE, _MODEL, _BEST = "offline", "model", "best"
_MOST_FOLLOW_UPS = 20
_DEADLINES = ("connect", "first_token", "stall", "total")
_TALKING = 90.0
"""Seconds of the default total deadline that are left after the default for the first word."""
_PRICES = ("price_in", "price_cached", "price_out")


def load(flags: Mapping[str, str | None], environ: Mapping[str, str], home: Path) -> Settings:
    """Return the settings. Raises UsageError naming the one that is wrong, and its origin.

    `flags` are by the names of the command line with underscores: model, base_url, provider,
    key_file, offline, best. With `offline` nothing that only a model needs is read or checked.
    """
    config = read_config(home)
    sources = _Sources(flags, environ, config)
    wanted = _Wanted(_OFFLINE, "", "") if flags.get("offline") else _wanted(sources)
    place = _Place(DEFAULT_URL, "") if flags.get("offline") else _place(sources)
    key = ApiKey()
    if wanted.model or (not flags.get("offline") and sources.names_a_key()):
        key = find_key(flags.get("key_file"), environ, config, place.url)
    if wanted.model:
        _check_key(wanted.model, place, key)
        _check_proxy(environ, place.url)
        check_certificates(environ, place.url)
        if key.origin:
            sources.origins["key"] = key.origin
    reason = "" if flags.get("offline") else wanted.reason
    return Settings(
        examiner=wanted.examiner,
        model=wanted.model or None,
        base_url=place.url,
        provider=place.provider,
        key=key.value if wanted.model else None,
        key_origin=key.origin if wanted.model else "",
        offline_reason=reason,
        warnings=(*config.warnings, *key.warnings, *_unencrypted(key, place.url)),
        prices=Prices(*(sources.number(name) for name in _PRICES)),
        follow_ups=_follow_ups(sources),
        feedback=sources.choice("feedback", ("end", "each")),
        predict=sources.config_value("predict"),
        theme=one_line(str(sources.config_value("theme") or ""), 60),
        deadlines=_deadlines(sources),
        origins=sources.origins,
    )


class _Sources:
    """Looks a setting up and remembers where it was found."""

    def __init__(
        self, flags: Mapping[str, str | None], environ: Mapping[str, str], config: Config
    ) -> None:
        self.flags, self.environ, self.config = flags, environ, config
        self.origins: dict[str, str] = {}

    def text(self, name: str, variable: str = "") -> str:
        """From the flag, the variable or the file; empty where none says anything."""
        flag = self.flags.get(name)
        if flag is not None:
            self.origins[name] = f"--{name.replace('_', '-')}"
            return flag
        if variable and self.environ.get(variable, "").strip():
            self.origins[name] = variable
            return self.environ[variable]
        return str(self.config_value(name) or "")

    def config_value(self, name: str) -> Any:
        value = self.config.values.get(name)
        if value is not None:
            self.origins[name] = self.config.origin(name)
        return value

    def flag(self, name: str, examiner: str) -> str:
        """The examiner that a flag without a value asks for."""
        self.origins["examiner"] = f"--{name}"
        return examiner

    def number(self, name: str) -> float | None:
        """A number that is not negative, from the file alone."""
        value = self.config_value(name)
        if value is None:
            return None
        if not math.isfinite(value) or not 0 <= value <= 1e9:
            raise UsageError(f"{name} ({self.origins[name]}) must be a number from 0 up.")
        return float(value)

    def name(self, name: str, default: str) -> str:
        """A name in plain characters, from the file alone."""
        value = str(self.config_value(name) or default).strip()
        if not value.isprintable() or len(value) > 100 or " " in value:
            raise UsageError(f"{name} ({self.origins[name]}) holds characters that no name has.")
        return value

    def choice(self, name: str, choices: tuple[str, ...]) -> str:
        """One of the choices, from the file alone; the first is the default."""
        value = self.config_value(name)
        if value is None:
            return choices[0]
        if value not in choices:
            wanted = " or ".join(f'"{one}"' for one in choices)
            raise UsageError(f"{name} ({self.origins[name]}) must be {wanted}.")
        return str(value)

    def names_a_key(self) -> bool:
        """Whether a key was given to this program itself: then it is checked in any case."""
        return self.flags.get("key_file") is not None or "INTERVIEWER_API_KEY" in self.environ


class _Wanted(NamedTuple):
    examiner: str
    model: str
    """Empty where none is to be used."""
    reason: str
    """Why there is no model; empty where there is one."""


class _Place(NamedTuple):
    url: str
    provider: str


def _wanted(sources: _Sources) -> _Wanted:
    """Who grades. A model named on the command line says it more nearly than the file."""
    name = sources.text("model", "INTERVIEWER_MODEL")
    origin = sources.origins.get("model", "")
    examiner = sources.name("examiner", _MODEL)
    if sources.flags.get("best"):
        examiner = sources.flag("best", _BEST)
    if examiner not in (_MODEL, _OFFLINE, _BEST) and origin != "--model":
        return _Wanted(examiner, "", "")  # whether there is one of that name, the registry says
    if name and examiner == _OFFLINE and origin != "--model":
        where = sources.origins["examiner"]
        reason = f'The built-in examiner grades: examiner = "offline" ({where}).'
        return _Wanted(_OFFLINE, "", reason)
    if origin and not name.strip():
        raise UsageError(f"The model's name ({origin}) is empty; set it, or remove it altogether.")
    if not name:
        return _Wanted(_OFFLINE, "", _how_to(sources))
    name = name.strip()
    if len(name) > 300 or not name.isprintable() or " " in name:
        raise UsageError(f"The model's name ({origin}) holds characters that no name has.")
    if echoed(name) != name:
        raise UsageError(f"The model's name ({origin}) looks like a key; name the model there.")
    return _Wanted(_BEST if examiner == _BEST else _MODEL, name, "")


def _how_to(sources: _Sources) -> str:
    start = "No model is configured"
    if sources.environ.get("OPENAI_API_KEY", "").strip():
        start = "OPENAI_API_KEY is set, but no model is named"
    return (
        f"{start}, so the built-in examiner grades; to use a model: --model NAME or"
        " INTERVIEWER_MODEL, with --provider ollama or the like for a server on this machine."
    )


def _place(sources: _Sources) -> _Place:
    """The base URL, and the preset it came from; the nearer source of either wins."""
    environ, config = sources.environ, sources.config
    if sources.flags.get("base_url") is None and sources.flags.get("provider") is not None:
        return _preset(sources, sources.text("provider"))
    variable = environ.get("INTERVIEWER_BASE_URL", "").strip()
    if (
        sources.flags.get("base_url") is None
        and not variable
        and "base_url" not in config.values
        and "provider" in config.values
    ):
        return _preset(sources, sources.text("provider"))
    url = sources.text("base_url", "INTERVIEWER_BASE_URL")
    if "base_url" in sources.origins:
        return _Place(checked_url(url, sources.origins["base_url"]), "")
    if environ.get("OPENAI_BASE_URL", "").strip():
        sources.origins["base_url"] = "OPENAI_BASE_URL"
        if sources.text("model", "INTERVIEWER_MODEL"):
            return _Place(checked_url(environ["OPENAI_BASE_URL"], "OPENAI_BASE_URL"), "")
    return _Place(DEFAULT_URL, "")


def _preset(sources: _Sources, name: str) -> _Place:
    origin = sources.origins["provider"]
    provider = provider_named(name, origin)
    sources.origins["base_url"] = f"the preset of {origin}"
    return _Place(provider.base_url, name.strip().lower())


def _check_key(model: str, place: _Place, key: ApiKey) -> None:
    """Some hosts are known to need a key; better said before question 1."""
    needing = {origin_key(one.base_url) for one in PROVIDERS.values() if one.needs_key}
    if key.value is None and origin_key(place.url) in needing:
        host = urlsplit(place.url).hostname
        own = "OPENAI_API_KEY or " if place.url == DEFAULT_URL else ""
        raise UsageError(
            f'The model "{echoed(one_line(model, 60))}" at {host} needs a key; set {own}INTERVIEWER_API_KEY,'
            " or name a file that holds it with --key-file."
        )


def _check_proxy(environ: Mapping[str, str], url: str) -> None:
    """SOCKS needs a package that few have; without it the HTTP library fails in odd words."""
    if is_loopback(url):
        return
    for name in ("ALL_PROXY", "all_proxy", f"{urlsplit(url).scheme}_proxy".upper(),
                 f"{urlsplit(url).scheme}_proxy"):  # fmt: skip
        if environ.get(name, "").lower().startswith("socks") and find_spec("socksio") is None:
            raise UsageError(
                f"{name} names a SOCKS proxy, and support for it is not installed; install"
                " socksio, or unset it."
            )


def _unencrypted(key: ApiKey, url: str) -> tuple[str, ...]:
    if key.value is None or is_loopback(url) or url.startswith("https"):
        return ()
    return (f"The key ({key.origin}) goes to {urlsplit(url).hostname} without encryption.",)


def _follow_ups(sources: _Sources) -> int:
    value = sources.config_value("follow_ups")
    if value is None:
        return 2
    if not 0 <= value <= _MOST_FOLLOW_UPS:
        origin = sources.origins["follow_ups"]
        raise UsageError(f"follow_ups ({origin}) must be from 0 to {_MOST_FOLLOW_UPS}.")
    return int(value)


def _deadlines(sources: _Sources) -> dict[str, float]:
    found = {name: sources.number(f"{name}_seconds") for name in _DEADLINES}
    for name, value in found.items():
        if value == 0:
            origin = sources.origins[f"{name}_seconds"]
            raise UsageError(f"{name}_seconds ({origin}) must be more than 0.")
    deadlines = {name: value for name, value in found.items() if value}
    if "first_token" in deadlines:  # patience with the first word is patience with the whole
        deadlines.setdefault("total", deadlines["first_token"] + _TALKING)
    return deadlines
