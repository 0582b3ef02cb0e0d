"""Who grades: names to examiners, one identity for a server, and packages that add examiners."""

import pytest

from interviewer.core.errors import UsageError
from interviewer.examiners import registry
from interviewer.examiners.lazy import LazyModelExaminer
from interviewer.examiners.model.http.client import OpenAIModel
from interviewer.examiners.model.http.endpoint import server_of
from interviewer.examiners.model.model_examiner import ModelExaminer
from interviewer.examiners.offline.offline_examiner import OfflineExaminer
from interviewer.settings import load
from tests.helpers.prompt_files import PROMPTS


def settings(home, **flags):
    return load(flags, {}, home)


def test_offline_is_the_built_in_examiner_and_needs_no_settings():
    assert isinstance(registry.examiner("offline"), OfflineExaminer)


def test_settings_without_a_model_ask_for_the_built_in_examiner(tmp_path):
    found = settings(tmp_path)
    assert found.examiner == "offline"
    assert isinstance(registry.configured(found), OfflineExaminer)


def test_a_model_is_built_when_it_is_first_used(tmp_path):
    found = settings(tmp_path, model="llama", base_url="http://127.0.0.1:9/v1")
    assert found.examiner == "model"
    examiner = registry.configured(found)
    assert isinstance(examiner, LazyModelExaminer)
    assert examiner.identity.name == "llama"


def test_a_model_that_is_built_now_says_at_once_what_cannot_work(tmp_path, monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", "gopher://nowhere")
    found = settings(tmp_path, model="llama", base_url="http://example.org/v1")
    registry.configured(found)
    with pytest.raises(UsageError, match="proxy"):
        registry.configured(found, now=True)


def test_a_model_without_a_name_is_refused(tmp_path):
    with pytest.raises(UsageError, match="needs a model"):
        registry.examiner("model", settings(tmp_path))
    with pytest.raises(UsageError, match="needs a model"):
        registry.examiner("model")


def test_an_option_that_an_examiner_does_not_take_is_named():
    with pytest.raises(UsageError, match="'strict'"):
        registry.examiner("offline", options={"strict": True})


def test_an_unknown_name_is_said_with_those_there_are_and_where_it_stands(tmp_path):
    (tmp_path / "config.toml").write_text('\nexaminer = "oracle"\n')
    found = settings(tmp_path)
    assert found.examiner == "oracle"
    with pytest.raises(UsageError, match=r"'oracle' \(config.toml line 2\).*offline, model"):
        registry.configured(found)
    flags = {"model": "m", "base_url": "http://127.0.0.1:9/v1"}
    assert settings(tmp_path, **flags).examiner == "model", "a flag says it more nearly"
    assert settings(tmp_path, offline="yes").examiner == "offline"


@pytest.mark.parametrize(
    ("url", "server"),
    [
        ("http://LOCALHOST:80/v1", "localhost"),
        ("http://localhost/v1", "localhost"),
        ("http://localhost.:80", "localhost"),
        ("https://API.example.org:443/v1", "api.example.org"),
        ("https://api.example.org:80/v1", "api.example.org:80"),
        ("http://[0:0:0:0:0:0:0:1]:8080/v1", "[::1]:8080"),
        ("http://user:key@host/v1", "host"),
    ],
)
def test_a_server_has_one_name_however_its_address_is_spelt(url, server):
    assert server_of(url) == server


async def test_an_examiner_is_the_same_before_and_after_it_is_built(tmp_path):
    url = "http://LOCALHOST:80/v1"
    lazy = LazyModelExaminer(settings(tmp_path, model="m", base_url=url), PROMPTS)
    built = ModelExaminer(OpenAIModel("m", url, None), PROMPTS)
    assert lazy.identity == built.identity
    assert lazy.identity.server == "localhost"
    await built.aclose()


@pytest.mark.parametrize("name", ["{key}", "http://{key}@h/v1", "{key}.mine"])
def test_a_key_in_the_place_of_an_examiner_is_never_repeated(tmp_path, name):
    key = "sk-canary-Zq8vK1wXy3Lm9Tr5Np7Hs2Df4Gj6Bc0"
    config = tmp_path / "config.toml"
    config.write_text(f"examiner = {name.format(key=key)!r}\n")
    config.chmod(0o600)
    settings = load({}, {}, tmp_path)
    with pytest.raises(UsageError) as told:
        registry.configured(settings)
    for shown in (str(told.value), repr(settings), str(settings.rows())):
        assert key not in shown
        assert key[3:30] not in shown
