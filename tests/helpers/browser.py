"""A headless browser that is driven by its DevTools protocol: what a person would open and type."""

import asyncio
import base64
import json
import shutil
import tempfile
from contextlib import asynccontextmanager

import aiohttp

from tests.helpers.terminal import squeezed, without_codes

BROWSER = shutil.which("chromium") or shutil.which("google-chrome")
DEADLINE = 120.0
"""Seconds that only a defect reaches."""


class Page:
    """One tab; what its web sockets received is kept as text."""

    def __init__(self, socket):
        self._socket = socket
        self._answers = {}
        self._changed = asyncio.Event()
        self.received = b""
        self.requests = []
        self._listening = asyncio.ensure_future(self._listen())

    async def _listen(self):
        async for message in self._socket:
            event = json.loads(message.data)
            if "id" in event:
                self._answers[event["id"]] = event
            elif event["method"] == "Network.webSocketFrameReceived":
                frame = event["params"]["response"]
                if frame["opcode"] == 2:
                    self.received += base64.b64decode(frame["payloadData"])
            elif event["method"] == "Network.requestWillBeSent":
                self.requests.append(event["params"]["request"]["url"])
            self._changed.set()

    async def call(self, method, **params):
        number = len(self._answers) + 1000
        while number in self._answers:
            number += 1
        await self._socket.send_json({"id": number, "method": method, "params": params})
        await self._until(lambda: number in self._answers)
        return self._answers[number].get("result", {})

    async def _until(self, there):
        async with asyncio.timeout(DEADLINE):
            while not there():
                self._changed.clear()
                await self._changed.wait()

    async def until(self, word, since=0):
        """Wait until the terminal was sent this word; return how much it had been sent by then."""
        try:
            await self._until(
                lambda: squeezed(word) in squeezed(without_codes(self.received[since:]))
            )
        except TimeoutError:
            raise AssertionError(
                f"{word!r} never came: {without_codes(self.received)[-2000:]!r}"
            ) from None
        return len(self.received)

    async def open(self, url):
        await self.call("Network.enable")
        await self.call("Page.enable")
        await self.call("Page.bringToFront")  # a tab behind another has no keyboard
        await self.call("Page.navigate", url=url)

    async def type(self, text):
        for letter in text:
            await self.press(letter, ord(letter.upper()), letter)

    async def press(self, key, code=0, text=None):
        more = {} if text is None else {"text": text}
        kind = {"key": key, "windowsVirtualKeyCode": code}
        await self.call("Input.dispatchKeyEvent", type="keyDown", **kind, **more)
        await self.call("Input.dispatchKeyEvent", type="keyUp", **kind)

    async def value(self, expression):
        found = await self.call("Runtime.evaluate", expression=expression, returnByValue=True)
        return found["result"].get("value")


@asynccontextmanager
async def browser():
    """Run a browser with a profile of its own; yields a function that opens a tab."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        process = await asyncio.create_subprocess_exec(
            *(BROWSER, "--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run"),
            *(
                "--disable-background-networking",
                "--remote-debugging-port=0",
                "--window-size=1200,800",
            ),
            *(f"--user-data-dir={profile}", "about:blank"),
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.PIPE,
        )
        try:
            async with aiohttp.ClientSession() as client:
                async with asyncio.timeout(DEADLINE):
                    while b"DevTools listening" not in (line := await process.stderr.readline()):
                        assert line, "the browser did not start"
                port = line.split(b":")[2].split(b"/")[0].decode()
                draining = asyncio.ensure_future(process.stderr.read())

                async def tab():
                    async with client.put(f"http://127.0.0.1:{port}/json/new") as made:
                        found = await made.json(content_type=None)
                    socket = await client.ws_connect(found["webSocketDebuggerUrl"], max_msg_size=0)
                    page = Page(socket)
                    page.close = lambda: client.get(
                        f"http://127.0.0.1:{port}/json/close/{found['id']}"
                    )
                    return page

                yield tab
                draining.cancel()
        finally:
            if process.returncode is None:
                process.terminate()
            await process.wait()
