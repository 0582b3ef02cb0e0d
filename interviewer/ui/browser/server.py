"""The server of `interviewer serve`: a page with a terminal, and a program for each visitor.

The address holds a random token, so that neither another user of this machine nor a page open in
the same browser can use the program, its model and its key.
"""

import asyncio
import html
import secrets
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import textual_serve
from aiohttp import WSMsgType, web

from interviewer.ui.browser.visitor import Visitor

PAGE = Path(__file__).with_name("page.html")
SCRIPT = Path(__file__).with_name("page.js")
STATIC = Path(textual_serve.__file__).with_name("static")
"""Of textual-serve: the terminal in the browser, its style and its font."""
LARGEST_MESSAGE = 1024 * 1024
"""Bytes of one message from the browser; a paste is one. An answer has 64 KiB at most."""
_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'self'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data:; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",  # the address is the secret
    "X-Content-Type-Options": "nosniff",
}


class BrowserServer:
    """Serves the program with `words` of the command line, in `environment`, to whoever has `token`."""

    def __init__(self, words: Sequence[str], environment: Mapping[str, str]) -> None:
        self.token = secrets.token_urlsafe(24)
        self._words = words
        self._environment = environment
        self._visits: set[asyncio.Task[None]] = set()
        self._runner = web.AppRunner(self._app(), access_log=None)

    async def begin(self, host: str, port: int) -> str:
        """Listen; return the address to open. Raises OSError where this cannot be listened at."""
        await self._runner.setup()
        site = web.TCPSite(self._runner, host, port, shutdown_timeout=1.0)
        await site.start()
        bound = self._runner.addresses[0]
        shown = f"[{host}]" if ":" in host else host
        return f"http://{shown}:{bound[1]}/{self.token}/"

    async def end(self) -> None:
        """Hang up every visitor's terminal, wait until what they wrote is kept, and close."""
        for visit in self._visits:
            visit.cancel()
        await asyncio.gather(*self._visits, return_exceptions=True)
        await self._runner.cleanup()

    def _app(self) -> web.Application:
        own = web.Application(middlewares=[_with_headers])
        own.add_routes(
            [
                web.get("/", self._page),
                web.get("/page.js", _script),
                web.get("/terminal", self._terminal),
                web.static("/static", STATIC),
            ]
        )
        app = web.Application()
        app.add_subapp(f"/{self.token}", own)
        return app

    async def _page(self, request: web.Request) -> web.StreamResponse:
        # The host that the browser asked for: behind a forwarded port it is not the one listened at.
        secure = request.secure or request.headers.get("X-Forwarded-Proto") == "https"
        socket = f"{'wss' if secure else 'ws'}://{request.host}/{self.token}/terminal"
        page = PAGE.read_text(encoding="utf-8").replace("{{ socket }}", html.escape(socket))
        return web.Response(text=page, content_type="text/html")

    async def _terminal(self, request: web.Request) -> web.StreamResponse:
        origin = request.headers.get("Origin")
        if origin is not None and urlsplit(origin).netloc != request.host:
            raise web.HTTPForbidden(text="This page is not the program's own.")
        socket = web.WebSocketResponse(heartbeat=15.0, max_msg_size=LARGEST_MESSAGE)
        await socket.prepare(request)
        visitor = Visitor(socket.send_bytes)
        size = _size(request.query)
        visit = asyncio.ensure_future(self._visited(visitor, socket, *size))
        self._visits.add(visit)
        try:
            async for message in socket:
                if message.type is WSMsgType.TEXT:
                    await _act_on(message.json, visitor, socket)
        finally:
            visit.cancel()
            await asyncio.gather(visit, return_exceptions=True)
            self._visits.discard(visit)
        return socket

    async def _visited(
        self, visitor: Visitor, socket: web.WebSocketResponse, columns: int, rows: int
    ) -> None:
        try:
            await visitor.run(self._words, columns, rows, self._environment)
        except ConnectionError:
            return  # the browser has gone
        await socket.close()


async def _script(_request: web.Request) -> web.StreamResponse:
    return web.FileResponse(SCRIPT, headers={"Content-Type": "text/javascript; charset=utf-8"})


async def _act_on(
    message: Callable[[], Any], visitor: Visitor, socket: web.WebSocketResponse
) -> None:
    """One message of the page: a list of its kind and what it carries. Anything else is dropped."""
    try:
        kind, *more = message()
        carried = more[0] if more else None
        if kind == "stdin":
            visitor.type(str(carried).encode("utf-8", "replace"))
        elif kind == "resize" and isinstance(carried, dict):
            visitor.resize(*_size(carried))
        elif kind == "ping":
            await socket.send_json(["pong", carried])
    except (ValueError, TypeError, RecursionError):
        return


def _size(given: Mapping[str, Any]) -> tuple[int, int]:
    """The columns and rows of the page's terminal; 80 and 24 where they are not numbers."""
    return _number(given.get("width"), 80), _number(given.get("height"), 24)


def _number(value: object, otherwise: int) -> int:
    text = str(value)
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else otherwise


@web.middleware
async def _with_headers(request: web.Request, handler: Any) -> web.StreamResponse:
    response: web.StreamResponse = await handler(request)
    if not response.prepared:
        response.headers.update(_HEADERS)
    return response
