"""`interviewer serve`: the real program, in a real browser where there is one."""

import asyncio
import json
import signal
import socket
import sys
from contextlib import asynccontextmanager

import aiohttp
import pytest

from tests.helpers.browser import BROWSER, browser
from tests.helpers.program import call, environment
from tests.helpers.terminal import squeezed, without_codes

BANK = {
    "schema_version": 1,
    "title": "Sky",
    "questions": [
        {
            "id": "sky",
            "prompt": "Why is the sky blue?",
            "rubric": [
                {"id": "short", "description": "Short waves scatter more.", "signs": ["scatter"]}
            ],
        }
    ],
}
in_a_browser = pytest.mark.skipif(BROWSER is None, reason="there is no browser")


@pytest.fixture
def home(tmp_path):
    (tmp_path / "home").mkdir()
    (tmp_path / "sky.json").write_text(json.dumps(BANK))
    return tmp_path / "home"


@asynccontextmanager
async def served(home, *words):
    """The address of a running server; it is ended by Ctrl+C."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "interviewer", "serve", "--port", "0", "--", *words),
        stdout=asyncio.subprocess.PIPE,
        env=environment(home),
    )
    try:
        yield (await process.stdout.readline()).decode().strip()
        process.send_signal(signal.SIGINT)
        assert await asyncio.wait_for(process.wait(), 30) == 0
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


def sessions(home):
    return json.loads(call(home, "sessions", "--json").stdout)


# -- the page ---------------------------------------------------------------------------------------


async def test_without_the_token_there_is_nothing(home):
    async with served(home) as address, aiohttp.ClientSession() as client:
        root = address.rsplit("/", 2)[0]
        for path in ("/", "/terminal", "/static/js/textual.js", "/x/terminal", "/x/"):
            async with client.get(root + path) as got:
                assert got.status == 404, path
        async with client.get(address) as got:
            page = await got.text()
            assert got.status == 200
            assert got.headers["Referrer-Policy"] == "no-referrer"
            assert "default-src 'self'" in got.headers["Content-Security-Policy"]
        assert address.replace("http", "ws") + "terminal" in page
        assert "https://" not in page, "nothing is loaded from elsewhere"


async def test_another_page_of_the_same_browser_is_refused(home):
    async with served(home) as address, aiohttp.ClientSession() as client:
        for origin in ("http://evil.example", "null", address.replace("127.0.0.1", "localhost")):
            with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
                await client.ws_connect(address + "terminal", headers={"Origin": origin})
            assert refused.value.status == 403
    assert sessions(home) == []


JUNK = (
    "", "[]", "nonsense", '["stdin"]', '["resize", 7]', '["resize", {"width": -1}]', "[" * 5000,
    '["resize", {"width": 99999, "height": "x"}]', '{"stdin": 1}', '["stdin", "\\ud800"]', "7",
)  # fmt: skip


async def test_a_message_that_means_nothing_changes_nothing(home):
    words = (str(home.parent / "sky.json"), "--offline")
    async with served(home, *words) as address, aiohttp.ClientSession() as client:
        terminal = await client.ws_connect(f"{address}terminal?width=90&height=x")
        await _until(terminal, "your answer")
        for junk in JUNK:
            await terminal.send_str(junk)
        # Ctrl+Z: there is no shell to go back to.
        await terminal.send_str(json.dumps(["stdin", "\x1a"]))
        await terminal.send_str(json.dumps(["stdin", "\x15blue light"]))
        await _until(terminal, "2 words")


async def _until(terminal, word):
    seen = b""
    async with asyncio.timeout(30):
        while squeezed(word) not in squeezed(without_codes(seen)):
            message = await terminal.receive()
            assert message.type is aiohttp.WSMsgType.BINARY, without_codes(seen)
            seen += message.data
    return seen


async def test_a_visitor_s_words_are_kept_when_the_server_ends(home):
    words = (str(home.parent / "sky.json"), "--offline")
    async with aiohttp.ClientSession() as client, served(home, *words) as address:
        terminal = await client.ws_connect(f"{address}terminal")
        await _until(terminal, "your answer")
        await terminal.send_str(json.dumps(["stdin", "not lost"]))
        await _until(terminal, "t lost")
    (draft,) = (home / "drafts").glob("*.json")
    assert "not lost" in draft.read_text()
    assert [one["state"] for one in sessions(home)] == ["unfinished"]


# -- a real browser ---------------------------------------------------------------------------------


@in_a_browser
async def test_an_interview_to_its_report(home):
    words = (str(home.parent / "sky.json"), "--offline", "--follow-ups", "0")
    async with served(home, *words) as address, browser() as tab:
        page = await tab()
        await page.open(address)
        seen = await page.until("your answer")
        await page.type("The short waves scatter more.")
        seen = await page.until("5 words", seen)
        await page.press("Enter", 13, "\r")
        await page.until("unaided", seen)
        elsewhere = [url for url in page.requests if not url.startswith((address, "data:"))]
        assert elsewhere == []
    assert [one["state"] for one in sessions(home)] == ["finished"]


@in_a_browser
async def test_two_visitors_and_a_closed_tab(home):
    words = (str(home.parent / "sky.json"), "--offline")
    async with browser() as tab:
        async with served(home, *words) as address:
            one, other = await tab(), await tab()
            for page, said in ((one, "first person"), (other, "somebody else")):
                await page.open(address)
                seen = await page.until("your answer")
                await page.type(said)
                await page.until("draft saved", seen)
            assert len(sessions(home)) == 2
            await one.close()
        drafts = " ".join(path.read_text() for path in (home / "drafts").glob("*.json"))
        assert "first person" in drafts
        assert "somebody else" in drafts
        async with served(home, "resume") as address:
            page = await tab()
            await page.open(address)
            await page.until("somebody else")


# -- what is said before anybody visits -------------------------------------------------------------


def test_a_port_that_is_taken(home):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = call(home, "serve", "--port", str(taken.getsockname()[1]))
    assert done.returncode == 1
    assert b"Cannot listen at 127.0.0.1:" in done.stderr
    assert b"--port 0" in done.stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["grade", "x"], "is a command without one"),
        (["--plain"], "leave out --plain"),
        (["--no-such-flag"], "unrecognized arguments"),
    ],
)
def test_words_that_no_visitor_could_be_served_with(home, words, said):
    done = call(home, "serve", "--port", "0", "--", *words)
    assert done.returncode == 2
    assert said in done.stderr.decode()


def test_without_the_extra_it_is_named(home, tmp_path):
    (tmp_path / "aiohttp.py").write_text("raise ImportError(name='aiohttp')")
    paths = environment(home)["PYTHONPATH"]
    done = call(home, "serve", PYTHONPATH=f"{tmp_path}:{paths}")
    assert done.returncode == 2
    assert f"{sys.executable} -m pip install 'textual-serve" in done.stderr.decode()
