"""A slice of `make odd-keys`: always the same sequences."""

import pytest

from tests.odd_keys import lives, reading


def test_readers_lose_no_word():
    assert [told for seed in range(400) if (told := reading.wrong(seed))] == []


@pytest.mark.parametrize("screen", [True, False], ids=["screen", "lines"])
def test_odd_keys_do_no_harm(screen):
    for seeds, screen_, types in lives.jobs(1, 60, screen=screen):
        lives.live(seeds, screen=screen_, types=types)
