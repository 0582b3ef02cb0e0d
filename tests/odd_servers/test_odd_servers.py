"""A slice of `make odd-servers`: always the same servers."""

import pytest

from tests.odd_servers.run import many


@pytest.mark.parametrize("seed", [1, 10_001])
async def test_odd_servers_do_no_harm(seed):
    found = await many(seed, 20)
    assert found["graded"] > 0.5 * found["gradings"]
    assert found["gentle"] > 5
