"""A home and a bank for the rows that run the whole program."""

import json

import pytest

from tests.commands.test_program import BANK


@pytest.fixture
def home(tmp_path):
    return tmp_path / "home"


@pytest.fixture
def bank(tmp_path):
    path = tmp_path / "bank.json"
    path.write_text(json.dumps(BANK))
    return path
