"""Every number that the bank "statistics" states, computed."""

import math
import random
import statistics
from fractions import Fraction
from statistics import NormalDist

Z = NormalDist()


def near(value, stated, within):
    return abs(value - stated) <= within


# p-value


def test_five_of_a_hundred_useless_pills():
    # "A hundred labs test useless pills and five of them get a p-value below 0.05"
    assert 100 * 0.05 == 5


def test_replication_is_a_coin_toss():
    # replication, follow-up: true effect = estimate, which lies just beyond the line: about one half (not 97%)
    power = 1 - Z.cdf(1.96 - 1.96) + Z.cdf(-1.96 - 1.96)
    assert near(power, 0.5, 0.001)


# confidence-interval


def test_interval_from_one_to_seven():
    # estimate 4, 95% interval 1 to 7: "SE is roughly 1.5 euros", "about two standard errors"
    se = 3 / Z.inv_cdf(0.975)
    assert near(se, 1.5, 0.05) and near(4 - 1.96 * se, 1, 0.01)
    # "0 excluded -> p < 0.05 two-sided"
    assert 2 * (1 - Z.cdf(4 / se)) < 0.05


def test_half_the_width_takes_four_times_the_data():
    # "half the width takes four times as many", "twice the data shrinks it by about 30 percent"
    assert 1 / math.sqrt(4) == 0.5
    assert near(1 - 1 / math.sqrt(2), 0.30, 0.01)


def test_levels():
    # "z falls from 2.58 to 1.96 to 1.64 as you go from 99 to 95 to 90%"
    assert [round(Z.inv_cdf(0.5 + c / 2), 2) for c in (0.99, 0.95, 0.90)] == [2.58, 1.96, 1.64]


def test_nineteen_in_twenty():
    # "19 times in 20", "nineteen to one"
    assert Fraction(95, 100) == Fraction(19, 20)


def test_future_means():
    # misconception future-means: about 83% of repetitions' estimates fall into a 95% interval, not 95%
    assert near(2 * Z.cdf(1.96 / math.sqrt(2)) - 1, 0.834, 0.001)


# errors-and-power


def n_per_group(effect, alpha=0.05, power=0.8):
    return 2 * ((Z.inv_cdf(1 - alpha / 2) + Z.inv_cdf(power)) / effect) ** 2


def test_sixty_three_per_group():
    # "two groups, half a standard deviation, 5% two-sided and 80% power, it's about 63 per group"
    assert math.ceil(n_per_group(0.5)) == 63


def test_half_the_effect_four_times_the_people():
    # "delta/2 -> 4n"; "a third of the effect, nine times as many"; "ten times smaller effect = 100 times the data"
    for factor, times in ((2, 4), (3, 9), (10, 100)):
        assert near(n_per_group(0.5 / factor) / n_per_group(0.5), times, 1e-9)


def test_stricter_level_costs_power():
    # "Lower alpha at fixed n -> beta goes up"
    def power(alpha):
        return 1 - Z.cdf(Z.inv_cdf(1 - alpha / 2) - 0.5 * math.sqrt(63 / 2))

    assert near(power(0.05), 0.80, 0.01) and power(0.01) < 0.60 and power(0.001) < power(0.01)


def test_one_in_five_missed():
    # "with 80% you'd still miss one in five", "we catch it in 4 of 5 studies"
    assert 1 - Fraction(80, 100) == Fraction(1, 5)


# base-rate

PRIOR, FOUND, ALARM = Fraction(1, 200), Fraction(90, 100), Fraction(4, 100)
POSTERIOR = PRIOR * FOUND / (PRIOR * FOUND + (1 - PRIOR) * ALARM)


def test_counts_of_ten_thousand():
    # "50 are sick, 45 found; 9,950 healthy, 398 false alarms; 443 positives; 45 of 443 is 10.2%"
    people = 10_000
    sick = people * PRIOR
    assert (sick, sick * FOUND, people - sick, (people - sick) * ALARM) == (50, 45, 9950, 398)
    assert Fraction(45, 443) == POSTERIOR
    assert near(POSTERIOR, 0.1016, 0.0001) and round(float(POSTERIOR) * 100, 1) == 10.2


def test_odds():
    # "Prior odds 1:199, likelihood ratio 0.9/0.04 = 22.5, posterior odds 22.5/199 = 0.113"
    assert FOUND / ALARM == Fraction(45, 2) and PRIOR / (1 - PRIOR) == Fraction(1, 199)
    odds = Fraction(45, 2) / 199
    assert near(odds, 0.113, 0.0005) and odds / (1 + odds) == POSTERIOR


def test_per_person():
    # "0.0045 true vs 0.0398 false positives per person", "0.0045 / 0.0443 = 0.102"
    assert PRIOR * FOUND == Fraction(45, 10_000) and (1 - PRIOR) * ALARM == Fraction(398, 10_000)
    assert near(0.0045 / 0.0443, 0.102, 0.0005)


def test_two_hundred_in_a_hall():
    # "four percent of the other 199 is about eight", "among the nine or so one is really ill"
    assert near(199 * 0.04, 8, 0.05) and near(199 * 0.04 + 0.9, 9, 0.2)
    # "around nine in ten positives are healthy"
    assert near(1 - POSTERIOR, 0.9, 0.01)


def test_second_test():
    # "A second positive from an independent test would bring it to about 72%"
    odds = Fraction(1, 199) * Fraction(45, 2) ** 2
    assert near(odds / (1 + odds), 0.72, 0.005)


def test_twenty_fold():
    # "raised the risk from 0.5% to 10%, some twenty-fold"
    assert near(POSTERIOR / PRIOR, 20, 0.5)


def test_deeper_false_alarm_rate_for_one_half():
    # deeper question: about 0.45%
    rate = PRIOR * FOUND / (1 - PRIOR)
    assert near(rate, 0.0045, 0.0001)


# central-limit-theorem


def test_standard_error():
    # "standard deviation of 20 and 100 values it is 2, 400 values to get it down to 1"
    assert 20 / math.sqrt(100) == 2 and 20 / math.sqrt(400) == 1


def test_dice():
    # "bell around 3.5", "One die scatters by about 1.7", "only by about 0.24, 1.7 / sqrt(50)"
    faces = range(1, 7)
    assert statistics.mean(faces) == 3.5
    assert round(statistics.pstdev(faces), 1) == 1.7
    assert round(statistics.pstdev(faces) / math.sqrt(50), 2) == 0.24


def test_another_decimal():
    # "100 times the data for one more decimal"
    assert math.sqrt(100) == 10


def test_thirty_lottery_tickets():
    # "a lottery with one big prize in ten thousand": nearly all averages of thirty tickets are 0
    assert (1 - 1 / 10_000) ** 30 > 0.99


# peeking


def false_positives(looks, grid=1201, top=8.0):
    """Probability that |Z| passes 1.96 at one of evenly spaced looks, nothing to find (exact recursion)."""
    step, limit = 1.0, 1.959963984540054
    points, crossed = None, 0.0
    density = None
    for k in range(1, looks + 1):
        bound = limit * math.sqrt(k)
        if density is None:
            inside = 2 * Z.cdf(bound / math.sqrt(step)) - 1
            crossed += 1 - inside

            def density(x):
                return math.exp(-x * x / 2) / math.sqrt(2 * math.pi)

            width = 2 * bound / (grid - 1)
            points = [(-bound + i * width, density(-bound + i * width)) for i in range(grid)]
            weights = [width * (0.5 if i in (0, grid - 1) else 1) for i in range(grid)]
            continue
        mass = sum(w * d for w, (_, d) in zip(weights, points, strict=True))
        width = 2 * bound / (grid - 1)
        fresh = []
        for i in range(grid):
            y = -bound + i * width
            total = 0.0
            for w, (x, d) in zip(weights, points, strict=True):
                gap = y - x
                if -top < gap < top:
                    total += w * d * math.exp(-gap * gap / 2)
            fresh.append((y, total / math.sqrt(2 * math.pi)))
        points = fresh
        weights = [width * (0.5 if i in (0, grid - 1) else 1) for i in range(grid)]
        left = sum(w * d for w, (_, d) in zip(weights, points, strict=True))
        crossed += mass - left
    return crossed


def test_looks():
    # "with ten evenly spaced looks, and nothing to find, it is about 19%", "5 looks ~14%"
    assert near(false_positives(5, grid=301), 0.142, 0.002)
    assert near(false_positives(10, grid=301), 0.193, 0.002)
    # "keeps rising with more looks"
    assert false_positives(2, grid=301) < false_positives(3, grid=301) < 0.142


def test_exaggeration():
    # "The effect we stop at is also exaggerated": a true effect of 2 standard errors at the last of ten looks
    rng, stopped = random.Random(1), []
    for _ in range(20_000):
        total = 0.0
        for k in range(1, 11):
            total += rng.gauss(2 / math.sqrt(10), 1)
            if total / math.sqrt(k) > 1.96:
                stopped.append(total / k)
                break
    assert statistics.mean(stopped) > 1.2 * 2 / math.sqrt(10)


# multiple-comparisons


def test_twenty_tests():
    # "one false positive on average", "1 minus 0.95 to the 20th, about 64%"
    assert near(20 * 0.05, 1, 1e-12)
    assert round(1 - 0.95**20, 2) == 0.64


def test_bonferroni():
    # "0.05 / 20 = 0.0025", "keeps the probability of even one false positive at 5% or less"
    assert (
        near(0.05 / 20, 0.0025, 1e-12)
        and 1 - (1 - 0.0025) ** 20 <= 0.05
        and 20 * 0.0025 <= 0.05 + 1e-12
    )


def test_seven_heads():
    # "a hundred people each toss a coin seven times": one of them with seven heads is more likely than not
    assert 1 - (1 - 0.5**7) ** 100 > 0.5


def test_two_hundred_genes():
    # "a procedure with 5% flags two hundred genes": about ten are wrong
    assert 200 * 0.05 == 10


# simpsons-paradox


def test_hospitals():
    # "A treats 900 severe and 100 mild, saves 70% and 99%, 72.9% in all; B 100 and 900, 60% and 95%, 91.5%"
    a = (900 * Fraction(70, 100), 100 * Fraction(99, 100))
    b = (100 * Fraction(60, 100), 900 * Fraction(95, 100))
    assert a == (630, 99) and b == (60, 855)
    assert sum(a) == 729 and sum(b) == 915
    assert Fraction(630, 900) > Fraction(60, 100) and Fraction(99, 100) > Fraction(855, 900)
    assert sum(a) < sum(b)
    assert near(0.9 * 0.7 + 0.1 * 0.99, 0.729, 1e-12)


def test_standardised():
    # "50:50 mix: 84.5 vs 77.5"
    assert near((0.70 + 0.99) / 2, 0.845, 1e-12) and near((0.60 + 0.95) / 2, 0.775, 1e-12)


def test_signs_of_simpson():
    # "severe 50% vs 40%, mild 95% vs 90%, totals reversed" is possible: with mixes of 90% and 10% severe
    assert 0.9 * 0.50 + 0.1 * 0.95 < 0.1 * 0.40 + 0.9 * 0.90


# bootstrap


def test_maximum_stays():
    # "a resample's maximum equals the sample's own in about 63% of cases"
    for n in (200, 1000, 10**6):
        assert near(1 - (1 - 1 / n) ** n, 0.63, 0.005)


def test_percentiles():
    # "2.5th and 97.5th percentiles give a simple 95% interval"
    assert 97.5 - 2.5 == 95


# likelihood-and-bayes


def test_maximum_of_p_cubed():
    # "probability p cubed, which is largest at p = 1"
    assert max((i / 1000 for i in range(1001)), key=lambda p: p**3) == 1


def test_beta_posteriors():
    # "flat prior: Beta(4, 1), mean 80%"; "prior Beta(2, 8), centred on 20%, Beta(5, 8), mean 38%"; "five in thirteen"
    assert (1 + 3, 1 + 0) == (4, 1) and Fraction(4, 5) == Fraction(80, 100)
    assert Fraction(2, 10) == Fraction(20, 100) and (2 + 3, 8 + 0) == (5, 8)
    assert round(float(Fraction(5, 13)), 2) == 0.38


def test_credible_interval():
    # "under the flat prior, the rate lies between 40% and 99% with 95% probability": Beta(4, 1) has the CDF p^4
    low, high = 0.025**0.25, 0.975**0.25
    assert round(low, 2) == 0.40 and round(high, 2) == 0.99
    assert near(0.99**4 - 0.40**4, 0.95, 0.02)


def test_data_swamp_the_prior():
    # ten thousand visitors, a quarter of whom click: the posterior mean under Beta(2, 8) is the share itself
    assert near((2 + 2500) / (10 + 10_000), 0.25, 0.0001)


def test_area_under_p_cubed():
    # follow-up "What is the area under that curve": 1/4, no density
    assert near(sum(((i + 0.5) / 10_000) ** 3 for i in range(10_000)) / 10_000, 0.25, 1e-6)


def test_map_is_mle_under_flat_prior():
    # mode of Beta(4, 1) on [0, 1] is 1
    assert max((i / 1000 for i in range(1001)), key=lambda p: p ** (4 - 1) * (1 - p) ** 0) == 1


# sampling-bias


def margin(p, n):
    return 1.96 * math.sqrt(p * (1 - p) / n)


def test_margins():
    # fifty thousand answers: "the random error is about a quarter of a percentage point"
    assert near(100 * margin(0.9, 50_000), 0.25, 0.02)
    # "a thousand people would do, give or take two points"
    assert round(100 * margin(0.9, 1000)) == 2


def test_bounds():
    # deeper: 30% answered, 90% of them love it: between 27% and 97% of all invited
    low = Fraction(30, 100) * Fraction(90, 100)
    assert low == Fraction(27, 100) and low + Fraction(70, 100) == Fraction(97, 100)


# birthdays


def all_differ(n):
    return math.prod((365 - i) / 365 for i in range(n))


def test_twenty_three():
    # "With 22 people the product is 0.524, with 23 it falls to 0.493, 50.7%"; "at 22 it's 47.6%"
    assert round(all_differ(22), 3) == 0.524 and round(all_differ(23), 3) == 0.493
    assert round(all_differ(23), 4) == 0.4927
    assert (
        round(100 * (1 - all_differ(23)), 1) == 50.7
        and round(100 * (1 - all_differ(22)), 1) == 47.6
    )
    assert min(n for n in range(1, 366) if all_differ(n) < 0.5) == 23


def test_pairs():
    # "23 people make 253 pairs", "23 x 22 / 2", "253 pairs, each with 1/365, is 0.69", "0.693"
    assert math.comb(23, 2) == 253 == 23 * 22 // 2
    assert round(253 / 365, 2) == 0.69 and round(253 / 365, 3) == 0.693


def test_own_birthday():
    # "for a match with my own birthday it would take 253 other people"
    assert min(n for n in range(1, 1000) if 1 - (364 / 365) ** n > 0.5) == 253


def test_approximations():
    # "exp(-n(n-1)/730)", "n ~ 1.18 sqrt(365) = 22.5"
    assert near(math.exp(-23 * 22 / 730), all_differ(23), 0.01)
    assert round(math.sqrt(2 * math.log(2)), 2) == 1.18
    assert round(1.18 * math.sqrt(365), 1) == 22.5


def test_team_and_referee():
    # "a couple of football teams plus the referee, 23"
    assert 2 * 11 + 1 == 23


def test_sixty_people():
    # "With sixty people your sum gives 1770/365, nearly five"
    assert math.comb(60, 2) == 1770 and near(1770 / 365, 5, 0.2)


def test_linear_rule():
    # misconception: "23 people give 23/365, about 6%"; "183 people", "182.5 rounded up"
    assert round(100 * 23 / 365) == 6 and 365 / 2 == 182.5 and math.ceil(182.5) == 183


def test_uneven_days_make_matches_likelier():
    # "Real birthdays aren't spread evenly, and that makes a match more likely, if only slightly"
    weights = [1 + 0.1 * math.sin(2 * math.pi * day / 365) for day in range(365)]
    total = sum(weights)
    # P(all differ) = 23! * e_23(p), the elementary symmetric polynomial
    e = [1.0] + [0.0] * 23
    for w in weights:
        for k in range(23, 0, -1):
            e[k] += e[k - 1] * w / total
    uneven = e[23] * math.factorial(23)
    assert uneven < all_differ(23) and all_differ(23) - uneven < 0.01


def test_coin_deeper():
    # deeper: two heads in a row take 6 flips on average, heads then tails 4
    # E = 1 + E1/2 + E/2, E1 = 1 + E/2 (tails: start again)  ->  E = 6;  heads-tails: 2 + 2
    e = Fraction(6)
    e1 = 1 + e / 2
    assert e == 1 + e1 / 2 + e / 2
    assert 2 + 2 == 4 < e


# skewed-data


def test_nine_and_one():
    # "Nine requests of 100 ms and one of 2,100 have a mean of 300 and a median of 100"
    data = [100] * 9 + [2100]
    assert statistics.mean(data) == 300 and statistics.median(data) == 100


def test_hospital_signs_and_percentiles():
    # "make the slowest ten times slower, median unchanged"
    assert statistics.median([100] * 9 + [21_000]) == 100
