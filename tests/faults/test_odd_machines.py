"""S11-S13, B10-B12: lists of models, proxies, certificates, echoes of the key, and far too much."""

import base64
import json
import time

import pytest

from interviewer.core.protocol import Graded
from interviewer.core.redaction import KeyMask, scrubbed
from interviewer.examiners.model.http.messages import ModelError
from interviewer.examiners.model.server_check import probe
from tests.examiners.model.test_model_examiner import CLOSING, GOOD, reply, said
from tests.examiners.model.test_model_program import QUESTIONS
from tests.faults.test_network import a_free_port
from tests.helpers.model_server import (
    DONE,
    End,
    ModelServer,
    answers,
    delta,
    event,
    head,
    in_thread,
    refuses,
    says,
    usage,
)
from tests.helpers.network_doubles import CANARY, GRADE, HELLO, LEAKS, scene, talking
from tests.helpers.odd_servers import exam
from tests.helpers.program import call

# -- S11 ------------------------------------------------------------------------------------------

READY = [*says("ready")[:-2], usage(9, 2), DONE, End.CLOSE]
SHAPED = [*says('{"ready": true}')[:-2], usage(9, 5), DONE, End.CLOSE]


def listing(*names):
    return answers(200, {"object": "list", "data": [{"id": name} for name in names]})


LISTS = {
    "401": refuses(401, "no rights"),
    "403": refuses(403, "Missing scope: model.read"),
    "400": refuses(400, "bad request"),
    "404": answers(404, "nothing here"),
    "500": refuses(500, "down"),
    "other prefix": listing("models/small"),
    "tag": listing("large", "small:latest"),
    "case": listing("Small"),
    "other names": listing("large", "medium"),
    "empty": listing(),
    "a page": answers(200, "<html>", "text/html"),
    "nonsense": answers(200, {"data": "all of them"}),
}


@pytest.mark.parametrize("listed", LISTS.values(), ids=LISTS.keys())
async def test_s11_the_chat_decides(listed):
    async with scene(listed, READY, SHAPED) as talk:
        checks = {check.name: check for check in await probe(talk.model)}
    assert [name for name, check in checks.items() if check.ok is False] == []
    assert checks["reachable"].ok


async def test_s11_a_list_that_is_forbidden_and_a_chat_that_fails():
    async with scene(refuses(401, "bad key"), refuses(401, "bad key")) as talk:
        checks = {check.name: check for check in await probe(talk.model)}
    assert checks["reachable"].ok is False
    assert "rejected the key" in checks["reachable"].verdict


def test_s11_doctor_shows_what_was_learned_and_where_it_is_kept(tmp_path):
    home = tmp_path / "home"
    # A plain question has no system message: the role is refused when JSON is asked for.
    refused = refuses(400, "only user and assistant roles are supported, got system")
    script = [refuses(403, "no list"), READY, refused, SHAPED]
    with in_thread(ModelServer(*script)) as server:
        run = call(home, "doctor", "--model", "m", "--base-url", server.url)
    assert run.returncode == 0, run.stdout
    assert b"learned of it" in run.stdout
    assert b"no role system" in run.stdout
    kept = home / "known-servers.json"
    assert str(kept).encode() in run.stdout
    assert json.loads(kept.read_text())["servers"]
    kept.unlink()
    with in_thread(ModelServer(listing("m"), READY, SHAPED)) as server:
        run = call(home, "doctor", "--model", "m", "--base-url", server.url)
        assert run.returncode == 0
        assert server.asked[2].body["messages"][0]["role"] == "system", "learned again"


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '{"version": 1, "servers": {"x": []}}', '{"version": 1, "servers": {"HOST m": {"day": "2026-13-45", "learned": {"structure": 5}}}}', '{"version": 9}'])  # fmt: skip
def test_s11_what_was_kept_may_be_damaged(tmp_path, text):
    home = tmp_path / "home"
    home.mkdir()
    (home / "known-servers.json").write_text(text)
    with in_thread(ModelServer(listing("m"), READY, SHAPED)) as server:
        assert call(home, "doctor", "--model", "m", "--base-url", server.url).returncode == 0


UNSPECIFIED = "0.0.0.0"  # noqa: S104 - it is connected to, not bound

# -- S12 ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("variable", ["http_proxy", "HTTP_PROXY", "ALL_PROXY", "all_proxy"])
@pytest.mark.parametrize("place", ["127.0.0.1:{port}", "http://user:secret@127.0.0.1:{port}/"])
async def test_s12_a_dead_proxy_is_named(monkeypatch, variable, place):
    port = a_free_port()
    monkeypatch.setenv(
        variable, f"http://{place.format(port=port)}".replace("http://http:", "http:")
    )
    async with talking("http://models.invalid/v1") as talk:
        told = await talk.error()
    assert f"The proxy 127.0.0.1:{port}, set by {variable}, did not connect" in told
    assert "secret" not in told
    assert "Nothing is listening" not in told


async def test_s12_a_proxy_whose_name_is_not_found(monkeypatch):
    monkeypatch.setenv("https_proxy", "http://proxy.invalid:3128")
    async with talking("https://models.invalid/v1") as talk:
        assert "The proxy proxy.invalid:3128, set by https_proxy," in await talk.error()


async def test_s12_without_a_proxy_the_server_is_named(monkeypatch):
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    for excepted in ("models.invalid", ".invalid", "*", "other, models.invalid"):
        monkeypatch.setenv("no_proxy", excepted)
        async with talking("http://models.invalid/v1") as talk:
            assert "Cannot find models.invalid;" in await talk.error()


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", UNSPECIFIED])
async def test_s12_this_machine_is_reached_past_any_proxy(monkeypatch, host):
    for variable in ("http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(variable, "http://127.0.0.1:9")
    server = ModelServer(says("Good."))
    async with server:
        with monkeypatch.context() as patched:
            if (
                host == UNSPECIFIED
            ):  # the suite lets nothing out but to loopback, and this is no name of it
                patched.setattr("ipaddress.IPv4Address.is_loopback", property(lambda _: True))
            async with talking(f"http://{host}:{server.port}/v1") as talk:
                assert await talk.text() == "Good."


# -- S13 ------------------------------------------------------------------------------------------

MISSING = "/no/such/place"


@pytest.mark.parametrize("variable", ["SSL_CERT_FILE", "SSL_CERT_DIR", "REQUESTS_CA_BUNDLE"])
@pytest.mark.parametrize("kind", ["missing", "empty file", "wrong kind", "no certificate"])
def test_s13_certificates_that_are_not_there_are_told_before_question_1(tmp_path, variable, kind):
    text = tmp_path / "bundle.pem"
    text.write_text("" if kind == "empty file" else "no certificate at all")
    path = {"missing": MISSING, "wrong kind": str(tmp_path)}.get(kind, str(text))
    if kind == "wrong kind" and variable != "SSL_CERT_FILE":
        pytest.skip("a folder is what it may name")
    run = call(
        tmp_path / "home", "--plain", "--model", "m", "--base-url", "https://models.invalid/v1",
        **{variable: path, "INTERVIEWER_API_KEY": "x" * 20},
    )  # fmt: skip
    assert run.returncode == 2
    told = run.stderr.decode()
    assert told.startswith(f"{variable} names {path}, which ")
    assert f"unset {variable}" in told
    assert run.stdout == b""


def test_s13_without_https_no_certificate_is_needed(tmp_path):
    bank = tmp_path / "bank.json"
    bank.write_text(json.dumps({"questions": QUESTIONS[:1]}))
    with in_thread(ModelServer()) as server:
        run = call(
            tmp_path / "home", bank, "--plain", "--model", "m", "--base-url", server.url,
            stdin="/quit\n", SSL_CERT_FILE=MISSING, REQUESTS_CA_BUNDLE=MISSING,
        )  # fmt: skip
    assert run.returncode == 0, run.stderr


# -- B10 ------------------------------------------------------------------------------------------

ECHOES = {
    "whole": CANARY,
    "a piece": CANARY[3:17],
    "base64": base64.b64encode(CANARY.encode()).decode(),
    "basic authorisation": base64.b64encode(f"user:{CANARY}".encode()).decode(),
    "base64 for URLs": base64.urlsafe_b64encode(f"ab{CANARY}".encode()).decode(),
    "in words": f"your key is {CANARY}!",
}


def shows_the_key(text: str) -> bool:
    """Whether eight characters in a row of the key, or of its base64 at any offset, are to be seen."""
    forms = [CANARY, *(base64.b64encode(b"x" * n + CANARY.encode()).decode()[n + 2 : -4] for n in range(3))]  # fmt: skip
    return any(form[i : i + 9] in text for form in forms for i in range(len(form) - 9))


@pytest.mark.parametrize("echo", ECHOES.values(), ids=ECHOES.keys())
def test_b10_the_key_is_masked_wherever_it_is_cut(echo):
    assert not shows_the_key(scrubbed(f"so {echo} it is", CANARY))
    for size in (1, 2, 5, 9, 30):
        mask, shown = KeyMask(CANARY), ""
        text = f"so {echo} it is"
        for at in range(0, len(text), size):
            shown += mask.feed(text[at : at + size])
        assert not shows_the_key(shown)
        assert shown.startswith("so ")
        assert shown.endswith(" it is")


@pytest.mark.parametrize(
    ("kind", "escaped"),
    [("whole", False), ("a piece", True), ("base64", True), ("basic authorisation", False)],
)
def test_b10_an_echoed_key_is_nowhere(tmp_path, kind, escaped):
    """As a point's id, a quote, a follow-up, an error and the closing words; through the program."""
    echo, bank, home = ECHOES[kind], tmp_path / "bank.json", tmp_path / "home"
    bank.write_text(json.dumps({"questions": QUESTIONS[:1]}))
    finding = {"point": echo, "quote": echo, "made": "yes"}
    follow_up = {"point": "p", "text": f"And what of {echo}?"}
    bad = json.dumps({"findings": [finding], "follow_up": None})
    missed = json.dumps({"findings": [{"point": "p", "quote": echo, "made": "no"}], "follow_up": follow_up})  # fmt: skip
    if escaped:  # as a server may escape any character of its JSON
        bad, missed = (text.replace(echo, "".join(f"\\u{ord(c):04x}" for c in echo)) for text in (bad, missed))  # fmt: skip
    script = [says(*said(bad)), says(*said(bad)), says(*said(missed)), refuses(400, echo)]
    served = iter(script)
    server = ModelServer(answer=lambda _: next(served, says(f"Goodbye, {echo}.")))
    with in_thread(server):
        where = ("--model", "m", "--base-url", server.url)
        outputs = []
        for _ in range(2):
            run = call(home, bank, "--plain", *where, stdin="The short waves scatter more.\n\nNo more.\n\n/quit\n", INTERVIEWER_API_KEY=CANARY)  # fmt: skip
            assert run.returncode == 0, run.stderr
            outputs += [run.stdout.decode(), run.stderr.decode()]
    outputs += [path.read_text("utf-8", "replace") for path in home.rglob("*") if path.is_file()]
    assert len(server.asked) >= 4
    for text in outputs:
        assert not shows_the_key(text)
        for leak in LEAKS:
            assert leak not in text


# -- B11 ------------------------------------------------------------------------------------------

DIGITS = "9" * 4_300
HUGE = {
    "a huge count": b'data: {"choices": [], "usage": {"prompt_tokens": %s, "completion_tokens": 5}}\n\n' % DIGITS.encode(),
    "too long a number": b'data: {"choices": [], "usage": {"prompt_tokens": %s}}\n\n' % (b"9" * 5_000),
    "a number without end": b'data: {"choices": [], "usage": {"prompt_tokens": 1e999, "completion_tokens": -1}}\n\n',
    "in words": event({"choices": [], "usage": {"prompt_tokens": "many", "completion_tokens": [1]}}),
    "details": event({"choices": [], "usage": {"prompt_tokens": 5, "prompt_tokens_details": {"cached_tokens": int(DIGITS)}}}),
}  # fmt: skip


@pytest.mark.parametrize("told", HUGE.values(), ids=HUGE.keys())
async def test_b11_a_count_that_is_none_does_no_harm(told):
    async with exam([head(), *(delta(w) for w in said(GOOD)), delta(finish="stop"), told, DONE, End.CLOSE], says(CLOSING)) as seen:  # fmt: skip
        assert await seen.credits() == [1, 0]
        await seen.closing()
        assert len(seen.examiner.usage) < 100
        assert seen.examiner.tokens.tokens_in < 10**9


def nested(depth):
    return '{"choices": [{"delta": {"content": ' + "[" * depth + '"x"' + "]" * depth + "}}]}"


NESTED = {
    "content 480 deep": nested(480),
    "content 900 deep": nested(900),
    "content 100,000 deep": nested(100_000),
    "thoughts 480 deep": '{"choices": [{"delta": {"reasoning": ' + '{"text": ' * 480 + '"x"' + "}" * 480 + "}}]}",
    "an error 480 deep": '{"error": ' * 480 + '"x"' + "}" * 480,
    "objects 100,000 deep": '{"a":' * 100_000,
}  # fmt: skip


@pytest.mark.parametrize("text", NESTED.values(), ids=NESTED.keys())
@pytest.mark.parametrize("status", [200, 400])
async def test_b11_content_that_is_nested_deep_ends_in_a_sentence(text, status):
    for script in ([head(status), b"data: " + text.encode() + b"\n\n", DONE, End.CLOSE], answers(status, text)):  # fmt: skip
        async with scene(*[script] * 3) as talk:
            await talk.error(GRADE)
        async with exam(*[script] * 3) as seen:
            assert not isinstance(await seen.grade(), Graded)


# -- B12 ------------------------------------------------------------------------------------------

MUCH = 30_000_000
FLOODS = {
    "an error's text": [head(400, "application/json"), b'{"error": {"message": "too much ', b"x" * MUCH, b'"}}'],
    "an error's list": [head(500, "application/json"), b'{"errors": [', b'"x", ' * (MUCH // 5)],
    "an error of braces": [head(400, "application/json"), b"{" * MUCH],
    "an error in a stream": [head(), b'data: {"error": {"message": "', b"x" * 7_000_000, b'"}}\n\n'],
    "choices": [head(), b'data: {"choices": [', b"{}, " * 900_000, b"{}]}\n\n"],
    "nested braces": [head(), *[delta("{" * 1000)] * 200, delta(finish="stop"), DONE],
    "nested objects": [head(), *[delta('{"findings": ' * 100)] * 100, delta(finish="stop"), DONE],
    "braces that close": [head(), *[delta('{"a": {}} ' * 100)] * 200, delta(finish="stop"), DONE],
    "a page": [head(200, "text/html"), b"<html>", b"<p>" * (MUCH // 3)],
    "words": [head(200, "text/plain"), b"word " * (MUCH // 5)],
}  # fmt: skip


@pytest.mark.parametrize("script", FLOODS.values(), ids=FLOODS.keys())
async def test_b12_too_much_ends_in_time(script):
    """Within seconds, on a loop that others can use meanwhile: a deadline would be kept."""
    began = time.monotonic()
    async with exam(*[[*script, End.CLOSE]] * 3, total=20.0) as seen:
        reason = await seen.reason()
    assert len(reason) < 1500
    assert time.monotonic() - began < 10


async def test_b12_the_beginning_of_an_error_is_what_it_says():
    script = [head(400, "application/json"), b'{"error": {"message": "the real reason", "more": "', b"x" * MUCH]  # fmt: skip
    async with scene([*script, End.CLOSE]) as talk:
        try:
            await talk.text(HELLO)
        except ModelError as told:
            assert "the real reason" in str(told)


async def test_b12_an_error_that_never_ends_is_cut_off(monkeypatch):
    monkeypatch.setattr("interviewer.examiners.model.http.connection.ERROR_SECONDS", 0.2)
    script = [head(401, "application/json"), b'{"error": {"message": "no such key', End.HANG]
    async with scene(script) as talk:
        assert "rejected the key" in await talk.error()


def test_b12_a_reply_in_a_thousand_pieces_is_read_in_linear_time():
    from interviewer.examiners.model.partial_reply import PartialReply

    def seconds(size):
        text = reply(
            ("lookup", "no", ""), ("write-cost", "no", ""), follow_up=None, note="}" * size
        )
        began, incoming = time.perf_counter(), PartialReply()
        for at in range(0, len(text), 20):
            incoming.feed(text[at : at + 20])
            incoming.settled(beliefs=True)
            assert incoming.ended is (at + 20 >= len(text))
        return time.perf_counter() - began

    seconds(1_000)
    assert seconds(160_000) < 12 * max(seconds(20_000), 0.005)
