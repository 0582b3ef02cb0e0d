"""`serve`: the screen in a web browser, on this machine unless another address is given."""

import argparse
import asyncio
import ipaddress
import os
import shlex
import signal
import socket
import sys
from typing import TYPE_CHECKING

from interviewer.commands import wiring
from interviewer.commands.registry import COMMANDS, parser_for
from interviewer.core.errors import ReportedError, UsageError
from interviewer.core.text import one_line
from interviewer.process.output import message, say
from interviewer.process.signals import SIGNALS

if TYPE_CHECKING:
    from interviewer.ui.browser.server import BrowserServer

ON_SCREEN = ("start", "resume", "practice")
"""Commands with a screen. Words that begin with none of them are those of `start`."""


def serve(arguments: argparse.Namespace) -> int:
    """Serve until Ctrl+C. Raises UsageError where WORDS make no sense or the extra is missing."""
    words = list(arguments.words)
    _check(words)
    try:
        from interviewer.ui.browser.server import BrowserServer
    except ImportError as missing:
        raise UsageError(
            f"serve needs a package that is not installed ({missing.name}): "
            f"{shlex.quote(sys.executable)} -m pip install 'textual-serve>=1.1'"
        ) from None
    home = wiring.home_of(arguments)
    environment = {**os.environ, "INTERVIEWER_HOME": str(home)}
    return asyncio.run(_serve(BrowserServer(words, environment), arguments.host, arguments.port))


async def _serve(server: "BrowserServer", host: str, port: int) -> int:
    ended: asyncio.Future[int] = asyncio.get_running_loop().create_future()
    with SIGNALS.handled_by(asyncio.get_running_loop(), lambda number: _once(ended, number)):
        try:
            address = await server.begin(host, port)
        except socket.gaierror:
            await server.end()
            raise ReportedError(
                one_line(
                    f"There is no address {host}. --host takes one of this machine's addresses."
                )
            ) from None
        except OSError as error:
            await server.end()
            why = os.strerror(error.errno) if error.errno else str(error)
            raise ReportedError(
                one_line(f"Cannot listen at {host}:{port}: {why}. --port 0 takes a free port.")
            ) from None
        say(one_line(address), flush=True)
        message(one_line(_about(host)))
        number = await ended
        await server.end()
    return 0 if number == signal.SIGINT else 128 + number


def _check(words: list[str]) -> None:
    """Report now what every visitor would see; argparse says it for the most part."""
    if words and words[0] in COMMANDS.keys() - ON_SCREEN:
        raise UsageError(f"serve shows the screen: `{words[0]}` is a command without one.")
    command, rest = (
        (words[0], words[1:]) if words[:1] and words[0] in ON_SCREEN else ("start", words)
    )
    if getattr(parser_for(command).parse_args(rest), "plain", False):
        raise UsageError("serve shows the screen: leave out --plain.")


def _once(ended: "asyncio.Future[int]", number: int) -> None:
    if not ended.done():
        ended.set_result(number)


def _about(host: str) -> str:
    if _is_this_machine(host):
        return "Open this address in a browser on this machine. Ctrl+C ends it."
    return (
        "warning: whoever knows this address can read and use your interviews, and the model that "
        "you pay for, over a connection that is not encrypted. Ctrl+C ends it."
    )


def _is_this_machine(host: str) -> bool:
    """Whether only this machine can reach a server that listens there: 0.0.0.0 listens to all the network."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
