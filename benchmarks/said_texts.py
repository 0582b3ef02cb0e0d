"""The texts that tell answers from what is none are fitted and measured on.

What is no answer: `calibration/no-answers.jsonl`, and the examples of the named rules. Answers: the calibration sets,
whole and in pieces, and for short ones the accepted wordings and terms of the banks, plainly and as somebody says them
who is not sure. A question is drawn for what belongs to none, by a seed.
"""

import json
import random
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from interviewer.core.questions import Question, QuestionBank
from interviewer.examiners.conversation.wishes import RULES

ROOT = Path(__file__).resolve().parent.parent
NO_ANSWERS = ROOT / "calibration" / "no-answers.jsonl"
NEW = ROOT / "calibration" / "no-answers-new.jsonl"
FIRST_BANK = ("first-bank", "typed")
LIBRARY = (
    "behavioural", "deep-learning", "machine-learning", "mlops", "python", "sql", "statistics",
)  # fmt: skip
PERSONAL = "behavioural"
"""The bank whose answers tell of oneself."""
UNSURE = (
    "is it that {}?", "maybe {}?", "{}?", "I think {}", "not sure, {}?", "sorry, I meant {}", "no idea, maybe {}",
    "hm, {}", "you could say {}", "isn't it {}?", "ok so {}", "can I say {}?",
)  # fmt: skip
"""How short answers are begun."""
SHORT = (
    "dropout", "L1", "sorry, I meant L2", "no idea, maybe averaging?", "accuracy?", "recall I guess", "yes, both", "no, only once", "the second one",
    "it depends on the data", "more data", "less noise", "both of them", "none of them", "twice", "10", "about 5 %", "by voting", "it averages",
    "because it overfits", "you can't trust it", "you keep the shares", "I would use recall", "I'd split it first", "we vote", "the rare one",
    "it gets slower", "I don't know, maybe it is the weights", "sorry, not the mean but the median", "wait, no, the other way round: test last",
    "a test set", "never on the test set", "it would leak", "you would cheat", "I don't think so, it depends on the noise", "is it the loss?",
    "something with weights?", "I forgot the name but you drop some units", "my guess: the errors cancel", "the model sees it twice",
)  # fmt: skip
OF_RULES = {
    "unclear": "unclear", "what a word means": "unclear", "wants an example": "hint", "help": "noise",
    "where to start": "scope", "whether something belongs to it": "scope", "how long an answer": "scope", "which product": "question_back",
    "knows some of it": "scope", "states what it takes for granted": "question_back", "how far, how long": "progress",
    "asks for the verdict": "verdict", "asks for the answer": "verdict", "whether something is allowed": "scope",
    "whether code will do": "scope", "whether one may draw": "scope", "which language": "scope", "whether one has to": "skip",
    "who reads it": "interview", "who asks": "interview", "how it is graded": "verdict", "wants an earlier question": "repeat",
    "takes back": "moment", "has said it already": "insists", "objects": "insists", "is nervous": "self", "is annoyed": "interview",
    "jokes": "social", "greets": "social", "talks about the talk": "interview", "question": "question_back", "repeat": "repeat",
    "moment": "moment", "stop": "stop", "skip": "skip", "hint": "hint",
}  # fmt: skip
"""The kind that a named rule's replies fit."""
ANSWER = "answer"
"""The kind of a labelled text that is an answer, though near to what is none."""
SIGNS, TERMS = 25, 3
"""At most this many accepted wordings, and terms of each point, for each question."""
POOR = 0.25
"""The share of answers for which only the reference answer and the descriptions are known, as many a bank has no more."""


@dataclass(frozen=True, slots=True)
class Text:
    """Something said to a question."""

    question: Question
    text: str
    sort: str
    """A kind of no answer, or what kind of piece of an answer it is."""
    signs: bool = True
    """Whether the question's accepted wordings are known."""


@lru_cache
def banks() -> Mapping[str, Mapping[str, Question]]:
    """The shipped banks' questions by bank, first the default one."""
    paths = {"first": ROOT / "questions.json"} | {n: ROOT / "banks" / f"{n}.json" for n in LIBRARY}
    loaded = {name: QuestionBank.model_validate_json(p.read_bytes()) for name, p in paths.items()}
    return {name: {q.id: q for q in bank.questions} for name, bank in loaded.items()}


@lru_cache
def questions() -> Sequence[Question]:
    return [question for bank in banks().values() for question in bank.values()]


def no_answers(draw: random.Random, writers: str = "") -> list[Text]:
    """The labelled texts, of some of the writers or of all: with the question that it was said to, if it was to one."""
    by_id = {question.id: question for question in questions()}
    rows = [json.loads(line) for line in NO_ANSWERS.read_text(encoding="utf-8").splitlines()]
    return [
        Text(by_id.get(row.get("question")) or _any_question(draw), row["text"], row["kind"])
        for row in rows
        if not writers or row["writer"] in writers
    ]


def of_rules(draw: random.Random) -> list[Text]:
    """The examples of the named rules, by the kind that a rule's replies fit."""
    return [
        Text(_any_question(draw), text, OF_RULES[rule.name])
        for rule in RULES
        for text in rule.matches
        if rule.name in OF_RULES
    ]


def foreseen(draw: random.Random, most: int) -> list[Text]:
    """Questions back that the banks foresee."""
    found = [
        Text(question, asked, "question_back")
        for question in questions()
        for known in question.clarifications
        for asked in known.asked
    ]
    return draw.sample(found, most)


def answers(group: str) -> list[Text]:
    """The calibration sets' answers of a group, "tune" or "held-out"."""
    names = [("first", name) for name in FIRST_BANK] + [(n, f"banks/{n}") for n in LIBRARY]
    found: dict[tuple[str, str], Text] = {}
    for bank, name in names:
        path = ROOT / "calibration" / f"{name}.jsonl"
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            question = banks()[bank][row["question_id"]]
            if row.get("group", "tune") == group:
                found[question.id, row["answer"]] = Text(question, row["answer"], "whole")
    return list(found.values())


def pieces(whole: Sequence[Text]) -> Iterator[Text]:
    """The sentences and clauses of answers: as short as wishes are, but not said alone."""
    for one in whole:
        for sentence in re.split(r"(?<=[.!?;\n])\s+|\n+", one.text):
            if len(sentence.split()) > 1:
                yield Text(one.question, sentence.strip(), "sentence")
        for clause in re.split(r"(?<=[.!?;\n,:])\s+|\n+| - ", one.text):
            if len(clause.split()) > 2:
                yield Text(one.question, clause.strip(), "clause")


def short(group: str) -> Iterator[Text]:
    """Short answers: accepted wordings and terms, of every second question, and as somebody unsure says them."""
    for number, question in enumerate(sorted(questions(), key=lambda one: one.id)):
        if (number % 2 == 0) is not (group == "tune"):
            continue
        parts = (*question.points, *question.misconceptions)
        signs = [sign for part in parts for sign in part.signs]
        random.Random(question.id).shuffle(signs)  # noqa: S311 - a draw by a seed
        yield from (Text(question, sign, "wording") for sign in signs[:SIGNS])
        for point in question.points:
            yield from (Text(question, term, "term") for term in point.terms[:TERMS])
        if question.id not in banks()[PERSONAL]:
            for sign, begun in zip(signs[SIGNS:], UNSURE, strict=False):
                yield Text(question, begun.format(sign), "unsure")
    if group == "tune":
        yield from (Text(questions()[0], text, "short") for text in SHORT)


def mixed(draw: random.Random, said: Sequence[Text], wishes: Sequence[Text]) -> Iterator[Text]:
    """An answer with a wish beside it, which is an answer."""
    for one in said:
        wish = draw.choice(wishes).text
        first, second = (wish, one.text) if draw.random() < 0.6 else (one.text, wish)
        yield Text(one.question, f"{first.rstrip('.')}. {second}", "mixed")


def _any_question(draw: random.Random) -> Question:
    first = list(banks()["first"].values())
    return draw.choice(first if draw.random() < 0.6 else questions())
