"""N15-N30: the connection stands, and what comes over it is odd."""

import asyncio
import json

import pytest

from interviewer.examiners.model.http.messages import ContextTooLong, ModelError, StreamBroken
from tests.helpers.model_server import (
    DONE,
    End,
    answers,
    delta,
    event,
    head,
    says,
    usage,
)
from tests.helpers.network_doubles import CANARY, GRADE, scene


async def reply_to(script, request=None, **options):
    """The text and finish reason of a reply that must come with one request."""
    async with scene(script, **options) as talk:
        text = await (talk.text() if request is None else talk.text(request))
        return text, talk.finish


async def test_n15_clean_end_without_finish_reason():
    text, finish = await reply_to([head(), delta("So far"), End.CLOSE])
    assert text == "So far"
    assert finish is None, "it may be cut off, and nobody said so"


async def test_n16_finish_reason_null_then_done():
    assert await reply_to([head(), delta("All."), DONE, End.CLOSE]) == ("All.", "stop")


async def test_n16_done_without_an_empty_line_after_it():
    script = [head(), delta("All."), b"data: [DONE]", End.CLOSE]
    assert await reply_to(script) == ("All.", "stop")


@pytest.mark.parametrize("word", ["length", "max_tokens", "LENGTH"])
async def test_n17_finish_reason_length(word):
    assert await reply_to(says("Cut", finish=word)) == ("Cut", "length")


async def test_n17_thoughts_used_up_the_limit():
    script = [head(), delta(reasoning_content="Hm."), delta(finish="length"), DONE, End.CLOSE]
    async with scene(script, says("Now.")) as talk:
        assert await talk.text() == ""
        assert talk.finish == "length"
        await talk.text()
        first, second = (asked.body["max_tokens"] for asked in talk.server.asked)
        assert second > first, "a model that thinks is given room for it"


async def test_n18_content_filter():
    assert await reply_to(says("Half", finish="content_filter")) == ("Half", "content_filter")
    assert await reply_to(says(finish="content_filter")) == ("", "content_filter")


async def test_n18_content_filter_on_the_question():
    refusal = answers(400, {"error": {"code": "content_filter", "message": "Rules of content"}})
    async with scene(refusal) as talk:
        assert 'The provider filtered this: "Rules of content";' in await talk.error(GRADE)


async def test_n19_refusal():
    script = [head(), delta(refusal="I'm "), delta(refusal="sorry."), delta(finish="stop"), DONE]
    assert await reply_to([*script, End.CLOSE]) == ("", "refusal")


async def test_n20_choices_empty_null_or_missing():
    odd = [
        event({"choices": []}),
        event({"choices": None}),
        event({}),
        event({"choices": {"a": 1}}),
    ]
    odd += [event({"choices": [{}]}), event({"choices": ["?"]}), event({"choices": [None]})]
    script = [head(), *odd, delta("Fine."), *odd, delta(finish="stop"), *odd, DONE, End.CLOSE]
    assert await reply_to(script) == ("Fine.", "stop")


async def test_n21_delta_null():
    odd = [event({"choices": [{"index": 0, "delta": delta}]}) for delta in (None, {}, "x", [1], 5)]
    contents = [event({"choices": [{"delta": {"content": c}}]}) for c in (None, 5, {}, [None], [5])]
    script = [head(), *odd, *contents, delta("Fine."), *odd, delta(finish="stop"), DONE, End.CLOSE]
    assert await reply_to(script) == ("Fine.", "stop")


async def test_n22_empty_completion_has_one_retry():
    async with scene(says(), says("Now.")) as talk:
        assert await talk.text() == "Now."
        assert "replied with nothing at all" in talk.told[0].reason
    async with scene(says(), says()) as talk:
        assert "nothing at all (asked 2 times)" in await talk.error()


UNREADABLE = {
    "n23": b"data: {not json}\n\n",
    "n24": event("just a string"),
    "n24-null": event(None),
    "n24-list": event([1, 2]),
    "n24-number": event(7),
    "n25": b'data: {"choices": [{"delta": {"content": "\xff\xfe"}}]}\n\n',
    "deep": b"data: " + b"[" * 100_000 + b"\n\n",
    "digits": b"data: " + b"9" * 5_000 + b"\n\n",
}


@pytest.mark.parametrize("bad", UNREADABLE.values(), ids=UNREADABLE.keys())
async def test_n23_n24_n25_something_unreadable(bad):
    """Before the first word it is asked again; after it, the reply is broken off."""
    async with scene([head(), bad, End.CLOSE], says("Good.")) as talk:
        assert await talk.text() == "Good."
        assert "sent something unreadable" in talk.told[0].reason
    async with scene([head(), delta("Well"), bad, End.CLOSE]) as talk:
        assert "sent something unreadable" in await talk.error(kind=StreamBroken)


async def test_n26_what_is_allowed_works():
    raw = (
        b": hello\r\n\r\nevent: message\r\nid: 7\r\nretry: 5\r\n"
        + delta("gr").rstrip()
        + b"\r\n\r\n"
    )
    raw += delta("PLACE").replace(b"PLACE", "üß 🎈".encode()).replace(b"\n", b"\r\n")
    # A pair of surrogates, and CR LF, cut apart between two events.
    raw += delta("\ud83c") + delta("\udf88\r") + delta("\nend", "stop") + DONE
    pieces = [raw[i : i + 1] for i in range(len(raw))]
    text, finish = await reply_to([head(), *pieces, End.CLOSE])
    assert text == "grüß 🎈🎈\nend"
    assert finish == "stop"


async def test_n26_lone_surrogates_are_replaced():
    text, _ = await reply_to(says("a\udf88b", "\ud83c", "c", "\ud83c"))
    assert text == "a\ufffdb\ufffdc\ufffd"


async def test_n27_error_object_inside_the_stream():
    hostile = event({"error": {"message": f"No \x1b[2J\u202e luck {CANARY}", "type": "oops"}})
    async with scene([head(), delta("Well"), hostile, End.CLOSE]) as talk:
        said = await talk.error(kind=StreamBroken)
        assert "reported an error instead of a reply" in said
        assert "No ␛[2J<202E> luck ..." in said


async def test_n27_error_object_before_the_first_word_is_retried_by_its_code():
    busy = [head(), event({"error": {"code": 502, "message": "upstream"}}), End.CLOSE]
    quota = [head(), event({"error": {"code": "insufficient_quota", "message": "pay"}}), End.CLOSE]
    async with scene(busy, quota) as talk:
        assert 'has no credit left: "pay"' in await talk.error()
        assert 'has trouble of its own (502): "upstream"' in talk.told[0].reason


@pytest.mark.parametrize("mark", [{"object": "error"}, {"type": "error"}])
async def test_n27_an_event_that_is_an_error_by_itself(mark):
    error = {**mark, "message": "Out of luck", "code": None}
    async with scene([head(), delta("Well"), event(error), End.CLOSE]) as talk:
        assert "Out of luck" in await talk.error(kind=StreamBroken)
    body = {"object": "error", "message": "This model's maximum context length is 9", "code": 400}
    async with scene(answers(200, body)) as talk:
        await talk.failure(kind=ContextTooLong)


async def test_n27_finish_reason_error():
    async with scene(says("Well", finish="error")) as talk:
        assert "reported an error" in await talk.error(kind=StreamBroken)


PAGE = "<!DOCTYPE html><html><body>Please log in to our Wi-Fi</body></html>"


@pytest.mark.parametrize("kind", ["text/html; charset=utf-8", "text/event-stream", "text/plain"])
async def test_n28_html_with_status_200(kind):
    async with scene(answers(200, PAGE, kind)) as talk:
        said = await talk.error()
        assert "answered with a web page" in said
        assert "log-in page" in said
        assert "/v1" in said
        assert len(talk.server.asked) == 1


async def test_n29_json_although_a_stream_was_asked_for():
    whole = {
        "choices": [{"message": {"content": "All at once."}, "finish_reason": "stop"}],
        "usage": {"prompt_tokens": 7, "completion_tokens": 3},
    }
    async with scene(answers(200, whole)) as talk:
        assert await talk.text() == "All at once."
        assert talk.finish == "stop"
        assert (talk.model.usage.tokens_in, talk.model.usage.tokens_out) == (7, 3)


@pytest.mark.parametrize("body", ["{}", "[]", "null", '"x"', "{", '{"choices": 5}', "[" * 100_000])
async def test_n29_json_that_is_no_reply(body):
    async with scene(answers(200, body)) as talk:
        assert "something that is no model's reply" in await talk.error()


async def test_n29_html_that_claims_to_be_json():
    async with scene(answers(200, PAGE)) as talk:
        assert "answered with a web page" in await talk.error()


@pytest.mark.parametrize("error", [{"message": "Out of luck"}, "Out of luck"])
async def test_n30_error_object_with_status_200(error):
    said_so = [answers(200, {"error": error})] * 3
    async with scene(*said_so) as talk:
        assert 'reported an error instead of a reply: "Out of luck"' in str(
            await asyncio.wait_for(talk.failure(kind=ModelError), 10)
        )


async def test_n30_error_object_with_status_200_and_a_code():
    body = json.dumps({"error": {"message": "no such model: small", "code": "model_not_found"}})
    async with scene(answers(200, body)) as talk:
        assert 'does not know the model "small"' in await talk.error()


async def test_usage_is_told_with_every_event_or_at_the_end_or_never():
    each = [head(), usage(5, 1), delta("a"), usage(5, 2), delta("b", "stop"), usage(5, 3, 4), DONE]
    async with scene([*each, End.CLOSE], says("c")) as talk:
        await talk.text()
        await talk.text()
        told = talk.model.usage
        assert (told.calls, told.tokens_in, told.cached, told.tokens_out) == (2, 5, 4, 3)
        assert told.untold == 1
