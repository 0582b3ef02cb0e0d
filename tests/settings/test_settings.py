"""Which source wins, where each value is said to come from, and where a key may go."""

import sys
from types import SimpleNamespace

import pytest

from interviewer.core.errors import UsageError
from interviewer.settings import Prices, load
from interviewer.settings.providers import PROVIDERS
from tests.helpers.network_doubles import CANARY, LEAKS

LOCAL = "http://127.0.0.1:9/v1"


@pytest.fixture
def config(tmp_path):
    def write(text: str, mode: int = 0o600):
        file = tmp_path / "config.toml"
        file.write_text(text, encoding="utf-8")
        file.chmod(mode)
        return tmp_path

    return write


def test_a_fresh_machine_has_no_model_and_says_how_to_get_one(tmp_path):
    settings = load({}, {}, tmp_path)
    assert settings.model is None
    assert settings.key is None
    assert "No model is configured" in settings.offline_reason
    assert "--model NAME" in settings.offline_reason
    assert "\n" not in settings.offline_reason
    assert (settings.follow_ups, settings.feedback, settings.theme) == (2, "end", "")
    assert settings.origin_of("model") == "default"
    assert settings.warnings == ()


def test_a_key_alone_makes_no_model(tmp_path):
    settings = load({}, {"OPENAI_API_KEY": CANARY}, tmp_path)
    assert settings.model is None
    assert settings.key is None
    assert "OPENAI_API_KEY is set, but no model is named" in settings.offline_reason


def test_the_nearer_source_wins_and_is_named(config):
    home = config('model = "c"\nbase_url = "http://c.test"\n')
    flags = {"model": "f", "base_url": "http://f.test/v1/"}
    environ = {"INTERVIEWER_MODEL": "e", "INTERVIEWER_BASE_URL": "http://e.test"}
    by_flag, by_environ, by_file = (
        load(flags, environ, home),
        load({}, environ, home),
        load({}, {}, home),
    )
    assert (by_flag.model, by_environ.model, by_file.model) == ("f", "e", "c")
    urls = (by_flag.base_url, by_environ.base_url, by_file.base_url)
    assert urls == ("http://f.test/v1", "http://e.test", "http://c.test")
    assert by_flag.origin_of("model") == "--model"
    assert by_flag.origin_of("base_url") == "--base-url"
    assert by_environ.origin_of("model") == "INTERVIEWER_MODEL"
    assert by_file.origin_of("base_url") == "config.toml line 2"


def test_openai_base_url_comes_last(config):
    environ = {"OPENAI_BASE_URL": LOCAL}
    assert load({"model": "m"}, environ, config("")).origin_of("base_url") == "OPENAI_BASE_URL"
    home = config('base_url = "http://127.0.0.1:8/v1"')
    assert load({"model": "m"}, environ, home).base_url == "http://127.0.0.1:8/v1"


@pytest.mark.parametrize("name", PROVIDERS)
def test_presets(tmp_path, name):
    environ = {"INTERVIEWER_API_KEY": CANARY} if PROVIDERS[name].needs_key else {}
    settings = load({"model": "m", "provider": name.upper()}, environ, tmp_path)
    assert settings.base_url == PROVIDERS[name].base_url
    assert settings.provider == name
    assert settings.origin_of("base_url") == "the preset of --provider"
    if PROVIDERS[name].needs_key:
        with pytest.raises(UsageError, match="needs a key"):
            load({"model": "m", "provider": name}, {}, tmp_path)


def test_a_preset_on_the_command_line_beats_an_address_elsewhere(config):
    home = config('base_url = "http://127.0.0.1:8/v1"\nprovider = "vllm"\nmodel = "m"')
    assert load({}, {}, home).base_url == "http://127.0.0.1:8/v1"
    flags = {"provider": "ollama"}
    environ = {"INTERVIEWER_BASE_URL": "http://127.0.0.1:7/v1"}
    assert load(flags, environ, home).base_url.endswith(":11434/v1")
    assert load({**flags, "base_url": LOCAL}, environ, home).base_url == LOCAL


@pytest.mark.parametrize(
    ("base_url", "openai_base_url", "goes"),
    [
        (None, None, True),
        ("https://api.openai.com/v1", "https://gateway.test/v1", True),
        ("https://api.openai.com/other", None, True),
        (None, "https://gateway.test/v1", True),
        ("https://gateway.test/elsewhere", "https://gateway.test/v1", True),
        ("https://gateway.test:444/v1", "https://gateway.test/v1", False),
        ("http://gateway.test/v1", "https://gateway.test/v1", False),
        ("https://evil.test/v1", None, False),
        ("https://api.openai.com.evil.test/v1", None, False),
        ("http://api.openai.com/v1", None, False),
        (LOCAL, None, False),
    ],
)
def test_openai_api_key_goes_to_its_own_host_alone(tmp_path, base_url, openai_base_url, goes):
    environ = {"OPENAI_API_KEY": CANARY}
    if openai_base_url:
        environ["OPENAI_BASE_URL"] = openai_base_url
    settings = load({"model": "m", "base_url": base_url}, environ, tmp_path)
    assert settings.key == (CANARY if goes else None)
    assert settings.key_origin == ("OPENAI_API_KEY" if goes else "")
    told = " ".join(settings.warnings)
    assert ("is not sent to" in told) == (not goes and base_url != LOCAL)


def test_a_key_of_our_own_goes_where_we_are_told(tmp_path):
    environ = {"INTERVIEWER_API_KEY": CANARY, "OPENAI_API_KEY": "sk-other"}
    settings = load({"model": "m", "base_url": "https://models.test/v1"}, environ, tmp_path)
    assert settings.key == CANARY
    assert settings.warnings == ()
    plain = load({"model": "m", "base_url": "http://models.test/v1"}, environ, tmp_path)
    assert "goes to models.test without encryption" in plain.warnings[0]


def test_the_key_is_never_shown(tmp_path):
    settings = load({"model": "m"}, {"INTERVIEWER_API_KEY": CANARY}, tmp_path)
    shown = repr(settings) + repr(settings.rows())
    assert "sk-...6Ksn" in shown
    assert not [leak for leak in LEAKS if leak in shown]


def test_a_key_file(tmp_path):
    file = tmp_path / "key"
    file.write_text(f"{CANARY}\n", encoding="utf-8")
    file.chmod(0o600)
    flags = {"model": "m", "base_url": LOCAL, "key_file": str(file)}
    settings = load(flags, {"INTERVIEWER_API_KEY": "sk-other"}, tmp_path)
    assert (settings.key, settings.key_origin, settings.warnings) == (CANARY, "--key-file", ())
    file.chmod(0o644)
    settings = load(flags, {}, tmp_path)
    assert settings.key == CANARY
    assert "chmod 600" in settings.warnings[0]
    for bad in (tmp_path, tmp_path / "missing", "/dev/null\0", "/dev/zero", "~nobody-here/key", ""):
        with pytest.raises(UsageError, match="--key-file"):
            load({**flags, "key_file": str(bad)}, {}, tmp_path)
    file.write_bytes(b"\xff\xfe")
    with pytest.raises(UsageError, match="is not text"):
        load(flags, {}, tmp_path)


def test_a_key_file_named_in_the_configuration_is_looked_for_beside_it(config):
    home = config(f'model = "m"\nbase_url = "{LOCAL}"\nkey_file = "key"')
    (home / "key").write_text(CANARY, encoding="utf-8")
    (home / "key").chmod(0o600)
    settings = load({}, {}, home)
    assert settings.key == CANARY
    assert settings.key_origin == "key_file, config.toml line 3"


def test_a_key_in_the_configuration_must_be_private(config):
    text = f'model = "m"\nbase_url = "{LOCAL}"\napi_key = "{CANARY}"'
    assert load({}, {}, config(text)).key_origin == "api_key, config.toml line 3"
    with pytest.raises(UsageError, match="chmod 600") as caught:
        load({}, {}, config(text, mode=0o640))
    assert CANARY not in str(caught.value)


def test_a_keyring_is_asked_only_where_it_is_wanted(config, monkeypatch):
    asked = []

    def get_password(service: str, host: str) -> str:
        asked.append((service, host))
        return CANARY

    monkeypatch.setitem(sys.modules, "keyring", SimpleNamespace(get_password=get_password))
    home = config('model = "m"\nkeyring = true\nbase_url = "https://models.test/v1"')
    assert load({}, {}, home).key == CANARY
    assert asked == [("interviewer", "models.test")]
    load({}, {"INTERVIEWER_API_KEY": CANARY}, home)
    load({}, {}, config('model = "m"\nbase_url = "https://models.test/v1"'))
    assert len(asked) == 1


@pytest.mark.parametrize("broken", [None, SimpleNamespace(get_password=lambda *_: 1 / 0)])
def test_a_keyring_that_is_missing_or_broken(config, monkeypatch, broken):
    monkeypatch.setitem(sys.modules, "keyring", broken)
    home = config(f'model = "m"\nbase_url = "{LOCAL}"\nkeyring = true')
    with pytest.raises(UsageError, match="keyring"):
        load({}, {}, home)


def test_offline_reads_nothing_that_only_a_model_needs(tmp_path):
    environ = {
        "INTERVIEWER_BASE_URL": "nonsense",
        "INTERVIEWER_API_KEY": "",
        "INTERVIEWER_MODEL": "m",
    }
    settings = load({"offline": "yes"}, environ, tmp_path)
    assert settings.model is None
    assert settings.offline_reason == ""


def test_the_offline_examiner_can_be_the_default(config):
    home = config('model = "m"\nexaminer = "offline"')
    settings = load({}, {}, home)
    assert settings.model is None
    assert "(config.toml line 2)" in settings.offline_reason
    flags = {"model": "m", "base_url": LOCAL}
    assert load(flags, {}, home).model == "m", "a flag says it more nearly"


def test_everything_else_in_the_configuration(config):
    home = config(
        '\ufefffollow_ups = 5\r\nfeedback = "each"\r\ntheme = "nord"\r\nprice_in = 2\r\n'
        "price_cached = 0.5\r\nprice_out = 8.0\r\nfirst_token_seconds = 90\r\npredict = false\r\n"
    )
    settings = load({}, {}, home)
    assert (settings.follow_ups, settings.feedback, settings.theme) == (5, "each", "nord")
    assert settings.predict is False
    assert ("predict", "never", "config.toml line 8") in settings.rows()
    assert settings.prices == Prices(2, 0.5, 8)
    assert settings.deadlines == {"first_token": 90, "total": 180}
    assert ("first_token_seconds", "90", "config.toml line 7") in settings.rows()
    assert ("price_cached", "0.5", "config.toml line 5") in settings.rows()


def test_prices():
    prices = Prices(2, 0.5, 8)
    assert prices.cost(1_000_000, 400_000, 500_000) == pytest.approx(1.2 + 0.2 + 4)
    assert Prices(2, None, 8).cost(1_000_000, 400_000, 0) == 2
    assert Prices(2, None, None).cost(1, 1, 1) is None


def test_unknown_settings_warn_with_the_nearest_name(config):
    home = config('modle = "m"\n[prices]\nin = 3\n["\\u001b[2J"]\n')
    first, second, third = load({}, {}, home).warnings
    assert first == "Unknown setting modle (config.toml line 1). Did you mean 'model'?"
    assert second.startswith("Unknown setting prices (config.toml line 2)")
    assert third.isprintable()


def test_an_empty_variable_is_as_good_as_none(tmp_path):
    environ = {"INTERVIEWER_MODEL": "", "INTERVIEWER_BASE_URL": "", "OPENAI_BASE_URL": ""}
    settings = load({}, environ, tmp_path)
    assert settings.model is None
    assert settings.base_url == "https://api.openai.com/v1"
