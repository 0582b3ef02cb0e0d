"""How many honest follow-ups the leak check refuses, how many deliberate leaks it lets pass, and what blind readers say.

    python -m benchmarks.follow_ups

Measured on tests/data/follow_ups.jsonl: follow-ups to answers over several banks. Round 1 was written
first; round 2 after the rules stood; of round 3 the honest ones were worded by whoever played a strong
model on the shipped prompts, and its leaks are open questions that word the point.

benchmarks/played/read_blind.jsonl: follow-ups to 40 weak answers and replies to 20 questions back, worded by the played
model and canned, each pair read by two readers who did not know which was which.
"""

import json
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from interviewer import assets
from interviewer.core.questions import Question, QuestionBank
from interviewer.core.sheets import Sheet, Target, Turn
from interviewer.examiners.conversation.phrases import phrase_of
from interviewer.examiners.model.checks.leaks import LeakCheck

ROOT = Path(__file__).resolve().parent.parent
READ_BLIND = ROOT / "benchmarks" / "played" / "read_blind.jsonl"
WRITTEN = ROOT / "tests" / "data" / "follow_ups.jsonl"

Row = Mapping[str, Any]


def rows() -> list[Row]:
    """The follow-ups: bank, question, target, answer, text, and whether it leaks."""
    return [json.loads(line) for line in WRITTEN.read_text(encoding="utf-8").splitlines()]


def trouble(row: Row) -> str | None:
    """Why a follow-up is refused; None where it may be asked."""
    question = _questions(row["bank"])[row["question"]]
    part = question.point(row["target"])
    assert part is not None, row  # noqa: S101 - a point that a bank has lost
    sheet = Sheet(question, 1, (Turn(question.prompt, row["answer"]),))
    return LeakCheck(sheet, Target(part.id, part.description, part.follow_up)).trouble(row["text"])


@lru_cache
def _questions(bank: str) -> dict[str, Question]:
    path = assets.default_bank() if bank == "first" else assets.banks()[bank]
    found = QuestionBank.model_validate_json(path.read_bytes())
    return {question.id: question for question in found.questions}


def read_blind() -> Iterator[str]:
    """What the two readers say of the pairs, a line each: first the better one, then each mark."""
    pairs = [json.loads(line) for line in READ_BLIND.read_text(encoding="utf-8").splitlines()]
    for kind in ("follow-up", "question back"):
        these = [pair["readers"] for pair in pairs if pair["kind"] == kind]
        better = [sum(two[n]["better"] == "model" for two in these) for n in (0, 1)]
        both = sum(one["better"] == other["better"] == "model" for one, other in these)
        yield f"{kind}: the model's is better in {better[0]} and {better[1]} of {len(these)}, for both readers in {both}"
        for mark in these[0][0]["model"]:
            model, canned = (
                " and ".join(str(sum(two[n][who][mark] for two in these)) for n in (0, 1))
                for who in ("model", "canned")
            )
            yield f"  {mark}: the model's {model}, canned {canned}"


def taken_up() -> str:
    """In how many of the weak answers the built-in examiner finds a phrase to say back."""
    pairs = [json.loads(line) for line in READ_BLIND.read_text(encoding="utf-8").splitlines()]
    asked = {question.prompt: question for question in _questions("first").values()}
    weak = [pair for pair in pairs if pair["kind"] == "follow-up"]
    found = sum(bool(phrase_of(pair["said"], asked[pair["question"]])) for pair in weak)
    return f"offline a phrase is said back in {found} of {len(weak)} follow-ups"


def main() -> None:
    """Print the figures by round, every follow-up that was judged wrongly, and the blind readings."""
    wrong = []
    for number in (*sorted({row["round"] for row in rows()}), None):
        these = [row for row in rows() if number in (None, row["round"])]
        honest = [row for row in these if not row["leaks"]]
        leaks = [row for row in these if row["leaks"]]
        refused = [row for row in honest if trouble(row)]
        passed = [row for row in leaks if not trouble(row)]
        name = f"round {number}" if number else "all"
        print(
            f"{name}: honest refused {len(refused)} of {len(honest)} ({len(refused) / len(honest):.1%}), "
            f"leaks passed {len(passed)} of {len(leaks)} ({len(passed) / len(leaks):.1%})"
        )
        wrong = [*refused, *passed]
    for row in wrong:
        print(f"  {'passed' if row['leaks'] else 'refused'}, {row['target']}: {row['text']}")
    print(*read_blind(), sep="\n")
    print(taken_up())


if __name__ == "__main__":
    main()
