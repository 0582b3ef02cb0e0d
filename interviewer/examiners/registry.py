"""Who grades: the one place that decides it. A name and the settings go in, an examiner comes out.

Nothing heavy is imported here; an examiner imports what it needs when it is made, or later.
"""

import os
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from interviewer import assets
from interviewer.banks.installed import added
from interviewer.core.errors import UsageError
from interviewer.core.redaction import echoed
from interviewer.core.text import one_line
from interviewer.examiners.combined import CombinedExaminer
from interviewer.examiners.lazy import LazyModelExaminer
from interviewer.examiners.offline.offline_examiner import OfflineExaminer
from interviewer.examiners.reliability import USUAL, Trust
from interviewer.settings import load

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint
    from pathlib import Path

    from interviewer.core.run import Examiner
    from interviewer.settings import Settings

OFFLINE: Final = "offline"
MODEL: Final = "model"
BEST: Final = "best"
"""The model and the built-in rules together: see `examiners.combined`."""

GROUP: Final = "interviewer.examiners"
"""Entry points by which an installed package adds examiners: each names a callable that returns
one, an examiner's class for example. It is loaded only when its name is asked for.
"""

_FLAGS = ("model", "base_url", "provider", "key_file")
_NO_OPTIONS: Mapping[str, Any] = {}


def configured(settings: "Settings", *, now: bool = False) -> "Examiner":
    """Return the examiner that the settings ask for. See `examiner`."""
    return examiner(settings.examiner, settings, now=now)


def described(name: str, home: "Path", **options: Any) -> "Examiner":
    """Return the examiner of that name, made from a caller's own words.

    Of a model these are `model`, `base_url`, `provider` and `key_file`; what is not said is looked
    up in the environment and in the home's config.toml, as for the commands.
    """
    if name not in (MODEL, BEST):
        return examiner(name, options=options)
    flags = {flag: options.pop(flag, None) for flag in _FLAGS}
    return examiner(name, load(flags, os.environ, home), options=options)


def examiner(
    name: str,
    settings: "Settings | None" = None,
    *,
    now: bool = False,
    options: Mapping[str, Any] = _NO_OPTIONS,
) -> "Examiner":
    """Return the examiner of that name.

    "offline" is the built-in one, "model" the one that `settings` describe, "best" both together;
    any other name is looked up among the installed packages and called with `options`.

    A model is built at its first use, or here with `now`: for many answers, settings that cannot
    work are better said once. Raises UsageError where there is no examiner of that name, or its
    settings or options do not serve.
    """
    if name not in (OFFLINE, MODEL, BEST):
        return _installed(name, settings, options)
    if options:
        raise UsageError(f'The examiner "{name}" takes no option {min(options)!r}.')
    if name == OFFLINE:
        return OfflineExaminer()
    if settings is None or not settings.model:
        raise UsageError(f'The examiner "{name}" needs a model; name one.')
    made = LazyModelExaminer(settings, assets.prompts(settings.manner))
    model = made.built() if now else made
    return _with_rules(model, settings.exam) if name == BEST else model


def _with_rules(model: "Examiner", exam: Mapping[str, Any] | None) -> "Examiner":
    """The model and the rules together, each as far as its exam says that it can be trusted."""
    try:
        trust = Trust.model_validate((exam or {}).get("trust"))
    except ValueError:
        trust = USUAL
    return CombinedExaminer(model, OfflineExaminer(), trust)


def names() -> list[str]:
    """Every examiner's name: those of this package, then the installed ones."""
    return [OFFLINE, MODEL, BEST, *sorted(found.name for found in added(GROUP))]


def _installed(name: str, settings: "Settings | None", options: Mapping[str, Any]) -> "Examiner":
    found = next(iter(added(GROUP, name)), None)
    if found is None:
        where = settings.origin_of("examiner") if settings is not None else "default"
        said = "" if where == "default" else f" ({where})"
        raise UsageError(
            f"There is no examiner {one_line(echoed(name), 60)!r}{said}. There is: {', '.join(names())}."
        )
    made: Examiner = _factory(found)(**options)
    return made


def _factory(found: "EntryPoint") -> Any:
    """What the entry point names. Whatever goes wrong in foreign code is said with its name."""
    try:
        return found.load()
    except Exception as error:
        package = found.dist.name if found.dist else found.value
        raise UsageError(
            f"The examiner {one_line(found.name, 60)!r} of {one_line(package, 60)} cannot be loaded "
            f"({type(error).__name__}: {one_line(str(error), 150)}). Update or remove that package."
        ) from error
