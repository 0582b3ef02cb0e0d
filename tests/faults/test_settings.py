"""C01-C10: a setting that cannot be used is named with its origin, and the program exits 2."""

import importlib.util

import pytest

from interviewer.core.errors import UsageError
from interviewer.examiners.model.http.client import OpenAIModel
from interviewer.settings import load
from tests.helpers.model_server import refuses
from tests.helpers.network_doubles import CANARY, LEAKS, scene
from tests.helpers.program import call

URL = "http://127.0.0.1:9/v1"


def refused(tmp_path, flags=None, environ=None, config="", mode=0o600) -> str:
    """The one sentence that settings are refused with."""
    file = tmp_path / "config.toml"
    if config:
        file.write_text(config, encoding="utf-8")
        file.chmod(mode)
    with pytest.raises(UsageError) as caught:
        load(flags or {}, environ or {}, tmp_path)
    said = str(caught.value)
    assert caught.value.exit_status == 2
    assert said.isprintable()
    assert not [leak for leak in LEAKS if leak in said]
    return said


def base_url_refused(tmp_path, url: str) -> str:
    """Refused wherever it is set, and the place is named."""
    said = refused(tmp_path, {"base_url": url})
    assert "(--base-url)" in said
    by_variable = refused(tmp_path, {}, {"INTERVIEWER_BASE_URL": url})
    assert by_variable == said.replace("--base-url)", "INTERVIEWER_BASE_URL)", 1)
    escaped = url.replace("\\", "\\\\").replace("\x1b", "\\u001b")
    by_file = refused(tmp_path, {}, {}, f'follow_ups = 2\nbase_url = "{escaped}"')
    assert "(config.toml line 2)" in by_file
    (tmp_path / "config.toml").unlink()
    other = {"OPENAI_BASE_URL": url, "INTERVIEWER_MODEL": "small"}
    assert "(OPENAI_BASE_URL)" in refused(tmp_path, {}, other)
    return said


@pytest.mark.parametrize("url", ["localhost:11434/v1", "127.0.0.1", "http:/host", "host:80", "://"])
def test_c01_url_without_scheme(tmp_path, url):
    assert "does not begin with http:// or https://" in base_url_refused(tmp_path, url)


@pytest.mark.parametrize("url", ["ftp://host/v1", "file:///etc/passwd", "ws://host"])
def test_c02_another_scheme(tmp_path, url):
    assert "only http:// and https:// are spoken" in base_url_refused(tmp_path, url)


@pytest.mark.parametrize("url", ["http://[::1", "http://[::1/v1", "http://[zz]/v1", "http://::1]"])
def test_c03_broken_brackets(tmp_path, url):
    assert "host in brackets that is no IPv6 address" in base_url_refused(tmp_path, url)


def test_c04_user_info_or_query(tmp_path):
    for url in (f"https://me:{CANARY}@host/v1", f"https://{CANARY}@host/v1"):
        assert "holds a user name or password" in base_url_refused(tmp_path, url)
    for url in (f"https://host/v1?key={CANARY}", "https://host/v1#top", "https://host/v1?"):
        assert "holds a query or a fragment" in base_url_refused(tmp_path, url)


@pytest.mark.parametrize("port", ["99999", "0", "-1", "http", "80x", "", " 80"])
def test_c05_bad_port(tmp_path, port):
    said = base_url_refused(tmp_path, f"http://host:{port}/v1")
    assert "port" in said or "characters that no address has" in said


@pytest.mark.parametrize("url", ["http://a..b/", "http:///v1", "http://a b/", "http://a\x1b[2J/"])
def test_c05_bad_host(tmp_path, url):
    said = base_url_refused(tmp_path, url)
    assert "host that cannot be" in said or "characters that no address has" in said


async def test_c06_unknown_model():
    missing = refuses(404, "The model does not exist", "model_not_found")
    async with scene(missing, model="smoll") as talk:
        said = await talk.error()
    assert 'does not know the model "smoll" from INTERVIEWER_MODEL' in said


@pytest.mark.parametrize("name", ["", "  ", "two words", "a\nb", "x" * 301, CANARY + "x" * 20])
def test_c06_a_name_that_no_model_has(tmp_path, name):
    assert "(--model)" in refused(tmp_path, {"model": name, "base_url": URL})


def test_c07_socks_proxy(tmp_path, monkeypatch):
    assert importlib.util.find_spec("socksio") is None, "the test needs it to be missing"
    proxy = {"ALL_PROXY": "socks5://127.0.0.1:1", "INTERVIEWER_API_KEY": CANARY}
    flags = {"model": "small", "base_url": "https://models.invalid/v1"}
    assert "ALL_PROXY names a SOCKS proxy" in refused(tmp_path, flags, proxy)
    load({"model": "small", "base_url": URL}, proxy, tmp_path)  # this machine needs no proxy
    # And were it set after the settings were read:
    monkeypatch.setenv("ALL_PROXY", "socks5://127.0.0.1:1")
    with pytest.raises(UsageError, match="SOCKS proxy"):
        OpenAIModel("small", "https://models.invalid/v1", CANARY)
    monkeypatch.setenv("ALL_PROXY", "nonsense://127.0.0.1:1")
    with pytest.raises(UsageError, match="cannot be used"):
        OpenAIModel("small", "https://models.invalid/v1", CANARY)


@pytest.mark.parametrize("key", ["", "   ", "\t"])
def test_c08_empty_key(tmp_path, key):
    said = refused(tmp_path, {"model": "small", "base_url": URL}, {"INTERVIEWER_API_KEY": key})
    assert "The key (INTERVIEWER_API_KEY) is empty" in said
    file = tmp_path / "key"
    file.write_text(key + "\n", encoding="utf-8")
    file.chmod(0o600)
    said = refused(tmp_path, {"model": "small", "key_file": str(file)})
    assert "The key (--key-file) is empty" in said
    said = refused(tmp_path, {"model": "small"}, {"OPENAI_API_KEY": key})
    assert "The key (OPENAI_API_KEY) is empty" in said


@pytest.mark.parametrize("key", [f"{CANARY}\nmore", f"{CANARY}é", f"{CANARY} x", f"\ufeff{CANARY}",
                                 f"{CANARY}\x00", f"{CANARY}\udcff", f"“{CANARY}”"])  # fmt: skip
def test_c09_key_with_a_newline_or_non_ascii(tmp_path, key):
    environ = {"INTERVIEWER_API_KEY": key}
    said = refused(tmp_path, {"model": "small", "base_url": URL}, environ)
    assert "The key (INTERVIEWER_API_KEY) holds" in said


MALFORMED = {
    "syntax": 'model = "small"\nbase_url = http://x\n',
    "not text": 'model = "\udcff"',
    "type": "model = 5",
    "bool for a number": "follow_ups = true",
    "too many": "follow_ups = 21",
    "nan": "price_in = nan",
    "choice": 'feedback = "sometimes"',
    "zero": "stall_seconds = 0",
    "twice": 'model = "a"\nmodel = "b"',
    "deep": "a = " + "[" * 5000,
    "digits": "follow_ups = " + "9" * 5000,
    "provider": 'provider = "gpt"',
}


@pytest.mark.parametrize("config", MALFORMED.values(), ids=MALFORMED.keys())
def test_c10_malformed_config_file(tmp_path, config):
    file = tmp_path / "config.toml"
    file.write_bytes(config.encode("utf-8", "surrogateescape"))
    assert "config.toml" in refused(tmp_path)


def test_c10_a_config_file_that_is_none(tmp_path):
    (tmp_path / "config.toml").mkdir()
    assert "is not a file" in refused(tmp_path)
    (tmp_path / "config.toml").rmdir()
    (tmp_path / "config.toml").write_bytes(b"#" * 200_000)
    assert "is far too large" in refused(tmp_path)


@pytest.mark.parametrize(
    ("words", "more", "named"),
    [
        (["--base-url", "localhost:1/v1", "--model", "m"], {}, "--base-url"),
        (["--model", "m"], {"INTERVIEWER_BASE_URL": "ftp://x"}, "INTERVIEWER_BASE_URL"),
        (["--model", "m"], {"OPENAI_API_KEY": " "}, "OPENAI_API_KEY"),
        ([], {"INTERVIEWER_API_KEY": "ключ"}, "INTERVIEWER_API_KEY"),
        (["--provider", "nobody"], {}, "--provider"),
    ],
    ids=["C01", "C02", "C08", "C09", "provider"],
)
def test_the_program_exits_2_with_one_sentence(tmp_path, words, more, named):
    run = call(tmp_path, "--plain", *words, **more)
    assert run.returncode == 2
    said = run.stderr.decode()
    assert named in said
    assert len(said.strip().splitlines()) == 1
    assert not run.stdout
