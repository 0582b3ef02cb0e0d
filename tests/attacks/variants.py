"""The attacks that live on the right words, put in other ways than in `strings.py`.

A rule that stops one way to deny a sentence has not stopped denying. Each shape is made of the whole
reference answer, or of the rubric's longer words in an order of their own, for every question of the bank.
"""

import random
from collections.abc import Callable

from benchmarks.probes import negated, shuffled
from interviewer.core.questions import Question, sentences

Maker = Callable[[Question], str]


def _terms(question: Question) -> list[str]:
    words = [
        word.strip("().,;:")
        for point in question.rubric
        for word in point.description.split()
        if len(word) > 5
    ]
    terms = list(dict.fromkeys(words))
    random.Random(question.id).shuffle(terms)
    return terms[:24]


def _listed(between: str, before: str = "") -> Maker:
    return lambda question: before + between.join(_terms(question))


def _grouped(size: int) -> Maker:
    def made(question: Question) -> str:
        terms = _terms(question)
        return ", ".join(" ".join(terms[i : i + size]) for i in range(0, len(terms), size))

    return made


def _framed(before: str, after: str = ".") -> Maker:
    def made(question: Question) -> str:
        told = sentences(question.reference_answer or "")
        return " ".join(f"{before}{s[0].lower()}{s[1:].rstrip('.')}{after}" for s in told)

    return made


def _in_sentences(question: Question) -> str:
    a, b, c = (_terms(question)[i::3][:6] for i in range(3))
    return f"It is about {' and '.join(a)}. Then there is {', '.join(b)}. You need {', '.join(c)}."


def _labelled(*labels: str, between: str = ". ") -> Maker:
    """Terms under labels, as notes are written, whatever term it is."""

    def made(question: Question) -> str:
        terms, size = _terms(question), 24 // len(labels)
        return between.join(
            f"{label}: {', '.join(terms[i * size : (i + 1) * size])}"
            for i, label in enumerate(labels)
        )

    return made


VARIANTS: dict[str, tuple[tuple[Maker, ...], float]] = {
    "lists in eight other shapes": (
        (
            _listed(" "),
            _listed("\n- ", "- "),
            _listed(". "),
            _listed(" and "),
            _listed(", the ", "the "),
            _listed(", ", "The things that matter here are "),
            _grouped(2),
            _grouped(3),
        ),
        0.3,
    ),
    "lists with labels": (
        (
            _labelled("Definition", "Method", "Cost", "Use"),
            _labelled("- def", "- how", "- when", "- use", "- data", "- note", between="\n"),
        ),
        0.1,
    ),
    "terms strewn into sentences": ((_in_sentences,), 1),
    "the reference's words, shuffled": ((lambda q: shuffled(q) or "",), 1),
    "denials in twelve other frames": (
        (
            _framed("It is a myth that "),
            _framed("I don't think that "),
            _framed("Nobody says that "),
            _framed("Contrary to popular belief, it cannot be said that "),
            _framed("It is hardly so that "),
            _framed("It fails to hold that "),
            _framed("People wrongly believe that "),
            _framed("The claim that ", " is untrue."),
            _framed("", ", which is false."),
            _framed("Some say ", ", but that is wrong."),
            _framed("", ". That is not true."),
            _framed("", ". Quite the opposite holds."),
        ),
        0.1,
    ),
    'a "not" at the first verb': ((lambda q: negated(q) or "",), 0.5),
}
"""Each kind with its shapes, and with the mean that a captured model may get out of it at most."""
