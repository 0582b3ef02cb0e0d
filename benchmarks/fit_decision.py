"""Find the coefficients by which the built-in examiner decides a point: `make fit`.

    python -m benchmarks.fit_decision [--write]

Logistic regression with a ridge (iteratively reweighted least squares, plain Python), on the tune groups of the
calibration sets. What labelled answers teach is measured on each fifth of them, taught by the others. Prints how well
questions are decided that the coefficients were not fitted on; `--write` renews the package's data. How well the
result does on held-out answers: `python -m benchmarks.typed`.
"""

import argparse
import json
import math
import random
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import product
from operator import mul
from typing import NamedTuple

from benchmarks.probes import AUXILIARY
from benchmarks.typed import FILES, ROOT, Sample, f1, labelled
from interviewer.core.questions import Question, QuestionBank, sentences
from interviewer.examiners.offline.guards import screened
from interviewer.examiners.reading.decision import DATA, EXAMPLES, LIKELY, WORDINGS
from interviewer.examiners.reading.evidence import AnswerIndex
from interviewer.examiners.reading.examples import factorised, solved
from interviewer.examiners.reading.features import Features, Taught
from interviewer.examiners.reading.key import AnswerKey, answer_key
from interviewer.examiners.reading.passages import sentences_of
from interviewer.examiners.reading.rubric import Evidence, IndexedAnswers, weigh

TALK = (
    "There is more than one way to see it, and it is hard to say which one is right without more context.",
    "It is one of those topics that sound easy, but in real projects you find out how much there is to it.",
    "Personally I would start simple, see what comes out, and then talk to the team about the next step.",
    "This is used everywhere nowadays, from small companies to the big ones, and for good reasons I think.",
    "The most important thing is to know what you are doing, and to check the outcome before anybody relies on it.",
    "You need experience for that, and a good understanding of the problem, then it usually works out well.",
)
"""Talk that says nothing of any question."""
DENIED = ("I would not agree that {}.", "It is simply untrue that {}.", "{}: no, that is wrong.")
STREWN = (
    ("You have to look at the", " and the ", "for that"),
    ("The topic here is", ", then ", "as far as I know"),
    ("I would mention", " with ", "in this context"),
    ("There are", " or ", "and so on"),
)
PARTS = 5
"""What labelled answers teach is measured on each fifth of them, taught by the others."""
HOSTILE_WEIGHT = 0.2
SHORT_WEIGHT = 0.05
RIDGE = 3.0
"""On features of variance 1."""
ROUNDS = 12
FIRST = 0.3
"""What a point of the first bank's set counts for beside labelled answers. The signs were chosen on its tune
answers: there they say more than elsewhere."""


@dataclass(frozen=True, slots=True)
class Row:
    """One point of one answer."""

    sample: Sample
    weight: float
    chosen_on: bool
    """Whether signs were chosen on it."""
    kind: str
    """What taught: `WORDINGS` alone, or `EXAMPLES`."""
    values: tuple[float, ...]


class Model(NamedTuple):
    names: tuple[str, ...]
    constant: float
    coefficients: tuple[float, ...]

    def probability(self, values: Sequence[float]) -> float:
        total = self.constant + sum(map(mul, self.coefficients, values))
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def rows(bank: QuestionBank) -> Iterator[Row]:
    """Every point of the tune groups that is decided at all, once by wordings alone and once by examples as well."""
    questions = {question.id: question for question in bank.questions}
    apart = {(q.id, n): without_part(q, n) for q in bank.questions for n in range(PARTS)}
    for name in FILES:
        for one, agreed in labelled(ROOT / "calibration" / f"{name}.jsonl", ["tune"]):
            question, answer = questions[str(one["question_id"])], str(one["answer"])
            for taught in (apart[question.id, part_of(answer)], untaught(question)):
                yield from _of_answer(taught, one, agreed, chosen_on=name == "first-bank")


def part_of(text: str) -> int:
    """One of `PARTS` parts, the same on every machine."""
    return zlib.crc32(text.encode()) % PARTS


def without_part(question: Question, part: int) -> Question:
    """The question with the labelled answers of the other parts, for the answers of this one."""
    rest = tuple(one for one in question.examples if part_of(one.answer) != part)
    return question.model_copy(update={"examples": rest})


@lru_cache
def untaught(question: Question) -> Question:
    return question.model_copy(update={"examples": ()})


def _of_answer(
    question: Question,
    one: dict[str, object],
    agreed: dict[str, bool],
    *,
    weight: float = 1.0,
    chosen_on: bool = False,
) -> Iterator[Row]:
    answer = str(one["answer"])
    heard = screened(sentences_of([answer]), [answer], question, [question.prompt])
    if not heard.sentences:
        return
    key = answer_key(question)
    said = AnswerIndex(heard.sentences, key.vocabulary)
    evidence, _ = weigh(key, IndexedAnswers(said, [answer]))
    for point, found in zip(question.points, evidence, strict=True):
        if point.id in agreed:
            sample = Sample(
                str(one["kind"]), question.id, str(one["id"]), point.id, agreed[point.id], None
            )
            yield _row(sample, weight, key, found, chosen_on=chosen_on)


def _row(
    sample: Sample, weight: float, key: AnswerKey, found: Evidence, *, chosen_on: bool = False
) -> Row:
    kind = EXAMPLES if key.lessons and key.lessons.labelled else WORDINGS
    return Row(sample, weight, chosen_on, kind, (*found.features, *(found.taught or ())))


def library() -> Iterator[Row]:
    """Every point of the tune groups of the library's banks, which carry no labelled answers."""
    for path in sorted((ROOT / "calibration" / "banks").glob("*.jsonl")):
        bank = (ROOT / "banks" / f"{path.stem}.json").read_bytes()
        questions = {q.id: q for q in QuestionBank.model_validate_json(bank).questions}
        for one, agreed in labelled(path, ["tune"]):
            yield from _of_answer(questions[str(one["question_id"])], one, agreed)


def hostile(bank: QuestionBank) -> Iterator[Row]:
    """What deserves nothing: talk, and denied sentences of the reference answers."""
    for question in bank.questions:
        missed = dict.fromkeys((point.id for point in question.points), False)
        told = [one.rstrip(".") for one in sentences(question.reference_answer or "")]
        texts = [*TALK, " ".join(TALK[:3]), " ".join(TALK[3:])]
        texts += [" ".join(frame.format(one) for one in told) for frame in DENIED]
        texts += [AUXILIARY.sub(r"\1 not", one, count=1) for one in told]
        texts += strewn(question)
        for number, text in enumerate(texts):
            one = {"kind": "hostile", "id": f"{question.id}-{number}", "answer": text}
            for taught in (question, untaught(question)):
                yield from _of_answer(taught, one, missed, weight=HOSTILE_WEIGHT)


def strewn(question: Question) -> Iterator[str]:
    """The rubric's longer words in no order, in sentences that say nothing."""
    words = [
        w.strip("().,;:") for p in question.rubric for w in p.description.split() if len(w) > 5
    ]
    for number, (before, between, after) in enumerate(STREWN):
        mixed = random.Random(f"{question.id}{number}").sample(words, min(18, len(words)))  # noqa: S311
        parts = [between.join(mixed[i : i + 6]) for i in range(0, len(mixed), 6)]
        yield " ".join(f"{before} {part} {after}." for part in parts)


def short(bank: QuestionBank) -> Iterator[Row]:
    """Every accepted wording as a whole answer, which makes its point and no other: how short answers are
    decided. The wordings that it is held against are the other four fifths.
    """
    for question, part in product(bank.questions, range(PARTS)):
        rubric = [
            p.model_copy(update={"signs": tuple(s for s in p.signs if part_of(s) != part)})
            for p in question.rubric
        ]
        taught = question.model_copy(update={"rubric": tuple(rubric)})
        for point in question.rubric:
            mine = dict.fromkeys((p.id for p in question.rubric), False) | {point.id: True}
            for at, sign in enumerate(point.signs):
                if part_of(sign) == part:
                    one = {"kind": "sign", "id": f"{point.id}-{at}", "answer": sign}
                    one["question_id"] = question.id
                    yield from _of_answer(taught, one, mine, weight=SHORT_WEIGHT)


def fitted(
    names: Sequence[str], values: Sequence[Sequence[float]], human: Sequence[bool],
    weights: Sequence[float],
) -> Model:  # fmt: skip
    """The coefficients that make what people decided likeliest."""
    total = sum(weights)
    means = [sum(map(mul, column, weights)) / total for column in zip(*values, strict=True)]
    spreads = [
        math.sqrt(sum(w * (x - m) ** 2 for x, w in zip(column, weights, strict=True)) / total)
        or 1.0
        for column, m in zip(zip(*values, strict=True), means, strict=True)
    ]
    table = [
        (*((x - m) / s for x, m, s in zip(row, means, spreads, strict=True)), 1.0) for row in values
    ]
    size = len(means) + 1
    found = [0.0] * size
    for _ in range(ROUNDS):
        matrix = [[RIDGE * (i == j and i < size - 1) for j in range(i + 1)] for i in range(size)]
        slope = [-RIDGE * c for c in found[:-1]] + [0.0]
        for row, made, weight in zip(table, human, weights, strict=True):
            p = 1 / (1 + math.exp(-sum(map(mul, row, found))))
            curve, error = weight * (p * (1 - p) + 1e-6), weight * (made - p)
            for i, x in enumerate(row):
                slope[i] += error * x
                part = matrix[i]
                for j in range(i + 1):
                    part[j] += curve * x * row[j]
        found = [c + d for c, d in zip(found, solved(factorised(matrix), slope), strict=True)]
    plain = [c / s for c, s in zip(found[:-1], spreads, strict=True)]
    return Model(tuple(names), found[-1] - sum(map(mul, plain, means)), tuple(plain))


def fit(some: Sequence[Row]) -> Model:
    return fitted(
        (*Features._fields, *Taught._fields),
        [row.values for row in some], [row.sample.human for row in some],
        [row.weight * (FIRST if row.chosen_on and row.kind == EXAMPLES else 1.0) for row in some],
    )  # fmt: skip


def validated(some: Sequence[Row], made_up: Sequence[Row]) -> float:
    """Point F1 where each fifth of the questions is decided by coefficients from the others."""
    decided = []
    for part in range(PARTS):
        model = fit([row for row in (*some, *made_up) if part_of(row.sample.question) != part])
        decided += [
            replace(row.sample, machine=model.probability(row.values) >= LIKELY)
            for row in some
            if part_of(row.sample.question) == part
        ]
    return f1(decided)


def main() -> None:
    parser = argparse.ArgumentParser("python -m benchmarks.fit_decision", description=__doc__)
    parser.add_argument("--write", action="store_true", help="renew the package's data")
    arguments = parser.parse_args()
    bank = QuestionBank.model_validate_json((ROOT / "questions.json").read_bytes())
    some, made_up = [*rows(bank), *library()], [*hostile(bank), *short(bank)]
    print(f"{len(some)} points of the tune groups, {len(made_up)} of hostile and of short answers")
    models = {}
    for kind in (WORDINGS, EXAMPLES):
        real, hard = ([row for row in rows if row.kind == kind] for rows in (some, made_up))
        model = models[kind] = fit([*real, *hard])
        print(
            f"{kind}: point F1 {validated(real, hard):.3f}, each fifth of the questions decided by the others"
        )
        print(
            "  "
            + ", ".join(
                f"{n} {c:+.2f}" for n, c in zip(model.names, model.coefficients, strict=True)
            )
        )
    if arguments.write:
        told = {
            kind: {
                "constant": round(model.constant, 4),
                **{n: round(c, 4) for n, c in zip(model.names, model.coefficients, strict=True)},
            }
            for kind, model in models.items()
        }
        DATA.write_text(json.dumps(told, indent=2) + "\n", encoding="utf-8")
        print(f"written: {DATA.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
