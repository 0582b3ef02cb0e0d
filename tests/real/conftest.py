"""These tests take a model of 98 MB and seconds of every core: they are run only when asked for."""

import os

import pytest

from tests.real.llama_server import llama_server

collect_ignore_glob = [] if os.environ.get("REAL_SERVER") else ["test_*.py"]


@pytest.fixture(scope="session")
def base_url():
    """One real server for all tests."""
    with llama_server() as url:
        yield url
