"""Computes every number that the bank "mlops" states."""

from math import isclose
from statistics import NormalDist


def test_cents_for_euros_is_a_factor_of_100():
    # training-serving-skew, 2nd alternative; data-validation: "off by a factor of 100"
    assert 1 / 0.01 == 100


def test_canary_one_percent_of_ten_thousand_requests():
    # shadow-and-canary, 2nd alternative: "10,000 requests an hour ... 1% canary sees 100 of them, a fault that
    # hits one request in a thousand shows up within an hour with only about 10% probability"
    seen = 10_000 * 0.01
    assert seen == 100
    assert round(1 - (1 - 1 / 1000) ** seen, 3) == 0.095


def test_unused_scores():
    # batch-and-online: "if 4% of the customers log in on a day, 96% of that night's scores are unused"
    assert isclose(1 - 0.04, 0.96)


def test_ten_parallel_calls_at_p99():
    # latency-budget: "ten independent calls ... 9.6% chance that at least one is slower than its own p99"
    assert round(1 - 0.99**10, 3) == 0.096


def test_mm1_response_time():
    # latency-budget: "mean response time is twice the service time at 50% load and ten times at 90%" (M/M/1: 1/(1-rho))
    def factor(load):
        return 1 / (1 - load)

    assert isclose(factor(0.5), 2) and isclose(factor(0.9), 10)


def test_mm1_by_simulation():
    # the same by a small simulation (Lindley's recursion), 50% load: twice the service time
    import random

    rng, wait, total, n = random.Random(1), 0.0, 0.0, 200_000
    for _ in range(n):
        service = rng.expovariate(1.0)
        total += wait + service
        wait = max(0.0, wait + service - rng.expovariate(0.5))
    assert abs(total / n - 2) < 0.1


def test_average_hides_two_seconds():
    # latency-budget, 1st alternative: "40 ms on average is compatible with one user in a hundred waiting two seconds"
    fast = (40 - 0.01 * 2000) / 0.99
    assert 0 < fast < 40 and isclose(0.99 * fast + 0.01 * 2000, 40)


def test_pocket_money():
    # latency-budget, 1st alternative: "100 ms: 15 network, 25 features, 40 model, the rest as reserve"
    assert 100 - 15 - 25 - 40 == 20


def test_littles_law():
    # latency-budget, 2nd alternative: "400 req/s x 25 ms = 10 requests in flight"
    assert isclose(400 * 0.025, 10)


def test_ab_sample_size():
    # online-evaluation: "to find a rise of conversion from 5.0% to 5.1% with 80% power at the 5% level takes about
    # 750,000 users in each group" (two-sided, normal approximation)
    z = NormalDist().inv_cdf
    p, q = 0.050, 0.051
    n = (z(0.975) + z(0.80)) ** 2 * (p * (1 - p) + q * (1 - q)) / (q - p) ** 2
    assert 745_000 < n < 760_000
    # misconception "ab-always-quick": 5.0 -> 5.1 per cent is a relative gain of 2%
    assert isclose(q / p - 1, 0.02)
    # its follow-up: in a group of a thousand one buyer more, while chance varies the count by about seven
    assert isclose(1000 * (q - p), 1) and round((1000 * p * (1 - p)) ** 0.5) == 7


def test_a_hundred_and_eighty_trainings():
    # retraining-triggers, misconception "always-more-often": nightly for half a year = about 180
    assert 180 <= 365 / 2 <= 184


def test_gpu_unit_cost():
    # gpu-cost: "2 dollars an hour and 100 predictions a second, a thousand cost 0.56 cents;
    # if the same paid hour brings only 20 a second, they cost 2.8 cents"
    def cents(per_second, dollars=2.0):
        return dollars * 100 / (per_second * 3600) * 1000

    assert round(cents(100), 2) == 0.56
    assert round(cents(20), 1) == 2.8
    # 2nd alternative: "$0.0056 per 1k; utilisation down to a fifth -> cost per prediction x5"
    assert round(cents(100) / 100, 4) == 0.0056 and isclose(cents(20) / cents(100), 5)
    # misconception "cheapest-hour": twice the price, three times the work -> two thirds of the unit cost
    assert isclose(2 / 3, 0.6667, abs_tol=1e-4)


def test_unique_in_postcode():
    # privacy: "postcode of 5,000 people, 80 years of birthdays, two sexes evenly spread:
    # about 92% would be the only one with their combination"
    cells = 80 * 365 * 2
    assert round((1 - 1 / cells) ** 4999, 2) == 0.92


def test_unique_in_postcode_by_drawing():
    import random
    from collections import Counter

    rng = random.Random(2)
    people = [rng.randrange(80 * 365 * 2) for _ in range(5000)]
    count = Counter(people)
    assert abs(sum(count[p] == 1 for p in people) / 5000 - 0.92) < 0.02
