"""Each number that the bank "deep-learning" states, computed anew (standard library only)."""

from collections import Counter
from fractions import Fraction
from math import comb, exp, isclose, sqrt


def softmax(scores, temperature=1.0):
    parts = [exp(s / temperature) for s in scores]
    return [p / sum(parts) for p in parts]


def nucleus(probabilities, p):
    """How many of the likeliest tokens it takes to reach p."""
    total, kept = Fraction(0), 0
    for q in sorted(probabilities, reverse=True):
        total, kept = total + q, kept + 1
        if total >= p:
            break
    return kept


# backpropagation -------------------------------------------------------------------------
def test_backpropagation_example():
    # "x = 2, h = relu(3x) = 6, out = 0.5h = 3, target 1, loss = (3 - 1)^2 = 4 ... dL/dout = 4, outer weight
    # 4*6 = 24, for h 4*0.5 = 2, inner weight 2*1*2 = 4"; sign: "factors 4, 0.5, 1, 2 multiply to 4"
    def loss(inner, outer):
        return (outer * max(0.0, inner * 2) - 1) ** 2

    h, out = max(0, 3 * 2), 0.5 * 6
    assert (h, out, loss(3, 0.5)) == (6, 3, 4)
    d_out = 2 * (out - 1)
    assert (d_out, d_out * h, d_out * 0.5, d_out * 0.5 * 1 * 2) == (4, 24, 2, 4)
    eps = 1e-6
    assert isclose((loss(3, 0.5 + eps) - loss(3, 0.5 - eps)) / (2 * eps), 24, rel_tol=1e-6)
    assert isclose((loss(3 + eps, 0.5) - loss(3 - eps, 0.5)) / (2 * eps), 4, rel_tol=1e-6)


def test_backward_costs_two_forwards():
    # "The backward pass costs about twice as much as the forward one"; "a training step costs three times a prediction";
    # "2N flops forward, 4N backward per example" (dense layers: y = Wx, then dW = dy x^T and dx = W^T dy)
    layers = [(1000, 1000)] * 24
    weights = sum(m * n for m, n in layers)
    forward = sum(2 * m * n for m, n in layers)
    backward = sum(2 * m * n for m, n in layers) + sum(
        2 * m * n for m, n in layers[1:]
    )  # no dx for the input
    assert forward == 2 * weights
    assert 1.9 < backward / forward <= 2 and 2.9 < (forward + backward) / forward <= 3


# vanishing-gradients ---------------------------------------------------------------------
def test_powers():
    # "0.8 to the power of 50 is about 0.000014, 1.2 to the power of 50 about 9,100"
    assert round(0.8**50, 6) == 0.000014
    assert round(1.2**50, -2) == 9100
    # "0.25^20 ... is already about 1e-12"
    assert 0.9e-12 < 0.25**20 < 1e-12
    # "0.9^100 is nearly nothing"
    assert 0.9**100 < 3e-5


def test_sigmoid_slope():
    # "the sigmoid, whose slope never exceeds 0.25"
    def slope(x):
        s = 1 / (1 + exp(-x))
        return s * (1 - s)

    assert slope(0) == 0.25 == max(slope(x / 100) for x in range(-1000, 1001))
    # activation-functions: "at x = 10 sigmoid's derivative is practically nil"
    assert slope(10) < 5e-5


# activation-functions --------------------------------------------------------------------
def test_linear_layers_collapse():
    # "W2(W1x) = (W2W1)x"
    w1, w2, x = [[1, 2], [3, 4], [5, 6]], [[1, 0, 2], [0, 3, 1]], [7, -2]
    apply = lambda w, v: [sum(a * b for a, b in zip(row, v)) for row in w]
    product = [[sum(w2[i][k] * w1[k][j] for k in range(3)) for j in range(2)] for i in range(2)]
    assert apply(w2, apply(w1, x)) == apply(product, x)


def test_relu_is_not_linear():
    # "What does ReLU give for minus 3 and for plus 3": 0 and 3; a linear function would give values of opposite sign
    relu = lambda x: max(0, x)
    assert (relu(-3), relu(3)) == (0, 3) and relu(-3) + relu(3) != relu(0)


def test_softmax_sums_to_one():
    # "What do softmax outputs add up to?": to one, so two labels can't both be at 90%
    assert isclose(sum(softmax([5, 5, -1])), 1) and 0.9 + 0.9 > 1


# batch-and-layer-norm ---------------------------------------------------------------------
def test_variance_of_one():
    # "Training with one example per batch: what's the variance of a feature over that batch?": nil
    values = [3.7]
    mean = sum(values) / 1
    assert sum((v - mean) ** 2 for v in values) / 1 == 0


# optimizers --------------------------------------------------------------------------------
def test_momentum_ten_times():
    # "With a factor of 0.9 and a constant gradient, the step ends up ten times as long"
    v = 0.0
    for _ in range(500):
        v = 0.9 * v + 1
    assert isclose(v, 10)


def test_momentum_alternating():
    # "The gradients alternate between plus one and minus one": they mostly cancel
    v = 0.0
    for i in range(501):
        v = 0.9 * v + (-1) ** i
    assert abs(v) < 0.53


def test_adam_memory():
    # "7B weights -> 56 GB of fp32 states"; "triples what I store per weight" (the weight and two averages)
    assert 7e9 * 2 * 4 == 56e9
    assert 1 + 2 == 3


def test_adam_step_of_about_one():
    # "Adam's normalized step has a size of about one per weight" (constant gradient of any size)
    for g in (1e-3, 1, 1e3):
        m = v = 0.0
        for t in range(1, 101):
            m, v = 0.9 * m + 0.1 * g, 0.999 * v + 0.001 * g * g
            step = (m / (1 - 0.9**t)) / sqrt(v / (1 - 0.999**t))
            assert isclose(step, 1, rel_tol=1e-9)


# attention ---------------------------------------------------------------------------------
def test_attention_pairs():
    # "doubling the text quadruples the scores"; "ten times longer = a hundred times the work"
    assert (2 * 512) ** 2 == 4 * 512**2 and (10 * 512) ** 2 == 100 * 512**2
    # "4,096 tokens already mean 16.8 million entries per head"
    assert round(4096**2 / 1e6, 1) == 16.8
    # "With three tokens there are nine scores. How many are there with six?"
    assert (3 * 3, 6 * 6) == (9, 36)
    # "d = 64, so divide by 8"; "12 heads of 64 dimensions = 768"
    assert sqrt(64) == 8 and 12 * 64 == 768


def test_scaling_keeps_variance():
    # "The sqrt keeps the logits at variance about one": a sum of d products of independent standard numbers has variance d
    d = 64
    assert d / sqrt(d) ** 2 == 1


# transformers-and-recurrent-nets -----------------------------------------------------------
def test_path_lengths():
    # "Path between token 1 and token 1,000: one hop versus 999"
    assert 1000 - 1 == 999


# tokenization ------------------------------------------------------------------------------
def test_bpe_merges():
    # "from low, low, lower it would glue l+o, then lo+w" (l+o and o+w come first with three each; a tie)
    words = [list("low"), list("low"), list("lower")]
    pairs = Counter(p for w in words for p in zip(w, w[1:]))
    assert pairs[("l", "o")] == pairs[("o", "w")] == 3 == max(pairs.values())

    def merge(word, pair):
        out, i = [], 0
        while i < len(word):
            if tuple(word[i : i + 2]) == pair:
                out.append("".join(pair))
                i += 2
            else:
                out.append(word[i])
                i += 1
        return out

    words = [merge(w, ("l", "o")) for w in words]
    pairs = Counter(p for w in words for p in zip(w, w[1:]))
    assert pairs.most_common(1) == [(("lo", "w"), 3)]
    # "byte-level BPE starts from 256 bytes"
    assert 2**8 == 256
    # "the r's in strawberry"
    assert "strawberry".count("r") == 3


# lora --------------------------------------------------------------------------------------
def test_lora_counts():
    # "For a matrix of 4,096 by 4,096 and rank 8 that makes 65,536 trainable weights in place of 16.8 million, about 0.4%"
    thin, full = 4096 * 8 + 8 * 4096, 4096 * 4096
    assert thin == 65_536 and round(full / 1e6, 1) == 16.8 and round(100 * thin / full, 1) == 0.4


def test_lora_file():
    # "often a file of just some megabytes": two matrices in each of 32 layers, 2 bytes a number
    assert 8 < 32 * 2 * 65_536 * 2 / 1e6 < 9


def test_bits():
    # lora: "the weights themselves are 3.5 GB rather than 14"; smaller-models: "14 GB at 16 bits, 7 at 8 and 3.5 at 4"
    assert [7e9 * bits / 8 / 1e9 for bits in (16, 8, 4)] == [14, 7, 3.5]


# evaluating-language-models ----------------------------------------------------------------
def test_standard_error():
    # "With 100 examples, a rate of 80% has a standard error of 4 points"; "80% on 100 examples = plus or minus 8"
    se = sqrt(0.8 * 0.2 / 100)
    assert isclose(se, 0.04) and round(100 * 1.96 * se) == 8
    # "2 points on 100 examples is noise": far below the standard error of a difference of independent runs
    assert 0.02 < sqrt(2) * se


def test_82_against_79():
    # "One model gets 82 of 100 right and the other 79": about half a standard error (taken as independent)
    se = sqrt(0.82 * 0.18 / 100 + 0.79 * 0.21 / 100)
    assert (0.82 - 0.79) / se < 0.6


def test_two_in_fifty():
    # "A lead of two tasks in fifty I'd call a draw": say they differ on 12 tasks, 7 to 5; a sign test sees nothing
    tail = sum(comb(12, k) for k in range(7, 13)) / 2**12
    assert 2 * tail > 0.7
    # even on the smallest number of differing tasks, 2 to 0, p is 0.5
    assert 2 * (1 / 2) ** 2 == 0.5


# prompt-injection: no numbers but rates that are given as suppositions ----------------------


# sampling ------------------------------------------------------------------------------------
def test_temperature():
    # "With scores 2, 1 and 0, the top token has 67% at temperature 1, 87% at 0.5 and 51% at 2"
    assert [round(100 * softmax([2, 1, 0], t)[0]) for t in (1, 0.5, 2)] == [67, 87, 51]


def test_top_p():
    # "0.5, 0.3, 0.15, 0.05 with p = 0.9 keeps three tokens"
    f = Fraction
    assert nucleus([f(50, 100), f(30, 100), f(15, 100), f(5, 100)], f(9, 10)) == 3
    # "Five tokens have twenty percent each. What does top-p with 0.9 leave you": all five (under the wrong rule, none)
    assert nucleus([f(1, 5)] * 5, f(9, 10)) == 5 and not [q for q in [0.2] * 5 if q > 0.9]
    # "The model is 95% sure of a single token. How many candidates remain with 0.9?": one
    assert nucleus([f(95, 100), f(5, 100)], f(9, 10)) == 1


# kv-cache ------------------------------------------------------------------------------------
def test_cache_size():
    # "32 layers, 32 heads of 128 numbers, keys and values in 16 bits make 512 KiB per token, hence 2 GiB for 4,096 tokens"
    token = 2 * 32 * 32 * 128 * 2
    assert token == 512 * 1024 == 0.5 * 2**20 and token * 4096 == 2 * 2**30
    # "GQA with 8 KV heads: a quarter"
    assert 2 * 32 * 8 * 128 * 2 * 4 == token
    # "can get larger than the model weights": 14 GB of weights against, say, 8 users with 4,096 tokens each
    assert 8 * token * 4096 > 14e9


# gan-vae-diffusion ---------------------------------------------------------------------------
def test_mean_is_best_for_squares():
    # "Which single picture has the least average squared error to all of them?": their average, hence the blur
    values = [0.0, 1.0, 5.0]
    error = lambda c: sum((v - c) ** 2 for v in values)
    assert min(range(501), key=lambda k: error(k / 100)) == 200 == 100 * sum(values) / 3
