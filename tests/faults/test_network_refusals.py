"""N31-N44: the server says no, asks to wait, sends us elsewhere; or the person has had enough."""

import asyncio
from email.utils import formatdate

import pytest

from interviewer.examiners.model.http.messages import ContextTooLong, Message, Request
from tests.helpers.model_server import (
    End,
    ModelServer,
    answers,
    delta,
    head,
    refuses,
    says,
)
from tests.helpers.network_doubles import CANARY, GRADE, HELLO, NOW, SCHEMA, scene, talking

TOO_LONG = {
    "openai": (
        400,
        "This model's maximum context length is 8192 tokens.",
        "context_length_exceeded",
    ),
    "llama.cpp": (400, "request exceeds the available context size", "exceed_context_size_error"),
    "proxy": (413, "Payload Too Large", None),
}


@pytest.mark.parametrize(("status", "message", "code"), TOO_LONG.values(), ids=TOO_LONG.keys())
async def test_n31_context_too_long(status, message, code):
    """The client says so in a way that whoever knows the turns can drop the oldest, once."""
    async with scene(refuses(status, message, code), says("Good.")) as talk:
        told = await talk.failure(GRADE, ContextTooLong)
        assert isinstance(told, ContextTooLong)
        assert "The conversation is too long for small" in str(told)
        assert told.spent == 1
        shorter = Request("grade", (Message("user", "Hi"),), spent=told.spent)
        assert await talk.text(shorter) == "Good."


NO_SCHEMA = refuses(400, "response_format: type json_schema is not supported")
NO_JSON = refuses(400, "Invalid parameter: 'response_format' of type 'json_object' unsupported")


def structures(talk):
    return [asked.body.get("response_format", {}).get("type") for asked in talk.server.asked]


async def test_n32_structured_output_steps_down_and_is_remembered():
    script = [NO_SCHEMA, NO_JSON, *[says('{"ok": true}')] * 2]
    async with scene(*script) as talk:
        assert await talk.text(GRADE) == '{"ok": true}'
        assert structures(talk) == ["json_schema", "json_object", None]
        assert not talk.waits
        assert not talk.told, "nothing is waited for, so nothing is told"
        await talk.text(GRADE)
        assert structures(talk)[3:] == [None], "found out once"
        system, user = talk.server.asked[3].body["messages"]
        assert system["content"].startswith("Be fair.")
        assert '"ok"' in system["content"], "the schema is said in words"
        assert user["content"] == "Hello"


async def test_n32_a_refusal_that_does_not_say_what_for():
    script = [refuses(400, "Bad Request"), says("{}"), says("{}")]
    async with scene(*script) as talk:
        await talk.text(GRADE)
        await talk.text(GRADE)
        assert structures(talk) == ["json_schema", "json_object", "json_object"]


async def test_n32_a_guess_that_does_not_help_is_forgotten():
    script = [*[refuses(400, "Bad Request")] * 3, says("{}")]
    async with scene(*script) as talk:
        assert 'refused the request (400): "Bad Request" (asked 3 times)' in await talk.error(GRADE)
        await talk.text(GRADE)
        assert structures(talk) == ["json_schema", "json_object", None, "json_schema"]


async def test_n32_what_was_taken_once_is_not_doubted():
    async with scene(says("{}"), refuses(400, "Bad Request")) as talk:
        await talk.text(GRADE)
        await talk.error(GRADE)


@pytest.mark.parametrize(
    ("message", "field", "instead"),
    [
        ("Unsupported value: 'temperature' does not support 0", "temperature", None),
        ("'max_tokens' is not supported. Use 'max_completion_tokens'", "max_tokens",
         "max_completion_tokens"),
        ("Unknown field: stream_options", "stream_options", None),
    ],
)  # fmt: skip
async def test_n32_other_parameters_that_are_refused(message, field, instead):
    script = [refuses(400, message), says("{}"), says("{}")]
    async with scene(*script) as talk:
        await talk.text(GRADE)
        await talk.text(GRADE)
        first, *later = (asked.body for asked in talk.server.asked)
        assert field in first
        for body in later:
            assert field not in body
            assert instead is None or instead in body
        assert structures(talk) == ["json_schema"] * 3, "only what was refused is left out"


async def test_n32_a_server_that_fails_over_a_grammar():
    script = [refuses(500, "failed to parse grammar"), says("{}")]
    async with scene(*script) as talk:
        await talk.text(GRADE)
        assert structures(talk) == ["json_schema", "json_object"]


async def test_n33_key_rejected():
    echo = refuses(401, f"Incorrect API key provided: {CANARY}.", "invalid_api_key")
    async with scene(echo) as talk:
        said = await talk.error()
        assert "rejected the key from INTERVIEWER_API_KEY (sk-...6Ksn)" in said
        assert "Incorrect API key provided: ...." in said
        assert talk.server.asked[0].headers["authorization"] == f"Bearer {CANARY}"


async def test_n33_no_key_where_one_is_asked_for():
    async with scene(refuses(401, "Who are you?"), key=None) as talk:
        assert "asks for a key (401), and none is configured" in await talk.error()
        assert "authorization" not in talk.server.asked[0].headers


async def test_n34_key_without_access():
    async with scene(refuses(403, "Country not supported")) as talk:
        said = await talk.error()
        assert "does not give access for the key from INTERVIEWER_API_KEY (sk-...6Ksn)" in said
        assert "Country not supported" in said


async def test_n35_no_such_model():
    async with scene(refuses(404, 'model "small" not found, try pulling it first')) as talk:
        said = await talk.error()
        assert 'does not know the model "small" from INTERVIEWER_MODEL: "model "small" not' in said
        assert "interviewer doctor" in said


@pytest.mark.parametrize("body", ["<html>404 Not Found</html>", "404 page not found", {}])
async def test_n36_a_wrong_path(body):
    async with ModelServer(answers(404, body, "text/html")) as server:
        base = server.url.removesuffix("/v1") + "/api"
        async with talking(base) as talk:
            said = await talk.error()
            assert "has no chat API at /api (404)" in said
            assert "usually ends in /v1" in said


@pytest.mark.parametrize("status", [429, 402])
async def test_n37_no_credit_left(status):
    broke = refuses(status, "You exceeded your current quota", "insufficient_quota")
    async with scene(broke) as talk:
        assert "has no credit left" in await talk.error()
        assert not talk.waits


async def waited(**headers: str) -> list[float]:
    """How long is waited after a 429 with such headers."""
    async with scene(refuses(429, "Slow down", **headers), says("Good.")) as talk:
        assert await talk.text() == "Good."
        trying = talk.told[0]
        assert (trying.attempt, trying.attempts) == (2, 3)
        assert 'is asked too often (429): "Slow down"' in trying.reason
        assert [trying.seconds] == (talk.waits or [0])
        return talk.waits


async def test_n38_429_with_seconds():
    assert await waited(Retry_After="7") == [7]
    assert await waited(Retry_After="120") == [120]
    assert await waited(Retry_After="0") == []
    assert await waited(retry_after_ms="1500") == [1.5]


async def test_n39_429_with_a_date():
    assert await waited(Retry_After=formatdate(NOW + 42, usegmt=True)) == [42]
    assert await waited(Retry_After=formatdate(NOW - 42, usegmt=True)) == [], "it is over"


async def test_n40_429_with_over_120_seconds():
    for value in ("121", "86400", formatdate(NOW + 3600, usegmt=True)):
        async with scene(refuses(429, "Enough", Retry_After=value)) as talk:
            assert "asks to wait" in await talk.error()
            assert not talk.waits


@pytest.mark.parametrize("value", ["soon", "-5", "nan", "inf", "1e999", "", "Fri, 99 Foo 20"])
async def test_n40_429_with_nonsense(value):
    (seconds,) = await waited(Retry_After=value)
    assert 0.5 <= seconds <= 1, "our own back-off"


@pytest.mark.parametrize("status", [500, 502, 503, 504, 529, 408])
async def test_n41_trouble_is_retried_with_back_off(status):
    async with scene(*[refuses(status, "Busy")] * 3) as talk:
        said = await talk.error()
        assert f'has trouble of its own ({status}): "Busy" (asked 3 times)' in said
        first, second = talk.waits
        assert 0.5 <= first <= 1 <= second <= 1.5


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
async def test_n42_redirect_to_another_origin(status):
    async with ModelServer() as elsewhere:
        there = f"{elsewhere.url}/chat/completions?token=1"
        async with scene(answers(status, "", Location=there)) as talk:
            said = await talk.error()
            assert f"redirects to {elsewhere.url}/chat/completions, where neither" in said
        assert not elsewhere.asked


async def test_n43_cancelled_while_it_streams():
    async with scene([head(), delta("Well"), End.HANG]) as talk:
        task = asyncio.create_task(talk.text())
        await talk.server.proceed.wait()
        await cancel(task)
        await asyncio.wait_for(talk.server.gone.wait(), 1)


async def test_n43_cancelled_before_the_first_word():
    async with scene([End.HANG]) as talk:
        task = asyncio.create_task(talk.text())
        await talk.server.hanging.wait()
        await cancel(task)
        await asyncio.wait_for(talk.server.gone.wait(), 1)
        assert len(talk.server.asked) == 1


async def test_n43_cancelled_while_it_waits_to_ask_again():
    async with scene(refuses(429, "Slow down", Retry_After="100")) as talk:
        waiting = asyncio.Event()

        async def wait(_: float) -> None:
            waiting.set()
            await asyncio.Event().wait()

        talk.model._sleep = wait
        task = asyncio.create_task(talk.text())
        await waiting.wait()
        await cancel(task)
        assert len(talk.server.asked) == 1


async def test_n43_left_before_the_end():
    """Whoever needs no more words leaves the context: the rest is not paid for."""
    async with scene([head(), delta("Well"), End.HANG]) as talk:
        async with talk.model.open(HELLO, talk.notice) as reply:
            assert await anext(aiter(reply)) == "Well"
        await asyncio.wait_for(talk.server.gone.wait(), 1)


async def cancel(task):
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asyncio.wait_for(task, 1)


async def test_n44_at_most_three_requests_whatever_goes_wrong():
    mixtures = [
        [refuses(500, "x"), [End.RESET], refuses(503, "x")],
        [refuses(400, "temperature"), refuses(400, "max_tokens"), refuses(400, "json_schema")],
        [says(), [End.CLOSE], says()],
        [NO_SCHEMA, refuses(500, "x"), [head(), End.CLOSE]],
    ]
    for script in mixtures:
        async with scene(*script) as talk:
            await talk.error(GRADE)
            assert len(talk.server.asked) == 3
            assert talk.model.usage.calls == 3


async def test_n44_requests_spent_before_are_counted():
    async with scene(refuses(500, "x")) as talk:
        request = Request("grade", GRADE.messages, SCHEMA, spent=2)
        await talk.error(request)
        assert len(talk.server.asked) == 1
    async with scene() as talk:
        await talk.error(Request("grade", GRADE.messages, spent=3))
