"""Spoiled settings: usable, or refused in one sentence. Nothing else, and never with a key in it."""

import base64
import random
import tempfile
from collections import Counter
from pathlib import Path

from interviewer.core.errors import UsageError
from interviewer.settings import load
from tests.fuzz import mutations
from tests.fuzz.text import FORBIDDEN

CANARY = "sk-canary-Zq8vK1wXy3Lm9Tr5Np7Hs2Df4Gj6Bc0"
LEAKS = (CANARY, CANARY[-8:], base64.b64encode(CANARY.encode()).decode().rstrip("="))

WORDS = (
    "", " ", "llama3", "gpt-4o mini", "http://127.0.0.1:8080/v1", "https://api.openai.com/v1",
    "http://[::1", "http://[::1]:99999/", "ftp://h/", "http://u:p@h/v1", "http://h/v1?k=v", "//h",
    "http://h:port/", "https://\u0130\ufb01.example/", "ollama", "openai", "OPENAI", "nobody",
    "socks5://127.0.0.1:9", CANARY, CANARY + "\n", f"{CANARY}\u00e9", f"http://{CANARY}@h/v1",
    f"http://h/?key={CANARY}", "each", "end", "offline", "/dev/null", "/nonexistent", "/", "\x00",
    "-1", "1e999", "true", *mutations.STRINGS,
)  # fmt: skip

FLAGS = ("model", "base_url", "provider", "key_file")
VARIABLES = (
    "INTERVIEWER_MODEL", "INTERVIEWER_BASE_URL", "INTERVIEWER_API_KEY", "OPENAI_BASE_URL",
    "OPENAI_API_KEY", "ALL_PROXY", "HTTPS_PROXY", "http_proxy",
)  # fmt: skip
CONFIG = f"""\
model = "llama3"
base_url = "http://127.0.0.1:8080/v1"
api_key = "{CANARY}"
examiner = "model"
follow_ups = 2
feedback = "each"
theme = "nord"
price_in = 0.5
total_seconds = 60
"""


def fuzz(job) -> Counter:
    """Try this many settings from a seed."""
    seed, count = job
    rng = random.Random(seed)
    found = Counter(done=count)
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        key_file = home / "key"
        key_file.write_text(CANARY)
        key_file.chmod(0o600)
        for number in range(count):
            flags, environ, config = _one(rng, str(key_file))
            (home / "config.toml").write_bytes(config)
            (home / "config.toml").chmod(rng.choice((0o600, 0o600, 0o644)))
            try:
                found[_try(flags, environ, home)] += 1
            except Exception as error:
                raise AssertionError(
                    f"settings {seed}/{number}: {error!r}\n{flags!r}\n{environ!r}\n{config!r}"
                ) from error
    return found


def _one(rng: random.Random, key_file: str):
    words = (*WORDS, key_file)
    flags = {name: rng.choice((*[None] * 5, rng.choice(words))) for name in FLAGS}
    if rng.random() < 0.1:
        flags["offline"] = "yes"
    environ = {name: rng.choice(words) for name in VARIABLES if rng.random() < 0.12}
    if rng.random() < 0.3:
        return flags, environ, b""
    config = CONFIG.encode()
    for _ in range(rng.randrange(3)):
        name = rng.choice(CONFIG.splitlines()).split(" ")[0]
        value = rng.choice((repr(rng.choice(words)), "nan", "-1", "[]", "{}", "1e400", "99999999"))
        config += f"{name} = {value}\n".encode("utf-8", "replace")
        if rng.random() < 0.7:  # else the name is there twice, which is a fault of its own
            config = (
                b"".join(
                    line
                    for line in CONFIG.encode().splitlines(keepends=True)
                    if not line.startswith(name.encode())
                )
                + config.splitlines(keepends=True)[-1]
            )
    return flags, environ, mutations.spoiled(config, rng) if rng.random() < 0.5 else config


def _try(flags, environ, home) -> str:
    try:
        settings = load(flags, environ, home)
    except UsageError as told:
        _check_shown(str(told))
        assert told.exit_status == 2
        return "refused"
    for shown in (settings.offline_reason, *settings.warnings, *settings.origins.values()):
        _check_shown(shown)
    told = repr(settings).replace(repr(settings.theme), "")
    assert CANARY not in told, "a key in a repr ends in somebody's log"
    assert 0 <= settings.follow_ups <= 20
    if settings.key is not None:
        settings.key.encode("ascii")
        assert settings.key.isprintable()
    return "usable"


def _check_shown(said: str) -> None:
    assert not FORBIDDEN.search(said), said
    assert not [leak for leak in LEAKS if leak in said], said
