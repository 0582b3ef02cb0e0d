"""The list of files in docs/architecture.md that lead from an answer to its follow-up is true."""

import re

import pytest

from docs import one_answer


@pytest.fixture(scope="module")
def found():
    return one_answer.ways()


def test_each_named_file_is_on_the_way_and_they_are_few(found):
    for files, understood in zip(found.values(), one_answer.named(), strict=True):
        assert understood <= files
        assert len(understood) <= 15


def test_no_more_files_are_entered_than_the_page_says(found):
    page = one_answer.PAGE.read_text()
    for who, files in found.items():
        row = re.search(rf"^\| {re.escape(who)} \| \d+ \| (\d+) \|", page, re.MULTILINE)
        assert row, "the row has gone"
        # A slow machine may enter a file or two more: what waits, what is shown while it does.
        assert len(files) <= int(row[1]) + 3, "update the page: python -m docs.one_answer"
