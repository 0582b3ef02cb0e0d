"""What stands behind the form for a model: what is configured, its server's list, a test, keeping it."""

import asyncio
import os
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from interviewer import settings as all_settings
from interviewer.core.errors import ReportedError, UsageError
from interviewer.core.text import inert, one_line
from interviewer.examiners.lazy import open_model
from interviewer.examiners.model.http.messages import ModelError
from interviewer.examiners.model.server_check import probe
from interviewer.settings.providers import PROVIDERS
from interviewer.settings.writing import with_settings
from interviewer.storage.files import write_atomically
from interviewer.ui.home_views import ModelForm

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

    from interviewer.examiners.model.http.client import OpenAIModel
    from interviewer.settings import Settings


def configured(home: Path) -> ModelForm:
    """What is configured now, whatever its source."""
    found = all_settings.load({}, os.environ, home)
    key = found.key_origin or ("none" if not found.key else "set")
    provider = found.provider or _provider_of(found.base_url)
    return ModelForm(provider, found.base_url, found.model or "", "", one_line(key))


def _provider_of(url: str) -> str:
    return next((name for name, known in PROVIDERS.items() if known.base_url == url), "")


def providers() -> tuple[tuple[str, str], ...]:
    """The presets, each with its address."""
    return tuple((name, known.base_url) for name, known in PROVIDERS.items())


def settings_for(form: ModelForm, home: Path) -> "Settings":
    """The settings as they would be with the form kept. Raises UsageError."""
    flags: dict[str, str | None] = {"base_url": form.base_url, "model": form.model or None}
    if form.key_file:
        flags["key_file"] = form.key_file
    return all_settings.load(flags, os.environ, home)


def listed(form: ModelForm, home: Path) -> tuple[str, ...]:
    """The models that the server lists. Raises ReportedError."""
    any_model = form._replace(model=form.model or "any")

    async def ask(model: "OpenAIModel") -> tuple[str, ...]:
        return tuple(one_line(name) for name in (await model.models() or ()))

    names: tuple[str, ...] = _called(any_model, home, ask)
    if not names:
        raise ReportedError("The server does not list its models; type the name.")
    return names


def tried(form: ModelForm, home: Path) -> str:
    """Make one test call; say in a sentence how it went and how long it took."""
    if not form.model:
        raise UsageError("Name the model first, or take one from the server's list.")
    began = time.monotonic()
    checks = _called(form, home, probe)
    bad = next((check for check in checks if check.ok is False), None)
    if bad is not None:
        raise ReportedError(inert(f"{bad.name}: {bad.verdict}. {bad.remedy}".strip()))
    return f"{form.model} answers and can grade; the test took {time.monotonic() - began:.1f} s."


def _called(
    form: ModelForm, home: Path, ask: "Callable[[OpenAIModel], Coroutine[Any, Any, Any]]"
) -> Any:
    async def call() -> Any:
        model = open_model(settings_for(form, home))
        try:
            return await ask(model)
        except ModelError as error:
            raise ReportedError(str(error)) from None
        finally:
            await model.aclose()

    return asyncio.run(call())


def kept(form: ModelForm, home: Path) -> "Settings":
    """Write the form into config.toml; return the settings there are now. Raises ReportedError."""
    if form.model:
        settings_for(form, home)
    path = home / "config.toml"
    text = path.read_text(encoding="utf-8-sig") if path.exists() else ""
    values: dict[str, str | None] = {"provider": None, "base_url": form.base_url or None}
    values["model"] = form.model or None
    if form.key_file:
        values["key_file"] = form.key_file
    write_atomically(path, with_settings(text, values))
    return all_settings.load({}, os.environ, home)
