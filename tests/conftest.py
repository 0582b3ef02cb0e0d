"""No test touches the person's own files, keys or network: here, for all of them."""

import ipaddress
import os
import signal
import socket

import pytest

_SETTINGS = ("INTERVIEWER_", "OPENAI_", "NO_COLOR", "ALL_PROXY", "HTTP_PROXY", "HTTPS_PROXY")


def pytest_configure():
    """What is ignored stays ignored in whatever is started: not so where nohup or & run the tests."""
    for number, usual in (
        (signal.SIGINT, signal.default_int_handler),
        (signal.SIGHUP, signal.SIG_DFL),
        (signal.SIGTERM, signal.SIG_DFL),
    ):
        if signal.getsignal(number) is signal.SIG_IGN:
            signal.signal(number, usual)


@pytest.fixture(autouse=True)
def _own_world(monkeypatch, tmp_path):
    for name in list(os.environ):
        if name.upper().startswith(_SETTINGS):
            monkeypatch.delenv(name)
    monkeypatch.setenv("INTERVIEWER_HOME", str(tmp_path / "home"))


@pytest.fixture(autouse=True)
def _loopback_only(monkeypatch):
    """A call beyond this machine is a defect of the test, whatever it was meant to show."""
    connect, look_up = socket.socket.connect, socket.getaddrinfo

    def guarded_connect(self, address):
        if self.family in (socket.AF_INET, socket.AF_INET6):
            assert ipaddress.ip_address(address[0]).is_loopback, f"a test called {address}"
        return connect(self, address)

    def guarded_look_up(host, *rest, **more):
        name = host.decode() if isinstance(host, bytes) else host
        if name not in (None, "localhost") and not _is_address(name):
            raise socket.gaierror(socket.EAI_NONAME, f"a test looked up {name}")
        return look_up(host, *rest, **more)

    monkeypatch.setattr(socket.socket, "connect", guarded_connect)
    monkeypatch.setattr(socket, "getaddrinfo", guarded_look_up)


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True
