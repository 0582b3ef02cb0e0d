"""Draw the exam of `interviewer doctor --exam` from the calibration set: `calibration/exam.jsonl`.

Forty answers that both readers labelled alike, four for each question, a third of them wrong or
hostile, drawn with a seed from the group that signs were chosen on: nothing that figures are
reported from is given away.
"""

import json
import random
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
LABELS = ROOT / "calibration" / "first-bank.jsonl"
EXAM = ROOT / "calibration" / "exam.jsonl"
SEED = 20261125
WRONG = {"gaming", "wrong", "off-subject"}
OF_EACH = 4


def main() -> None:
    by_answer: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for line in LABELS.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        by_answer[row["id"]].append(row)
    alike = [
        rows[0]
        for rows in by_answer.values()
        if len(rows) == 2 and rows[0]["points"] == rows[1]["points"] and rows[0]["group"] == "tune"
    ]
    drawn = _drawn(alike)
    lines = [
        {
            "id": row["id"],
            "question_id": row["question_id"],
            "hostile": row["kind"] in WRONG,
            "answer": row["answer"],
            "points": row["points"],
        }
        for row in drawn
    ]
    text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
    EXAM.write_text(text, encoding="utf-8")
    hostile = sum(bool(line["hostile"]) for line in lines)
    print(f"{len(lines)} answers, {hostile} of them wrong or hostile, in {EXAM.relative_to(ROOT)}")


def _drawn(alike: list[dict[str, Any]]) -> list[Mapping[str, Any]]:
    """Four of each question: one wrong or hostile, of every third question two."""
    rng = random.Random(SEED)  # noqa: S311 - a draw that can be repeated
    by_question: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in sorted(alike, key=lambda row: row["id"]):
        by_question[row["question_id"]].append(row)
    found: list[Mapping[str, Any]] = []
    for number, rows in enumerate(by_question.values()):
        wrong = [row for row in rows if row["kind"] in WRONG]
        right = [row for row in rows if row["kind"] not in WRONG]
        hostile = min(2 if number % 3 == 0 else 1, len(wrong))
        found += rng.sample(wrong, hostile) + rng.sample(right, OF_EACH - hostile)
    return found


if __name__ == "__main__":
    main()
