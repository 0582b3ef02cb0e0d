"""The client beyond its faults: what is sent, what is remembered, what is told."""

import asyncio
import json
import logging

import pytest

from interviewer.examiners.model.http.client import OpenAIModel
from interviewer.examiners.model.http.deadlines import retry_after
from interviewer.examiners.model.http.dialect import Dialect
from interviewer.examiners.model.http.messages import Message, Model, ModelError, Reply, Request
from interviewer.examiners.model.server_check import probe
from tests.helpers.model_server import (
    DONE,
    End,
    ModelServer,
    answers,
    delta,
    head,
    refuses,
    says,
    usage,
)
from tests.helpers.network_doubles import CANARY, GRADE, HELLO, LEAKS, SCHEMA, scene, talking


def test_it_is_a_model():
    model: Model = OpenAIModel("small", "http://127.0.0.1:9/v1", CANARY)
    assert repr(model) == "OpenAIModel('small' at 127.0.0.1:9)"
    assert (model.name, model.server) == ("small", "127.0.0.1:9")


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://api.openai.com/v1", "api.openai.com"),
        ("http://[::1]:8080/v1", "[::1]:8080"),
        ("http://host:80", "host"),
    ],
)
def test_the_server_is_shown_without_path(url, shown):
    assert OpenAIModel("small", url, None).server == shown


async def test_what_is_sent(monkeypatch):
    """Nothing ambient leaves the machine: the SDK would send all of these."""
    monkeypatch.setenv("OPENAI_API_KEY", "sk-ambient")
    monkeypatch.setenv("OPENAI_ADMIN_KEY", "sk-admin")
    monkeypatch.setenv("OPENAI_ORG_ID", "my-organisation")
    monkeypatch.setenv("OPENAI_PROJECT_ID", "my-project")
    monkeypatch.setenv("OPENAI_CUSTOM_HEADERS", "X-Secret: mine\nAuthorization: Bearer mine")
    async with scene(says("Good."), key=None) as talk:
        await talk.text()
        (asked,) = talk.server.asked
    assert (asked.method, asked.path) == ("POST", "/v1/chat/completions")
    assert set(asked.headers) == {
        "host", "accept", "accept-encoding", "connection", "content-length", "content-type",
        "user-agent",
    }  # fmt: skip
    assert asked.headers["user-agent"].startswith("interviewer/")
    assert asked.body == {
        "model": "small",
        "messages": [
            {"role": "system", "content": "Be fair."},
            {"role": "user", "content": "Hello"},
        ],
        "stream": True,
        "stream_options": {"include_usage": True},
        "temperature": 0,
        "max_tokens": 2000,
    }


async def test_a_schema_is_sent_strictly():
    async with scene(says("{}")) as talk:
        await talk.text(GRADE)
        sent = talk.server.asked[0].body["response_format"]
    assert sent["type"] == "json_schema"
    assert sent["json_schema"] == {"name": "grade", "strict": True, "schema": SCHEMA}


async def test_text_that_no_request_could_carry_is_mended():
    async with scene(says("Good.")) as talk:
        await talk.text(Request("grade", (Message("user", "a\ud800b"),)))
        assert talk.server.asked[0].body["messages"][0]["content"] == "a\ufffdb"


@pytest.mark.parametrize("name", ["HTTP_PROXY", "ALL_PROXY", "http_proxy", "all_proxy"])
async def test_this_machine_is_reached_past_any_proxy(monkeypatch, name):
    async with ModelServer() as proxy:
        monkeypatch.setenv(name, proxy.url)
        async with scene(says("Good.")) as talk:
            assert await talk.text() == "Good."
        assert not proxy.asked


async def test_another_machine_is_reached_through_the_proxy(monkeypatch):
    async with ModelServer(says("Good.")) as proxy:
        monkeypatch.setenv("HTTP_PROXY", proxy.url)
        async with talking("http://models.invalid/v1") as talk:
            assert await talk.text() == "Good."
        assert proxy.asked[0].path == "http://models.invalid/v1/chat/completions"


async def test_a_proxy_that_refuses(monkeypatch):
    async with ModelServer(answers(407, "Who?"), answers(407, "Who?")) as proxy:
        monkeypatch.setenv("HTTPS_PROXY", proxy.url)
        async with talking("https://models.invalid/v1") as talk:
            shown = proxy.url.removeprefix("http://").removesuffix("/v1")
            assert f"The proxy {shown}, set by HTTPS_PROXY, did not connect" in await talk.error()


@pytest.mark.parametrize("field", ["reasoning_content", "reasoning"])
async def test_thoughts_are_no_text_and_give_room(field):
    thinks = [head(), delta(**{field: "Hm."}), delta("Good.", "stop"), DONE, End.CLOSE]
    async with scene(thinks, says("Better.")) as talk:
        assert await talk.text() == "Good."
        assert not talk.model.dialect.thinks_unopened
        await talk.text()
        assert [asked.body["max_tokens"] for asked in talk.server.asked] == [2000, 10000]


async def test_thoughts_without_a_mark_are_remembered():
    async with scene(says("Hm. ", "</think>", "{}"), says("So ", "</think>", "Why?")) as talk:
        assert await talk.text(GRADE) == "{}"
        assert await talk.text(HELLO) == "Why?"


async def test_text_in_parts():
    parts = [{"type": "thinking", "thinking": "Hm"}, {"type": "text", "text": "Good."}]
    script = [head(), delta(content=parts), delta(finish="stop"), DONE, End.CLOSE]
    async with scene(script) as talk:
        assert await talk.text() == "Good."


async def test_a_reply_can_be_read_in_several_goes():
    three = scene(says("One", "two", "three"))
    async with three as talk, talk.model.open(HELLO, talk.notice) as opened:
        reply: Reply = opened
        async for words in reply:
            assert words == "One"
            break
        assert reply.finish is None
        assert [words async for words in reply] == ["two", "three"]
        assert reply.finish == "stop"
        assert [words async for words in reply] == []


async def test_usage_is_summed():
    script = [[*says("a")[:-2], usage(100, 20, 60), DONE, End.CLOSE] for _ in range(3)]
    async with scene(*script, refuses(401, "No")) as talk:
        for _ in range(3):
            await talk.text()
        await talk.error()
        told = talk.model.usage
    assert (told.calls, told.tokens_in, told.cached, told.tokens_out) == (4, 300, 180, 60)
    assert told.untold == 0


async def test_many_calls_at_once_learn_together():
    """Whoever is refused first teaches the others; nobody unlearns."""

    def answer(asked):
        if "temperature" in asked.body:
            return refuses(400, "temperature is not supported")
        if asked.body.get("response_format", {}).get("type") == "json_schema":
            return refuses(400, "response_format json_schema is not supported")
        return says("{}")

    async with ModelServer(answer=answer) as server, talking(server) as talk:
        await asyncio.gather(*[talk.text(GRADE) for _ in range(20)])
        assert talk.model.dialect.structure == "json"
        before = len(server.asked)
        await talk.text(GRADE)
        assert len(server.asked) == before + 1


async def test_the_key_is_in_no_log(caplog, capfd):
    caplog.set_level(logging.DEBUG)
    async with scene(refuses(500, CANARY), refuses(401, CANARY)) as talk:
        await talk.error()
    seen = caplog.text + "".join(capfd.readouterr())
    assert not [leak for leak in LEAKS if leak in seen]


@pytest.mark.parametrize(
    ("name", "hosted", "limit", "temperature", "reasons"),
    [
        ("gpt-4o", True, "max_completion_tokens", True, False),
        ("o3-mini", False, "max_completion_tokens", False, True),
        ("openai/gpt-5-mini", False, "max_completion_tokens", False, True),
        ("qwen3:8b", False, "max_tokens", True, False),
        ("DeepSeek-R1-Distill", False, "max_tokens", True, True),
    ],
)
def test_the_first_dialect_follows_the_name(name, hosted, limit, temperature, reasons):
    dialect = Dialect.first(name, hosted=hosted)
    assert (dialect.limit, dialect.temperature, dialect.reasons) == (limit, temperature, reasons)


def test_a_limit_that_no_name_fits_is_not_sent():
    dialect: Dialect | None = Dialect.first("small", hosted=False)
    for name in ("max_tokens", "max_completion_tokens"):
        assert dialect is not None
        assert dialect.limit == name
        dialect = dialect.learned(f"unknown parameter {name}", with_schema=False)
    assert dialect is not None
    assert "max" not in json.dumps(dialect.body(HELLO, "small"))
    assert dialect.learned("max_tokens", with_schema=False) is None


def test_retry_after():
    assert retry_after({}, 0) is None
    assert retry_after({"retry-after": "1.5"}, 0) == 1.5
    assert retry_after({"retry-after-ms": "nonsense", "retry-after": "3"}, 0) == 3


LIST = answers(200, {"object": "list", "data": [{"id": "small"}, {"id": "large:latest"}]})
READY = [*says("rea", "dy")[:-2], usage(9, 2), DONE, End.CLOSE]
SHAPED = [*says('{"ready": true}')[:-2], usage(9, 5), DONE, End.CLOSE]


async def probed(*script, **options):
    async with scene(*script, **options) as talk:
        checks = await probe(talk.model)
    assert [check.name for check in checks] == [
        "reachable", "model", "streaming", "structured output", "token counts",
    ]  # fmt: skip
    return {check.name: check for check in checks}


async def test_doctor_where_all_is_well():
    checks = await probed(LIST, READY, SHAPED)
    assert all(check.ok for check in checks.values())
    assert "JSON Schema" in checks["structured output"].verdict
    assert (await probed(LIST, READY, SHAPED, model="large"))["model"].ok


async def test_doctor_where_little_is_known():
    no_list = answers(404, "nothing here")
    at_once = answers(200, {"choices": [{"message": {"content": "ready"}}]})
    no_shape = refuses(400, "response_format is not supported")
    checks = await probed(no_list, at_once, no_shape, no_shape, says('{"ready": true}'))
    assert {name: check.ok for name, check in checks.items()} == {
        "reachable": True, "model": None, "streaming": None, "structured output": True,
        "token counts": None,
    }  # fmt: skip
    assert "in words alone" in checks["structured output"].verdict


async def test_doctor_where_the_model_is_missing():
    unknown = refuses(404, "model not found")
    checks = await probed(LIST, unknown, model="smal")
    assert checks["model"].ok is False
    assert "such as small" in checks["model"].remedy
    assert checks["streaming"].ok is False
    assert checks["structured output"].ok is None


async def test_doctor_where_nobody_is_there():
    async with talking("http://127.0.0.1:9/v1") as talk:
        reachable, *rest = await probe(talk.model)
    assert reachable.ok is False
    assert reachable.verdict == "Nothing is listening at 127.0.0.1:9"
    assert reachable.remedy == "Start the model's server there, or correct the base URL."
    assert {check.ok for check in rest} == {None}


async def test_doctor_where_the_reply_is_no_json():
    checks = await probed(LIST, READY, says("I am ready!"))
    assert checks["structured output"].ok is False


@pytest.mark.parametrize("status", [200, 401, 404, 500])
async def test_a_server_that_answers_anything_is_there(status):
    async with ModelServer(answers(status, {"data": []})) as server, talking(server) as talk:
        assert talk.model.reached is None
        await talk.model.reach()
        assert talk.model.reached is True
        assert server.asked[0].method == "GET"


async def test_a_server_that_does_not_answer_is_not_there():
    async with talking("http://127.0.0.1:9/v1") as talk:
        with pytest.raises(ModelError, match="Nothing is listening at"):
            await talk.model.reach()
        assert talk.model.reached is False
    async with ModelServer([End.HANG]) as server, talking(server, first_token=0.1) as talk:
        with pytest.raises(ModelError, match="sent no word within"):
            await talk.model.reach()
        assert talk.model.reached is False
