"""The settings once they are known to be usable."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple, Protocol

from interviewer.core.redaction import echoed, masked


class ServerMemory(Protocol):
    """Keeps what was learned of a model's server between sessions.

    Neither call raises: what cannot be kept is learned again.
    """

    def recall(self, server: str, model: str) -> Mapping[str, Any]:
        """What was kept; empty where nothing was."""

    def keep(self, server: str, model: str, learned: Mapping[str, Any]) -> None:
        """Keep it in place of what was kept before; nothing, where it is empty."""


class Prices(NamedTuple):
    """In any currency, per million tokens. What is None is not known."""

    tokens_in: float | None = None
    cached: float | None = None
    """Of those tokens in that came from the provider's cache; None: as `tokens_in`."""
    tokens_out: float | None = None

    def cost(self, tokens_in: int, cached: int, tokens_out: int) -> float | None:
        """What this many tokens cost, `cached` being among `tokens_in`; None where no price is set."""
        if self.tokens_in is None or self.tokens_out is None:
            return None
        price_cached = self.tokens_in if self.cached is None else self.cached
        fresh = tokens_in - cached
        paid = fresh * self.tokens_in + cached * price_cached + tokens_out * self.tokens_out
        return paid / 1_000_000


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that was configured. `repr` does not show the key."""

    examiner: str = field(repr=False)
    """Who grades, by the name that `examiners.registry` knows: "offline", "model", or that of an
    installed package's examiner."""
    model: str | None
    """The model's name at its server; None: no model is to be used."""
    base_url: str
    """Of the API, without a slash at the end; checked."""
    provider: str
    """The preset's name, or empty."""
    key: str | None = field(repr=False)
    """None where none is configured, or none may go to this host."""
    key_origin: str
    """Where the key came from; empty where there is none."""
    offline_reason: str
    """One line on why no model is used and how to use one; empty where one is, or for --offline."""
    warnings: tuple[str, ...]
    """For a person, each a sentence, inert."""
    prices: Prices
    follow_ups: int
    """At most this many per question."""
    feedback: str
    """"end" or "each"."""
    predict: bool | None
    """Whether to be asked how well an answer went before its verdict; None: in practice alone."""
    theme: str
    """Empty for the default."""
    deadlines: Mapping[str, float]
    """Seconds, by the names of examiners.model.deadlines.Deadlines; only those configured."""
    origins: Mapping[str, str]
    memory: ServerMemory | None = field(default=None, repr=False, compare=False)
    """Where it is kept what a server takes; None keeps it for the session alone."""
    exam: Mapping[str, Any] | None = field(default=None, repr=False, compare=False)
    """What the model's newest exam found (`calibration.exam.Result`); None where it took none."""
    manner: str = ""
    """How the interviewer is, in the words of a persona's file; empty is the plain voice."""

    def origin_of(self, name: str) -> str:
        """Where a setting came from: "--model", "INTERVIEWER_MODEL", "config.toml line 3", or
        "default".
        """
        return self.origins.get(name, "default")

    def rows(self) -> list[tuple[str, str, str]]:
        """Name, value as it may be shown, and origin of every setting, for `interviewer doctor`."""
        shown = {
            # Any text fits these: a key that was put in the wrong place must not be shown.
            "examiner": echoed(self.examiner),
            "model": echoed(self.model or "none"),
            "provider": self.provider or "none",
            "base_url": self.base_url,
            "key": masked(self.key) if self.key else "none",
            "follow_ups": str(self.follow_ups),
            "feedback": self.feedback,
            "predict": {None: "in practice", True: "always", False: "never"}[self.predict],
            "theme": echoed(self.theme or "default"),
        }
        shown |= {f"{name}_seconds": f"{value:g}" for name, value in self.deadlines.items()}
        prices = (("price_in", self.prices.tokens_in), ("price_cached", self.prices.cached),
                  ("price_out", self.prices.tokens_out))  # fmt: skip
        shown |= {name: f"{price:g}" for name, price in prices if price is not None}
        return [(name, value, self.origin_of(name)) for name, value in shown.items()]
