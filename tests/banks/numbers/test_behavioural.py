"""The stories' numbers are invented; what can be computed is whether they agree with one another."""


def test_failure_tested_size():
    # "tested with ten thousand records, not with the four million we had"
    assert 10_000 < 4_000_000 / 100


def test_disagreement_cost():
    # "about four days of bad results, and one such day in December would cost some 40,000 euros": 160,000 in all
    assert 4 * 40_000 == 160_000


def test_deadline_kinds():
    # "Three of the nine kinds of subsidy ... the other six"
    assert 9 - 3 == 6
    # "five weeks" of work in "eleven days' notice"
    assert 5 * 7 > 11


def test_swimming_time():
    # "from 1:24 to 1:17 over a hundred metres": seven seconds
    assert (60 + 24) - (60 + 17) == 7


def test_ambiguous_letters():
    # "of 300 letters, 180 were about late parcels": more than half
    assert 180 / 300 == 0.6


def test_being_wrong_customers():
    # "called twelve former customers. Ten said ...; two mentioned money"
    assert 10 + 2 == 12


def test_prioritising():
    # "61 open requests": eighteen were no longer needed, ten were shown, the rest waited
    assert 61 - 18 - 10 == 33
