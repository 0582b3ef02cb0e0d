"""N01-N14: the connection is not made, is lost, or falls silent."""

import asyncio
import socket
import ssl
from pathlib import Path

from interviewer.examiners.model.http.messages import ModelError, StreamBroken
from tests.helpers.model_server import (
    DONE,
    LAST_CHUNK,
    Do,
    Drip,
    End,
    ModelServer,
    Until,
    answers,
    chunk,
    chunked_head,
    delta,
    head,
    says,
)
from tests.helpers.network_doubles import GRADE, Clock, scene, talking

CERTIFICATE = Path(__file__).parent.parent / "data" / "expired.pem"
"""Self-signed for 127.0.0.1, valid on one day of 2020. Its key protects nothing."""


def a_free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


async def test_n01_connection_refused():
    port = a_free_port()
    async with talking(f"http://127.0.0.1:{port}/v1") as talk:
        assert f"Nothing is listening at 127.0.0.1:{port};" in await talk.error()
        assert not talk.waits, "asking again would not start the server"


async def test_n02_name_not_found():
    async with talking("https://models.invalid/v1") as talk:
        assert "Cannot find models.invalid;" in await talk.error()
        assert not talk.waits


def tls_server() -> ModelServer:
    server = ModelServer(says("never"))
    server.ssl = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.ssl.load_cert_chain(CERTIFICATE)
    return server


async def test_n03_tls_untrusted():
    async with tls_server() as server, talking(server) as talk:
        said = await talk.error()
        assert "The certificate of 127.0.0.1" in said
        assert "self-signed" in said
        assert "verif" not in said.partition(";")[2], "no hint to switch checking off"
        assert not server.asked


async def test_n03_tls_expired(monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))
    async with tls_server() as server, talking(server) as talk:
        said = await talk.error()
        assert "certificate has expired" in said
        assert "this computer's clock" in said


async def test_n03_plain_http_on_a_tls_port():
    async with ModelServer(says("never")) as server:
        async with talking(server.url.replace("http:", "https:")) as talk:
            assert "does not speak TLS properly on that port" in await talk.error()
        assert not server.asked


async def test_n04_connect_time_out():
    # A listener that accepts nothing and whose queue is full: the next connection just waits.
    with socket.socket() as full, socket.socket() as first, socket.socket() as second:
        full.bind(("127.0.0.1", 0))
        full.listen(0)
        port = full.getsockname()[1]
        for filler in (first, second):
            filler.setblocking(False)
            filler.connect_ex(("127.0.0.1", port))
        async with talking(f"http://127.0.0.1:{port}/v1", connect=0.1) as talk:
            said = await talk.error()
        assert f"127.0.0.1:{port} did not take a connection in time" in said


async def test_n05_closed_before_the_reply_is_retried():
    async with scene([End.CLOSE], says("Good.")) as talk:
        assert await talk.text() == "Good."
        assert len(talk.server.asked) == 2
        assert [trying.attempt for trying in talk.told] == [2]
        assert talk.waits == [talk.told[0].seconds]


async def test_n06_reset_before_the_reply_is_retried_then_told():
    async with scene(*[[End.RESET]] * 3) as talk:
        said = await talk.error()
        assert "closed the connection before its reply was whole (asked 3 times)" in said
        assert "built-in examiner" in said
        assert len(talk.server.asked) == 3
        assert [trying.attempt for trying in talk.told] == [2, 3]


async def test_n07_hangs_before_the_headers():
    async with scene([End.HANG], says("Good."), first_token=0.4) as talk:
        assert await talk.text() == "Good."
        assert "sent no word within 0.4 s" in talk.told[0].reason


async def test_n08_headers_then_silence():
    """A request that was accepted is worked on, and paid for: silence alone repeats none."""
    async with scene([head(), End.HANG], first_token=0.05) as talk:
        said = await talk.error()
        assert "sent no word within 0.05 s;" in said
        assert "first_token_seconds" in said
        assert len(talk.server.asked) == 1


async def test_n09_only_keep_alive_comments():
    async with scene([head(), delta("Well"), Drip([b": keep-alive\n\n"])], stall=0.1) as talk:
        said = await talk.error(kind=StreamBroken)
        assert "fell silent in the middle of its reply for 0.1 s" in said


async def test_n09_comments_and_empty_events_before_the_first_word():
    idle = Drip([b": working\n\n", delta(""), delta(None, role="assistant")])
    async with scene([head(), idle], first_token=0.1) as talk:
        assert "sent no word within 0.1 s;" in await talk.error()
        assert len(talk.server.asked) == 1


async def test_n10_one_byte_at_a_time():
    slow = Drip([bytes([byte]) for byte in delta("slow")])
    async with scene([head(), slow], total=0.2) as talk:
        said = await talk.error()
        assert "took longer than 0.2 s" in said
        assert len(talk.server.asked) == 1, "not asked for the same again"


async def test_n10_a_word_now_and_then_for_ever():
    clock = Clock()
    words = [delta("and "), Do(lambda: clock.forward(19))] * 10
    async with scene([head(), *words, End.HANG], clock=clock, total=120) as talk:
        assert "took longer than 120 s" in await talk.error()


async def test_n11_tokens_without_end():
    flood = delta("x" * 1000) * 1100
    async with scene([head(), flood, End.HANG]) as talk:
        assert "had no end and was cut off" in await talk.error()
        await asyncio.wait_for(talk.server.gone.wait(), 5)


async def test_n11_bytes_without_an_event():
    endless = [b"data: " + b"x" * 1_000_000] + [b"x" * 1_000_000] * 40
    async with scene([head(), *endless, End.HANG]) as talk:
        assert "had no end and was cut off" in await talk.error()


async def broken_then_restarted(server: ModelServer, **deadlines: float) -> str:
    """Break off after words were heard, then open what the error hands on, once."""
    async with server, talking(server, **deadlines) as talk:
        broken = await talk.failure(GRADE, StreamBroken)
        assert isinstance(broken, StreamBroken)
        assert broken.again is not None
        assert broken.again.spent == 1
        assert await talk.text(broken.again) == '{"ok": true}', "nothing of the first attempt"
        assert len(server.asked) == 2
        assert server.asked[0].body["messages"] == server.asked[1].body["messages"]
    return str(broken)


GOOD = says('{"ok": ', "true}")


async def test_n12_stalls_mid_stream():
    server = ModelServer([head(), delta('{"ok": fal'), End.HANG], GOOD)
    assert "fell silent" in await broken_then_restarted(server, stall=0.4)


async def test_n13_reset_mid_stream():
    server = ModelServer([head(), delta('{"ok": fal'), Until(), End.RESET], GOOD)
    assert "closed the connection" in await broken_then_restarted(server)


async def test_n14_missing_last_chunk():
    server = ModelServer([chunked_head(), chunk(delta('{"ok": fal')), End.CLOSE], GOOD)
    assert "closed the connection" in await broken_then_restarted(server)


async def test_n14_a_second_break_is_final():
    cut = [chunked_head(), chunk(delta("Half")), End.CLOSE]
    async with scene(cut, cut) as talk:
        broken = await talk.failure(kind=StreamBroken)
        assert isinstance(broken, StreamBroken)
        await talk.error(broken.again, ModelError)


async def test_n14_missing_last_chunk_after_the_finish_is_no_loss():
    whole = delta("Whole.") + delta(finish="stop")
    async with scene([chunked_head(), chunk(whole), End.CLOSE]) as talk:
        assert await talk.text() == "Whole."
        assert talk.finish == "stop"


async def test_n14_the_last_chunk_in_place():
    script = [chunked_head(), chunk(delta("Whole.", "stop") + DONE), LAST_CHUNK, End.HANG]
    async with scene(script) as talk:
        assert await talk.text() == "Whole."
        assert talk.model.usage.untold == 1


async def test_n14_content_length_that_is_not_reached():
    short = answers(200, "short", kind="text/event-stream", Content_Length="500")
    async with scene(short, says("Good.")) as talk:
        assert await talk.text() == "Good."
